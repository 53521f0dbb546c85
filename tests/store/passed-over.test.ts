import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { expireWrapUp } from '../../server/src/telephony/wrap-up/index.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const SILENT_MS = 60_000;
let clockMs = 1_763_700_000_000;
let center: LiveCenter;
beforeAll(async () => {
  center = await aLiveCenter({ redisUrl: theStack().environment.REDIS_URL ?? '', nowMs: () => clockMs });
});
beforeEach(() => center.startOver());
afterAll(async () => {
  await center.forgetAll();
  center.close();
});

async function ready(...agentIds: string[]): Promise<void> {
  for (const agentId of agentIds) {
    await center.seat(agentId);
    await center.agents.askState(agentId, 'ready', '');
    clockMs += 1;
  }
}
async function waits(): Promise<string> {
  const callId = await center.arrive();
  await center.routing.queueCall(callId, 'service');
  return callId;
}
const ringsAt = async (callId: string) => (await center.calls.readCall(callId))?.rings.map(({ agentId }) => agentId);
async function misses(callId: string): Promise<void> {
  const { offerGen } = (await center.calls.readCall(callId)) ?? { offerGen: 0 };
  await center.routing.endOffer(callId, offerGen, 'ignored', 'expired');
}
/** As the server does when a deadline of this kind is due. */
async function matchDue(): Promise<void> {
  const { members } = await center.deadlines.dueDeadlines();
  for (const member of members) if (member.startsWith('match:')) await center.routing.matchPool(member.slice(6));
}

it('offers a call again to the seat that missed it once it is ready again, and not before', async () => {
  await ready('1001', '1002');
  const callId = await waits();
  expect(await ringsAt(callId)).toEqual(['1001']);
  await misses(callId);
  expect(await ringsAt(callId), 'the next seat').toEqual(['1002']);
  await center.routing.answerOffer(callId, 2);
  const second = await waits();
  expect(await ringsAt(second)).toEqual([]);
  await center.agents.askState('1001', 'ready', '');
  expect(await ringsAt(second)).toEqual(['1001']);
  await misses(second);
  await center.agents.askState('1001', 'ready', '');
  expect(await ringsAt(second), 'back from the printer').toEqual(['1001']);
});

it.each([
  ['goes on a break', () => center.agents.askState('1002', 'notReady', 'break')],
  ['signs out', () => center.agents.askState('1002', 'offline', '')],
])('gives a transferred call back to its seat when the only other one %s', async (_how, leaves) => {
  await ready('1001', '1002');
  const { redis, keys } = center;
  // 1002 is at work on a call of its own.
  const other = await waits();
  await misses(other);
  await center.routing.answerOffer(other, 2);
  const callId = await waits();
  await center.agents.askState('1001', 'ready', '');
  expect(await ringsAt(callId)).toEqual(['1001']);
  // As transfer-call.lua marks the call of a seat that is ready again after its wrap-up.
  await misses(callId);
  await redis.zadd(keys.passed(callId), 99, '1001');
  await center.agents.askState('1001', 'ready', '');
  expect(await ringsAt(callId), 'it waits for the seat that is busy').toEqual([]);
  expect(await center.routing.explainWait(callId)).toEqual([{ agentId: '1001', verdict: 'passed' }]);
  await center.calls.endCall(other, { endedBy: 'customer' });
  await leaves();
  await expireWrapUp(center.state, '1002', other);
  await matchDue();
  expect(await ringsAt(callId)).toEqual(['1001']);
});

it('takes a page that was closed before its first sign of life off the board', async () => {
  const who = { agentId: '1009', name: '', teamId: '', teamName: '', queues: ['service'], silentMs: SILENT_MS };
  await center.agents.signInSeat(who);
  expect(await center.agents.isSignedIn('1009')).toBe(true);
  clockMs += 12 * SILENT_MS;
  const { members } = await center.deadlines.dueDeadlines();
  expect(members).toContain('life:1009');
  expect((await center.agents.checkLife('1009')).result).toBe('offline');
  expect(await center.agents.isSignedIn('1009')).toBe(false);
});

it('takes a lead\'s "ready" for no sign of life', async () => {
  await center.seat('1001');
  clockMs += SILENT_MS + 1;
  await center.agents.askState('1001', 'ready', '', false);
  const callId = await waits();
  expect(await ringsAt(callId)).toEqual([]);
  expect((await center.routing.explainWait(callId))[0]?.verdict).toBe('silent');
  const { members } = await center.deadlines.dueDeadlines();
  expect(members).toContain('life:1001');
  expect((await center.agents.checkLife('1001')).result).toBe('notReady');
});

it('lets a seat leave that signs out of one session while an old one exists, unless its page gives a sign of life', async () => {
  await ready('1001', '1002');
  await center.agents.leaveUnlessHeard('1001');
  await center.agents.leaveUnlessHeard('1002');
  clockMs += SILENT_MS;
  await center.agents.seatAlive('1002', { isRegistered: true, hasMicrophone: true, isHeard: true });
  await center.agents.checkLife('1001');
  await center.agents.checkLife('1002');
  expect(await center.agents.seatIds()).toEqual(['1002']);
  const alarming = (await center.events()).filter(
    ({ type, data }) => type === 'agent.stateChanged' && 'reason' in data && data.reason === 'disconnected',
  );
  expect(alarming).toEqual([]);
});
