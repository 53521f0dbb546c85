import type { LiveQueue, LiveSeat } from '@sansheng/shared/contracts/lead-room/live-board';
import type { AlarmLimitRow } from '@sansheng/shared/tables/lead-room/live-board';
import { describe, expect, it } from 'vitest';
import {
  type AlarmLimits,
  type CasesState,
  findAlarms,
  isSeenFrom,
  limitsOf,
  type StoresState,
  type SwitchState,
} from './find-alarms.ts';
import { nothingToday } from '@sansheng/shared/domain/three-ring-rate';
import { aQueue as queue, aSeat as seat } from './made-up-board.ts';

const row = (queueId: string, limits: Partial<AlarmLimits>): AlarmLimitRow => ({
  queueId,
  longestWaitSeconds: null,
  serviceLevelPercent: null,
  longTalkSeconds: null,
  longHoldSeconds: null,
  longWrapUpSeconds: null,
  leastMosTenths: null,
  noSeat: null,
  ...limits,
});
const kinds = (
  board: {
    queues?: LiveQueue[];
    seats?: LiveSeat[];
    seatsByQueue?: Map<string, number>;
    lines?: { used: number; most: number };
    switch?: SwitchState | null;
    stores?: StoresState | null;
    cases?: CasesState | null;
  },
  rows: AlarmLimitRow[],
  nowMs: number,
) =>
  findAlarms(
    { queues: [], seats: [], seatsByQueue: new Map([['service', 1]]), lines: { used: 0, most: 475 }, ...board },
    rows,
    nowMs,
  ).map(({ kind }) => kind);

describe('alarms by limits', () => {
  it('prefers the limit of the queue to that of the center', () => {
    const rows = [row('*', { longestWaitSeconds: 60, noSeat: true }), row('service', { longestWaitSeconds: 10 })];
    expect(limitsOf(rows, 'service')).toMatchObject({ longestWaitSeconds: 10, noSeat: true });
    expect(limitsOf(rows, 'vip')).toMatchObject({ longestWaitSeconds: 60 });
    const waits = { queues: [queue({ waiting: 1, longestSinceMs: 0 })] };
    expect(kinds(waits, rows, 10_000)).toEqual([]);
    expect(kinds(waits, rows, 10_001)).toEqual(['longestWait']);
  });
  it('raises nothing where no limit is set', () => {
    const board = { queues: [queue({ waiting: 1, longestSinceMs: 0 })], seats: [seat({ state: 'talking' })] };
    expect(kinds(board, [], 1e9)).toEqual([]);
  });
  it('knows a queue that nobody serves, and ignores a service level of too few calls', () => {
    const rows = [row('*', { noSeat: true, serviceLevelPercent: 80 })];
    const seatsByQueue = new Map<string, number>();
    expect(kinds({ queues: [queue({ waiting: 1, longestSinceMs: 0 })], seatsByQueue }, rows, 1)).toEqual(['noSeat']);
    const of = (answered: number, withinThreeRings: number, stillThere = 0) =>
      kinds(
        {
          queues: [
            queue({
              today: { ...nothingToday, offered: answered + stillThere, answered, withinThreeRings, stillThere },
            }),
          ],
        },
        rows,
        1,
      );
    // A waiting caller who may still be answered in time raises nothing, as on the board.
    expect(of(10, 8, 4)).toEqual([]);
    expect([of(9, 0), of(10, 7), of(10, 8)]).toEqual([[], ['serviceLevel'], []]);
  });
  it('reports lines that are nearly used up, without a configured limit', () => {
    expect(kinds({ lines: { used: 427, most: 475 } }, [], 1)).toEqual([]);
    expect(kinds({ lines: { used: 428, most: 475 } }, [], 1)).toEqual(['ports']);
  });
  it.each([
    [{ isSilent: false, isStuck: false, isSupervised: true }, []],
    [{ isSilent: true, isStuck: false, isSupervised: true }, ['switchSilent']],
    [{ isSilent: false, isStuck: true, isSupervised: true }, ['switchRestart']],
    [{ isSilent: true, isStuck: true, isSupervised: false }, ['switchSilent', 'channelStuck']],
  ])('reports a switch that does not answer or holds a channel: %j', (at, raised) => {
    expect(kinds({ switch: { node: 'node1', ...at } }, [], 1)).toEqual(raised);
  });
  it('reports a database that is away and workers that do not write', () => {
    const stores = { isDatabaseSilent: true, areWorkersBehind: false };
    expect(kinds({ stores }, [], 1)).toEqual(['databaseSilent']);
    expect(kinds({ stores: { isDatabaseSilent: false, areWorkersBehind: true } }, [], 1)).toEqual(['workersBehind']);
    expect(kinds({ stores: null }, [], 1)).toEqual([]);
  });
  it('reports cases that are missed and major complaints that nobody has acknowledged', () => {
    const calm = { isMissed: false, isMajorWaiting: false, isDanger: false };
    expect(kinds({ cases: { ...calm, isMissed: true } }, [], 1)).toEqual(['caseMissed']);
    expect(kinds({ cases: { ...calm, isMajorWaiting: true } }, [], 1)).toEqual(['majorNotAcknowledged']);
    expect(kinds({ cases: { ...calm, isDanger: true } }, [], 1)).toEqual(['danger']);
    expect(kinds({ cases: null }, [], 1)).toEqual([]);
  });
  it('does not end an alarm of cases before it knows them', () => {
    const here = { machine: 'one', node: 'node1', isLeading: true };
    const sees = (knowsCases: boolean) =>
      ['caseMissed', 'majorNotAcknowledged', 'danger'].map((name) => isSeenFrom({ ...here, knowsCases }, name));
    expect([sees(false), sees(true)]).toEqual([
      [false, false, false],
      [true, true, true],
    ]);
  });
  it('leaves alarms of other disks and switches to the servers that see them', () => {
    const here = { machine: 'one', node: 'node1', isLeading: true, knowsCases: true };
    const names = [
      'ports',
      'databaseSilent',
      'workersBehind',
      'longTalk:1001:c1',
      'diskLow:one',
      'switchSilent:node1',
      'channelStuck:node1',
    ];
    const others = ['diskLow:two', 'switchSilent:node2', 'switchRestart:node2'];
    expect([...names, ...others].filter((name) => isSeenFrom(here, name))).toEqual(names);
    expect(
      names.filter((name) => isSeenFrom({ machine: 'two', node: null, isLeading: false, knowsCases: false }, name)),
    ).toEqual(['ports', 'longTalk:1001:c1']);
  });
  it('watches talk, hold and wrap-up of each seat', () => {
    const rows = [row('*', { longTalkSeconds: 600, longHoldSeconds: 120, longWrapUpSeconds: 90 })];
    const talks = seat({ state: 'talking', callId: 'c1', heldSinceMs: 500_000 });
    expect(kinds({ seats: [talks] }, rows, 600_000)).toEqual([]);
    expect(kinds({ seats: [talks] }, rows, 620_001)).toEqual(['longTalk', 'longHold']);
    expect(kinds({ seats: [seat({ state: 'wrapUp' })] }, rows, 90_001)).toEqual(['longWrapUp']);
  });
});
