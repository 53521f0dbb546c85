import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { expect, it, onTestFinished } from 'vitest';
import { aCallCenter, type CallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

/** Commands to Asterisk itself. */
function commandsOf({ env: { ASTERISK_HTTP_URL = '', ARI_USER = '', ARI_PASSWORD = '' } }: CallCenter) {
  const headers = { authorization: `Basic ${Buffer.from(`${ARI_USER}:${ARI_PASSWORD}`).toString('base64')}` };
  const post = (path: string) => fetch(`${ASTERISK_HTTP_URL}/ari${path}`, { method: 'POST', headers });
  return { url: `${ASTERISK_HTTP_URL}/ari`, headers, post };
}

/**
 * A channel whose thread waits in the opening of a sound that nobody writes: it answers nothing and hears of no hang-up,
 * as one whose caller hangs up as words begin (docs/decisions/0023). At the end of the story it is let go.
 */
async function makeDeaf(center: CallCenter, channelId: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-deaf-'));
  const sound = join(folder, 'sound');
  execFileSync('mkfifo', [`${sound}.wav`]);
  onTestFinished(async () => {
    // Each opening of the file waits for one that writes, and then finds nothing in it.
    await eventually(
      async () => {
        await (await open(`${sound}.wav`, 'r+')).close();
        return (await center.channels().catch(() => [])).every(({ id }) => id !== channelId);
      },
      { withinMs: 20_000 },
    );
    await rm(folder, { recursive: true, force: true });
  }, 30_000);
  const playbackId = `deaf-${channelId}`;
  const reply = await commandsOf(center).post(`/channels/${channelId}/play/${playbackId}?media=sound:${sound}`);
  expect(reply.status).toBe(201);
  // What else is being said to it comes first.
  await eventually(async () => (await center.playback(playbackId))?.state === 'playing', { withinMs: 30_000 });
}
const customerChannel = async (center: CallCenter, callId: string): Promise<string> =>
  (await center.redis.hget(center.keys.call(callId), 'channelId')) ?? '';
const logOf = (center: CallCenter) => readFile(center.serverLog, 'utf8');

it('takes calls beside a channel that does not answer commands, hangs that one up and keeps its record', {
  timeout: 120_000,
}, async () => {
  const center = await aCallCenter({ ready: ['1001', '1002'], ringCycleMs: 5000 });
  const seats = [await center.seat('1001'), await center.seat('1002')] as const;
  await center.server.kill('SIGKILL');

  // A tone without end: Asterisk does what it is asked of a channel in turn, so this one answers nothing any more.
  const { url, headers, post } = commandsOf(center);
  const events = new WebSocket(`${url.replace('http', 'ws')}/events?app=sansheng`, { headers });
  await once(events, 'open');
  const started = once(events, 'message');
  const deaf = center.dial('4000', { from: '13800138001' });
  const { channel } = JSON.parse(String((await started)[0])) as { channel: { id: string } };
  for (const step of ['answer', 'play?media=tone:ring']) {
    expect((await post(`/channels/${channel.id}/${step}`)).ok, step).toBe(true);
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

it('takes nobody for a caller who has hung up and whose channel is still there', { timeout: 120_000 }, async () => {
  const center = await aCallCenter();
  const first = center.dial('4000', { from: '13800138001' });
  await center.queuedCallIds(1);
  const second = center.dial('4000', { from: '13800138002' });
  await Promise.all([first, second].map((caller) => caller.hears('answered')));
  const [firstId = '', secondId = ''] = await center.queuedCallIds(2);
  const left = await Promise.all([firstId, secondId].map((callId) => customerChannel(center, callId)));
  for (const channelId of left) await makeDeaf(center, channelId);
  const areThere = async () => {
    const there = (await center.channels()).map(({ id }) => id);
    expect(there, 'channels left behind').toEqual(expect.arrayContaining(left));
  };

  await first.hangsUp();
  expect(await center.record(firstId)).toMatchObject({ outcome: 'abandoned', endedBy: 'customer' });
  // The other one while nobody is there to hear it.
  await center.server.kill('SIGKILL');
  await second.hangsUp();
  await areThere();
  await center.startServer();
  expect(await center.record(secondId)).toMatchObject({ outcome: 'abandoned', endedBy: 'customer' });

  // Nor does a server that knows of nothing.
  await center.redis.flushall();
  await eventually(async () => (await logOf(center)).includes('Redis has lost everything'));
  const seat = await center.seat('1001');
  await seat.goesReady();
  await areThere();
  const third = center.dial('4000', { from: '13800138003' });
  expect(await seat.answersLatest()).toBe((await center.callIds(1))[0]);
  await third.hears('answered');
  for (const channelId of left) {
    await eventually(async () => (await logOf(center)).includes(`"channelId":"${channelId}","name"`));
    expect(await logOf(center)).not.toContain(`callFound:${channelId}`);
  }
  expect((await center.events()).filter(({ type }) => type === 'call.arrived')).toHaveLength(1);
});

it('gives the customer of a seat whose channel answers nothing to another seat', { timeout: 180_000 }, async () => {
  const center = await aCallCenter({ ready: ['1001', '1002'], ringCycleMs: 5000 });
  const seats = [await center.seat('1001'), await center.seat('1002')] as const;
  const caller = center.dial('4000', { from: '13800138001' });
  await seats[0].answers();
  await caller.hears('answered');
  const [callId = ''] = await center.callIds(1);
  const seatChannel = (await center.channels()).find(({ id }) => id.startsWith(`seat-${callId}.`))?.id ?? '';
  await eventually(async () => (await center.bridges()).some(({ channels }) => channels.includes(seatChannel)));

  // The next server finds the two apart, and the seat's channel cannot be brought back.
  await center.server.kill('SIGKILL');
  await makeDeaf(center, seatChannel);
  const customer = await customerChannel(center, callId);
  const apart = await commandsOf(center).post(`/bridges/call-${callId}/removeChannel?channel=${customer}`);
  expect(apart.status).toBe(204);
  await center.startServer();
  await Promise.all(seats.map((seat) => seat.registersAgain()));
  await eventually(() => seats.every(({ socket }) => socket.connected), { what: 'both sockets' });

  await eventually(() => seats[1].phone.calls.some(({ isOver }) => !isOver), {
    withinMs: 60_000,
    what: 'a ring at the other seat',
  });
  expect(await seats[1].answersLatest()).toBe(callId);
  await eventually(async () => {
    const talk = (await center.bridges()).find(({ id }) => id === `call-${callId}`)?.channels ?? [];
    return talk.includes(customer) && talk.some((id) => id.startsWith('seat-') && id !== seatChannel);
  });
  expect(caller.end).toBeNull();
  await caller.hangsUp();
  await seats[1].wrapsUp();
  const record = await center.record(callId, (call) => call.isComplete);
  // The first seat that answered stays responsible for it.
  expect(record).toMatchObject({ outcome: 'answered', agentId: '1001' });
  const answered = (await center.events(callId)).filter(({ type }) => type === 'call.answered');
  expect(answered.map(({ agentId }) => agentId)).toEqual(['1001', '1002']);
});
