import { parseArgs } from 'node:util';
import { StackError } from '@sansheng/config/stack';
import { runStep } from '@sansheng/config/stack/steps';
import { showSteps } from '../../config/start/show-steps.mjs';
import type { Caller } from '../support/caller.ts';
import type { Seat } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { type CallCenter, startCenter } from '../support/start-center.ts';
import { startTestStack } from '../support/test-stack.ts';

const usage = `npm run bench:first-ring [-- --calls 200]
How fast a call comes to its seat, on a stack of its own with the whole product between: SIP at the trunk, Asterisk,
server, Redis, MariaDB, SIP over WebSocket and the socket of the screen at the seat. Both ends are in this process, so
one clock measures all.
  --calls   calls to a free seat, and as many again to a seat that is freed while others wait`;

/** Callers kept waiting while a seat is freed. */
const WAITING = 4;

interface Figures {
  inviteToSeatMs: number[];
  inviteToPopMs: number[];
  /** From the command that frees the seat (wrap-up done, or ready after a break) to the next INVITE at it. */
  wrapUpDoneToNextMs: number[];
  goReadyToNextMs: number[];
}

/** Caller and seat talk, the caller hangs up, the seat is in wrap-up. */
async function talkAndEnd(seat: Seat, caller: Caller, ring: number): Promise<void> {
  await seat.answers(ring);
  await caller.hears('answered');
  await caller.hangsUp();
  await seat.is('wrapUp');
}

async function callFreeSeat(center: CallCenter, seat: Seat, calls: number, figures: Figures): Promise<void> {
  for (let done = 1; done <= calls; done += 1) {
    seat.pops.length = 0;
    const caller = center.dial('4000');
    const { invitedAtMs } = await seat.rings(done);
    const pop = await eventually(() => seat.pops[0], { everyMs: 5, what: 'the screen-pop' });
    const sentAtMs = caller.atMs('invited') ?? Number.NaN;
    figures.inviteToSeatMs.push(invitedAtMs - sentAtMs);
    figures.inviteToPopMs.push(pop.atMs - sentAtMs);
    await talkAndEnd(seat, caller, done);
    await seat.wrapsUp();
    await seat.is('ready');
  }
}

async function freeSeatWithQueue(center: CallCenter, seat: Seat, calls: number, figures: Figures): Promise<void> {
  const rungBefore = seat.phone.calls.length;
  const waiting: Caller[] = [];
  const call = async () => {
    const caller = center.dial('4000');
    waiting.push(caller);
    await caller.hears('ringing');
  };
  await call();
  while (waiting.length <= WAITING) await call();
  for (let done = 1; done <= calls; done += 1) {
    const ring = rungBefore + done;
    // Every other time the seat has a break after its wrap-up, and is freed by going ready.
    const hasBreak = done % 2 === 0;
    if (hasBreak) {
      await seat.rings(ring);
      await seat.does('agent.goNotReady', { reason: 'break' });
    }
    await talkAndEnd(seat, waiting.shift() as Caller, ring);
    await call();
    let freedAtMs = performance.now();
    await seat.wrapsUp();
    if (hasBreak) {
      await seat.is('notReady');
      freedAtMs = performance.now();
      await seat.does('agent.goReady', {});
    }
    const { invitedAtMs } = await seat.rings(ring + 1);
    (hasBreak ? figures.goReadyToNextMs : figures.wrapUpDoneToNextMs).push(invitedAtMs - freedAtMs);
  }
}

function summarize(valuesMs: number[]): { p50: number; p95: number; p99: number } {
  const sorted = valuesMs.toSorted((a, b) => a - b);
  // Nearest rank, so that each figure is one that was measured.
  const at = (share: number) => Number((sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(1));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { calls: { type: 'string', default: '200' }, help: { type: 'boolean', default: false } },
  });
  const calls = Number(values.calls);
  if (values.help || !Number.isInteger(calls) || calls < 2) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const onStep = showSteps();
  const stack = await runStep(onStep, 'Stack', async () => ({ value: await startTestStack() }));
  const figures: Figures = { inviteToSeatMs: [], inviteToPopMs: [], wrapUpDoneToNextMs: [], goReadyToNextMs: [] };
  try {
    const center = await startCenter(stack.addresses, { ringCycleMs: 5000, ready: ['1001'] });
    try {
      await runStep(onStep, 'Server and workers', async () => ({ value: await center.open() }));
      const seat = await center.seat('1001');
      await runStep(onStep, `${calls} calls to a free seat`, async () => ({
        value: await callFreeSeat(center, seat, calls, figures),
      }));
      await runStep(onStep, `${calls} calls to a seat that is freed`, async () => ({
        value: await freeSeatWithQueue(center, seat, calls, figures),
      }));
    } finally {
      await center.close();
    }
  } finally {
    await stack.stop();
  }
  const rows: [what: string, valuesMs: number[]][] = [
    ['INVITE at the trunk to INVITE at the seat', figures.inviteToSeatMs],
    ['INVITE at the trunk to the screen-pop', figures.inviteToPopMs],
    [`wrap-up done to the next INVITE, ${WAITING} waiting`, figures.wrapUpDoneToNextMs],
    [`ready to the next INVITE, ${WAITING} waiting`, figures.goReadyToNextMs],
  ];
  console.log(`\n${'ms'.padEnd(48)}${['calls', 'median', 'p95', 'p99'].map((title) => title.padStart(9)).join('')}`);
  for (const [what, valuesMs] of rows) {
    const { p50, p95, p99 } = summarize(valuesMs);
    console.log(
      `${what.padEnd(48)}${[valuesMs.length, p50, p95, p99].map((cell) => String(cell).padStart(9)).join('')}`,
    );
  }
  const { inviteToSeatMs, inviteToPopMs, wrapUpDoneToNextMs, goReadyToNextMs } = figures;
  const freedToNextMs = summarize([...wrapUpDoneToNextMs, ...goReadyToNextMs]);
  console.log(
    JSON.stringify({
      inviteToSeatMs: summarize(inviteToSeatMs),
      inviteToPopMs: summarize(inviteToPopMs),
      freedToNextMs,
    }),
  );
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StackError ? error.message : error);
  process.exitCode = 1;
}
