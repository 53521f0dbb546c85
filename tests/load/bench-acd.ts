import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { StackError } from '@sansheng/config/stack';
import { runStep } from '@sansheng/config/stack/steps';
import { showSteps } from '../../config/start/show-steps.mjs';
import { type Engine, type EngineName, filesFor, prepareEngines, type Shape } from './acd/engines.ts';
import { type Figures, quantile } from './acd/figures.ts';
import { openPhones, type Phones } from './acd/sip-phones.ts';

const usage = `npm run bench:acd [-- --seats 100,500,1000,2000 --waiting 100,500 --engines sansheng,app_queue]
Calls through the real Asterisk: the center beside app_queue of the same Asterisk, on the same machine in the same run.
  --seconds    length of each measurement (12)
  --rate       calls a second while measuring (40)
  --queues     queues that all seats share; by default 1, and once more 50 at 500 seats
  --most       also the most calls a second with 99 % of them at a seat within 200 ms; by default at 500 seats
  --no-most    without it`;

interface Plan extends Shape {
  findsMost: boolean;
}
interface Run {
  engine: EngineName;
  seats: number;
  queues: number;
  /** Calls kept waiting; 0: a seat is free. */
  waiting: number;
  callsPerSecond: number;
  inviteToSeatMs: { p50: number | null; p99: number | null };
  freedToNextMs: { p50: number | null; p99: number | null };
  failed: number;
  failures: Record<string, number>;
  /** Asterisk and, where there is one, the server; beside it what Redis takes. */
  cpuMsPerCall: number;
  asteriskMsPerCall: number;
  serverMsPerCall: number;
  redisMsPerCall: number;
  idleShare: number;
  overtakenShare: number;
  /** Offers that the engine itself decided past an earlier caller; null where it does not tell. */
  decidedPast: number | null;
  doubleOffers: number;
  /** Seats that talked when the measurement began. */
  talking: number;
  /** Lateness of this program's own clock: nothing shorter can be told. */
  benchLateMs: { p50: number | null; p99: number | null };
}
interface Most {
  engine: EngineName;
  seats: number;
  callsPerSecond: number;
}

const WARM_MS = 4000;
const SETTLE_MS = 2000;
const FILL_LIMIT_MS = 90_000;
const FILL_PER_SECOND = 100;
const DRAIN_LIMIT_MS = 20_000;
const MOST_STEP_MS = 5000;
const MOST_RATES = [30, 45, 60, 80, 110, 150, 200, 260, 330];
/** 99 % of the calls are at a seat within this, or the rate is too high. */
const MOST_P99_MS = 200;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const both = (values: number[]) => ({ p50: round(quantile(values, 0.5)), p99: round(quantile(values, 0.99)) });
const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);
const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 1e5) / 1e5);

/** Measures what goes on for as long, under the load that is set. */
async function measure(engine: Engine, phones: Phones, shape: Shape, waiting: number, ms: number): Promise<Run> {
  const { talking } = phones;
  const pastBefore = await engine.decidedPast();
  phones.measure();
  const before = engine.cpuMs();
  await pause(ms);
  const figures = phones.read();
  const after = engine.cpuMs();
  const pastAfter = await engine.decidedPast();
  const perCall = (name: keyof typeof after): number => (after[name] - before[name]) / Math.max(1, figures.connected);
  const isWaiting = waiting > 0;
  return {
    engine: engine.name,
    seats: shape.seats,
    queues: shape.queues,
    waiting,
    callsPerSecond: round(figures.connected / (figures.ms / 1000)) ?? 0,
    inviteToSeatMs: isWaiting ? { p50: null, p99: null } : both(figures.inviteToSeatMs),
    freedToNextMs: isWaiting ? both(figures.freedToNextMs) : { p50: null, p99: null },
    failed: figures.failed,
    failures: figures.failures,
    cpuMsPerCall: round(perCall('asterisk') + perCall('server')) ?? 0,
    asteriskMsPerCall: round(perCall('asterisk')) ?? 0,
    serverMsPerCall: round(perCall('server')) ?? 0,
    redisMsPerCall: round(perCall('redis')) ?? 0,
    idleShare: isWaiting ? share(figures.idleSeatMs, figures.seatMs) : 0,
    overtakenShare: share(figures.overtaken, figures.offers),
    decidedPast: pastBefore === null || pastAfter === null ? null : pastAfter - pastBefore,
    doubleOffers: figures.doubleOffers,
    talking,
    benchLateMs: both(figures.lateMs),
  };
}

/** The highest of the rates at which calls still reach a free seat in time and none fails. */
async function findMost(engine: Engine, phones: Phones, { seats }: Shape): Promise<Most> {
  let callsPerSecond = 0;
  for (const rate of MOST_RATES) {
    phones.setLoad({ arrivalsPerSecond: rate, talkMs: (500 * seats) / rate });
    await pause(1000);
    phones.measure();
    await pause(MOST_STEP_MS);
    const figures: Figures & { ms: number } = phones.read();
    const served = figures.connected / (figures.ms / 1000);
    const isWell =
      figures.failed === 0 && served > rate * 0.9 && (quantile(figures.inviteToSeatMs, 0.99) ?? Infinity) < MOST_P99_MS;
    if (!isWell) break;
    callsPerSecond = Math.round(served);
  }
  return { engine: engine.name, seats, callsPerSecond };
}

async function measureEngine(
  engine: Engine,
  plan: Plan,
  options: { rate: number; ms: number; waiting: number[] },
  progress: (what: string) => void,
) {
  const { rate, ms } = options;
  const phones = await openPhones({ ...engine, seats: plan.seats });
  const runs: Run[] = [];
  let most: Most | null = null;
  try {
    // Half of the seats talk at a time, for at most a second.
    const free = { arrivalsPerSecond: rate, talkMs: Math.min(1000, (500 * plan.seats) / rate) };
    progress('warming up');
    phones.setLoad(free);
    await pause(WARM_MS);
    progress('seats are free');
    runs.push(await measure(engine, phones, plan, 0, ms));
    if (plan.findsMost) {
      progress('the most calls a second');
      most = await findMost(engine, phones, plan);
    }
    phones.setLoad({});
    await phones.drain(DRAIN_LIMIT_MS);
    progress('filling the seats');
    await fill(phones, plan.seats);
    for (const waiting of options.waiting) {
      phones.setLoad({ keepWaiting: waiting });
      await until(() => phones.waiting >= waiting, 30_000);
      phones.setLoad({ keepWaiting: waiting, endsPerSecond: rate });
      await pause(SETTLE_MS);
      progress(`${waiting} waiting`);
      runs.push(await measure(engine, phones, plan, waiting, ms));
    }
    await phones.drain(DRAIN_LIMIT_MS);
  } finally {
    phones.close();
  }
  return { runs, most };
}

async function until(isSo: () => boolean, limitMs: number): Promise<void> {
  const endAtMs = performance.now() + limitMs;
  while (!isSo() && performance.now() < endAtMs) await pause(20);
}

/** Calls until every seat talks, no faster than the engine takes them. */
async function fill(phones: Phones, seats: number): Promise<void> {
  const endAtMs = performance.now() + FILL_LIMIT_MS;
  while (phones.talking < seats && performance.now() < endAtMs) {
    const isBehind = phones.waiting > 10 || phones.idleSeats === 0;
    phones.setLoad({ arrivalsPerSecond: isBehind ? 0 : FILL_PER_SECOND });
    await pause(100);
  }
  phones.setLoad({});
}

const ms = ({ p50, p99 }: { p50: number | null; p99: number | null }): string =>
  p50 === null ? '-' : `${p50} (${p99})`;
const percent = (value: number): string => `${(value * 100).toFixed(value > 0 && value < 0.001 ? 2 : 1)} %`;
const columns: [title: string, width: number, value: (run: Run) => string | number][] = [
  ['engine', 11, (run) => run.engine],
  ['seats', 7, (run) => run.seats],
  ['queues', 8, (run) => run.queues],
  ['waiting', 9, (run) => run.waiting],
  ['calls/s', 9, (run) => run.callsPerSecond],
  ['INVITE to seat', 17, (run) => ms(run.inviteToSeatMs)],
  ['freed to next', 18, (run) => ms(run.freedToNextMs)],
  ['failed', 8, (run) => run.failed],
  ['CPU/call', 10, (run) => run.cpuMsPerCall],
  ['Asterisk', 10, (run) => run.asteriskMsPerCall],
  ['server', 8, (run) => run.serverMsPerCall],
  ['Redis', 7, (run) => run.redisMsPerCall],
  ['idle', 9, (run) => (run.waiting === 0 ? '-' : percent(run.idleShare))],
  ['overtaken', 11, (run) => percent(run.overtakenShare)],
  ['decided', 9, (run) => run.decidedPast ?? '-'],
  ['double', 8, (run) => run.doubleOffers],
];

function report(runs: Run[], mosts: Most[]): void {
  console.log(`\n${columns.map(([title, width]) => title.padStart(width)).join('')}`);
  for (const run of runs) {
    console.log(columns.map(([, width, value]) => String(value(run)).padStart(width)).join(''));
    if (run.failed > 0)
      console.log(
        `${' '.repeat(12)}${Object.entries(run.failures)
          .map(([why, times]) => `${times} times ${why}`)
          .join(', ')}`,
      );
  }
  console.log(`
Times in ms, median (p99). INVITE to seat: a seat is free. Freed to next: from the seat's BYE to its next INVITE.
CPU/call: ms of processor time of Asterisk and of the server together; Redis comes beside it.
Overtaken: offers whose INVITE came past that of an earlier caller; decided: how many of them the center itself decided so.
Asterisk rings several seats side by side, and when it is short of processor time not in the order asked for.
Idle: seats' time without a call while somebody waits. Seats answer at once and are free again as they hang up.
The center records every call and knows of each caller; app_queue does neither here. Proof of life of the seats comes
from this program through the stores, every 20 s. This program's own clock was late by ${ms(both(runs.map((run) => run.benchLateMs.p99 ?? 0)))} ms at its p99s.`);
  for (const { engine, seats, callsPerSecond } of mosts) {
    console.log(`Most calls a second with p99 under ${MOST_P99_MS} ms at ${seats} seats, ${engine}: ${callsPerSecond}`);
  }
  console.log(JSON.stringify({ runs, most: mosts }));
}

function readNumbers(text: string): number[] {
  const numbers = text.split(',').map(Number);
  if (numbers.some((number) => !Number.isInteger(number) || number < 1))
    throw new StackError(`"${text}" is not a list of numbers.\n\n${usage}`);
  return numbers;
}

function openFiles(): number {
  const { userLimits } = process.report.getReport() as unknown as {
    userLimits: { open_files: { soft: number | 'unlimited' } };
  };
  const { soft } = userLimits.open_files;
  return soft === 'unlimited' ? Infinity : soft;
}

/** Runs this program again with more open files, where that is allowed. Its exit code; null when it is not allowed. */
function runWithOpenFiles(needed: number): number | null {
  if (spawnSync('sh', ['-c', `ulimit -n ${needed}`]).status !== 0) return null;
  const again = spawnSync(
    'sh',
    ['-c', `ulimit -n ${needed}; exec "$0" "$@"`, process.execPath, ...process.argv.slice(1)],
    { stdio: 'inherit' },
  );
  return again.status ?? 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      seats: { type: 'string', default: '100,500,1000,2000' },
      waiting: { type: 'string', default: '100,500' },
      engines: { type: 'string', default: 'sansheng,app_queue' },
      queues: { type: 'string' },
      seconds: { type: 'string', default: '12' },
      rate: { type: 'string', default: '40' },
      most: { type: 'boolean' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const waiting = readNumbers(values.waiting);
  const engines = values.engines.split(',').map((name) => {
    if (name !== 'sansheng' && name !== 'app_queue') throw new StackError(`There is no engine "${name}".\n\n${usage}`);
    return name;
  });
  const options = {
    rate: readNumbers(values.rate)[0] ?? 40,
    ms: (readNumbers(values.seconds)[0] ?? 12) * 1000,
    waiting,
  };
  const plans: Plan[] = readNumbers(values.seats).flatMap((seats) => {
    const queues = values.queues !== undefined ? readNumbers(values.queues) : seats === 500 ? [1, 50] : [1];
    return queues.map((count) => ({
      seats,
      queues: count,
      waiting: Math.max(...waiting),
      findsMost: count === 1 && (values.most ?? seats === 500),
    }));
  });
  const needed = Math.max(...plans.map(filesFor));
  if (openFiles() < needed) {
    const exitCode = runWithOpenFiles(needed);
    if (exitCode !== null) {
      process.exitCode = exitCode;
      return;
    }
  }
  const fitting = plans.filter((plan) => filesFor(plan) <= openFiles());
  const leftOut = plans.filter((plan) => !fitting.includes(plan)).map((plan) => plan.seats);
  if (leftOut.length > 0) {
    const sentence = `Asterisk needs ${needed} open files for ${Math.max(...leftOut)} seats and the system allows ${openFiles()}: raise the limit (as root: ulimit -n ${needed}).`;
    if (fitting.length === 0) throw new StackError(sentence);
    console.log(`${sentence} Without it ${leftOut.join(', ')} seats are left out.`);
  }

  const onStep = showSteps();
  const prepared = await prepareEngines(onStep);
  const runs: Run[] = [];
  const mosts: Most[] = [];
  try {
    for (const plan of fitting) {
      for (const name of engines) {
        await runStep(onStep, name, async (progress) => {
          const what = `${plan.seats} seats, ${plan.queues} ${plan.queues === 1 ? 'queue' : 'queues'}`;
          progress(`${what}: starting`);
          const engine = await prepared.start(name, plan);
          try {
            const measured = await measureEngine(engine, plan, options, (state) => progress(`${what}: ${state}`));
            runs.push(...measured.runs);
            if (measured.most !== null) mosts.push(measured.most);
          } finally {
            await engine.stop();
          }
          return { value: undefined, detail: what };
        });
      }
    }
  } finally {
    await prepared.stop();
  }
  report(runs, mosts);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StackError ? error.message : error);
  process.exitCode = 1;
}
