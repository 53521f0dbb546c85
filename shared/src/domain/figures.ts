/**
 * The figures of a center. What can be added up is a measure: it is stored by interval and member of an axis, and
 * intervals are summed by summing measures. What is shown is computed from sums alone, so a monthly figure is never an
 * average of averages.
 */
import { ratio, type ServiceLevelDefinition, serviceLevelDefinitions } from './service-level.ts';

/** Figures are kept by quarter of an hour: every zone's clock is a whole number of them apart from UTC. */
export const FIGURE_INTERVAL_MS = 900_000;
/** First contact resolution: nobody called again about the same thing within this. */
export const REPEAT_WITHIN_MS = 7 * 24 * 3_600_000;

/** Seconds for which answers and losses are stored by interval; for others they are counted on demand. */
export const serviceLevelSeconds = [10, 15, 20, 30, 60] as const;
type ServiceLevelSeconds = (typeof serviceLevelSeconds)[number];
export const isKept = (seconds: number): seconds is ServiceLevelSeconds =>
  (serviceLevelSeconds as readonly number[]).includes(seconds);
export const MAX_SERVICE_LEVEL_SECONDS = 600;

/** The terms that `offered` is the sum of. */
export const ledgerTerms = [
  'answered',
  'abandoned',
  'shortAbandoned',
  'overflowedOut',
  'calledBack',
  'sentAway',
  'lost',
  'stillThere',
] as const;
export type LedgerTerm = (typeof ledgerTerms)[number];
/** Late losses by the place where the caller was. */
const losses = ['gaveUpInMenu', 'gaveUpInQueue', 'gaveUpRinging'] as const;
/** Offers that a seat did not answer, by reason. */
const refusals = [
  'ronasIgnored',
  'ronasTabFrozen',
  'ronasNoMicrophone',
  'ronasNotRegistered',
  'ronasNetwork',
  'declined',
  'unreachable',
] as const;
/** Numbers of calls, entries or offers. */
const counts = [
  'offered',
  ...ledgerTerms,
  'answered10',
  'answered15',
  'answered20',
  'answered30',
  'answered60',
  // Short or not.
  'abandoned10',
  'abandoned15',
  'abandoned20',
  'abandoned30',
  'abandoned60',
  'answeredWithinThreeRings',
  'takenWithinThreeRings',
  ...losses,
  'handled',
  'held',
  // Calls transferred, and how often.
  'transferred',
  'transfers',
  // Seats asked for advice.
  'consulted',
  'contacts',
  'repeated',
  'votesAsked',
  'votes',
  // 4 and 5.
  'votesGood',
  'voteSum',
  'offers',
  'ronas',
  ...refusals,
  // Callbacks and calls that a seat made.
  'outbound',
  'outboundAnswered',
] as const;
/** What signed-in seats did; on the axes that have seats. */
export const seatTimes = ['seatReadyMs', 'seatOfferedMs', 'seatTalkingMs', 'seatWrapUpMs', 'seatNotReadyMs'] as const;
const durations = ['answerWaitMs', 'talkMs', 'holdMs', 'wrapUpMs', 'consultMs', 'outboundMs', ...seatTimes] as const;
const maxima = ['longestWaitMs'] as const;

export const measures = [...counts, ...durations, ...maxima] as const;
export type Measure = (typeof measures)[number];
export type Measures = Record<Measure, number>;

export const isMaximum = (measure: Measure): boolean => (maxima as readonly Measure[]).includes(measure);
export const isDuration = (measure: Measure): boolean => measure.endsWith('Ms');

/** Booked by what a call, an entry or an offer has of its own. Teams and skills are sums of seats and queues. */
export const storedAxes = ['center', 'hotline', 'queue', 'agent', 'category', 'tier'] as const;
export type StoredAxis = (typeof storedAxes)[number];
export const axes = [...storedAxes, 'team', 'skill'] as const;
export type Axis = (typeof axes)[number];

const offerMeasures: readonly Measure[] = ['offers', 'ronas', ...refusals];
export const isOfOffers = (measure: Measure): boolean => offerMeasures.includes(measure);
/** What happened to callers whom nobody answered: no seat, team or category has them. */
const ofUnanswered: readonly Measure[] = [
  'abandoned',
  'shortAbandoned',
  'overflowedOut',
  'calledBack',
  'sentAway',
  'stillThere',
  'abandoned10',
  'abandoned15',
  'abandoned20',
  'abandoned30',
  'abandoned60',
  ...losses,
];
const ofSeatsAlone: readonly Measure[] = ['consulted', 'consultMs'];
/** What is counted for a call as a whole, and not in each queue that it was in. */
const ofWholeCalls: readonly Measure[] = [
  'gaveUpInMenu',
  'transferred',
  'transfers',
  'contacts',
  'repeated',
  'votesAsked',
  'votes',
  'votesGood',
  'voteSum',
  'outbound',
  'outboundAnswered',
  'outboundMs',
];
/** Overflows are from one queue to another: the call as a whole goes on. */
const ofCalls: readonly Measure[] = [...ofSeatsAlone, 'overflowedOut'];
const ofQueues = [...ofSeatsAlone, ...ofWholeCalls, ...seatTimes];
const notCounted: Record<Axis, readonly Measure[]> = {
  center: ofCalls,
  hotline: [...ofCalls, ...seatTimes],
  queue: ofQueues,
  skill: ofQueues,
  agent: ofUnanswered,
  team: ofUnanswered,
  category: [...ofSeatsAlone, ...ofUnanswered, ...offerMeasures, ...seatTimes],
  tier: [...ofCalls, ...offerMeasures, ...seatTimes],
};
/** Whether the axis knows this number at all: if it does not, 0 would be wrong. */
export const isCounted = (axis: Axis, measure: Measure): boolean => !notCounted[axis].includes(measure);

export const noMeasures: Measures = Object.fromEntries(measures.map((measure) => [measure, 0])) as Measures;
export function addMeasures(a: Measures, b: Measures): Measures {
  const sum = { ...a };
  for (const measure of measures) sum[measure] += b[measure];
  for (const measure of maxima) sum[measure] = Math.max(a[measure], b[measure]);
  return sum;
}

/** 0 when the books balance. */
export const ledgerDifference = (of: Measures): number =>
  of.offered - ledgerTerms.reduce((sum, term) => sum + of[term], 0);

/** Measures with a link to the calls they count, and further filters of the list of calls. */
export const openFigures = [
  'offered',
  ...ledgerTerms,
  'withinThreeRings',
  'lateThreeRings',
  'takenWithinThreeRings',
  'withinThreshold',
  'centerAnswered',
  ...losses,
  'handled',
  'held',
  'transferred',
  'consulted',
  'contacts',
  'repeated',
  'votes',
  'votesGood',
  'offers',
  'rona',
  ...refusals,
  'outbound',
  'outboundAnswered',
] as const;
export type OpenFigure = (typeof openFigures)[number];
/** What a number counts if one call may count several times. */
export const countedThings = ['entries', 'offers', 'legs'] as const;
export type CountedThing = (typeof countedThings)[number];

/** Answers and losses, short or not, within the seconds of a service level. */
export interface Within {
  answered: number;
  abandoned: number;
}
export const noneWithin: Within = { answered: 0, abandoned: 0 };
export const keptWithin = (m: Measures, seconds: ServiceLevelSeconds): Within => ({
  answered: m[`answered${seconds}`],
  abandoned: m[`abandoned${seconds}`],
});

/** How a service level is read. */
interface Reading {
  definition: ServiceLevelDefinition;
  within: Within;
}

type Share = [part: number, whole: number];
type FigureRule =
  | {
      unit: 'share';
      /** Its dividend and divisor, shown beside it, so that everybody can recalculate it. */
      share: (sums: Measures, reading: Reading) => Share;
      needs: readonly Measure[];
    }
  | {
      unit: 'ms' | 'count';
      /** Null when the divisor is zero. */
      of: (sums: Measures) => number | null;
      /** Unknown where an axis does not count them. */
      needs: readonly Measure[];
    };

const allAbandoned = (m: Measures) => m.abandoned + m.shortAbandoned;
/** Calls that came to an end in the queue, or at a seat. */
export const settled = (m: Measures) => m.answered + allAbandoned(m) + m.calledBack + m.lost;
const settledNeeds: readonly Measure[] = ['answered', 'abandoned', 'shortAbandoned', 'calledBack', 'lost'];
const loggedInMs = (m: Measures) => seatTimes.reduce((sum, time) => sum + m[time], 0);
const handling = (of: (m: Measures) => number) =>
  ({ unit: 'ms', needs: ['handled'], of: (m: Measures) => ratio(of(m), m.handled) }) as const;

export const figureRules = {
  serviceLevel: {
    unit: 'share',
    // By seat only the definition that asks for no losses is known: see `needsOf`.
    needs: ['abandoned', 'shortAbandoned'],
    share: (m, { definition, within }) =>
      serviceLevelDefinitions[definition]({
        answered: m.answered,
        answeredWithin: within.answered,
        abandoned: allAbandoned(m),
        abandonedWithin: within.abandoned,
        abandonedShort: m.shortAbandoned,
      }),
  },
  threeRingSeatRate: {
    unit: 'share',
    needs: settledNeeds,
    share: (m) => [m.answeredWithinThreeRings, settled(m)],
  },
  threeRingCenterRate: {
    unit: 'share',
    needs: settledNeeds,
    share: (m) => [m.takenWithinThreeRings, settled(m)],
  },
  abandonmentRate: {
    unit: 'share',
    needs: ['abandoned'],
    share: (m) => [m.abandoned, m.answered + m.abandoned],
  },
  averageSpeedOfAnswerMs: { unit: 'ms', needs: [], of: (m) => ratio(m.answerWaitMs, m.answered) },
  longestWaitMs: { unit: 'ms', needs: [], of: (m) => m.longestWaitMs },
  averageHandleTimeMs: handling((m) => m.talkMs + m.holdMs + m.wrapUpMs),
  averageTalkMs: handling((m) => m.talkMs),
  averageHoldMs: handling((m) => m.holdMs),
  averageWrapUpMs: handling((m) => m.wrapUpMs),
  transferRate: { unit: 'share', needs: ['transferred'], share: (m) => [m.transferred, m.handled] },
  firstContactResolution: {
    unit: 'share',
    needs: ['contacts'],
    share: (m) => [m.contacts - m.repeated, m.contacts],
  },
  satisfaction: { unit: 'share', needs: ['votes'], share: (m) => [m.votesGood, m.votes] },
  voteParticipation: { unit: 'share', needs: ['votes'], share: (m) => [m.votes, m.votesAsked] },
  averageVote: { unit: 'count', needs: ['votes'], of: (m) => ratio(m.voteSum, m.votes) },
  ronaRate: { unit: 'share', needs: ['offers'], share: (m) => [m.ronas, m.offers] },
  occupancy: {
    unit: 'share',
    needs: seatTimes,
    share: (m) => [m.seatTalkingMs + m.seatWrapUpMs, loggedInMs(m) - m.seatNotReadyMs],
  },
  utilisation: { unit: 'share', needs: seatTimes, share: (m) => [m.seatTalkingMs + m.seatWrapUpMs, loggedInMs(m)] },
  loggedInMs: { unit: 'ms', needs: seatTimes, of: (m) => loggedInMs(m) || null },
  notReadyMs: { unit: 'ms', needs: seatTimes, of: (m) => (loggedInMs(m) === 0 ? null : m.seatNotReadyMs) },
} as const satisfies Record<string, FigureRule>;

export type Figure = keyof typeof figureRules;
export const figureNames = Object.keys(figureRules) as [Figure, ...Figure[]];

const needsOf = (name: Figure, definition: ServiceLevelDefinition): readonly Measure[] =>
  name === 'serviceLevel' && definition === 'answered-only' ? [] : figureRules[name].needs;

/** Dividend and divisor of a share; null for a figure that is not one, or whose divisor the axis does not know. */
export function shareOf(name: Figure, sums: Measures, reading: Reading, axis: Axis): Share | null {
  const rule = figureRules[name] as FigureRule;
  if (rule.unit !== 'share' || needsOf(name, reading.definition).some((measure) => !isCounted(axis, measure)))
    return null;
  return rule.share(sums, reading);
}

/** Null if the axis cannot know it, or the divisor is zero. */
export function figuresOf(sums: Measures, reading: Reading, axis: Axis): Record<Figure, number | null> {
  const figures = {} as Record<Figure, number | null>;
  for (const name of figureNames) {
    const rule = figureRules[name] as FigureRule;
    if (needsOf(name, reading.definition).some((measure) => !isCounted(axis, measure))) figures[name] = null;
    else if (rule.unit === 'share') figures[name] = ratio(...rule.share(sums, reading));
    else figures[name] = rule.of(sums);
  }
  return figures;
}
