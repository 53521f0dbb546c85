import { expect, it } from 'vitest';
import { againAt, guardNotice } from './guard-notice.ts';

const hours = { fromMinute: 480, toMinute: 1200, timeZone: 'Asia/Shanghai' };
const at = (text: string) => Date.parse(`${text}:00+08:00`);
const plain = { caseId: 'c1', template: 'complaintTakenUp', isUrgent: false };
const urgent = { caseId: 'c2', template: 'outageNewEnd', isUrgent: true };
const sent = (text: string, template = 'other', caseId = 'c9') => ({ caseId, template, atMs: at(text) });
const three = [sent('2026-11-30T09:00'), sent('2026-11-30T10:00'), sent('2026-11-30T11:00')];

it.each([
  ['by day', plain, [], '2026-11-30T08:00', { kind: 'send' }],
  ['until the last minute', plain, [], '2026-11-30T19:59', { kind: 'send' }],
  ['not in the evening', plain, [], '2026-11-30T20:00', { kind: 'wait', untilMs: at('2026-12-01T08:00') }],
  ['not before breakfast', plain, [], '2026-11-30T05:00', { kind: 'wait', untilMs: at('2026-11-30T08:00') }],
  ['at night for an outage', urgent, [], '2026-11-30T03:00', { kind: 'send' }],
  ['not a fourth on one day', plain, three, '2026-11-30T12:00', { kind: 'refuse', why: 'tooMany' }],
  ['not even for an outage', urgent, three, '2026-11-30T12:00', { kind: 'refuse', why: 'tooMany' }],
  ['again on the next day', plain, three, '2026-12-01T08:00', { kind: 'send' }],
  [
    'not the same within half an hour',
    plain,
    [sent('2026-11-30T11:31', 'complaintTakenUp', 'c1')],
    '2026-11-30T12:00',
    { kind: 'refuse', why: 'sameAgain' },
  ],
  [
    'the same after half an hour',
    plain,
    [sent('2026-11-30T11:30', 'complaintTakenUp', 'c1')],
    '2026-11-30T12:00',
    { kind: 'send' },
  ],
  [
    'the same text of another case',
    plain,
    [sent('2026-11-30T11:59', 'complaintTakenUp', 'c3')],
    '2026-11-30T12:00',
    { kind: 'send' },
  ],
])('goes out %s', (_what, notice, before, nowText, guard) => {
  expect(guardNotice(notice, before, hours, at(nowText))).toEqual(guard);
});

it('is tried again after 1, 5 and 30 minutes, and then no more', () => {
  expect([1, 2, 3, 4].map((tries) => againAt(tries, 0))).toEqual([60_000, 300_000, 1_800_000, null]);
});
