import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('borrows a seat of another queue when callers wait too long, and gives it back by itself', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['6001'] });
  const admin = await anAdministrator(center);
  await admin.changesQueue('complaints', { wrapUpMode: 'none' });
  await admin.changesQueue('vip', { borrowFrom: ['complaints'], borrowAfterSeconds: 2, wrapUpMode: 'none' });
  const { keys, redis } = center;
  const poolOf = async (queueId: string) => (await redis.hget(keys.queue(queueId), 'pool')) ?? '';
  const isLent = async () => (await redis.smembers(keys.lends(await poolOf('complaints')))).length > 0;
  const lender = await center.seat('6001');
  await lender.goesReady();

  center.dial('4003', { from: '13900050001' });
  const borrowed = await lender.answers();
  const [queued, offered] = await center
    .events(borrowed)
    .then((events) => [
      events.find(({ type }) => type === 'routing.callQueued'),
      events.find((event) => event.type === 'routing.offered'),
    ]);
  expect((offered?.atMs ?? 0) - (queued?.atMs ?? 0)).toBeGreaterThanOrEqual(2000);
  if (offered?.type !== 'routing.offered') throw new Error('not offered');
  expect(offered.data.why?.seats).toMatchObject([{ agentId: '6001', verdict: 'borrowed', lent: true }]);
  await eventually(async () => !(await isLent()), { what: 'the seat given back' });

  // While it is lent, a call of its own queue goes first, though it came later.
  center.dial('4003', { from: '13900050002' });
  center.dial('4002', { from: '13900050003' });
  await eventually(isLent, { what: 'lending' });
  await center.callIds(3);
  await lender.does('call.hangUp', { callId: borrowed });
  const own = await lender.answersLatest();
  expect(await redis.hget(keys.call(own), 'queueId')).toBe('complaints');
  await lender.does('call.hangUp', { callId: own });
  const last = await lender.answersLatest();
  expect(await redis.hget(keys.call(last), 'queueId')).toBe('vip');
  await eventually(async () => !(await isLent()));
});
