import { type Figure, figureRules, isDuration, type Measure, type OpenFigure } from '@sansheng/shared/domain/figures';

/** A count that opens to its calls, or a figure computed from counts. */
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
