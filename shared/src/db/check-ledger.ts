import type { DataSource } from 'typeorm';
import { FIGURE_INTERVAL_MS, type Measure, ledgerTerms } from '../domain/figures.ts';
import { callConditions } from './call-conditions.ts';
import { entryConditions, type Span } from './count-figures.ts';

/** One thing in the books that does not hold. */
export interface LedgerFault {
  /**
   * `unbalanced`: offered is not the sum of its parts; `miscounted`: the figures do not say what the records say;
   * `notBooked`: a call stood in a queue and is in no queue's books.
   */
  kind: 'unbalanced' | 'miscounted' | 'notBooked';
  axis: 'center' | 'queue';
  /** The queue; '' for the center. */
  member: string;
  startMs: number;
  /** What is wrong: a term of the ledger, or `offered`. */
  term: string;
  booked: number;
  recorded: number;
}
export interface LedgerCheck extends Span {
  checkedAtMs: number;
  /** Calls of the center and entries of queues that were looked at. */
  calls: number;
  entries: number;
  /** Quarters of an hour that are about to be counted again, and were left out. */
  pending: number;
  faultCount: number;
  /** The first of them. */
  faults: LedgerFault[];
}

const FAULTS_SHOWN = 200;
const terms = ['offered', ...ledgerTerms] as const;
type Booked = Record<(typeof terms)[number], string | number> & { startMs: number; member: string };

/**
 * Proves the books of a span: every sum holds, and is what the records say when they are counted again.
 * Everything is read in one snapshot, so that calls that come in meanwhile are no fault.
 */
export async function checkLedger(db: DataSource, { fromMs, toMs }: Span, nowMs: number): Promise<LedgerCheck> {
  return db.transaction('REPEATABLE READ', async (read) => {
    const slot = `c.arrivedAtMs - MOD(c.arrivedAtMs, ${FIGURE_INTERVAL_MS})`;
    const recount = (conditions: Partial<Record<Measure, string>>) =>
      terms.map((term) => `SUM(IF(${conditions[term] ?? 'FALSE'}, 1, 0)) AS ${term}`).join(', ');
    const inSpan = 'WHERE c.arrivedAtMs >= ? AND c.arrivedAtMs < ?';
    const stale = new Set(
      ((await read.query('SELECT DISTINCT startMs FROM stale_figures')) as { startMs: number }[]).map(
        ({ startMs }) => startMs,
      ),
    );
    const booked = (axis: string): Promise<Booked[]> =>
      read.query(
        `SELECT startMs, member, ${terms.join(', ')} FROM figure_intervals
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
    const counted = { center: 0, queue: 0 };
    for (const axis of ['center', 'queue'] as const) {
      const books = new Map((await booked(axis)).map((row) => [`${row.startMs} ${row.member}`, row]));
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
