/** What a center has in hand when one of its parts is killed: a talk, a ring, and calls that wait. */
import { expect } from 'vitest';
import type { CallCenter } from './call-center.ts';
import type { Caller } from './caller.ts';
import type { Seat } from './desk.ts';
import { eventually } from './eventually.ts';

export interface CallsInHand {
  talking: Caller;
  ringing: Caller;
  waiting: Caller[];
  /** Ids of them all in that order. */
  callIds: string[];
}

const channelsOfTalk = async (center: CallCenter, callId: string) =>
  (await center.bridges()).find(({ id }) => id === `call-${callId}`)?.channels;

/** The first seat talks, the second is rung, and so many customers wait, all in the order in which they came. */
export async function hasCallsInHand(
  center: CallCenter,
  [first, second]: readonly [Seat, Seat],
  waitingCalls: number,
): Promise<CallsInHand> {
  const talking = center.dial('4000', { from: '13800138001' });
  await first.answers();
  await talking.hears('answered');
  const ringing = center.dial('4000', { from: '13800138002' });
  await second.rings();
  const waiting: Caller[] = [];
  for (let i = 0; i < waitingCalls; i += 1) {
    const caller = center.dial('4000', { from: `1380013800${i + 3}` });
    await caller.hears('ringing');
    waiting.push(caller);
    const callId = (await center.callIds(i + 3))[i + 2] ?? '';
    await eventually(async () => (await center.redis.zscore(center.keys.waiting('service'), callId)) !== null);
  }
  return { talking, ringing, waiting, callIds: await center.callIds(2 + waitingCalls) };
}

/** Kills something, and sees that the talk goes on through it: `kill` is over when what was killed is gone. */
export async function talksThrough(center: CallCenter, { talking, callIds }: CallsInHand, kill: () => Promise<void>) {
  const [talkingId = ''] = callIds;
  const before = await channelsOfTalk(center, talkingId);
  expect(before).toHaveLength(2);
  const expectTalk = async () => {
    expect(await channelsOfTalk(center, talkingId), 'nobody was torn out of the talk').toEqual(before);
    expect(talking.end).toBeNull();
  };
  await kill();
  await expectTalk();
  return expectTalk;
}

/** Nobody was lost: who rang is answered, who waited is served in order, and every record is complete. */
export async function servesAll(
  center: CallCenter,
  [first, second]: readonly [Seat, Seat],
  { talking, ringing, waiting, callIds }: CallsInHand,
): Promise<void> {
  const [, ringingId, ...waitingIds] = callIds;
  // It is still offered to its seat, and rings there again where the phone came back anew.
  expect(await second.answersLatest()).toBe(ringingId);
  await ringing.hears('answered');
  let [freed, other] = [
    { seat: first, caller: talking },
    { seat: second, caller: ringing },
  ];
  for (const [i, caller] of waiting.entries()) {
    const { seat } = freed;
    await freed.caller.hangsUp();
    await seat.wrapsUp();
    expect(await seat.answersLatest(), 'who waited has the place').toBe(waitingIds[i]);
    [freed, other] = [other, { seat, caller }];
  }
  for (const { seat, caller } of [freed, other]) {
    await caller.hangsUp();
    await seat.wrapsUp();
  }
  await center.isQuiet();
  const records = await Promise.all(callIds.map((callId) => center.record(callId, (call) => call.isComplete)));
  expect(records.map(({ outcome, agentId }) => [outcome, agentId])).toEqual(
    callIds.map((_, i) => ['answered', i % 2 === 0 ? first.agentId : second.agentId]),
  );
}
