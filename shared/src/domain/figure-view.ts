/** What a page of figures shows: chosen in the console, kept in its address, sent by mail. */
import {
  type Axis,
  axes,
  type Figure,
  figureRules,
  isDuration,
  type Measure,
  type OpenFigure,
  MAX_SERVICE_LEVEL_SECONDS,
} from './figures.ts';
import { type ServiceLevelDefinition, serviceLevelNames } from './service-level.ts';

/** A count with a link to its calls, or a figure computed from counts. */
export type FigureColumn = { kind: 'measure'; name: Measure; opens?: OpenFigure } | { kind: 'figure'; name: Figure };

const count = (name: Measure, opens: OpenFigure = name as OpenFigure): FigureColumn => ({
  kind: 'measure',
  name,
  opens,
});
const time = (name: Measure): FigureColumn => ({ kind: 'measure', name });
const figure = (name: Figure): FigureColumn => ({ kind: 'figure', name });

export const presets = {
  overview: [
    count('offered'),
    count('answered'),
    count('abandoned'),
    count('shortAbandoned'),
    figure('serviceLevel'),
    count('answeredWithinThreeRings', 'withinThreeRings'),
    figure('threeRingSeatRate'),
    figure('threeRingCenterRate'),
    figure('abandonmentRate'),
    figure('averageSpeedOfAnswerMs'),
    figure('longestWaitMs'),
    figure('averageHandleTimeMs'),
  ],
  losses: [
    count('offered'),
    count('abandoned'),
    count('gaveUpInMenu'),
    count('gaveUpInQueue'),
    count('gaveUpRinging'),
    count('shortAbandoned'),
    count('overflowedOut'),
    count('calledBack'),
    count('sentAway'),
    count('lost'),
    count('stillThere'),
    figure('abandonmentRate'),
  ],
  handling: [
    count('handled'),
    figure('averageTalkMs'),
    figure('averageHoldMs'),
    figure('averageWrapUpMs'),
    figure('averageHandleTimeMs'),
    count('held'),
    count('transferred'),
    figure('transferRate'),
    count('contacts'),
    count('repeated'),
    figure('firstContactResolution'),
  ],
  votes: [
    count('answered'),
    time('votesAsked'),
    count('votes'),
    count('votesGood'),
    figure('voteParticipation'),
    figure('satisfaction'),
    figure('averageVote'),
  ],
  offers: [
    count('offers'),
    count('ronas', 'rona'),
    count('ronasIgnored'),
    count('ronasTabFrozen'),
    count('ronasNoMicrophone'),
    count('ronasNotRegistered'),
    count('ronasNetwork'),
    count('declined'),
    count('unreachable'),
    figure('ronaRate'),
  ],
  work: [
    count('handled'),
    count('outbound'),
    figure('averageHandleTimeMs'),
    figure('loggedInMs'),
    time('seatTalkingMs'),
    time('seatWrapUpMs'),
    time('seatReadyMs'),
    figure('notReadyMs'),
    figure('occupancy'),
    figure('utilisation'),
  ],
} as const satisfies Record<string, readonly FigureColumn[]>;

export type Preset = keyof typeof presets;
export const presetNames = Object.keys(presets) as [Preset, ...Preset[]];

export const unitOf = (column: FigureColumn): 'share' | 'ms' | 'count' => {
  if (column.kind === 'figure') return figureRules[column.name].unit;
  return isDuration(column.name) ? 'ms' : 'count';
};

export const figureIntervals = ['all', '15m', '30m', '1h', 'day', 'week', 'month'] as const;

/** A month of quarter hours. */
export const MAX_INTERVALS = 3000;
const HOUR_MS = 3_600_000;
const lengthsMs: [FigureView['interval'], number][] = [
  ['15m', HOUR_MS / 4],
  ['30m', HOUR_MS / 2],
  ['1h', HOUR_MS],
  ['day', 24 * HOUR_MS],
  ['week', 7 * 24 * HOUR_MS],
  ['month', 28 * 24 * HOUR_MS],
];
/** The next longer interval with which a report of the period is possible. */
export function nextPossibleInterval(
  interval: FigureView['interval'],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): FigureView['interval'] {
  const longer = lengthsMs.slice(1 + lengthsMs.findIndex(([name]) => name === interval));
  const fits = longer.find(([, ms]) => (toMs - fromMs) / ms < MAX_INTERVALS - 1);
  return interval === 'all' || fits === undefined ? 'all' : fits[0];
}

export interface FigureView {
  interval: (typeof figureIntervals)[number];
  groupBy: Axis;
  preset: Preset;
  definition: ServiceLevelDefinition;
  thresholdSeconds: number;
  compare: boolean;
}

/**
 * Reads the query of `/reports/figures`; what is missing or unknown is as on a newly opened page, `fresh` if that page
 * is another one.
 */
export function readFigureView(params: URLSearchParams, fresh: Partial<FigureView> = {}): FigureView {
  const oneOf = <T extends string>(name: string, allowed: readonly T[], fallback: T): T =>
    allowed.find((value) => value === params.get(name)) ?? fallback;
  const threshold = Number(params.get('threshold'));
  return {
    interval: oneOf('interval', figureIntervals, fresh.interval ?? 'all'),
    groupBy: oneOf('groupBy', axes, 'queue'),
    preset: oneOf('columns', presetNames, 'overview'),
    definition: oneOf('definition', serviceLevelNames, 'answered-over-all'),
    thresholdSeconds:
      Number.isInteger(threshold) && threshold >= 1 && threshold <= MAX_SERVICE_LEVEL_SECONDS ? threshold : 20,
    compare: params.get('compare') === 'true',
  };
}

/** A newly opened page of service levels: the course of the day, always with the columns of the overview. */
export const freshLevels = { interval: '30m' } as const;

/** Reads the address of a saved view; null for a page that is not a table of figures. */
export function figureViewAt(path: string): FigureView | null {
  const [pathname, query = ''] = path.split('?');
  const params = new URLSearchParams(query);
  if (pathname === '/reports/figures') return readFigureView(params);
  if (pathname !== '/reports') return null;
  return { ...readFigureView(params, freshLevels), preset: 'overview' };
}
