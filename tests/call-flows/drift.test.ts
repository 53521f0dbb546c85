import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('removes a stray bridge and frees a seat from a missing call within two checks, and counts both', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const { redis, keys } = center;
  const { ASTERISK_HTTP_URL, ARI_USER, ARI_PASSWORD } = center.env;
  const authorization = `Basic ${Buffer.from(`${ARI_USER}:${ARI_PASSWORD}`).toString('base64')}`;
  const made = await fetch(`${ASTERISK_HTTP_URL}/ari/bridges/call-stray?type=mixing`, {
    method: 'POST',
    headers: { authorization },
  });
  expect(made.status).toBe(200);
  await redis.hset(keys.agent('1001'), { state: 'talking', callId: 'never-was' });
  await redis.zrem(keys.ready((await redis.hget(keys.queue('vip'), 'pool')) ?? ''), '1001');
  const seat = await center.seat('1001');

  await eventually(async () => (await center.bridges()).every(({ id }) => id !== 'call-stray'), {
    withinMs: 15_000,
    what: 'the bridge gone',
  });
  await eventually(async () => (await redis.hget(keys.agent('1001'), 'state')) === 'ready', { withinMs: 5000 });
  const figures = await (await fetch(`${center.url}/metrics`)).text();
  expect(figures).toMatch(/^sansheng_drift_healed_total\{kind="strayBridge"\} 1$/m);
  expect(figures).toMatch(/^sansheng_drift_healed_total\{kind="stuckSeat"\} 1$/m);
  // And it is offered calls again.
  center.dial('4003', { from: '13900080001' });
  await seat.answers();
});
