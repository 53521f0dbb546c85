import { callRecordFrom } from '@sansheng/shared/domain/call-record';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLegStore } from '../../server/src/telephony/legs/legs.store.ts';
import { transferCall } from '../../server/src/telephony/transfer/transfer.store.ts';
import { expireWrapUp, finishWrapUp, readWritten, writeNote } from '../../server/src/telephony/wrap-up/index.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

let center: LiveCenter;
let nowMs = 1_800_000_000_000;
beforeEach(async () => {
  center = await aLiveCenter({
    redisUrl: theStack().environment.REDIS_URL ?? '',
    queues: { service: { wrapUpLimitMs: 60_000 } },
    nowMs: () => nowMs,
  });
});
afterEach(async () => {
  await center.forgetAll();
  center.close();
});

const words = { categoryId: 'billing', result: 'followUp' as const, note: '答应周四退款' };
const write = (call: string, rev: number, note = words.note, agentId = '1001') =>
  writeNote(center.state, agentId, call, { ...words, rev, note });

async function talking(): Promise<string> {
  await center.seat('1001');
  await center.agents.askState('1001', 'ready', '');
  const call = await center.arrive();
  await center.routing.queueCall(call, 'service');
  await center.routing.answerOffer(call, 1);
  return call;
}
async function recordOf(call: string) {
  return callRecordFrom((await center.events()).filter(({ callId }) => callId === call));
}

describe('what a seat writes', () => {
  it('is saved with the call while it is written, and goes into the record when the wrap-up runs out', async () => {
    const call = await talking();
    await write(call, 0);
    await center.calls.endCall(call, { endedBy: 'customer' });
    nowMs += 60_000;
    await expireWrapUp(center.state, '1001', call);
    const { wrapUps, call: record } = await recordOf(call);
    expect(wrapUps).toMatchObject([{ agentId: '1001', ...words, isComplete: false, wrapUpMs: 60_000 }]);
    expect(record).toMatchObject({ ...words, isComplete: false });
    // It is still there to be finished.
    expect((await readWritten(center.state, call)).get('1001')?.draft).toMatchObject(words);
  });

  it('from two pages at once is saved once; the slower one gets the stored text', async () => {
    const call = await talking();
    const both = await Promise.all([write(call, 0, 'one'), write(call, 0, 'two')]);
    expect(both.map(({ result }) => result).sort()).toEqual(['behind', 'written']);
    const [written, behind] = both[0].result === 'written' ? both : [both[1], both[0]];
    expect(behind?.draft).toEqual(written?.draft);
  });

  it('is saved by a page that was behind, after it has read, and by nobody once it is settled', async () => {
    const call = await talking();
    expect(await write(call, 0)).toMatchObject({ result: 'written', draft: { rev: 1 } });
    await center.calls.endCall(call, { endedBy: 'customer' });
    await finishWrapUp(center.state, { agentId: '1001', callId: call, ...words });
    expect(await write(call, 1, 'late')).toMatchObject({ result: 'behind', draft: { note: '', categoryId: '' } });
  });

  it('is a note of the call when it owes no wrap-up: the ring was missed', async () => {
    await center.seat('1001');
    await center.agents.askState('1001', 'ready', '');
    const call = await center.arrive();
    await center.routing.queueCall(call, 'service');
    await write(call, 0, '又是他');
    await center.routing.endOffer(call, 1, 'ignored', 'expired');
    expect((await recordOf(call)).wrapUps).toMatchObject([{ note: '又是他', isNote: true }]);
  });

  it('runs out by itself in the end', async () => {
    const call = await talking();
    await write(call, 0);
    const left = await center.redis.ttl(center.keys.written(call));
    expect(left).toBeGreaterThan(3600);
    expect(left).toBeLessThanOrEqual(7 * 86_400);
  });
});

describe('the clock of a wrap-up', () => {
  /** Passed on to a number that does not answer: the seat that writes is rung for its call again, after ten seconds. */
  async function rungAgain() {
    const call = await talking();
    const legs = createLegStore(center.state);
    await transferCall(center.state, call, '1001', 'blind', { to: 'number', who: '13900139000' });
    nowMs += 10_000;
    const number = (await center.calls.readCall(call))?.legs[0]?.offerGen ?? 0;
    await legs.endLeg(call, number, 'ignored');
    const ring = (await center.calls.readCall(call))?.legs[0]?.offerGen ?? 0;
    expect(await center.agents.readAgent('1001')).toMatchObject({ state: 'offered' });
    return { call, legs, ring };
  }

  it('stops while its seat is rung for the call again', async () => {
    const { call, legs, ring } = await rungAgain();
    nowMs += 15_000;
    await legs.endLeg(call, ring, 'ignored');
    expect(await center.agents.readAgent('1001')).toMatchObject({ state: 'wrapUp', wrapDeadlineMs: nowMs + 50_000 });
    nowMs += 5000;
    await finishWrapUp(center.state, { agentId: '1001', callId: call, ...words });
    expect((await recordOf(call)).wrapUps).toMatchObject([{ agentId: '1001', wrapUpMs: 15_000 }]);
  });

  it('continues after the conversation when the seat takes its call again: one wrap-up, all of its time', async () => {
    const { call, legs, ring } = await rungAgain();
    nowMs += 3000;
    await legs.answerLeg(call, ring);
    nowMs += 30_000;
    await write(call, 0);
    await center.calls.endCall(call, { endedBy: 'customer' });
    expect(await center.agents.readAgent('1001')).toMatchObject({ state: 'wrapUp', wrapDeadlineMs: nowMs + 60_000 });
    nowMs += 4000;
    await finishWrapUp(center.state, { agentId: '1001', callId: call, ...words });
    expect((await recordOf(call)).wrapUps).toMatchObject([{ ...words, wrapUpMs: 14_000, isComplete: true }]);
  });
});
