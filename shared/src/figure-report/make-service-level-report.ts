import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { ServiceLevelQuery, ServiceLevelReport, ServiceLevelRow } from '../contracts/records/reports.ts';
import { type CenterClock, startOfInterval } from '../db/index.ts';
import { type Axis, FIGURE_INTERVAL_MS, figuresOf } from '../domain/figures.ts';
import { SHORT_ABANDON_MS } from '../domain/service-level.ts';
import { MAX_INTERVALS } from '../domain/figure-view.ts';
import { MAX_PERIOD_MS, type TeamScope, TooMuchAsked } from './make-figure-report.ts';
import { addUp, type FigurePeriod, type GroupSums, readNames, sumFigures } from './sum-figures.ts';

/** A day, also the one whose clock goes back: the calls themselves are read, to the instant and as they are now. */
const MAX_READ_MS = 25 * 3_600_000;

type Choice = Omit<z.output<typeof ServiceLevelQuery>, 'from' | 'to'> & {
  fromMs: number;
  toMs: number;
  /** By seat of this team alone, its total too. */
  team?: TeamScope;
};

/**
 * The service level by the rules of the figures. A period of up to a day is counted from the calls; a longer one is
 * added up from the interval tables, widened to whole quarters of an hour. Throws TooMuchAsked.
 */
export async function makeServiceLevelReport(
  db: DataSource,
  clock: CenterClock,
  timeZone: string,
  { fromMs, toMs, interval, groupBy, definition, thresholdSeconds, team }: Choice,
  nowMs: number,
): Promise<ServiceLevelReport> {
  if (toMs - fromMs > MAX_PERIOD_MS) throw new TooMuchAsked('to', 'more than 10 years');
  const isRead = toMs - fromMs <= MAX_READ_MS;
  const span = isRead
    ? { fromMs, toMs }
    : { fromMs: startOfInterval(fromMs), toMs: startOfInterval(toMs + FIGURE_INTERVAL_MS - 1) };
  const intervalStarts = clock.intervalStarts(span.fromMs, span.toMs, interval);
  if (intervalStarts.length > MAX_INTERVALS) throw new TooMuchAsked('interval', `more than ${MAX_INTERVALS} intervals`);
  const period: FigurePeriod = { ...span, intervalStarts, of: isRead ? 'records' : 'intervals' };
  const axis = groupBy === 'none' ? 'center' : groupBy;
  const [all, ofCenter, names] = await Promise.all([
    sumFigures(db, axis, period, thresholdSeconds, nowMs),
    axis === 'center' ? null : sumFigures(db, 'center', period, thresholdSeconds, nowMs),
    readNames(db, axis),
  ]);
  // A seat that was signed in and had no call is no row here.
  const isNarrowed = team !== undefined && axis === 'agent';
  const rows = all.filter(
    ({ measures, group }) =>
      (measures.offered > 0 || measures.ronas > 0) && (!isNarrowed || team.agentIds.includes(group)),
  );
  rows.sort((a, b) => a.intervalStartMs - b.intervalStartMs || a.group.localeCompare(b.group));
  const rowOf = (
    sums: Pick<GroupSums, 'measures' | 'within'>,
    group: string,
    intervalStartMs: number | null,
    ofAxis: Axis = axis,
  ) => ({
    intervalStartMs,
    group,
    groupName: names[group] ?? group,
    ...figuresOfRow(sums, ofAxis),
  });

  function figuresOfRow(
    { measures: sums, within }: Pick<GroupSums, 'measures' | 'within'>,
    ofAxis: Axis,
  ): Omit<ServiceLevelRow, 'intervalStartMs' | 'group' | 'groupName'> {
    const figures = figuresOf(sums, { definition, within }, ofAxis);
    return {
      offered: sums.offered,
      answered: sums.answered,
      abandoned: sums.abandoned,
      shortAbandoned: sums.shortAbandoned,
      overflowedOut: sums.overflowedOut,
      callback: sums.calledBack,
      sentAway: sums.sentAway,
      lost: sums.lost,
      stillThere: sums.stillThere,
      answeredWithinThreshold: within.answered,
      answeredWithinThreeRings: sums.answeredWithinThreeRings,
      takenWithinThreeRings: sums.takenWithinThreeRings,
      rona: sums.ronas,
      serviceLevel: figures.serviceLevel,
      threeRingSeatRate: figures.threeRingSeatRate,
      threeRingCenterRate: figures.threeRingCenterRate,
      abandonmentRate: figures.abandonmentRate,
      averageSpeedOfAnswerMs: figures.averageSpeedOfAnswerMs,
      averageHandleTimeMs: figures.averageHandleTimeMs,
      longestWaitMs: sums.offered === 0 ? null : figures.longestWaitMs,
    };
  }
  return {
    definition,
    thresholdSeconds,
    shortAbandonSeconds: SHORT_ABANDON_MS / 1000,
    timeZone,
    madeAtMs: nowMs,
    rows: rows.map((one) => rowOf(one, one.group, one.intervalStartMs)),
    totals: [...Map.groupBy(rows, ({ group }) => group)]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([group, some]) => rowOf(addUp(some), group, null)),
    total: {
      ...rowOf(addUp(isNarrowed ? rows : (ofCenter ?? rows)), '', null, isNarrowed ? axis : 'center'),
      groupName: '',
    },
  };
}
