import { once } from 'node:events';
import { WebSocket } from 'ws';
import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('takes calls beside a channel that does not answer commands, hangs that one up and keeps its record', {
  timeout: 120_000,
}, async () => {
  const center = await aCallCenter({ ready: ['1001', '1002'], ringCycleMs: 5000 });
  const seats = [await center.seat('1001'), await center.seat('1002')] as const;
  await center.server.kill('SIGKILL');

  // A tone without end: Asterisk does what it is asked of a channel in turn, so this one answers nothing any more.
  const { ASTERISK_HTTP_URL = '', ARI_USER = '', ARI_PASSWORD = '' } = center.env;
  const headers = { authorization: `Basic ${Buffer.from(`${ARI_USER}:${ARI_PASSWORD}`).toString('base64')}` };
  const events = new WebSocket(`${ASTERISK_HTTP_URL.replace('http', 'ws')}/ari/events?app=sansheng`, { headers });
  await once(events, 'open');
  const started = once(events, 'message');
  const deaf = center.dial('4000', { from: '13800138001' });
  const { channel } = JSON.parse(String((await started)[0])) as { channel: { id: string } };
  for (const step of ['answer', 'play?media=tone:ring']) {
    const reply = await fetch(`${ASTERISK_HTTP_URL}/ari/channels/${channel.id}/${step}`, { method: 'POST', headers });
    expect(reply.ok, step).toBe(true);
  }
  await deaf.hears('answered');
  events.terminate();

  await center.startServer();
  await Promise.all(seats.map((seat) => seat.registersAgain()));
  await eventually(() => seats.every(({ socket }) => socket.connected), { what: 'both sockets' });
  const other = center.dial('4000', { from: '13800138002' });
  const [deafId = '', otherId = ''] = await center.callIds(2);
  const seat = await eventually(() => seats.find(({ pops }) => pops.some(({ pop }) => pop.callId === otherId)), {
    withinMs: 15_000,
    what: 'the second call at a seat',
  });
  await seat.answersLatest();
  await other.hears('answered');

  await eventually(() => deaf.end, { withinMs: 60_000, what: 'the end of the deaf channel' });
  await eventually(async () => (await center.channels()).every(({ id }) => id !== channel.id));
  expect(await center.record(deafId)).toMatchObject({ callerNumber: '13800138001' });
});
