import { expect, it } from 'vitest';
import { causeOfRingTimeout, causeOfSeatHangup } from './offer-cause.ts';

const seat = {
  isRegistered: true,
  hasMicrophone: true,
  ringsAt: null as string | null,
  silentForMs: 100,
  silentLimitMs: 5000,
  hasRung: true,
};

it.each([
  ['ignored', {}],
  ['notRegistered', { isRegistered: false }],
  ['noMicrophone', { hasMicrophone: false }],
  ['tabFrozen', { silentForMs: 5001 }],
  ['network', { hasRung: false }],
  ['ignored', { ringsAt: '13900139000', isRegistered: false, hasMicrophone: false }],
] as const)('calls a ring timeout %s', (cause, change) => {
  expect(causeOfRingTimeout({ ...seat, ...change })).toBe(cause);
});

it.each([
  [17, 'declined'],
  [21, 'declined'],
  [19, null],
  [20, 'notRegistered'],
  [38, 'network'],
  [34, 'network'],
  [0, 'center'],
] as const)('reads the cause of a seat that hung up with %i', (q850, cause) => {
  expect(causeOfSeatHangup(q850)).toBe(cause);
});
