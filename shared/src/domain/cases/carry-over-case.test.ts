import { describe, expect, it } from 'vitest';
import { A, at, wall } from '../calendars-of-2026.ts';
import { carryOver } from './carry-over-case.ts';
import { shippedCaseTypes } from './types/index.ts';

const calendars = new Map([
  ['office', { ...A, calendarId: 'office' }],
  ['always', { ...A, calendarId: 'always', hours: null }],
]);
const types = shippedCaseTypes();
const complaint = types[0] as (typeof types)[number];
const given = {
  grade: 'ordinary',
  channel: 'call',
  categoryId: null,
  areaKind: null,
  amountFen: null,
  isDifficult: false,
  tier: null,
  fields: {},
} as const;
const carried = (stepKey: string) =>
  carryOver(
    { type: complaint, calendars },
    given,
    { stepKey, openedAtMs: at('2026-11-27T10:00'), firstOwnerId: '3001', departmentId: 'finance', assigneeId: null },
    at('2026-11-30T09:00'),
  );

describe('a case that was begun elsewhere', () => {
  it.each([
    ['registered', ['judge 2026-11-27T12:00', 'whole 2026-12-01T18:00']],
    ['dispatched', ['accept 2026-11-30T09:30', 'whole 2026-12-01T18:00']],
    ['proposing', ['whole 2026-12-01T18:00']],
    ['visiting', ['visit 2026-12-02T18:00']],
  ])('is due, at the step %s, at %s', (stepKey, due) => {
    const clocks = carried(stepKey)?.clocks.map(({ clockKey, dueAtMs }) => `${clockKey} ${wall(dueAtMs ?? 0)}`);
    expect(clocks?.toSorted()).toEqual(due);
  });

  it('stands at its step, with whoever has it', () => {
    expect(carried('investigating')?.now).toMatchObject({
      stepKey: 'investigating',
      state: 'open',
      departmentId: 'finance',
      firstOwnerId: '3001',
      openedAtMs: at('2026-11-27T10:00'),
      stepSinceMs: at('2026-11-30T09:00'),
      settledAtMs: null,
      closedAtMs: null,
    });
    expect(carried('nowhere')).toBeNull();
  });
});
