import { expect, it } from 'vitest';
import type { EventData, EventType, LiveEvent } from '../contracts/events.ts';
import { legsFrom, ownedTalkMs } from './leg-record.ts';

let count = 0;
function at<T extends EventType>(atMs: number, type: T, agentId: string, data: EventData<T>): LiveEvent {
  count += 1;
  return { id: `${atMs}-${count}`, type, atMs, callId: 'c1', agentId, data } as LiveEvent;
}
const leg = { kind: 'seat', who: '1002', role: 'consult', by: '1001', deadlineAtMs: 0 } as const;

it('gives each seat its own times: the one that asked, and the one that was consulted and took over', () => {
  const legs = legsFrom([
    at(1000, 'call.answered', '1001', { offerGen: 1, waitedMs: 0 }),
    at(5000, 'call.held', '1001', {}),
    at(5000, 'leg.added', '1002', { ...leg, offerGen: 2 }),
    at(7000, 'leg.answered', '1002', { offerGen: 2 }),
    // Swapped: the seat talks with its customer for two seconds, then back.
    at(9000, 'leg.held', '1002', { offerGen: 2 }),
    at(9000, 'call.retrieved', '1001', { heldMs: 4000 }),
    at(11_000, 'leg.retrieved', '1002', { offerGen: 2 }),
    at(11_000, 'call.held', '1001', {}),
    at(12_000, 'call.retrieved', '1001', { heldMs: 1000 }),
    at(12_000, 'call.transferred', '1001', { offerGen: 1, how: 'attended', to: 'seat', who: '1002' }),
    at(12_000, 'call.takenOver', '1002', { offerGen: 2, kind: 'seat', who: '1002' }),
    at(13_000, 'call.rejoined', '1002', { offerGen: 3 }),
    at(20_000, 'call.ended', '1002', { outcome: 'answered', endedBy: 'customer', cause: 16, why: '' }),
    at(25_000, 'wrapUp.finished', '1001', { categoryId: 'x', result: '', note: '', complete: true, wrapUpMs: 13_000 }),
  ]);
  expect(legs).toMatchObject([
    { legNo: 1, who: '1001', role: 'answer', end: 'transferred', talkMs: 6000, holdMs: 5000, wrapUpMs: 13_000 },
    {
      legNo: 2,
      who: '1002',
      role: 'consult',
      end: 'callEnded',
      ownedFromMs: 12_000,
      talkMs: 11_000,
      holdMs: 0,
      wrapUpMs: null,
    },
  ]);
  // Talked with the customer: 1-5, 9-11 and 12-20.
  expect(ownedTalkMs(legs)).toBe(14_000);
});

it('counts the wait of a transfer as nobody’s talk, and forgets what comes after the end', () => {
  const legs = legsFrom([
    at(1000, 'call.answered', '1001', { offerGen: 1, waitedMs: 0 }),
    at(4000, 'call.transferred', '1001', { offerGen: 1, how: 'blind', to: 'number', who: '13900139000' }),
    at(4000, 'leg.added', '', { ...leg, kind: 'number', who: '13900139000', role: 'transfer', offerGen: 2 }),
    at(9000, 'call.ended', '', { outcome: 'answered', endedBy: 'customer', cause: 16, why: '' }),
    at(9500, 'leg.answered', '', { offerGen: 2 }),
  ]);
  expect(legs).toMatchObject([
    { talkMs: 3000 },
    { who: '13900139000', answeredAtMs: null, talkMs: null, end: 'callEnded' },
  ]);
  expect(ownedTalkMs(legs)).toBe(3000);
});
