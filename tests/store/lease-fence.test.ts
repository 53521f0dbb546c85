import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNodeLease, type NodeLease } from '../../server/src/telephony/node/node-lease.ts';
import { actUnder, type HeldLease } from '../../server/src/telephony/live-state/index.ts';
import { createAriClient } from '../../server/src/platform/ari/index.ts';
import { eventually } from '../support/eventually.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const log = pino({ level: 'silent' });
const { environment } = theStack();
let center: LiveCenter;
const open: NodeLease[] = [];
beforeAll(async () => {
  center = await aLiveCenter({ redisUrl: environment.REDIS_URL ?? '' });
});
afterAll(async () => {
  for (const lease of open) await lease.release();
  await center.forgetAll();
  center.close();
});

/** A server that wants the node. `held`: each lease that it has had. */
function aServer() {
  const { redis } = center.other.state;
  const held: HeldLease[] = [];
  const times = { lost: 0, adrift: 0 };
  const on = {
    held: (lease: HeldLease) => void held.push(lease),
    adrift: () => void (times.adrift += 1),
    lost: () => void (times.lost += 1),
  };
  const lease = createNodeLease(redis, center.keys, 'node1', on, log);
  open.push(lease);
  return { lease, held, times };
}

async function theOnlyServer() {
  for (const lease of open.splice(0)) await lease.release();
  const server = aServer();
  server.lease.start();
  await eventually(() => server.lease.isHeld);
  return server;
}

it('refuses the work of a frozen server once another has had the node', async () => {
  const { calls, redis, keys } = center;
  const stalled = aServer();
  stalled.lease.start();
  const before = await eventually(() => stalled.held[0]);
  const [first, second] = [await center.arrive(), await center.arrive()];
  const ends = (lease: HeldLease, callId: string) =>
    actUnder(lease, () => calls.endCall(callId, { endedBy: 'customer', why: 'endedWhileServerWasDown' }));
  expect(await ends(before, first)).toMatchObject({ result: 'ended' });

  // As after two seconds without a sign of life; the first does not know it for the rest of its half second.
  const next = aServer();
  await redis.del(keys.lease('node1'));
  next.lease.start();
  const after = await eventually(() => next.held[0]);
  expect(stalled.times.lost).toBe(0);
  await expect(ends(before, second)).rejects.toThrow('STALELEASE');
  expect(await calls.readCall(second)).toMatchObject({ state: 'arrived' });
  // What a seat asks of any server is done, and what the next server finds.
  expect(await calls.centerAnswer(second)).toMatchObject({ result: 'greet' });
  expect(await ends(after, second)).toMatchObject({ result: 'ended' });

  // The node comes back to the first: it acts again, and what it had begun before stays refused.
  await eventually(() => stalled.times.lost === 1);
  await next.lease.release();
  const again = await eventually(() => stalled.held[1]);
  const third = await center.arrive();
  await expect(ends(before, third)).rejects.toThrow('STALELEASE');
  expect(await ends(again, third)).toMatchObject({ result: 'ended' });
});

it('notices that another has had the node in between, though it is free again', async () => {
  const { redis, keys } = center;
  const server = await theOnlyServer();
  await redis.set(keys.leaseHolder('node1'), 'another');
  await eventually(() => server.times.lost === 1 && server.held.length === 2);
  expect(server.held[1]?.token).not.toBe(server.held[0]?.token);
});

it('covers socket events and timers started under the lease', async () => {
  const { calls, redis, keys } = center;
  const server = await theOnlyServer();
  const [held] = server.held as [HeldLease];
  const { ASTERISK_HTTP_URL: baseUrl = '', ARI_USER: user = '', ARI_PASSWORD: password = '' } = environment;
  const ari = createAriClient({ baseUrl, user, password, app: 'lease-fence' });
  const outcomes: string[] = [];
  const end = async (callId: string) =>
    void outcomes.push(await calls.endCall(callId, { endedBy: 'customer' }).then(({ result }) => result, String));
  await actUnder(held, async () => {
    ari.on('ChannelUserevent', ({ eventname }) => end(eventname));
    await ari.connect();
  });
  const cry = (eventName: string) => ari.events.userEvent({ eventName, application: ari.app });
  const [first, second, third] = [await center.arrive(), await center.arrive(), await center.arrive()];
  try {
    await cry(first);
    await eventually(() => outcomes.length === 1);
    const tick = actUnder(held, () => Promise.withResolvers<void>());
    actUnder(held, () => setImmediate(() => void tick.promise.then(() => end(third))));
    await redis.set(keys.leaseHolder('node1'), 'another');
    await cry(second);
    await eventually(() => outcomes.length === 2);
    tick.resolve();
    await eventually(() => outcomes.length === 3);
    expect(outcomes).toEqual(['ended', expect.stringContaining('STALELEASE'), expect.stringContaining('STALELEASE')]);
  } finally {
    await ari.close();
  }
});

it('reports once that Redis has lost everything, and keeps the node', async () => {
  const server = await theOnlyServer();
  await center.redis.del(center.keys.lease('node1'), center.keys.leaseHolder('node1'));
  await eventually(() => server.times.adrift === 1);
  await eventually(async () => (await center.redis.get(center.keys.leaseHolder('node1'))) !== null);
  const [holder, ttl] = [center.keys.leaseHolder('node1'), await center.redis.pttl(center.keys.lease('node1'))];
  expect(ttl).toBeGreaterThan(0);
  // Renewed since, and nothing more was said.
  await eventually(async () => (await center.redis.pttl(center.keys.lease('node1'))) < ttl);
  await eventually(async () => (await center.redis.pttl(center.keys.lease('node1'))) > ttl - 300);
  expect(await center.redis.get(holder)).toBe(server.held[0]?.token);
  expect(server.times).toEqual({ lost: 0, adrift: 1 });
});
