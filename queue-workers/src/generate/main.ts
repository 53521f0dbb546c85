import { parseArgs } from 'node:util';
import { WrongSettings } from '@sansheng/config/environment';
import { readRunningCenter } from '@sansheng/config/running-center';
import { StackError } from '@sansheng/config/stack';
import { migrate, openDatabase } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { generateCalls } from './generate-calls.ts';

const usage = `npm run generate -- --calls 1000000 [--days 730] [--seats 150] [--seed 1]
Fills the records of the center that runs here with made-up calls of the days up to yesterday, shaped like a center's
(weekdays, hours, ends of months), and counts their figures. For trying reports and measuring; ids begin with made-.
  --calls    how many
  --days     over how many days
  --seats    who takes them; seats that are missing are added as inactive accounts
  --seed     the same seed makes the same calls`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: '100000' },
      days: { type: 'string', default: '730' },
      seats: { type: 'string', default: '150' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const number = (name: 'calls' | 'days' | 'seats' | 'seed', most: number): number => {
    const given = Number(values[name]);
    if (!Number.isInteger(given) || given < 1 || given > most)
      throw new StackError(`--${name} ${values[name]}: give a whole number from 1 to ${most}.`);
    return given;
  };
  const [calls, days, seats, seed] = [
    number('calls', 100_000_000),
    number('days', 3660),
    number('seats', 5000),
    number('seed', 2 ** 31),
  ];
  const env = await readRunningCenter();
  const clock = centerClock(env.CENTER_TIME_ZONE);
  const db = await openDatabase(env.DATABASE_URL, { poolSize: 3 });
  const begunAtMs = performance.now();
  let lastStep = '';
  try {
    await migrate(db);
    await generateCalls(db, {
      databaseUrl: env.DATABASE_URL,
      clock,
      ringCycleMs: env.RING_CYCLE_MS,
      calls,
      days,
      seats,
      seed,
      untilMs: clock.startOfDay(Date.now()),
      onProgress: (step, done, of) => {
        const seconds = Math.round((performance.now() - begunAtMs) / 1000);
        const line = `${String(seconds).padStart(5)} s  ${step}${of > 1 ? ` ${done} of ${of}` : ''}`;
        if (process.stdout.isTTY) process.stdout.write(`${step === lastStep ? '\r' : '\n'}${line}   `);
        else if (step !== lastStep || done === of || done % 50 === 0) console.log(line);
        lastStep = step;
      },
    });
    console.log(`\n${calls} calls over ${days} days, in ${((performance.now() - begunAtMs) / 1000).toFixed(0)} s.`);
  } finally {
    await db.destroy();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StackError || error instanceof WrongSettings ? error.message : error);
  process.exitCode = 1;
}
