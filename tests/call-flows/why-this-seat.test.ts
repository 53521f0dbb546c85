import type { OfferReason } from '@sansheng/shared/contracts/events/routing';
import type { RoutingPreview } from '@sansheng/shared/contracts/telephony/routing';
import { replayOffer, seatsOf } from '@sansheng/shared/domain/offer-reason';
import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';

it('predicts who would get a call, and stores with the call why it came to its seat', async () => {
  const center = await aCallCenter({ notReady: ['1001', '1002', '1003'] });
  const admin = await anAdministrator(center);
  await admin.setsSkills('1002', { english: 6 });
  await admin.setsSkills('1003', { english: 9 });
  await admin.changesQueue('vip', {
    strategy: 'mostSkilled',
    needs: [{ skill: 'english', level: 5, relax: [] }],
    tierPriorities: { vip: 7 },
  });
  const lead = await signIn(center.url, '2001');
  const preview = async () =>
    (await lead.ask('GET', '/api/v1/admin/queues/vip/preview?number=13800138000')).body as RoutingPreview;
  expect(await preview()).toMatchObject({ outcome: 'waits', chosen: [], customer: { name: '王芳', tier: 'vip' } });

  for (const agentId of ['1001', '1002', '1003']) await (await center.seat(agentId)).goesReady();
  const eventsBefore = (await center.events()).length;
  const foretold = await preview();
  expect(foretold).toMatchObject({
    outcome: 'rings',
    chosen: ['1003'],
    priority: 7,
    needs: [{ skill: 'english', level: 5 }],
    ahead: 0,
    why: {
      strategy: 'mostSkilled',
      seats: [
        { agentId: '1003', verdict: 'chosen' },
        { agentId: '1002', verdict: 'later' },
      ],
    },
  });
  expect((await center.events()).length, 'a preview changes nothing').toBe(eventsBefore);
  const agent = await signIn(center.url, '1010');
  expect((await agent.ask('GET', '/api/v1/admin/queues/vip/preview')).status).toBe(403);

  const caller = center.dial('4003', { from: '13800138000' });
  const callId = await (await center.seat('1003')).answers();
  await caller.hangsUp();
  const { timeline } = await center.record(callId);
  const offered = timeline.find(({ type }) => type === 'routing.offered');
  const why = offered?.data.why as OfferReason;
  expect(seatsOf(why).map(({ agentId, verdict }) => [agentId, verdict])).toEqual(
    seatsOf(foretold.why).map(({ agentId, verdict }) => [agentId, verdict]),
  );
  expect(replayOffer(why)).toEqual({ agentIds: ['1003'] });
});
