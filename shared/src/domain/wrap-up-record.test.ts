import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventData, EventType, LiveEvent } from '../contracts/events.ts';
import { callRecordFrom } from './call-record.ts';
import { openWrapUps, standingWrapUp, wrapUpsFrom } from './wrap-up-record.ts';

let count = 0;
function at<T extends EventType>(atMs: number, type: T, agentId: string, data: EventData<T>): LiveEvent {
  count += 1;
  return { id: `${atMs}-${count}`, type, atMs, callId: 'c1', agentId, data } as LiveEvent;
}
const started = (atMs: number, agentId: string) => at(atMs, 'wrapUp.started', agentId, { deadlineAtMs: 0 });
const finished = (
  atMs: number,
  agentId: string,
  startedAtMs: number,
  written: Partial<EventData<'wrapUp.finished'>>,
): LiveEvent =>
  at(atMs, 'wrapUp.finished', agentId, {
    categoryId: 'enquiry',
    result: 'resolved',
    note: '',
    complete: true,
    wrapUpMs: atMs - startedAtMs,
    startedAtMs,
    ...written,
  });

/** 1001 answers and passes on to 1002, which hands it back; both write up what they did, 1001 twice. */
const twice = [
  at(1000, 'call.answered', '1001', { offerGen: 1, waitedMs: 0 }),
  at(5000, 'call.transferred', '1001', { offerGen: 1, how: 'blind', to: 'seat', who: '1002' }),
  started(5000, '1001'),
  finished(7000, '1001', 5000, { categoryId: 'billing', result: 'transferred', note: 'first' }),
  at(8000, 'call.transferred', '1002', { offerGen: 2, how: 'handedBack', to: 'seat', who: '1001' }),
  started(8000, '1002'),
  finished(9000, '1002', 8000, { categoryId: 'complaint', result: 'transferred', note: 'second' }),
  at(20_000, 'call.ended', '1001', { outcome: 'answered', endedBy: 'customer', cause: 16, why: '' }),
  started(20_000, '1001'),
  finished(36_000, '1001', 20_000, { categoryId: 'refund', result: 'followUp', note: 'refund promised' }),
];

describe('the wrap-ups of a call', () => {
  it('are kept for each seat, and for a seat that had the call twice', () => {
    expect(wrapUpsFrom(twice).map((one) => [one.agentId, one.categoryId, one.result, one.note, one.wrapUpMs])).toEqual([
      ['1001', 'billing', 'transferred', 'first', 2000],
      ['1002', 'complaint', 'transferred', 'second', 1000],
      ['1001', 'refund', 'followUp', 'refund promised', 16_000],
    ]);
    const { call } = callRecordFrom(twice);
    expect(call).toMatchObject({
      wrapUpMs: 19_000,
      categoryId: 'refund',
      result: 'followUp',
      note: 'refund promised',
      isComplete: true,
    });
  });

  it('come out the same from events in any order, told any number of times', () => {
    const whole = callRecordFrom(twice).wrapUps;
    const shuffled = fc.shuffledSubarray([...twice, ...twice], { minLength: twice.length });
    fc.assert(
      fc.property(shuffled, (events) => {
        expect(callRecordFrom([...twice, ...events]).wrapUps).toEqual(whole);
      }),
    );
  });

  it('of which one ran out keep what was written and are open until it is amended', () => {
    const ranOut = [
      started(5000, '1001'),
      finished(6000, '1001', 5000, { categoryId: '', result: '', note: 'half a', complete: false }),
    ];
    expect(wrapUpsFrom(ranOut)).toMatchObject([{ note: 'half a', isComplete: false }]);
    expect(openWrapUps(wrapUpsFrom(ranOut))).toEqual([{ callId: 'c1', agentId: '1001', startedAtMs: 5000 }]);
    const amended = wrapUpsFrom([
      ...ranOut,
      at(9000, 'wrapUp.amended', '1001', { categoryId: 'enquiry', result: 'resolved', note: 'half a sentence' }),
    ]);
    expect(amended).toMatchObject([{ note: 'half a sentence', categoryId: 'enquiry', isComplete: true }]);
    expect(amended[0]?.wrapUpMs).toBe(1000);
    expect(openWrapUps(amended)).toEqual([]);
  });

  it('amends the one that is named, else the last of that seat', () => {
    const change = { categoryId: 'other', result: '', note: 'later' };
    const noteOf = (events: LiveEvent[]) => wrapUpsFrom(events).map(({ note }) => note);
    expect(noteOf([...twice, at(50_000, 'wrapUp.amended', '1001', { ...change, startedAtMs: 5000 })])).toEqual([
      'later',
      'second',
      'refund promised',
    ]);
    expect(noteOf([...twice, at(50_000, 'wrapUp.amended', '1001', change)])).toEqual(['first', 'second', 'later']);
    expect(wrapUpsFrom([at(50_000, 'wrapUp.amended', '1003', change)])).toMatchObject([
      { agentId: '1003', note: 'later', isComplete: true },
    ]);
  });

  it('is a task while nobody has said that it ended, and takes the end that comes after it was put right', () => {
    const begun = [started(1000, '1001')];
    expect(openWrapUps(wrapUpsFrom(begun))).toMatchObject([{ agentId: '1001', startedAtMs: 1000 }]);
    const amended = [
      ...begun,
      at(2000, 'wrapUp.amended', '1001', { categoryId: 'other', result: 'resolved', note: 'from the record' }),
    ];
    expect(openWrapUps(wrapUpsFrom(amended))).toEqual([]);
    const after = wrapUpsFrom([...amended, finished(3000, '1001', 1000, { note: 'from the form' })]);
    expect(after).toMatchObject([{ note: 'from the form', wrapUpMs: 2000 }]);
    expect(after).toHaveLength(1);
  });

  it('goes on with the one that was interrupted by its own call', () => {
    const events = [started(1000, '1001'), started(9000, '1001'), finished(11_000, '1001', 1000, { wrapUpMs: 3000 })];
    expect(wrapUpsFrom(events)).toMatchObject([{ startedAtMs: 1000, wrapUpMs: 3000 }]);
  });

  it('holds the note of who was only consulted, which stands for nothing', () => {
    const noted = wrapUpsFrom([
      ...twice.slice(0, 4),
      at(6500, 'wrapUp.noted', '1003', { note: 'told them the price' }),
    ]);
    expect(noted.at(-1)).toMatchObject({ agentId: '1003', note: 'told them the price', isNote: true });
    expect(standingWrapUp(noted, '1001')).toMatchObject({ note: 'first' });
  });
});

describe('what stands for the call', () => {
  const one = (agentId: string, change: Partial<EventData<'wrapUp.finished'>>, atMs: number) =>
    finished(atMs, agentId, atMs - 1000, change);
  it.each<[string, LiveEvent[], string | undefined]>([
    ['the responsible seat', [one('1001', { note: 'a' }, 2000), one('1002', { note: 'b' }, 3000)], 'a'],
    [
      'who did not pass it on',
      [one('1001', { note: 'a', result: 'transferred' }, 2000), one('1002', { note: 'b' }, 3000)],
      'b',
    ],
    [
      'a complete one',
      [one('1001', { note: 'a', categoryId: '', complete: false }, 2000), one('1002', { note: 'b' }, 3000)],
      'b',
    ],
    ['the last of equals', [one('1001', { note: 'a' }, 2000), one('1001', { note: 'b' }, 3000)], 'b'],
    ['none while it is written', [started(1000, '1001')], undefined],
  ])('is %s', (_what, events, note) => {
    expect(standingWrapUp(wrapUpsFrom(events), '1001')?.note).toBe(note);
  });
});
