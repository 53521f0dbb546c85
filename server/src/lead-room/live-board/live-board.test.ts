import type { LiveSeat } from '@sansheng/shared/contracts/lead-room/live-board';
import { describe, expect, it } from 'vitest';
import { type Board, createTodayCounts, differ, scopeBoard, takeAlarms } from './live-board.ts';
import { nothingToday } from '@sansheng/shared/domain/three-ring-rate';
import { aQueue as queue, aSeat } from './made-up-board.ts';

const seat = (agentId: string, change: Partial<LiveSeat> = {}) =>
  aSeat({ agentId, name: agentId, teamId: 'team-a', ...change });
const board = (change: Partial<Board> = {}): Board => ({
  queues: [queue()],
  seats: [seat('1001')],
  alarms: [],
  ...change,
});

describe('the difference between two boards', () => {
  it('is null when nothing has changed', () => {
    expect(differ(board(), board(), 2, 0)).toBeNull();
  });
  it('names what changed, what was added and what was removed', () => {
    const after = board({ queues: [queue({ waiting: 1 })], seats: [seat('1002')] });
    expect(differ(board(), after, 2, 5)).toMatchObject({
      seq: 2,
      serverNowMs: 5,
      queues: [{ waiting: 1 }],
      seats: [{ agentId: '1002' }],
      goneSeats: ['1001'],
    });
  });
});

it('shows a lead with a team only the seats of that team', () => {
  const both = board({ seats: [seat('1001'), seat('1011', { teamId: 'team-b' })] });
  expect(scopeBoard(both, 'team-b').seats.map((one) => one.agentId)).toEqual(['1011']);
  expect(scopeBoard(both, '').seats).toHaveLength(2);
});

it.each([
  ['a call that rang out', 'routing.offerExpired', { cause: 'ignored' }],
  ['a phone that cannot be reached', 'agent.stateChanged', { from: 'ready', to: 'notReady', reason: 'unreachable' }],
])('ends the alarm of %s when its seat is ready again or has left', (_what, type, data) => {
  const event = (kind: string, said: object, agentId: string) =>
    ({ id: '5-0', type: kind, atMs: 5, callId: '', agentId, data: said }) as never;
  const moves = (agentId: string, to: string) =>
    event('agent.stateChanged', { from: 'notReady', to, reason: '' }, agentId);
  const alarms = takeAlarms([], event(type, data, '1001'));
  expect(alarms).toMatchObject([{ agentId: '1001', endedAtMs: null }]);
  expect(takeAlarms(alarms, moves('1002', 'ready'))).toBe(alarms);
  for (const to of ['ready', 'offline'])
    expect(takeAlarms(alarms, moves('1001', to))[0]).toMatchObject({ endedAtMs: 5 });
});

it('keeps the newest alarms, with who acknowledged them and when they ended', () => {
  const event = (type: string, data: object, agentId = '', callId = '') =>
    ({ id: '5-0', type, atMs: 5, callId, agentId, data }) as never;
  const raised = { alarmId: 'longestWait:service:1', kind: 'longestWait', queueId: 'service', callId: '' };
  let alarms = takeAlarms([], event('alarm.raised', raised));
  alarms = takeAlarms(alarms, event('alarm.acknowledged', { alarmId: raised.alarmId }, '2001'));
  alarms = takeAlarms(alarms, event('alarm.acknowledged', { alarmId: raised.alarmId }, '2002'));
  expect(alarms).toMatchObject([{ kind: 'longestWait', acknowledgedBy: '2001', endedAtMs: null }]);
  alarms = takeAlarms(alarms, event('alarm.ended', { alarmId: raised.alarmId }));
  expect(alarms).toMatchObject([{ endedAtMs: 5 }]);
  alarms = takeAlarms(alarms, event('help.asked', { reason: 'angry' }, '1001', 'c1'));
  alarms = takeAlarms(alarms, event('help.ended', { why: 'withdrawn' }, '1001', 'c1'));
  expect(alarms[0]).toMatchObject({ kind: 'help', cause: 'angry', endedAtMs: 5 });
  alarms = takeAlarms(alarms, event('call.soundLost', { direction: 'in' }, '1001', 'c1'));
  expect(takeAlarms(alarms, event('call.soundRestored', { lostMs: 9 }, '1002', 'c1'))[0]).toMatchObject({
    endedAtMs: null,
  });
  alarms = takeAlarms(alarms, event('call.soundRestored', { lostMs: 9 }, '1001', 'c1'));
  expect(alarms[0]).toMatchObject({ kind: 'oneWayAudio', endedAtMs: 5 });
  alarms = takeAlarms(alarms, event('call.centerAnswered', { isThirdRing: true }, '', 'c2'));
  expect(takeAlarms(alarms, event('call.answered', {}, '1001', 'c1'))).toBe(alarms);
  expect(takeAlarms(alarms, event('call.answered', {}, '1001', 'c2'))[0]).toMatchObject({ endedAtMs: 5 });
});

it("counts a call in the day it arrived, and begins anew at the center's midnight", () => {
  const today = createTodayCounts('Asia/Shanghai');
  const midnightMs = Date.UTC(2026, 0, 1, 16);
  const event = (type: string, atMs: number, callId: string, data: object) =>
    today.take({ id: `${atMs}-0`, type, atMs, callId, agentId: '', data } as never);
  const arrived = { node: 'n', channelId: 'x', hotline: '4000', callerNumber: '', ringCycleMs: 5000 };
  event('call.arrived', midnightMs - 1000, 'c1', arrived);
  event('routing.callQueued', midnightMs - 999, 'c1', { queueId: 'service', priority: 5 });
  expect(today.of('service').offered).toBe(1);
  event('call.arrived', midnightMs + 1000, 'c2', arrived);
  event('routing.callQueued', midnightMs + 1001, 'c2', { queueId: 'service', priority: 5 });
  event('call.answered', midnightMs + 2000, 'c1', { offerGen: 1, waitedMs: 3000 });
  event('call.answered', midnightMs + 3000, 'c2', { offerGen: 1, waitedMs: 2000 });
  expect(today.of('service')).toEqual({ ...nothingToday, offered: 1, answered: 1, withinThreeRings: 1 });
  event('call.ended', midnightMs + 4000, 'c2', { outcome: 'answered', endedBy: 'customer', cause: 16, why: '' });
  event('call.arrived', midnightMs + 5000, 'c3', arrived);
  event('routing.callQueued', midnightMs + 5001, 'c3', { queueId: 'service', priority: 5 });
  expect(today.of('service')).toMatchObject({ offered: 2, answered: 1, stillThere: 1 });
  const moved = { fromQueueId: 'service', to: 'queue', toQueueId: 'vip', number: '', why: 'waitTooLong' };
  event('routing.callOverflowed', midnightMs + 9000, 'c3', moved);
  event('call.ended', midnightMs + 9500, 'c3', { outcome: 'abandoned', endedBy: 'customer', cause: 16, why: '' });
  expect(today.of('service')).toMatchObject({ offered: 2, answered: 1, overflowedOut: 1, stillThere: 0 });
  expect(today.of('vip')).toMatchObject({ offered: 1, shortAbandoned: 1, abandoned: 0 });
});

it('raises an alarm for a third ring, but not for a menu or closed line that the center answers at once', () => {
  const answered = (data: object) =>
    takeAlarms([], { id: '5-0', type: 'call.centerAnswered', atMs: 5, callId: 'c1', agentId: '', data } as never);
  expect(answered({ queueId: 'service', isThirdRing: true })).toMatchObject([
    { kind: 'thirdRing', queueId: 'service' },
  ]);
  expect(answered({ queueId: '', isThirdRing: false })).toEqual([]);
});
