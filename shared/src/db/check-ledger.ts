import type { DataSource } from 'typeorm';
import { FIGURE_INTERVAL_MS, type Measure, ledgerTerms } from '../domain/figures.ts';
import { callConditions } from './call-conditions.ts';
import type { LedgerCheck, LedgerFault } from '../tables/records/reports.ts';
import { type CenterClock, entryConditions, type Span } from './count-figures.ts';
import { inTransaction } from './in-transaction.ts';

const FAULTS_SHOWN = 200;
const terms = ['offered', ...ledgerTerms] as const;
const noTerms = Object.fromEntries(terms.map((term) => [term, 0])) as Record<(typeof terms)[number], number>;
type Booked = Record<(typeof terms)[number], string | number> & { startMs: number; member: string };

/**
 * Proves the books of a period: every sum holds, and equals a recount of the records. Everything is read in one
 * snapshot, so that calls that arrive in the meantime cause no discrepancy.
 */
export async function checkLedger(
  db: DataSource,
  clock: CenterClock,
  { fromMs, toMs }: Span,
  nowMs: number,
): Promise<LedgerCheck> {
  return inTransaction(db, 'REPEATABLE READ', async (read) => {
    const slot = `c.arrivedAtMs - MOD(c.arrivedAtMs, ${FIGURE_INTERVAL_MS})`;
    const recount = (conditions: Partial<Record<Measure, string>>) =>
      terms.map((term) => `SUM(IF(${conditions[term] ?? 'FALSE'}, 1, 0)) AS ${term}`).join(', ');
    const inSpan = 'WHERE c.arrivedAtMs >= ? AND c.arrivedAtMs < ?';
    const stale = new Set(
      ((await read.query('SELECT DISTINCT startMs FROM stale_figures')) as { startMs: number }[]).map(
        ({ startMs }) => startMs,
      ),
    );
    const booked = (axis: string, table: 'figure_intervals' | 'figure_days' = 'figure_intervals'): Promise<Booked[]> =>
      read.query(
        `SELECT startMs, member, ${terms.join(', ')} FROM ${table}
         WHERE axis = ? AND startMs >= ? AND startMs < ?`,
        [axis, fromMs, toMs],
      );
    const recorded = {
      center: (await read.query(
        `SELECT ${slot} AS startMs, '' AS member, ${recount({ ...callConditions, overflowedOut: 'FALSE' })} FROM calls c
         ${inSpan} AND c.direction = 'inbound' GROUP BY startMs`,
        [fromMs, toMs],
      )) as Booked[],
      queue: (await read.query(
        `SELECT ${slot} AS startMs, e.queueId AS member, ${recount(entryConditions)}
         FROM calls c JOIN queue_entries e ON e.callId = c.callId
         ${inSpan} AND c.direction = 'inbound' GROUP BY startMs, member`,
        [fromMs, toMs],
      )) as Booked[],
    };
    const faults: LedgerFault[] = [];
    const dayStarts = clock.intervalStarts(fromMs, toMs, 'day');
    /** Days that lie in the period from their first to their last minute. */
    const wholeDays = new Set(
      dayStarts.filter((day, i) => day >= fromMs && (dayStarts[i + 1] ?? clock.startOfNextDay(day)) <= toMs),
    );
    const counted = { center: 0, queue: 0 };
    for (const axis of ['center', 'queue'] as const) {
      const intervals = await booked(axis);
      const books = new Map(intervals.map((row) => [`${row.startMs} ${row.member}`, row]));
      for (const fault of proveDays(await booked(axis, 'figure_days'), intervals)) faults.push({ ...fault, axis });
      const records = new Map(recorded[axis].map((row) => [`${row.startMs} ${row.member}`, row]));
      for (const key of new Set([...books.keys(), ...records.keys()])) {
        const [book, record] = [books.get(key), records.get(key)];
        const { startMs, member } = (book ?? record) as Booked;
        if (stale.has(startMs)) continue;
        counted[axis] += Number(record?.offered ?? 0);
        const parts = ledgerTerms.reduce((sum, term) => sum + Number(book?.[term] ?? 0), 0);
        const offered = Number(book?.offered ?? 0);
        if (offered !== parts)
          faults.push({ kind: 'unbalanced', axis, member, startMs, term: 'offered', booked: offered, recorded: parts });
        for (const term of terms) {
          const [inBook, inRecord] = [Number(book?.[term] ?? 0), Number(record?.[term] ?? 0)];
          if (inBook !== inRecord)
            faults.push({ kind: 'miscounted', axis, member, startMs, term, booked: inBook, recorded: inRecord });
        }
      }
    }
    const without: { startMs: number; member: string; n: string | number }[] = await read.query(
      `SELECT ${slot} AS startMs, c.queueId AS member, COUNT(*) AS n FROM calls c
       ${inSpan} AND c.direction = 'inbound' AND c.queueId IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM queue_entries e WHERE e.callId = c.callId) GROUP BY startMs, member`,
      [fromMs, toMs],
    );
    for (const { startMs, member, n } of without)
      faults.push({
        kind: 'notBooked',
        axis: 'queue',
        member,
        startMs,
        term: 'offered',
        booked: 0,
        recorded: Number(n),
      });
    faults.sort((a, b) => a.startMs - b.startMs);

    /** Reports of days, weeks and months add up days, so days must agree with their quarter-hours. */
    function proveDays(ofDays: readonly Booked[], intervals: readonly Booked[]): Omit<LedgerFault, 'axis'>[] {
      const amiss: Omit<LedgerFault, 'axis'>[] = [];
      const sums = new Map<string, Booked>();
      let day = 0;
      for (const row of intervals.toSorted((a, b) => a.startMs - b.startMs)) {
        while ((dayStarts[day + 1] ?? Number.POSITIVE_INFINITY) <= row.startMs) day += 1;
        const key = `${dayStarts[day]} ${row.member}`;
        const sum = sums.get(key) ?? { ...row, startMs: dayStarts[day] as number, ...noTerms };
        for (const term of terms) sum[term] = Number(sum[term]) + Number(row[term]);
        sums.set(key, sum);
      }
      const known = new Map(ofDays.map((row) => [`${row.startMs} ${row.member}`, row]));
      const isDay = new Set(dayStarts);
      for (const key of new Set([...known.keys(), ...sums.keys()])) {
        const [inDay, ofIntervals] = [known.get(key), sums.get(key)];
        const { startMs, member } = (inDay ?? ofIntervals) as Booked;
        const kind = 'daySumAmiss';
        if (!isDay.has(startMs))
          amiss.push({ kind, member, startMs, term: 'offered', booked: Number(inDay?.offered), recorded: 0 });
        else if (wholeDays.has(startMs))
          for (const term of terms) {
            const [is, shouldBe] = [Number(inDay?.[term] ?? 0), Number(ofIntervals?.[term] ?? 0)];
            if (is !== shouldBe) amiss.push({ kind, member, startMs, term, booked: is, recorded: shouldBe });
          }
      }
      return amiss;
    }
    return {
      checkedAtMs: nowMs,
      fromMs,
      toMs,
      calls: counted.center,
      entries: counted.queue,
      pending: [...stale].filter((startMs) => startMs >= fromMs && startMs < toMs).length,
      faultCount: faults.length,
      faults: faults.slice(0, FAULTS_SHOWN),
    };
  });
}
