import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventData, EventType, LiveEvent } from '../contracts/events.ts';
import { callRecordFrom } from './call-record.ts';

const T0 = 1_700_000_000_000;
let seq = 0;
const event = <T extends EventType>(type: T, afterMs: number, data: EventData<T>, agentId = ''): LiveEvent =>
  ({ id: `${T0 + afterMs}-${seq++}`, type, atMs: T0 + afterMs, callId: 'c1', agentId, data }) as unknown as LiveEvent;

const arrived = (ringCycleMs = 5000) =>
  event('call.arrived', 0, { node: 'n', channelId: 'x', hotline: '4000', callerNumber: '13800138000', ringCycleMs });
const queued = (afterMs = 10) => event('routing.callQueued', afterMs, { queueId: 'service', priority: 5 });
const offered = (afterMs: number, offerGen: number, agentId: string) =>
  event('routing.offered', afterMs, { offerGen, queueId: 'service', deadlineAtMs: 0, waitedMs: afterMs }, agentId);
const answered = (afterMs: number, offerGen: number, agentId: string) =>
  event('call.answered', afterMs, { offerGen, waitedMs: afterMs }, agentId);
const ended = (afterMs: number, outcome: EventData<'call.ended'>['outcome'] = 'answered') =>
  event('call.ended', afterMs, { outcome, endedBy: 'customer', cause: 16, why: '' });
const placed = event('callback.placed', 0, {
  ofCallId: 'c0',
  node: 'n',
  hotline: '4000',
  queueId: 'service',
  priority: 5,
  callerNumber: '13800138000',
  e164: '+8613800138000',
  customerId: 'c00000',
  customerName: '王芳',
  tier: 'vip',
  placeAtMs: T0 - 60_000,
  ringCycleMs: 5000,
});
const dialled = (afterMs: number, offerGen: number, attempt: number) =>
  event('callback.dialled', afterMs, { offerGen, attempt }, '1001');
const wrappedUp = (afterMs: number, categoryId: string, agentId = '1001') =>
  event(
    'wrapUp.finished',
    afterMs,
    { categoryId, result: 'resolved', note: 'n', complete: categoryId !== '', wrapUpMs: 9000 },
    agentId,
  );

/** The second seat answers after the first did not; held once for 4 s; wrapped up, then corrected. */
const wholeCall = [
  arrived(),
  event('call.identified', 5, {
    e164: '+8613800138000',
    numberKind: 'mobile',
    customerId: 'c00000',
    customerName: '王芳',
    tier: 'vip',
  }),
  queued(),
  offered(20, 1, '1001'),
  event('routing.offerExpired', 14_990, { offerGen: 1, cause: 'ignored' }, '1001'),
  event('call.centerAnswered', 15_000, {}),
  offered(15_010, 2, '1002'),
  answered(18_000, 2, '1002'),
  event('recording.started', 18_100, { recordingId: 'r1', agentFile: 'a.wav', customerFile: 'c.wav' }, '1002'),
  event('call.held', 20_000, {}, '1002'),
  event('call.retrieved', 24_000, { heldMs: 4000 }, '1002'),
  ended(78_000),
  event('wrapUp.started', 78_000, { deadlineAtMs: 0 }, '1002'),
  wrappedUp(87_000, 'enquiry-bill', '1002'),
  event('wrapUp.amended', 99_000, { categoryId: 'complaint', result: 'followUp', note: 'm' }, '1002'),
];

describe('the record of a call', () => {
  it('holds waiting, offers, talk, hold, wrap-up and the recording that is due', () => {
    const { call, offers, recordings } = callRecordFrom(wholeCall);
    expect(call).toMatchObject({
      arrivedAtMs: T0,
      endedAtMs: T0 + 78_000,
      queueId: 'service',
      callerNumber: '+8613800138000',
      customerId: 'c00000',
      agentId: '1002',
      outcome: 'answered',
      waitedMs: 18_000,
      rings: 4,
      withinThreeRings: false,
      takenWithinThreeRings: true,
      talkMs: 56_000,
      holdMs: 4000,
      wrapUpMs: 9000,
      categoryId: 'complaint',
      result: 'followUp',
      note: 'm',
      isComplete: true,
      ronas: 1,
      recordingId: 'r1',
    });
    expect(offers.map(({ agentId, result, cause }) => [agentId, result, cause])).toEqual([
      ['1001', 'expired', 'ignored'],
      ['1002', 'answered', null],
    ]);
    expect(recordings).toEqual([
      {
        recordingId: 'r1',
        callId: 'c1',
        agentFile: 'a.wav',
        customerFile: 'c.wav',
        startedAtMs: T0 + 18_100,
        callEndedAtMs: T0 + 78_000,
      },
    ]);
  });

  it.each([
    [4999, 1, true],
    [5000, 2, true],
    [14_999, 3, true],
    [15_001, 4, false],
  ])('answered after %i ms was ring %i', (ms, rings, withinThreeRings) => {
    const { call } = callRecordFrom([arrived(), queued(), offered(20, 1, '1001'), answered(ms, 1, '1001')]);
    expect(call).toMatchObject({ rings, withinThreeRings, takenWithinThreeRings: withinThreeRings, outcome: null });
  });

  it('has a withdrawn offer and no talk time for a caller who gave up while a seat rang', () => {
    const { call, offers } = callRecordFrom([arrived(), queued(), offered(20, 1, '1001'), ended(7000, 'abandoned')]);
    expect(call).toMatchObject({ outcome: 'abandoned', waitedMs: 7000, rings: 2, talkMs: null, isComplete: true });
    expect(call).toMatchObject({ withinThreeRings: false, takenWithinThreeRings: false });
    expect(offers).toMatchObject([{ result: 'withdrawn', endedAtMs: T0 + 7000 }]);
  });

  it('ignores an answer that came after the end', () => {
    const { call } = callRecordFrom([
      arrived(),
      offered(20, 1, '1001'),
      ended(7000, 'abandoned'),
      answered(7001, 1, '1001'),
    ]);
    expect(call).toMatchObject({ outcome: 'abandoned', answeredAtMs: null, agentId: null });
  });

  it('is incomplete without a category until the wrap-up is amended', () => {
    const events = [arrived(), answered(3000, 1, '1001'), ended(9000), wrappedUp(19_000, '')];
    expect(callRecordFrom(events).call).toMatchObject({ isComplete: false, categoryId: null });
    const amended = event('wrapUp.amended', 60_000, { categoryId: 'other', result: '', note: '' });
    expect(callRecordFrom([...events, amended]).call).toMatchObject({ isComplete: true, categoryId: 'other' });
  });

  it('counts hold that lasted to the end', () => {
    const events = [arrived(), answered(3000, 1, '1001'), event('call.held', 5000, {}), ended(9000)];
    expect(callRecordFrom(events).call).toMatchObject({ holdMs: 4000, talkMs: 2000 });
  });

  it('does not depend on the order or the repetition of its events', () => {
    const whole = callRecordFrom(wholeCall);
    const shuffled = fc.shuffledSubarray([...wholeCall, ...wholeCall], { minLength: wholeCall.length * 2 });
    fc.assert(
      fc.property(shuffled, (events) => {
        expect(callRecordFrom(events)).toEqual(whole);
      }),
    );
  });

  it('is made from whatever is left, with no negative time', () => {
    const some = fc.shuffledSubarray(wholeCall, { minLength: 1 });
    fc.assert(
      fc.property(some, (events) => {
        const { call, offers } = callRecordFrom(events);
        for (const ms of [call.waitedMs, call.talkMs, call.holdMs, call.wrapUpMs])
          expect(ms ?? 0).toBeGreaterThanOrEqual(0);
        expect(call.rings ?? 1).toBeGreaterThanOrEqual(1);
        if (call.endedAtMs !== null) expect(offers.some(({ result }) => result === 'open')).toBe(false);
        if (call.withinThreeRings) expect(call.takenWithinThreeRings).toBe(true);
      }),
    );
  });
});

describe('the record of a callback', () => {
  it('counts the seat as having taken it, and the answer from when the customer picked up', () => {
    const { call, offers } = callRecordFrom([
      placed,
      offered(30_000, 1, '1001'),
      dialled(33_000, 1, 1),
      event('callback.notReached', 60_000, { attempt: 1, cause: 19 }, '1001'),
      offered(360_000, 2, '1001'),
      dialled(362_000, 2, 2),
      answered(370_000, 2, '1001'),
      ended(400_000),
    ]);
    expect(call).toMatchObject({
      direction: 'callback',
      outcome: 'answered',
      hotline: '4000',
      callerNumber: '+8613800138000',
      customerId: 'c00000',
      agentId: '1001',
      waitedMs: 370_000,
      talkMs: 30_000,
      ronas: 0,
    });
    expect(offers.map(({ result }) => result)).toEqual(['answered', 'answered']);
  });

  it('has no seat and no talk time when the customer was never reached', () => {
    const { call } = callRecordFrom([placed, offered(10, 1, '1001'), dialled(20, 1, 1), ended(30_000, 'notReached')]);
    expect(call).toMatchObject({ outcome: 'notReached', agentId: null, answeredAtMs: null, talkMs: null });
  });
});
