/**
 * Counts the figures of a period from the records, and from nothing else: a recount gives the same result. Everything
 * about a call counts in the quarter-hour in which the call arrived; the work of a seat in the one in which it was
 * done.
 */
import type { DataSource, EntityManager } from 'typeorm';
import type { AgentState } from '../domain/agent-state.ts';
import type { centerClock } from '../domain/center-day.ts';
import {
  FIGURE_INTERVAL_MS,
  isMaximum,
  type Measure,
  measures,
  REPEAT_WITHIN_MS,
  type seatTimes,
  serviceLevelSeconds,
  type StoredAxis,
  type Within,
} from '../domain/figures.ts';
import { SHORT_ABANDON_MS } from '../domain/service-level.ts';
import { abandonedWithin, answeredWithin, callConditions } from './call-conditions.ts';
import { inTransaction } from './in-transaction.ts';

export type CenterClock = ReturnType<typeof centerClock>;
/** `toMs` is exclusive; both are whole quarters of an hour. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** States are looked for this far back: a seat that was signed in for longer was forgotten. */
const LONGEST_SPELL_MS = 7 * 24 * 3_600_000;

export const startOfInterval = (atMs: number): number => atMs - (atMs % FIGURE_INTERVAL_MS);
const slotOf = (column: string) => `${column} - MOD(${column}, ${FIGURE_INTERVAL_MS})`;

/** For one row: whether it counts, or how many ms. */
type Facts = Partial<Record<Measure, string>>;
const inbound = (condition: string) => `c.direction = 'inbound' AND ${condition}`;
const msOf = (column: string) => `COALESCE(${column}, 0)`;

/** A call `n` of the same matter, soon after the call `c`. */
const sameMatter = `n.arrivedAtMs > c.arrivedAtMs AND n.arrivedAtMs <= c.endedAtMs + ${REPEAT_WITHIN_MS}
  AND n.categoryId = c.categoryId AND n.direction = 'inbound'`;
const isContact = 'talkMs IS NOT NULL AND c.customerId IS NOT NULL AND c.categoryId IS NOT NULL';

const callsWithin = (seconds: number): Record<keyof Within, string> => ({
  answered: inbound(answeredWithin(seconds)),
  abandoned: inbound(abandonedWithin(seconds)),
});

/** Facts of each call. */
export const callFacts: Facts = {
  offered: inbound(callConditions.offered),
  answered: inbound(callConditions.answered),
  abandoned: inbound(callConditions.abandoned),
  shortAbandoned: inbound(callConditions.shortAbandoned),
  calledBack: inbound(callConditions.calledBack),
  sentAway: inbound(callConditions.sentAway),
  lost: inbound(callConditions.lost),
  stillThere: inbound(callConditions.stillThere),
  ...Object.fromEntries(serviceLevelSeconds.map((s) => [`answered${s}`, callsWithin(s).answered])),
  ...Object.fromEntries(serviceLevelSeconds.map((s) => [`abandoned${s}`, callsWithin(s).abandoned])),
  answeredWithinThreeRings: inbound(callConditions.withinThreeRings),
  takenWithinThreeRings: inbound(callConditions.takenWithinThreeRings),
  gaveUpInMenu: inbound(callConditions.gaveUpInMenu),
  gaveUpInQueue: inbound(callConditions.gaveUpInQueue),
  gaveUpRinging: inbound(callConditions.gaveUpRinging),
  handled: inbound(callConditions.handled),
  held: inbound(callConditions.held),
  answerWaitMs: `IF(${inbound(callConditions.answered)}, waitedMs, 0)`,
  longestWaitMs: `IF(${inbound('TRUE')}, ${msOf('waitedMs')}, 0)`,
  talkMs: `IF(${inbound(callConditions.handled)}, talkMs, 0)`,
  holdMs: `IF(${inbound(callConditions.handled)}, ${msOf('holdMs')}, 0)`,
  wrapUpMs: `IF(${inbound(callConditions.handled)}, ${msOf('wrapUpMs')}, 0)`,
  transferred: inbound('transfers > 0'),
  transfers: `IF(${inbound('TRUE')}, transfers, 0)`,
  contacts: inbound(isContact),
  // Also if the customer had another file at that time.
  repeated: inbound(`${isContact} AND (
    EXISTS (SELECT 1 FROM calls n WHERE n.customerId = c.customerId AND ${sameMatter})
    OR EXISTS (SELECT 1 FROM merged_customers own JOIN merged_customers same ON same.fileId = own.fileId
      JOIN calls n ON n.customerId = same.customerId WHERE own.customerId = c.customerId AND ${sameMatter}))`),
  votesAsked: inbound('isVoteAsked'),
  votes: inbound('vote IS NOT NULL'),
  votesGood: inbound('vote >= 4'),
  voteSum: `IF(${inbound('TRUE')}, ${msOf('vote')}, 0)`,
  outbound: `c.direction IN ('callback', 'outbound')`,
  outboundAnswered: `c.direction IN ('callback', 'outbound') AND answeredAtMs IS NOT NULL`,
  outboundMs: `IF(c.direction IN ('callback', 'outbound') AND talkMs IS NOT NULL,
    talkMs + ${msOf('holdMs')} + ${msOf('wrapUpMs')}, 0)`,
};

/**
 * For each entry of a call into a queue. An entry after the first answer began with a transfer and has a wait of its
 * own.
 */
const isLater = '(c.answeredAtMs IS NOT NULL AND e.enteredAtMs >= c.answeredAtMs)';
const entryWait = `IF(${isLater}, e.leftAtMs - e.enteredAtMs, c.waitedMs)`;
const entryAnswered = `(e.left = 'answered' AND NOT (c.outcome <=> 'lost'))`;
const entryGaveUp = `(e.left = 'ended' AND (c.outcome = 'abandoned' OR (${isLater} AND c.outcome = 'answered')))`;
const entryCalledBack = `(e.left IN ('ended', 'closed') AND c.outcome = 'callback')`;
const entryLost = `(e.left IN ('answered', 'ended') AND c.outcome = 'lost')`;
const entrySettled = `(${entryAnswered} OR ${entryGaveUp} OR ${entryCalledBack} OR ${entryLost})`;
const entryHandled = inbound(`${entryAnswered} AND NOT ${isLater} AND talkMs IS NOT NULL`);
const entryGaveUpLate = inbound(`${entryGaveUp} AND ${entryWait} >= ${SHORT_ABANDON_MS}`);

/** The queue's side of the ledger, in the terms of `queue_entries e JOIN calls c`. */
export const entryConditions = {
  offered: inbound('TRUE'),
  answered: inbound(entryAnswered),
  abandoned: entryGaveUpLate,
  shortAbandoned: inbound(`${entryGaveUp} AND ${entryWait} < ${SHORT_ABANDON_MS}`),
  /** On to another queue, or out of the center. */
  overflowedOut: inbound(`e.left IN ('overflowed', 'queued')`),
  calledBack: inbound(entryCalledBack),
  sentAway: inbound(`((e.left = 'ended' AND c.outcome = 'sentAway')
    OR (e.left = 'closed' AND NOT (c.outcome <=> 'callback')))`),
  lost: inbound(entryLost),
  stillThere: inbound('e.left IS NULL'),
} as const;

const entriesWithin = (seconds: number): Record<keyof Within, string> => ({
  answered: inbound(`${entryAnswered} AND ${entryWait} <= ${seconds * 1000}`),
  abandoned: inbound(`${entryGaveUp} AND ${entryWait} <= ${seconds * 1000}`),
});

export const entryFacts: Facts = {
  ...entryConditions,
  ...Object.fromEntries(serviceLevelSeconds.map((s) => [`answered${s}`, entriesWithin(s).answered])),
  ...Object.fromEntries(serviceLevelSeconds.map((s) => [`abandoned${s}`, entriesWithin(s).abandoned])),
  answeredWithinThreeRings: inbound(`${entryAnswered} AND NOT ${isLater} AND withinThreeRings`),
  takenWithinThreeRings: inbound(`${entrySettled} AND NOT ${isLater} AND takenWithinThreeRings`),
  gaveUpInQueue: `${entryGaveUpLate} AND NOT (gaveUpIn <=> 'ringing')`,
  gaveUpRinging: `${entryGaveUpLate} AND gaveUpIn <=> 'ringing'`,
  handled: entryHandled,
  held: `${entryHandled} AND holdMs > 0`,
  answerWaitMs: `IF(${inbound(entryAnswered)}, ${entryWait}, 0)`,
  longestWaitMs: `IF(${inbound('TRUE')}, COALESCE(
    IF(e.left IN ('overflowed', 'queued', 'closed'), e.leftAtMs - c.arrivedAtMs, ${entryWait}), 0), 0)`,
  talkMs: `IF(${entryHandled}, talkMs, 0)`,
  holdMs: `IF(${entryHandled}, ${msOf('holdMs')}, 0)`,
  wrapUpMs: `IF(${entryHandled}, ${msOf('wrapUpMs')}, 0)`,
};

/** Facts of each offer to a seat. */
export const offerFacts: Facts = {
  offers: 'TRUE',
  ronas: `o.result = 'expired'`,
  ronasIgnored: `o.result = 'expired' AND o.cause = 'ignored'`,
  ronasTabFrozen: `o.result = 'expired' AND o.cause = 'tabFrozen'`,
  ronasNoMicrophone: `o.result = 'expired' AND o.cause = 'noMicrophone'`,
  ronasNotRegistered: `o.result = 'expired' AND o.cause = 'notRegistered'`,
  ronasNetwork: `o.result = 'expired' AND o.cause = 'network'`,
  declined: `o.result = 'failed' AND o.cause = 'declined'`,
  unreachable: `o.result = 'failed' AND NOT (o.cause <=> 'declined')`,
};

/** For each leg of a seat: what the seat itself did, whoever had the call before or after. */
const owned = 'l.ownedFromMs IS NOT NULL AND l.talkMs IS NOT NULL';
export const legFacts: Facts = {
  handled: owned,
  held: `${owned} AND l.holdMs > 0`,
  transferred: `l.end = 'transferred'`,
  transfers: `l.end = 'transferred'`,
  consulted: `l.role = 'consult' AND l.answeredAtMs IS NOT NULL AND l.ownedFromMs IS NULL`,
  talkMs: `IF(${owned}, l.talkMs, 0)`,
  holdMs: `IF(${owned}, l.holdMs, 0)`,
  wrapUpMs: `IF(${owned}, ${msOf('l.wrapUpMs')}, 0)`,
  consultMs: `IF(l.role = 'consult' AND l.ownedFromMs IS NULL, ${msOf('l.talkMs')}, 0)`,
};

interface Source {
  /** A row for each thing counted, of calls that arrived in the span. */
  from: string;
  facts: Facts;
  /** The member of each axis for which it counts; null: none. */
  members: Partial<Record<StoredAxis, string>>;
}

const sources: Source[] = [
  {
    from: 'calls c',
    facts: callFacts,
    members: {
      center: `''`,
      hotline: 'c.hotline',
      agent: 'c.agentId',
      category: 'c.categoryId',
      tier: `IF(c.customerId IS NULL, 'unknown', COALESCE(c.tier, 'ordinary'))`,
    },
  },
  {
    from: 'calls c JOIN queue_entries e ON e.callId = c.callId',
    facts: entryFacts,
    members: { queue: 'e.queueId' },
  },
  {
    from: `calls c JOIN offers o ON o.callId = c.callId AND c.direction = 'inbound'`,
    facts: offerFacts,
    members: { center: `''`, hotline: 'c.hotline', queue: 'o.queueId', agent: 'o.agentId' },
  },
  // After the calls: for a seat's work, its legs take precedence over its calls.
  {
    from: `calls c JOIN legs l ON l.callId = c.callId AND l.kind <> 'number' AND c.direction = 'inbound'`,
    facts: legFacts,
    members: { agent: 'l.who' },
  },
];

/** Answers within so many seconds, of calls or of stays in queues: what a service level's calls are. */
export const answersWithin = {
  calls: (s: number) => callsWithin(s).answered,
  entries: (s: number) => entriesWithin(s).answered,
};

/**
 * A query for answers and losses within a number of seconds that is not stored, with the columns of `figure_intervals`
 * that say where they belong; its values are the period. It reads the records, so a longer period takes longer.
 */
export function withinQuery(axis: StoredAxis, seconds: number): string {
  const [calls, entries] = sources as [Source, Source];
  const { from, members } = axis === 'queue' ? entries : calls;
  const { answered, abandoned } = axis === 'queue' ? entriesWithin(seconds) : callsWithin(seconds);
  return `SELECT '${axis}' AS axis, c.arrivedAtMs AS startMs, ${members[axis]} AS member,
      IF(${answered}, 1e0, 0) AS answered, IF(${abandoned}, 1e0, 0) AS abandoned
    FROM ${from} WHERE c.arrivedAtMs >= ? AND c.arrivedAtMs < ? AND ${members[axis]} IS NOT NULL`;
}

/**
 * What `figure_intervals` keeps, as it is this moment and for a span of any two instants: a row for each call, stay,
 * offer and leg of a member, with the instant in `startMs`, these measures, and whether it was an answer or a loss
 * within the seconds. Its values are the span, once for each of `parts`. It reads every call of the span.
 */
export function recordsQuery(
  axis: StoredAxis,
  names: readonly Measure[],
  seconds: number,
): { sql: string; parts: number } {
  const within = axis === 'queue' ? entriesWithin(seconds) : callsWithin(seconds);
  const ofAxis = sources.filter(({ members }) => members[axis] !== undefined);
  const parts = ofAxis.map(({ from, facts, members }, i) => {
    const isSaidLater = (name: Measure) => ofAxis.slice(i + 1).some((later) => later.facts[name] !== undefined);
    const values = names.map((name) => {
      const fact = facts[name];
      return `${fact === undefined || isSaidLater(name) ? '0e0' : valueOf(fact)} AS ${name}`;
    });
    const ofWithin = (condition: string) => (i === 0 ? valueOf(condition) : '0e0');
    return `SELECT c.arrivedAtMs AS startMs, ${members[axis]} AS member, ${values.join(', ')},
        ${ofWithin(within.answered)} AS withinAnswered, ${ofWithin(within.abandoned)} AS withinAbandoned
      FROM ${from} WHERE c.arrivedAtMs >= ? AND c.arrivedAtMs < ? AND ${members[axis]} IS NOT NULL`;
  });
  return { sql: parts.join(' UNION ALL '), parts: parts.length };
}
const valueOf = (fact: string) => (fact.startsWith('IF(') ? fact : `IF(${fact}, 1, 0)`);

/** Recounts the period and sums up its days again. Only one process at a time may call it: see `countingAlone`. */
export async function countFigures(write: EntityManager, clock: CenterClock, span: Span): Promise<void> {
  const { fromMs, toMs } = span;
  await write.query(
    `DELETE FROM figure_intervals WHERE axis IN ('center', 'hotline', 'queue', 'agent', 'category', 'tier')
       AND startMs >= ? AND startMs < ?`,
    [fromMs, toMs],
  );
  for (const source of sources) await countSource(write, source, span);
  await write.query('DELETE FROM not_ready_intervals WHERE startMs >= ? AND startMs < ?', [fromMs, toMs]);
  await countWork(write, span);
  await sumUpDays(write, clock, span);
}

async function countSource(write: EntityManager, { from, facts, members }: Source, span: Span): Promise<void> {
  const names = Object.keys(facts) as Measure[];
  const axes = Object.entries(members) as [StoredAxis, string][];
  const values = names.map((name) => `${valueOf(facts[name] ?? '')} AS ${name}`);
  const judged = `SELECT ${slotOf('c.arrivedAtMs')} AS startMs,
    ${axes.map(([axis, member]) => `${member} AS member_${axis}`).join(', ')}, ${values.join(', ')}
    FROM ${from} WHERE c.arrivedAtMs >= ? AND c.arrivedAtMs < ?`;
  // For several axes each row is evaluated once, then added up for each.
  const isKept = axes.length > 1;
  if (isKept) {
    await write.query('DROP TEMPORARY TABLE IF EXISTS figure_facts');
    await write.query(`CREATE TEMPORARY TABLE figure_facts AS ${judged}`, [span.fromMs, span.toMs]);
  }
  for (const [axis] of axes) {
    await write.query(
      `INSERT INTO figure_intervals (axis, startMs, member, ${names.join(', ')})
       SELECT '${axis}', startMs, member_${axis}, ${sumsOf(names)} FROM ${isKept ? 'figure_facts' : `(${judged}) f`}
       WHERE member_${axis} IS NOT NULL GROUP BY startMs, member_${axis}
       ON DUPLICATE KEY UPDATE ${names.map((name) => `${name} = VALUES(${name})`).join(', ')}`,
      isKept ? [] : [span.fromMs, span.toMs],
    );
  }
  if (isKept) await write.query('DROP TEMPORARY TABLE figure_facts');
}

/** As DOUBLE, exact up to 2^53: whole numbers would be added up as DECIMAL, which takes several times longer. */
const sumsOf = (names: readonly Measure[]) =>
  names.map((name) => (isMaximum(name) ? `MAX(${name})` : `SUM(${name} + 0e0)`)).join(', ');

/** How a state counts: a lead on a seat's call is not working on calls of its own. */
export const workState = (row: string) =>
  `IF(${row}.state = 'talking' AND ${row}.reason = 'coaching', 'notReady', ${row}.state)`;

/** Finished states, cut at the quarter-hours. What a seat is doing now is added when a report is read. */
async function countWork(write: EntityManager, { fromMs, toMs }: Span): Promise<void> {
  const slots = Array.from({ length: (toMs - fromMs) / FIGURE_INTERVAL_MS }, (_, i) => fromMs + i * FIGURE_INTERVAL_MS);
  await write.query('DROP TEMPORARY TABLE IF EXISTS work_facts');
  // A list of numbers as a table: both MariaDB and MySQL read JSON_TABLE.
  await write.query(
    `CREATE TEMPORARY TABLE work_facts AS SELECT slot.startMs, s.agentId, ${workState('s')} AS state, s.reason,
       LEAST(s.toMs, slot.startMs + ${FIGURE_INTERVAL_MS}) - GREATEST(s.fromMs, slot.startMs) + 0e0 AS ms
     FROM agent_states s
     JOIN JSON_TABLE(?, '$[*]' COLUMNS (startMs BIGINT PATH '$')) slot
       ON slot.startMs < s.toMs AND slot.startMs + ${FIGURE_INTERVAL_MS} > s.fromMs
     WHERE s.toMs > ? AND s.toMs < ? AND s.fromMs < ? AND s.state <> 'offline' AND s.toMs > s.fromMs`,
    [JSON.stringify(slots), fromMs, toMs + LONGEST_SPELL_MS, toMs],
  );
  const times = Object.entries(stateOfTime);
  for (const [axis, member] of [
    ['agent', 'agentId'],
    ['center', `''`],
  ]) {
    await write.query(
      `INSERT INTO figure_intervals (axis, startMs, member, ${times.map(([name]) => name).join(', ')})
       SELECT '${axis}', startMs, ${member} AS seat, ${times.map(([, state]) => `SUM(IF(state = '${state}', ms, 0e0))`).join(', ')}
       FROM work_facts GROUP BY startMs, seat
       ON DUPLICATE KEY UPDATE ${times.map(([name]) => `${name} = VALUES(${name})`).join(', ')}`,
    );
  }
  await write.query(
    `INSERT INTO not_ready_intervals (startMs, agentId, reason, ms)
     SELECT startMs, agentId, reason, SUM(ms) FROM work_facts WHERE state = 'notReady' GROUP BY startMs, agentId, reason`,
  );
  await write.query('DROP TEMPORARY TABLE work_facts');
}

export const stateOfTime: Record<(typeof seatTimes)[number], AgentState> = {
  seatReadyMs: 'ready',
  seatOfferedMs: 'offered',
  seatTalkingMs: 'talking',
  seatWrapUpMs: 'wrapUp',
  seatNotReadyMs: 'notReady',
};

async function sumUpDays(write: EntityManager, clock: CenterClock, { fromMs, toMs }: Span): Promise<void> {
  for (let day = clock.startOfDay(fromMs); day < toMs; day = clock.startOfNextDay(day)) {
    const next = clock.startOfNextDay(day);
    // Every row that begins within the day: one that does not begin with it belongs to another time zone's days.
    await write.query(
      `DELETE FROM figure_days WHERE axis IN ('center', 'hotline', 'queue', 'agent', 'category', 'tier')
         AND startMs >= ? AND startMs < ?`,
      [day, next],
    );
    await write.query(
      `INSERT INTO figure_days (axis, startMs, member, ${measures.join(', ')})
       SELECT axis, ?, member, ${sumsOf(measures)} FROM figure_intervals
       WHERE axis IN ('center', 'hotline', 'queue', 'agent', 'category', 'tier') AND startMs >= ? AND startMs < ?
       GROUP BY axis, member`,
      [day, day, next],
    );
    await write.query('DELETE FROM not_ready_days WHERE startMs >= ? AND startMs < ?', [day, next]);
    await write.query(
      `INSERT INTO not_ready_days (startMs, agentId, reason, ms)
       SELECT ?, agentId, reason, SUM(ms) FROM not_ready_intervals WHERE startMs >= ? AND startMs < ?
       GROUP BY agentId, reason`,
      [day, day, next],
    );
  }
}

/**
 * Runs `count` while nobody else counts in this database; null when another process does and does not finish within
 * `waitSeconds`. Two that count the same quarter-hour would both write its rows.
 */
export async function countingAlone<T>(
  db: DataSource,
  waitSeconds: number,
  count: () => Promise<T>,
): Promise<T | null> {
  const holder = db.createQueryRunner();
  const lock = `CONCAT('figures-', DATABASE())`;
  try {
    const [{ locked }] = (await holder.query(`SELECT GET_LOCK(${lock}, ?) AS locked`, [waitSeconds])) as [
      { locked: number | string },
    ];
    if (Number(locked) !== 1) return null;
    try {
      return await count();
    } finally {
      await holder.query(`SELECT RELEASE_LOCK(${lock})`);
    }
  } finally {
    await holder.release();
  }
}

/** Marks quarter-hours in which something changed, to be recounted. In the transaction of the change. */
export async function markStale(write: EntityManager, startsMs: Iterable<number>): Promise<void> {
  const marks = [...new Set(startsMs)].map((startMs) => [startMs]);
  if (marks.length > 0) await write.query('INSERT INTO stale_figures (startMs) VALUES ?', [marks]);
}

const MARKS_AT_ONCE = 2000;
const LONGEST_SPAN_MS = 24 * 3_600_000;

/**
 * Recounts what is marked; returns the number of marks settled. A visible mark was committed together with its change;
 * it is deleted in the transaction that counted, so after a crash in between it is counted once more.
 */
export async function countStaleFigures(db: DataSource, clock: CenterClock): Promise<number> {
  const marks: { markId: number; startMs: number }[] = await db.query(
    'SELECT markId, startMs FROM stale_figures ORDER BY markId LIMIT ?',
    [MARKS_AT_ONCE],
  );
  const ofInterval = Map.groupBy(marks, ({ startMs }) => startMs);
  for (const span of joinIntervals([...ofInterval.keys()])) {
    await inTransaction(db, 'READ COMMITTED', async (write) => {
      await countFigures(write, clock, span);
      const settled = [...ofInterval]
        .filter(([startMs]) => startMs >= span.fromMs && startMs < span.toMs)
        .flatMap(([, some]) => some.map(({ markId }) => markId));
      await write.query('DELETE FROM stale_figures WHERE markId IN (?)', [settled]);
    });
  }
  return marks.length;
}

/** Adjacent quarter-hours are counted together, at most a day. */
function joinIntervals(startsMs: readonly number[]): Span[] {
  const spans: Span[] = [];
  for (const startMs of [...startsMs].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && last.toMs === startMs && startMs - last.fromMs < LONGEST_SPAN_MS)
      last.toMs += FIGURE_INTERVAL_MS;
    else spans.push({ fromMs: startMs, toMs: startMs + FIGURE_INTERVAL_MS });
  }
  return spans;
}

/** Stored days that do not begin with a day of the center: the center had another time zone then. */
async function daysOfAnotherZone(read: Pick<DataSource, 'query'>, clock: CenterClock): Promise<number[]> {
  const rows: { startMs: number }[] = await read.query(
    `SELECT DISTINCT startMs FROM figure_days WHERE axis = 'center'
     UNION SELECT DISTINCT startMs FROM not_ready_days ORDER BY startMs`,
  );
  return rows.map(({ startMs }) => startMs).filter((startMs) => clock.startOfDay(startMs) !== startMs);
}

/**
 * Sums up again the days that belong to another time zone; quarter-hours are the same in all of them. Only one process
 * at a time may call it: see `countingAlone`. Returns how many rows of days it found; may be interrupted.
 */
export async function moveDays(db: DataSource, clock: CenterClock): Promise<number> {
  const former = await daysOfAnotherZone(db, clock);
  const days = new Set(
    // A day of another zone reaches into the next one of this.
    former.flatMap((startMs) => [clock.startOfDay(startMs), clock.startOfNextDay(startMs)]),
  );
  // The later day first: the evidence of a wrong day disappears with the earlier of the two it reaches into.
  for (const day of [...days].sort((a, b) => b - a))
    await inTransaction(db, 'READ COMMITTED', (write) =>
      sumUpDays(write, clock, { fromMs: day, toMs: clock.startOfNextDay(day) }),
    );
  return former.length;
}

const ANOTHER_COUNTS = 'somebody else has been counting figures for a minute: try again later';

/**
 * Recounts everything of a period, day by day; the period is widened to whole days of the center. `onDay` is called
 * after each day. May be interrupted and started again.
 */
export async function rebuildFigures(
  db: DataSource,
  clock: CenterClock,
  { fromMs, toMs }: Span,
  onDay: (done: { dayMs: number; days: number; ofDays: number }) => void = () => {},
): Promise<void> {
  const alone = <T>(count: () => Promise<T>) => countingAlone(db, 60, count);
  const days = clock.intervalStarts(fromMs, toMs, 'day');
  for (const [i, dayMs] of days.entries()) {
    const span = { fromMs: dayMs, toMs: clock.startOfNextDay(dayMs) };
    const counted = await alone(() =>
      inTransaction(db, 'READ COMMITTED', async (write) => {
        await countFigures(write, clock, span);
        return true;
      }),
    );
    if (counted === null) throw new Error(ANOTHER_COUNTS);
    onDay({ dayMs, days: i + 1, ofDays: days.length });
  }
  // Also outside the span, and before its first call.
  if ((await alone(() => moveDays(db, clock))) === null) throw new Error(ANOTHER_COUNTS);
}
