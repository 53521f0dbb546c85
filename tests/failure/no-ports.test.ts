import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFailed, onTestFinished } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { watchLive } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { startCenter } from '../support/start-center.ts';
import { startTestStack } from '../support/test-stack.ts';

it('reserves a port for the seat: a caller who arrives when the others are used is refused with 503, and has a record', async () => {
  // Five legs: one of them for whatever else, one for the seat.
  const center = await aCallCenter({
    ready: ['1001'],
    ringCycleMs: 5000,
    settings: { RTP_PORT_MIN: '20000', RTP_PORT_MAX: '20009' },
  });
  const seat = await center.seat('1001');
  const board = await watchLive(center.url, '2001');
  onTestFinished(() => void board.leaves());
  const callers = ['13800138001', '13800138002', '13800138003'].map((from) => center.dial('4000', { from }));
  for (const caller of callers) await caller.hears('ringing');
  await center.callIds(3);
  await eventually(() => board.alarms.some(({ kind, endedAtMs }) => kind === 'ports' && endedAtMs === null), {
    what: 'the alarm at the lead',
  });
  const late = ['13800138004', '13800138005', '13800138006'].map((from) => center.dial('4000', { from }));
  for (const caller of late) expect(await caller.isOver()).toMatchObject({ kind: 'refused', status: 503 });
  for (const callId of (await center.callIds(6)).slice(3)) {
    expect(await center.record(callId)).toMatchObject({
      outcome: 'sentAway',
      endedBy: 'center',
      endWhy: 'noPorts',
      offers: [],
    });
  }
  expect(callers.map(({ end }) => end)).toEqual([null, null, null]);
  await seat.answers();
  const metrics = await (await fetch(`${center.url}/metrics`)).text();
  expect(metrics).toMatch(/^sansheng_rtp_ports\{state="used"\} 8$/m);
  expect(metrics).toMatch(/^sansheng_rtp_ports\{state="free"\} 2$/m);

  // There is room again as soon as one is gone.
  await callers[2]?.hangsUp();
  await eventually(async () => (await center.redis.hlen(center.keys.channels)) === 2, { what: 'the end of one call' });
  await center.dial('4000', { from: '13800138007' }).hears('ringing');
  await center.callIds(7);
  await Promise.all(callers.map((caller) => caller.hangsUp()));
  await eventually(() => board.alarms.every(({ kind, endedAtMs }) => kind !== 'ports' || endedAtMs !== null), {
    what: 'the end of the alarm',
  });
});

it('does not blame a seat for a call that the center itself cannot deliver, and delivers it once it can', {
  timeout: 180_000,
}, async () => {
  const stack = await startTestStack();
  onTestFinished(() => stack.stop(), 60_000);
  const { environment } = stack.addresses;
  const center = await startCenter(stack.addresses, { notReady: ['1001'], ringCycleMs: 5000 });
  onTestFinished(() => center.close(), 60_000);
  onTestFailed(async () => console.error(await center.readLogs()));
  await center.open();
  const seat = await center.seat('1001');
  // Asterisk has ten ports in truth, five legs; the server believes it has four hundred.
  const file = join(environment.RECORDING_SPOOL ?? '', '../../etc/rtp.conf');
  const first = Number(environment.RTP_PORT_MIN);
  await writeFile(file, (await readFile(file, 'utf8')).replace(/rtpend = \d+/, `rtpend = ${first + 9}`));
  await stack.asteriskCli('module reload res_rtp_asterisk.so');
  const callers = Array.from({ length: 5 }, (_, i) => center.dial('4000', { from: String(13_800_138_000 + i) }));
  for (const caller of callers) await caller.hears('ringing');
  await center.callIds(5);

  // No port is left for a sixth: Asterisk refuses it by itself, and so it does what is no number.
  expect(await center.dial('4000').isOver()).toMatchObject({ kind: 'refused', status: 488 });
  for (const dialled of ['h', '4000,5']) await center.dial(dialled).isOver();
  await eventually(
    async () => {
      const metrics = await (await fetch(`${center.url}/metrics`)).text();
      return (
        /^sansheng_invites_refused_total\{status="488"\} 1$/m.test(metrics) && /\{status="404"\} 2$/m.test(metrics)
      );
    },
    { what: 'the count of refused calls' },
  );

  await seat.goesReady();
  const failures = await eventually(
    async () => {
      const failed = (await center.events()).filter((event) => event.type === 'routing.offerFailed');
      return failed.length >= 3 ? failed : null;
    },
    { what: 'three offers that could not be rung' },
  );
  expect(failures.map((event) => event.type === 'routing.offerFailed' && event.data.cause)).toEqual(
    failures.map(() => 'center'),
  );
  expect(seat.phone.calls).toEqual([]);
  const states = (await center.events()).filter((event) => event.type === 'agent.stateChanged');
  expect(states.filter(({ data }) => data.to === 'notReady' && data.reason === 'unreachable')).toEqual([]);
  // A second apart: what fails at once is not tried all the time.
  const spanMs = (failures.at(-1)?.atMs ?? 0) - (failures[0]?.atMs ?? 0);
  expect(spanMs).toBeGreaterThan((failures.length - 1) * 500);

  await callers[4]?.hangsUp();
  await callers[3]?.hangsUp();
  await seat.rings();
  await seat.answers();
  await callers[0]?.hears('answered');
});
