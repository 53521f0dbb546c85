/**
 * The figures of a center. What can be added up is a measure: it is kept by interval and member of an axis, and sums
 * of intervals are sums of measures. What is shown is computed from sums alone, so a figure of a month is never an
 * average of averages.
 */
import { ratio, type ServiceLevelDefinition, serviceLevelDefinitions } from './service-level.ts';

/** Figures are kept by quarter of an hour: every zone's clock is a whole number of them apart from UTC. */
export const FIGURE_INTERVAL_MS = 900_000;
/** First contact resolution: nobody called again about the same thing within this. */
export const REPEAT_WITHIN_MS = 7 * 24 * 3_600_000;

/** Seconds within which answers and losses are kept by interval; within others they are counted when asked for. */
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
/** Late losses by the place where the caller was. */
const losses = ['gaveUpInMenu', 'gaveUpInQueue', 'gaveUpRinging'] as const;
/** Offers that a seat did not take, by what was found. */
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
  // Calls given on, and how often.
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
/** What seats did, of those that are signed in; on the axes that have seats. */
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

/** Measures that open to the calls they count, and what else the list of calls may be asked for. */
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

interface FigureRule {
  unit: 'share' | 'ms' | 'count';
  /** Null when there is nothing to share. */
  of: (sums: Measures, reading: Reading) => number | null;
}

const allAbandoned = (m: Measures) => m.abandoned + m.shortAbandoned;
/** Calls that came to an end in the queue, or at a seat. */
export const settled = (m: Measures) => m.answered + allAbandoned(m) + m.calledBack + m.lost;
const loggedInMs = (m: Measures) => seatTimes.reduce((sum, time) => sum + m[time], 0);

export const figureRules = {
  serviceLevel: {
    unit: 'share',
    of: (m, { definition, within }) =>
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
    of: (m) => ratio(m.answeredWithinThreeRings, settled(m)),
  },
  threeRingCenterRate: {
    unit: 'share',
    of: (m) => ratio(m.takenWithinThreeRings, settled(m)),
  },
  abandonmentRate: {
    unit: 'share',
    of: (m) => ratio(m.abandoned, m.answered + m.abandoned),
  },
  averageSpeedOfAnswerMs: { unit: 'ms', of: (m) => ratio(m.answerWaitMs, m.answered) },
  longestWaitMs: { unit: 'ms', of: (m) => m.longestWaitMs },
  averageHandleTimeMs: {
    unit: 'ms',
    of: (m) => ratio(m.talkMs + m.holdMs + m.wrapUpMs, m.handled),
  },
  averageTalkMs: { unit: 'ms', of: (m) => ratio(m.talkMs, m.handled) },
  averageHoldMs: { unit: 'ms', of: (m) => ratio(m.holdMs, m.handled) },
  averageWrapUpMs: { unit: 'ms', of: (m) => ratio(m.wrapUpMs, m.handled) },
  transferRate: { unit: 'share', of: (m) => ratio(m.transferred, m.handled) },
  firstContactResolution: {
    unit: 'share',
    of: (m) => ratio(m.contacts - m.repeated, m.contacts),
  },
  satisfaction: { unit: 'share', of: (m) => ratio(m.votesGood, m.votes) },
  voteParticipation: { unit: 'share', of: (m) => ratio(m.votes, m.votesAsked) },
  averageVote: { unit: 'count', of: (m) => ratio(m.voteSum, m.votes) },
  ronaRate: { unit: 'share', of: (m) => ratio(m.ronas, m.offers) },
  occupancy: {
    unit: 'share',
    of: (m) => ratio(m.seatTalkingMs + m.seatWrapUpMs, loggedInMs(m) - m.seatNotReadyMs),
  },
  utilisation: { unit: 'share', of: (m) => ratio(m.seatTalkingMs + m.seatWrapUpMs, loggedInMs(m)) },
  loggedInMs: { unit: 'ms', of: (m) => loggedInMs(m) || null },
  notReadyMs: { unit: 'ms', of: (m) => (loggedInMs(m) === 0 ? null : m.seatNotReadyMs) },
} as const satisfies Record<string, FigureRule>;

export type Figure = keyof typeof figureRules;
export const figureNames = Object.keys(figureRules) as [Figure, ...Figure[]];

export function figuresOf(sums: Measures, reading: Reading): Record<Figure, number | null> {
  const figures = {} as Record<Figure, number | null>;
  for (const name of figureNames) figures[name] = (figureRules[name] as FigureRule).of(sums, reading);
  return figures;
}
