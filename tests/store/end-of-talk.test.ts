import { afterAll, beforeAll, expect, it } from 'vitest';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

let center: LiveCenter;
beforeAll(async () => {
  center = await aLiveCenter({ redisUrl: theStack().environment.REDIS_URL ?? '' });
});
afterAll(async () => {
  await center.forgetAll();
  center.close();
});

it('ends a call only by the leg that talks, and once', async () => {
  const { calls, agents, routing } = center;
  const agentId = await center.seat('1001');
  await agents.askState(agentId, 'ready', '');
  const callId = await center.arrive();
  await routing.queueCall(callId, 'service');
  const offerGen = center.offers.at(-1)?.offerGen ?? 0;
  const leaves = (talkingGen: number) => calls.endCall(callId, { endedBy: 'agent', cause: 16, talkingGen });

  expect(await leaves(offerGen)).toEqual({ result: 'notTalking' });
  expect(await routing.answerOffer(callId, offerGen)).toMatchObject({ result: 'answered', agentId });
  expect(await leaves(offerGen + 1)).toEqual({ result: 'notTalking' });
  expect(await leaves(offerGen)).toMatchObject({ result: 'ended', outcome: 'answered', agentId });
  expect(await leaves(offerGen)).toEqual({ result: 'gone' });
});
