import type { ServiceLevelRow } from '@sansheng/shared/contracts/reports';
import { ratio, type ServiceLevelDefinition, serviceLevelDefinitions } from '@sansheng/shared/domain/service-level';

/** Counts of calls that can be added up; `offered` is the sum of the seven that follow it. Times in ms. */
export interface CallCounts {
  offered: number;
  answered: number;
  /** Gave up after the short-abandon limit. */
  abandoned: number;
  shortAbandoned: number;
  /** Asked to be called back with the place kept. */
  callback: number;
  sentAway: number;
  lost: number;
  /** Waiting now. */
  stillThere: number;
  answeredWithinThreshold: number;
  /** Short or not. */
  abandonedWithinThreshold: number;
  answeredWithinThreeRings: number;
  takenWithinThreeRings: number;
  rona: number;
  answerWaitMs: number;
  handleMs: number;
  /** Calls whose handling is over: those that `handleMs` adds up. */
  handled: number;
  longestWaitMs: number | null;
}

export const noCalls: CallCounts = {
  offered: 0,
  answered: 0,
  abandoned: 0,
  shortAbandoned: 0,
  callback: 0,
  sentAway: 0,
  lost: 0,
  stillThere: 0,
  answeredWithinThreshold: 0,
  abandonedWithinThreshold: 0,
  answeredWithinThreeRings: 0,
  takenWithinThreeRings: 0,
  rona: 0,
  answerWaitMs: 0,
  handleMs: 0,
  handled: 0,
  longestWaitMs: null,
};

export function addCounts(a: CallCounts, b: CallCounts): CallCounts {
  const sum = { ...a };
  for (const key of Object.keys(noCalls) as (keyof CallCounts)[]) {
    if (key !== 'longestWaitMs') sum[key] = a[key] + b[key];
  }
  const waits = [a.longestWaitMs, b.longestWaitMs].filter((ms) => ms !== null);
  sum.longestWaitMs = waits.length === 0 ? null : Math.max(...waits);
  return sum;
}

/**
 * A row of the report. The service level is of the named definition. Both three-ring rates are shares of the calls
 * that came to an end in the queue (answered, given up early or late, lost); the abandonment rate is the share of late
 * abandons among answered and late abandoned calls.
 */
export function serviceLevelRow(
  counts: CallCounts,
  definition: ServiceLevelDefinition,
  place: Pick<ServiceLevelRow, 'intervalStartMs' | 'group' | 'groupName'>,
): ServiceLevelRow {
  const { answerWaitMs, handleMs, handled, abandonedWithinThreshold, ...figures } = counts;
  const allAbandoned = counts.abandoned + counts.shortAbandoned;
  const settled = counts.answered + allAbandoned + counts.callback + counts.lost;
  return {
    ...place,
    ...figures,
    serviceLevel: serviceLevelDefinitions[definition]({
      answered: counts.answered,
      answeredWithin: counts.answeredWithinThreshold,
      abandoned: allAbandoned,
      abandonedWithin: abandonedWithinThreshold,
      abandonedShort: counts.shortAbandoned,
    }),
    threeRingSeatRate: ratio(counts.answeredWithinThreeRings, settled),
    threeRingCenterRate: ratio(counts.takenWithinThreeRings, settled),
    abandonmentRate: ratio(counts.abandoned, counts.answered + counts.abandoned),
    averageSpeedOfAnswerMs: ratio(answerWaitMs, counts.answered),
    averageHandleTimeMs: ratio(handleMs, handled),
  };
}
