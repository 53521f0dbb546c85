import { parseArgs } from 'node:util';
import { WrongSettings } from '@sansheng/config/environment';
import { readRunningCenter } from '@sansheng/config/running-center';
import { StackError } from '@sansheng/config/stack';
import { checkLedger, openDatabase, rebuildFigures } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';

const usage = `npm run figures -- rebuild --from 2026-11-01 --to 2026-12-01
npm run figures -- check   --from 2026-11-01 --to 2026-12-01
  rebuild    counts the figures of these days anew from the records; may be interrupted and begun again
  check      proves that the books of these days balance; ends with 1 when they do not
  --from     first day, by the center's clock (default: the day of the first call)
  --to       the day after the last (default: tomorrow)`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { from: { type: 'string' }, to: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  const [command = ''] = positionals;
  if (values.help || !['rebuild', 'check'].includes(command)) {
    console.log(usage);
    return values.help ? 0 : 1;
  }
  const env = await readRunningCenter();
  const clock = centerClock(env.CENTER_TIME_ZONE);
  const dayOf = (name: 'from' | 'to'): number | undefined => {
    const date = values[name];
    if (date === undefined) return undefined;
    if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date)))
      throw new StackError(`--${name} ${date}: give a day, like 2026-11-01.`);
    return clock.instantAt(date, 0);
  };
  const db = await openDatabase(env.DATABASE_URL, { poolSize: 3 });
  try {
    const [first] = (await db.query('SELECT MIN(arrivedAtMs) AS atMs FROM calls')) as { atMs: number | null }[];
    const nowMs = Date.now();
    const fromMs = dayOf('from') ?? clock.startOfDay(first?.atMs ?? nowMs);
    const toMs = dayOf('to') ?? clock.startOfNextDay(nowMs);
    if (command === 'check') {
      const check = await checkLedger(db, clock, { fromMs, toMs }, nowMs);
      console.log(
        `${check.calls} calls, ${check.entries} stays in queues, ${check.pending} quarters of an hour left out`,
      );
      for (const { startMs, ...fault } of check.faults)
        console.log(new Date(startMs).toISOString(), ...Object.values(fault));
      console.log(check.faultCount === 0 ? 'The books balance.' : `${check.faultCount} things do not hold.`);
      return check.faultCount === 0 ? 0 : 1;
    }
    const begunAtMs = performance.now();
    await rebuildFigures(db, clock, { fromMs, toMs }, ({ dayMs, days, ofDays }) => {
      const leftSeconds = Math.round(((performance.now() - begunAtMs) / days / 1000) * (ofDays - days));
      const line = `${clock.dateOf(dayMs)}  ${days} of ${ofDays} days, about ${leftSeconds} s left`;
      if (process.stdout.isTTY) process.stdout.write(`\r${line}   `);
      else if (days % 30 === 0 || days === ofDays) console.log(line);
    });
    console.log(`\nThe figures stand, counted in ${((performance.now() - begunAtMs) / 1000).toFixed(1)} s.`);
    return 0;
  } finally {
    await db.destroy();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof StackError || error instanceof WrongSettings ? error.message : error);
  process.exitCode = 1;
}
