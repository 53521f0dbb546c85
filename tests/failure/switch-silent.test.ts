import { once } from 'node:events';
import { type Socket } from 'node:net';
import { superviseProcess } from '@sansheng/config/supervise-process';
import { switchAddressOf } from '@sansheng/config/switch-life/probe-switch';
import { superviseSwitch } from '@sansheng/config/switch-life/supervise-switch';
import { WebSocket } from 'ws';
import { expect, it, onTestFailed, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startCenter } from '../support/start-center.ts';
import { startTestStack } from '../support/test-stack.ts';

/** A center whose Asterisk, of its own, is supervised as `npm start` does it. */
async function aSupervisedCenter() {
  const stack = await startTestStack();
  onTestFinished(() => stack.stop(), 60_000);
  const said: string[] = [];
  const stopping = new AbortController();
  const say = (text: string) => void said.push(text);
  superviseProcess(stack.processes.asterisk, { say, isStopping: stopping.signal, giveUp: say });
  const watch = superviseSwitch(stack.processes.asterisk, switchAddressOf(stack.addresses.environment), say);
  const center = await startCenter(stack.addresses, { ready: ['1001'], workers: false });
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
  /** From now until a call is talked on again, in ms, and what /readyz said first of it. */
  async function recovers(what: RegExp): Promise<void> {
    const seat = await center.seat('1001');
    const startedAtMs = performance.now();
    const since = () => `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`;
    const isDown = async () => Object.values(await parts()).includes('down');
    await eventually(isDown, { withinMs: 60_000, everyMs: 200, what: 'a part that is down' });
    const downAfter = since();
    await eventually(() => said.some((text) => what.test(text)), { withinMs: 60_000, what: `${what}` });
    const endedAfter = since();
    await eventually(async () => !(await isDown()), { withinMs: 60_000, everyMs: 200, what: 'all parts up' });
    await seat.registersAgain();
    await seat.is('ready', 30_000);
    center.dial('4000');
    await seat.answersLatest();
    console.log(`down after ${downAfter}, ended after ${endedAfter}, a call is talked on after ${since()}`);
  }
  return { stack, center, said, parts, recovers };
}

it('tells of an Asterisk that stands still, ends it, and takes calls again', { timeout: 240_000 }, async () => {
  const { stack, parts, recovers } = await aSupervisedCenter();
  expect(await parts()).toMatchObject({ asterisk: 'up', sip: 'up' });
  await stack.processes.asterisk.kill('SIGSTOP');
  await recovers(/by ARI and SIP it has not answered/);
});

it('tells of an Asterisk whose SIP alone stands still, ends it, and takes calls again', {
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
