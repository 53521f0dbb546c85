import type { Measure, OpenFigure } from '../domain/figures.ts';
import { callConditions } from './call-conditions.ts';
import { answersWithin, callFacts, entryFacts, legFacts, offerFacts } from './count-figures.ts';

/** Where a figure is counted under another name than the list of calls knows it by. */
const measureOf: Partial<Record<OpenFigure, Measure>> = {
  withinThreeRings: 'answeredWithinThreeRings',
  takenWithinThreeRings: 'takenWithinThreeRings',
  rona: 'ronas',
};
const onlyOfCalls: Partial<Record<OpenFigure, string>> = {
  lateThreeRings: `c.direction = 'inbound' AND ${callConditions.answered} AND NOT withinThreeRings`,
  centerAnswered: `c.direction = 'inbound' AND centerAnsweredAtMs IS NOT NULL`,
};

/** Of queues that the calls stood in, and of seats; absent: of all. */
export interface Behind {
  queueIds?: readonly string[];
  agentIds?: readonly string[];
  /** Of `withinThreshold`: which; 20 unless given. */
  seconds?: number;
}

/** The calls that a figure counts, as a condition on `calls c` with its values: by the formulas of the figures. */
export function callsBehind(
  figure: OpenFigure,
  { queueIds, agentIds, seconds = 20 }: Behind,
): [condition: string, values: unknown[]] {
  const measure = measureOf[figure] ?? (figure as Measure);
  // An empty list is a group without members: it has no calls.
  const given = (column: string, ids?: readonly string[]): [string, unknown[]] =>
    ids === undefined ? ['', []] : [` AND ${column} IN (?)`, [ids.length === 0 ? [''] : ids]];
  const ofOffers = offerFacts[measure];
  if (ofOffers !== undefined) {
    const [inQueue, queues] = given('o.queueId', queueIds);
    const [atSeat, agents] = given('o.agentId', agentIds);
    return [
      `(c.direction = 'inbound' AND EXISTS (SELECT 1 FROM offers o WHERE o.callId = c.callId AND ${ofOffers}${inQueue}${atSeat}))`,
      [...queues, ...agents],
    ];
  }
  const ofLegs = legFacts[measure];
  if (ofLegs !== undefined && (agentIds !== undefined || measure === 'consulted')) {
    const [ofSeat, seats] = given('l.who', agentIds);
    return [
      `(c.direction = 'inbound' AND EXISTS (
        SELECT 1 FROM legs l WHERE l.callId = c.callId AND l.kind <> 'number' AND ${ofLegs}${ofSeat}))`,
      seats,
    ];
  }
  const [atSeat, agents] = given('c.agentId', agentIds);
  const isOfThreshold = figure === 'withinThreshold';
  const ofEntries = isOfThreshold ? answersWithin.entries(seconds) : entryFacts[measure];
  const ofCalls = isOfThreshold ? answersWithin.calls(seconds) : (onlyOfCalls[figure] ?? callFacts[measure]);
  if (queueIds !== undefined) {
    const [inQueue, queues] = given('e.queueId', queueIds);
    const stood = ofEntries ?? 'TRUE';
    const ofCall = ofEntries === undefined ? ` AND (${ofCalls})` : '';
    return [
      `(EXISTS (SELECT 1 FROM queue_entries e WHERE e.callId = c.callId AND (${stood})${inQueue})${ofCall}${atSeat})`,
      [...queues, ...agents],
    ];
  }
  return [`(${ofCalls ?? ofEntriesOfAny(ofEntries)}${atSeat})`, agents];
}

/** What only a queue's books know, of any queue. */
const ofEntriesOfAny = (fact: string | undefined) =>
  `EXISTS (SELECT 1 FROM queue_entries e WHERE e.callId = c.callId AND ${fact ?? 'FALSE'})`;
