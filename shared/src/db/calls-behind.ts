import type { CountedThing, Measure, OpenFigure } from '../domain/figures.ts';
import { callConditions } from './call-conditions.ts';
import { answersWithin, callFacts, entryFacts, legFacts, offerFacts } from './count-figures.ts';

/** Figures whose name differs from the one in the list of calls. */
const measureOf: Partial<Record<OpenFigure, Measure>> = {
  withinThreeRings: 'answeredWithinThreeRings',
  takenWithinThreeRings: 'takenWithinThreeRings',
  rona: 'ronas',
};
const onlyOfCalls: Partial<Record<OpenFigure, string>> = {
  lateThreeRings: `c.direction = 'inbound' AND ${callConditions.answered} AND NOT withinThreeRings`,
  centerAnswered: `c.direction = 'inbound' AND centerAnsweredAtMs IS NOT NULL`,
};

/** Queues in which the calls waited, and seats; absent: all. */
export interface Behind {
  queueIds?: readonly string[];
  agentIds?: readonly string[];
  /** For `withinThreshold`: the seconds; 20 unless given. */
  seconds?: number;
}
type Condition = [sql: string, values: unknown[]];

/**
 * The calls that a figure counts, as a condition on `calls c`, by the formulas of the figures; and, if one call may
 * count several times, a join to what it counts of them: null when it counts the calls themselves.
 */
export interface CallsBehind {
  calls: Condition;
  things: { kind: CountedThing; join: Condition } | null;
}

export function callsBehind(figure: OpenFigure, { queueIds, agentIds, seconds = 20 }: Behind): CallsBehind {
  const measure = measureOf[figure] ?? (figure as Measure);
  // An empty list is a group without members: it has no calls.
  const given = (column: string, ids?: readonly string[]): Condition =>
    ids === undefined ? ['', []] : [` AND ${column} IN (?)`, [ids.length === 0 ? [''] : ids]];
  /** Calls that have at least one such thing. */
  const ofThings = (kind: CountedThing, table: string, row: string, fact: string, of: Condition[]): CallsBehind => {
    const is = `${row}.callId = c.callId AND (${fact})${of.map(([sql]) => sql).join('')}`;
    const values = of.flatMap(([, ids]) => ids);
    return {
      calls: [`EXISTS (SELECT 1 FROM ${table} ${row} WHERE ${is})`, values],
      things: { kind, join: [`JOIN ${table} ${row} ON ${is}`, values] },
    };
  };
  const also = ([sql, values]: Condition, { calls, things }: CallsBehind): CallsBehind => ({
    calls: [`(${calls[0]}${sql})`, [...calls[1], ...values]],
    things,
  });

  const ofOffers = offerFacts[measure];
  if (ofOffers !== undefined)
    return also(
      [` AND c.direction = 'inbound'`, []],
      ofThings('offers', 'offers', 'o', ofOffers, [given('o.queueId', queueIds), given('o.agentId', agentIds)]),
    );
  const ofLegs = legFacts[measure];
  if (ofLegs !== undefined && (agentIds !== undefined || measure === 'consulted'))
    return also(
      [` AND c.direction = 'inbound'`, []],
      ofThings('legs', 'legs', 'l', `l.kind <> 'number' AND ${ofLegs}`, [given('l.who', agentIds)]),
    );
  const atSeat = given('c.agentId', agentIds);
  const isOfThreshold = figure === 'withinThreshold';
  const ofEntries = isOfThreshold ? answersWithin.entries(seconds) : entryFacts[measure];
  const ofCalls = isOfThreshold ? answersWithin.calls(seconds) : (onlyOfCalls[figure] ?? callFacts[measure]);
  if (queueIds === undefined && ofCalls !== undefined) return also(atSeat, { calls: [ofCalls, []], things: null });
  // What only the books of queues know, of this queue or of any.
  const entries = ofThings('entries', 'queue_entries', 'e', ofEntries ?? (ofCalls === undefined ? 'FALSE' : 'TRUE'), [
    given('e.queueId', queueIds),
  ]);
  if (ofEntries !== undefined || ofCalls === undefined) return also(atSeat, entries);
  return also(atSeat, also([` AND (${ofCalls})`, []], { ...entries, things: null }));
}
