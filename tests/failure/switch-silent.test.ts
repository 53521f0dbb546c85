import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { superviseProcess } from '@sansheng/config/supervise-process';
import { isRestartDue } from '@sansheng/config/switch-life/ask-for-restart';
import { switchAddressOf } from '@sansheng/config/switch-life/probe-switch';
import { superviseSwitch } from '@sansheng/config/switch-life/supervise-switch';
import type { LiveAlarm } from '@sansheng/shared/contracts/lead-room/live-board';
import { WebSocket } from 'ws';
import { expect, it, onTestFailed, onTestFinished } from 'vitest';
import { watchLive } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { startCenter } from '../support/start-center.ts';
import { startTestStack } from '../support/test-stack.ts';

type AlarmKind = LiveAlarm['kind'];

/** A center whose Asterisk, of its own, is supervised as `npm start` does it. */
async function aSupervisedCenter() {
  const stack = await startTestStack();
  onTestFinished(() => stack.stop(), 60_000);
  const said: string[] = [];
  const stopping = new AbortController();
  const say = (text: string) => void said.push(text);
  superviseProcess(stack.processes.asterisk, { say, isStopping: stopping.signal, giveUp: say });
  const center = await startCenter(stack.addresses, {
    ready: ['1001', '1002'],
    workers: false,
    settings: { ASTERISK_SUPERVISED: '1', STUCK_CHANNEL_SECONDS: '0' },
  });
  const watch = superviseSwitch(stack.processes.asterisk, switchAddressOf(stack.addresses.environment), {
    isRestartDue: () => isRestartDue(`${center.url}/readyz`),
    say,
  });
  onTestFinished(async () => {
    watch.stop();
    stopping.abort();
    await center.close();
  }, 60_000);
  onTestFailed(async () => console.error(said.join('\n'), await center.readLogs()));
  await center.open();
  const parts = async () => {
    const reply = await fetch(`${center.url}/readyz`);
    return ((await reply.json()) as { parts: Record<string, string> }).parts;
  };
  let lead = await watchLive(center.url, '2001');
  /** The alarm stands on the lead's board; then it is over. */
  const alarms = {
    watchAgain: async () => (lead = await watchLive(center.url, '2001')),
    stands: (kind: AlarmKind) =>
      eventually(() => lead.alarms.some((alarm) => alarm.kind === kind && alarm.endedAtMs === null), {
        withinMs: 60_000,
        what: `the alarm ${kind}`,
      }),
    isOver: (kind: AlarmKind) =>
      eventually(() => lead.alarms.every((alarm) => alarm.kind !== kind || alarm.endedAtMs !== null), {
        withinMs: 60_000,
        what: `the end of the alarm ${kind}`,
      }),
  };
  /** From now until a call is talked on again, in ms, and what /readyz said first of it. */
  async function recovers(what: RegExp): Promise<void> {
    const seat = await center.seat('1001');
    const startedAtMs = performance.now();
    const since = () => `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`;
    const isDown = async () => Object.values(await parts()).includes('down');
    await eventually(isDown, { withinMs: 60_000, everyMs: 200, what: 'a part that is down' });
    const downAfter = since();
    await alarms.stands('switchSilent');
    const toldAfter = since();
    await eventually(() => said.some((text) => what.test(text)), { withinMs: 60_000, what: `${what}` });
    const endedAfter = since();
    await eventually(async () => !(await isDown()), { withinMs: 60_000, everyMs: 200, what: 'all parts up' });
    await alarms.isOver('switchSilent');
    await seat.registersAgain();
    await seat.is('ready', 30_000);
    center.dial('4000');
    await seat.answersLatest();
    console.log(
      `down after ${downAfter}, lead told after ${toldAfter}, ended after ${endedAfter}, a call is talked on after ${since()}`,
    );
  }
  return { stack, center, said, parts, alarms, recovers };
}

it('reports an Asterisk that hangs, ends it, and takes calls again', { timeout: 240_000 }, async () => {
  const { stack, parts, recovers } = await aSupervisedCenter();
  expect(await parts()).toMatchObject({ asterisk: 'up', sip: 'up' });
  await stack.processes.asterisk.kill('SIGSTOP');
  await recovers(/by ARI and SIP it has not answered/);
});

it('reports an Asterisk of which only SIP hangs, ends it, and takes calls again', {
  timeout: 240_000,
}, async () => {
  const { center, recovers } = await aSupervisedCenter();
  // What the proxy keeps from it: a frame whose length says 2^64-1, straight to Asterisk from the address of the proxy.
  const socket = new WebSocket(`${(center.env.ASTERISK_HTTP_URL ?? '').replace('http', 'ws')}/ws`, 'sip', {
    localAddress: center.env.SIP_PROXY_SOURCE ?? '',
  });
  const [{ socket: wire }] = (await once(socket, 'upgrade')) as [{ socket: Socket }];
  wire.write(
    Buffer.concat([Buffer.from([0x81, 0xff]), Buffer.alloc(8, 0xff), Buffer.from('abcd'), Buffer.alloc(1000, 'x')]),
  );
  await recovers(/by SIP it has not answered/);
});

it('restarts Asterisk for a channel that cannot be hung up, once the other calls are over', {
  timeout: 400_000,
}, async () => {
  const { stack, center, said, alarms } = await aSupervisedCenter();
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-stuck-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  // A sound that nobody writes: its channel waits in the opening of the file, and hears of no hang-up.
  execFileSync('mkfifo', [join(folder, 'sound.wav')]);
  const talking = center.dial('4000', { from: '13800138001' });
  await (await center.seat('1001')).answersLatest();
  const before = stack.processes.asterisk.pid;
  const others = (await center.channels()).map(({ id }) => id);

  const second = await center.seat('1002');
  await second.is('ready', 30_000);
  center.dial('4000', { from: '13800138002' });
  const stuck = await eventually(
    async () => (await center.channels()).find(({ id, name }) => !others.includes(id) && name.includes('trunk')),
    { withinMs: 20_000, what: 'the second caller' },
  );
  const { ASTERISK_HTTP_URL = '', ARI_USER = '', ARI_PASSWORD = '' } = center.env;
  const played = fetch(`${ASTERISK_HTTP_URL}/ari/channels/${stuck.id}/play?media=sound:${join(folder, 'sound')}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${ARI_USER}:${ARI_PASSWORD}`).toString('base64')}` },
  });
  played.catch(() => {});
  await eventually(() => second.phone.calls.findLast(({ isOver }) => !isOver), { withinMs: 20_000, what: 'a ring' });
  second.phone.calls.findLast(({ isOver }) => !isOver)?.answer();

  await alarms.stands('switchRestart');
  const switchRestart = async () =>
    ((await (await fetch(`${center.url}/readyz`)).json()) as { switchRestart: string }).switchRestart;
  expect(await switchRestart()).toBe('waiting');
  expect(stack.processes.asterisk.pid, 'the talk goes on').toBe(before);
  expect(talking.end).toBeNull();

  // The next server asks nothing of that channel, but knows of it.
  await center.server.kill('SIGKILL');
  await center.startServer();
  expect(await switchRestart()).toBe('waiting');
  const ended = (await center.events()).filter(({ type }) => type === 'alarm.ended');
  expect(JSON.stringify(ended), 'the alarm stands on').not.toContain('switchRestart');
  await alarms.watchAgain();
  await alarms.stands('switchRestart');

  await talking.hangsUp();
  await eventually(() => stack.processes.asterisk.pid !== before, { withinMs: 90_000, what: 'the end of Asterisk' });
  expect(said.join('\n')).toContain('has a channel that cannot be hung up');
  await alarms.isOver('switchRestart');
  const seat = await center.seat('1001');
  await seat.registersAgain();
  await seat.is('ready', 60_000);
  center.dial('4000', { from: '13800138003' });
  await seat.answersLatest();
  expect(said.filter((text) => text.includes('cannot be hung up'))).toHaveLength(1);
  // A caller who is nobody any more is not taken in as one who has just arrived.
  expect(await readFile(center.serverLog, 'utf8')).not.toContain(`callFound:${stuck.id}`);
});
