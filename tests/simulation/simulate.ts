import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataHome, StackError } from '@sansheng/config/stack';
import { runStep } from '@sansheng/config/stack/steps';
import { showSteps } from '../../config/start/show-steps.mjs';
import { startOwnRedis } from '../support/own-redis.ts';
import { type Comparison, compareWithErlang, type RunPlan, type RunResult } from './compare-with-erlang.ts';
import { drawComparison } from './draw-comparison.ts';

const usage = `npm run simulate [-- --calls 20000] [-- --seed 1] [-- --figure FILE.svg]
The real routing transitions in simulated time beside Erlang C and Erlang A.
  --calls   calls of each run; by default 200,000 for the headline runs and 50,000 for the others
  --seed    other callers; each run has its own, so that chance strikes them apart
  --figure  where the plot goes; by default .data/figures/simulation.svg`;

const [HEADLINE_CALLS, OTHER_CALLS] = [200_000, 50_000];
/** 100 calls per half hour of 180 s for 14 seats. */
const HALF_HOUR_RHO = 10 / 14;
const plans: RunPlan[] = [
  { seats: 5, rho: 0.6, calls: OTHER_CALLS },
  { seats: 5, rho: 0.8, calls: HEADLINE_CALLS },
  { seats: 14, rho: HALF_HOUR_RHO, calls: HEADLINE_CALLS },
  { seats: 14, rho: 0.85, calls: OTHER_CALLS },
  { seats: 50, rho: 0.8, calls: OTHER_CALLS },
  { seats: 50, rho: 0.9, calls: HEADLINE_CALLS },
  { seats: 200, rho: 0.9, calls: OTHER_CALLS },
  { seats: 200, rho: 0.94, calls: HEADLINE_CALLS },
  { seats: 14, rho: 0.85, patienceSeconds: 120, calls: HEADLINE_CALLS },
  { seats: 14, rho: 1.1, patienceSeconds: 120, calls: OTHER_CALLS },
  { seats: 200, rho: 0.95, patienceSeconds: 120, calls: OTHER_CALLS },
  { seats: 200, rho: 1.05, patienceSeconds: 120, calls: HEADLINE_CALLS },
];
/**
 * About one figure in twenty must lie outside its own 95 % interval; twice the interval (4.2 standard errors) none
 * does by chance.
 */
const FAULT_AT = 2;

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string' },
      seed: { type: 'string', default: '1' },
      figure: { type: 'string', default: join(dataHome, 'figures/simulation.svg') },
      help: { type: 'boolean', default: false },
    },
  });
  const [calls, seed] = [Number(values.calls ?? HEADLINE_CALLS), Number(values.seed)];
  if (values.help || !(calls >= 1000) || !Number.isInteger(seed)) {
    console.log(usage);
    return values.help;
  }
  const onStep = showSteps();
  const own = await startOwnRedis('simulation', onStep);
  const results: RunResult[] = [];
  try {
    // Nothing here is to outlive the run.
    await own.redis.config('SET', 'appendonly', 'no');
    for (const [i, plan] of plans.entries()) {
      const run = values.calls === undefined ? plan : { ...plan, calls };
      const result = await runStep(onStep, `Run ${i + 1} of ${plans.length}`, async (progress) => {
        const onProgress = (done: number) => progress(`${done.toLocaleString('en')} calls`);
        const value = await compareWithErlang(own.redis, run, { seed: seed * plans.length + i, onProgress });
        return { value, detail: `${describe(run)}: ${value.callsPerSecond.toFixed(0)} calls a second` };
      });
      results.push(result);
    }
  } finally {
    await own.stop();
  }
  const figure = resolve(values.figure);
  await mkdir(dirname(figure), { recursive: true });
  await writeFile(figure, drawComparison(results));
  return report(results, figure);
}

const describe = ({ seats, rho, patienceSeconds }: RunPlan) =>
  `${seats} seats, load ${rho.toFixed(3)}${patienceSeconds === undefined ? '' : `, patience ${patienceSeconds} s`}`;

function report(results: RunResult[], figure: string): boolean {
  const cell = ({ mean, ci95, erlang, isWithin }: Comparison, digits: number, width: number) =>
    `${mean.toFixed(digits)} ±${ci95.toFixed(digits)} (${erlang.toFixed(digits)})${isWithin ? ' ' : '*'}`.padEnd(width);
  const head = ['model'.padEnd(9), 'seats', ' load ', '  calls', 'waiting'.padEnd(26), 'mean wait, s'.padEnd(24)];
  console.log(`\n${[...head, 'within 20 s'.padEnd(26), 'gave up'].join('  ')}`);
  for (const run of results) {
    const { seats, rho, patienceSeconds, calls } = run.plan;
    const cells = [
      (patienceSeconds === undefined ? 'Erlang C' : 'Erlang A').padEnd(9),
      String(seats).padStart(5),
      rho.toFixed(4),
      String(calls).padStart(7),
      cell(run.waitProbability, 4, 26),
      cell(run.meanWaitSeconds, 2, 24),
      cell(run.serviceLevel, 4, 26),
      run.abandonProbability === null ? '' : cell(run.abandonProbability, 4, 0),
      run.isLongEnough ? '' : 'too few calls to judge',
    ];
    console.log(cells.join('  ').trimEnd());
  }
  const figures = results
    .filter(({ isLongEnough }) => isLongEnough)
    .flatMap((run) => [
      run.waitProbability,
      run.meanWaitSeconds,
      run.serviceLevel,
      ...(run.abandonProbability === null ? [] : [run.abandonProbability]),
    ]);
  const within = figures.filter(({ isWithin }) => isWithin).length;
  const isSound = figures.every(({ mean, erlang, ci95 }) => Math.abs(mean - erlang) <= FAULT_AT * ci95);
  console.log(`
measured ±95 % confidence (formula); * outside: ${within} of ${figures.length} within, about 19 of 20 are to be expected.
${isSound ? 'Nothing is further off than chance allows.' : 'Something is further off than chance allows.'}
Plot: ${figure}`);
  console.log(JSON.stringify({ runs: results.map(toJson) }));
  return isSound;
}

function toJson({
  plan,
  waitProbability,
  meanWaitSeconds,
  serviceLevel,
  abandonProbability,
  callsPerSecond,
}: RunResult) {
  const flat = ({ mean, erlang, ci95 }: Comparison) => ({ measured: mean, erlang, ci95 });
  return {
    model: plan.patienceSeconds === undefined ? 'erlangC' : 'erlangA',
    c: plan.seats,
    rho: plan.rho,
    ...(plan.patienceSeconds === undefined ? {} : { patienceSeconds: plan.patienceSeconds }),
    calls: plan.calls,
    waitProbability: waitProbability.mean,
    erlang: waitProbability.erlang,
    ci95: waitProbability.ci95,
    meanWaitSeconds: flat(meanWaitSeconds),
    serviceLevel: flat(serviceLevel),
    ...(abandonProbability === null ? {} : { abandonProbability: flat(abandonProbability) }),
    callsPerSecond: Math.round(callsPerSecond),
  };
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof StackError ? error.message : error);
  process.exitCode = 1;
}
