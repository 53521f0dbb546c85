import { OpenWrapUps } from '@sansheng/shared/contracts/records/call-records';
import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

it('is refused while a call rings or lasts, and happens after it if the seat wants that', async () => {
  const center = await aCallCenter({ ready: ['1001'] });
  const seat = await center.seat('1001');
  const signOut = async (when = '') =>
    (await seat.who.ask('DELETE', `/api/v1/session${when}`)) as {
      status: number;
      body: { error?: { code: string } } | null;
    };
  let isOver = false;
  seat.socket.on('session.ended', () => (isOver = true));
  center.dial('4000');
  await seat.rings();
  expect((await signOut()).body?.error?.code).toBe('onCall');
  const callId = await seat.answers();
  expect((await signOut()).status).toBe(409);
  expect((await signOut('?when=now')).body?.error?.code).toBe('onCall');
  // Nor does somebody else who signs in at this browser leave the customer alone.
  const other = await fetch(`${center.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: seat.who.cookie },
    body: JSON.stringify({ employeeNo: '1002', password: 'Sansheng-demo-1' }),
  });
  expect(other.status).toBe(409);
  expect(seat.desk).toMatchObject({ state: 'talking', pending: null });

  expect((await signOut('?when=afterCall')).status).toBe(204);
  await eventually(() => seat.desk.pending?.state === 'offline', { what: 'to be signed out afterwards' });
  expect(isOver).toBe(false);
  // Thought better of, and again.
  await seat.does('agent.goReady', {});
  await eventually(() => seat.desk.pending?.state === 'ready', { what: 'to stay' });
  expect((await signOut('?when=afterCall')).status).toBe(204);
  await seat.does('call.hangUp', { callId });
  await seat.is('wrapUp');
  expect(isOver).toBe(false);
  await seat.wrapsUp();
  await eventually(() => isOver, { what: 'signed out by itself' });
  await eventually(async () => (await center.redis.hget(center.keys.agent('1001'), 'state')) === 'offline', {
    what: 'off the board',
  });
  expect((await signOut()).status).toBe(401);
});

it('during wrap-up keeps what was written, to be finished later', async () => {
  const center = await aCallCenter({ ready: ['1001'] });
  const seat = await center.seat('1001');
  const caller = center.dial('4000');
  const callId = await seat.answers();
  await caller.hangsUp();
  await seat.is('wrapUp');
  await seat.does('note.write', { callId, rev: 0, categoryId: '', result: '', note: '还没写完' });
  expect((await seat.who.ask('DELETE', '/api/v1/session')).status).toBe(409);
  expect((await seat.who.ask('DELETE', '/api/v1/session?when=now')).status).toBe(204);
  await eventually(async () => (await center.redis.hget(center.keys.agent('1001'), 'state')) === 'offline', {
    what: 'off the board',
  });
  expect(await center.record(callId, (call) => call.wrapUpMs !== null)).toMatchObject({
    note: '还没写完',
    isComplete: false,
  });
  const again = await signIn(center.url, '1001');
  const { body } = await again.ask('GET', '/api/v1/wrap-ups/open');
  expect(OpenWrapUps.parse(body).wrapUps.map((one) => one.callId)).toContain(callId);
});
