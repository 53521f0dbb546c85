import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { FigureQuery, FigureReport, FigureRow } from '../contracts/records/reports.ts';
import type { ReportLanguage } from '../contracts/records/report-mails.ts';
import { type CenterClock, startOfInterval } from '../db/index.ts';
import {
  type Axis,
  FIGURE_INTERVAL_MS,
  figureNames,
  figuresOf,
  isCounted,
  measures as measureNames,
} from '../domain/figures.ts';
import { MAX_INTERVALS } from '../domain/figure-view.ts';
import { isOfTeam } from '../domain/opened-calls.ts';
import {
  addReasons,
  addUp,
  countPending,
  type FigurePeriod,
  type GroupSums,
  hasMoreRows,
  readNames,
  sumFigures,
} from './sum-figures.ts';

const MAX_ROWS = 40_000;
/** So many can only be too many rows of a great many groups. */
const FEW_INTERVALS = 100;
export const MAX_PERIOD_MS = 10 * 366 * 24 * 3_600_000;

export type FigureChoice = Omit<z.output<typeof FigureQuery>, 'from' | 'to'> & {
  fromMs: number;
  toMs: number;
  /** Language of the names of groups. */
  language?: ReportLanguage;
  /** By seat and by team of this team alone. */
  team?: TeamScope;
};
export interface TeamScope {
  teamId: string;
  agentIds: readonly string[];
}

/** The period, or what is asked of it, is too much for one report: `field` of the query says which. */
export class TooMuchAsked extends Error {
  readonly field: 'interval' | 'to';

  constructor(field: 'interval' | 'to', message: string) {
    super(message);
    this.field = field;
  }
}

/** Throws TooMuchAsked. */
export async function makeFigureReport(
  db: DataSource,
  clock: CenterClock,
  timeZone: string,
  choice: FigureChoice,
  nowMs: number,
): Promise<FigureReport> {
  const fromMs = startOfInterval(choice.fromMs);
  const toMs = startOfInterval(choice.toMs + FIGURE_INTERVAL_MS - 1);
  if (toMs - fromMs > MAX_PERIOD_MS) throw new TooMuchAsked('to', 'more than 10 years');
  const intervalStarts = clock.intervalStarts(fromMs, toMs, choice.interval);
  if (intervalStarts.length > MAX_INTERVALS) throw new TooMuchAsked('interval', `more than ${MAX_INTERVALS} intervals`);
  const isDay = (atMs: number) => clock.startOfDay(atMs) === atMs;
  const isOfDays = isDay(fromMs) && isDay(toMs) && ['day', 'week', 'month', 'all'].includes(choice.interval);
  const of: 'days' | 'intervals' = isOfDays ? 'days' : 'intervals';
  const period = { fromMs, toMs, intervalStarts, of };
  const { groupBy, group, thresholdSeconds } = choice;
  // Before the sums are made: they would take seconds to be thrown away.
  if (intervalStarts.length > FEW_INTERVALS && (await hasMoreRows(db, groupBy, period, MAX_ROWS)))
    throw new TooMuchAsked('interval', `more than ${MAX_ROWS} rows`);

  const [groups, ofCenter, pending, names, before] = await Promise.all([
    sumFigures(db, groupBy, period, thresholdSeconds, nowMs, group).then(ofScope),
    totalOf(db, period, nowMs, choice),
    countPending(db, period),
    readNames(db, groupBy, choice.language),
    choice.compare ? sumsBefore() : null,
  ]);
  if (groups.length > MAX_ROWS) throw new TooMuchAsked('interval', `more than ${MAX_ROWS} rows`);
  if (choice.reasons) await addReasons(db, groupBy, period, nowMs, groups);
  const isNarrowed = choice.team !== undefined && isOfTeam(groupBy);
  const total = isNarrowed ? totalOfTeam(groups) : ofCenter;

  function ofScope(all: GroupSums[]): GroupSums[] {
    const { team } = choice;
    if (team === undefined || !isOfTeam(groupBy)) return all;
    const own = new Set(groupBy === 'team' ? [team.teamId] : team.agentIds);
    return all.filter((one) => own.has(one.group));
  }
  function totalOfTeam(all: readonly GroupSums[]): ReturnType<typeof rowOfTotal> {
    return rowOfTotal(addUp(all), choice, groupBy);
  }
  groups.sort((a, b) => a.intervalStartMs - b.intervalStartMs || a.group.localeCompare(b.group));

  async function sumsBefore(): Promise<FigureReport['before']> {
    const span = clock.periodBefore(fromMs, toMs);
    const former: FigurePeriod = { ...span, intervalStarts: [span.fromMs], of: period.of };
    const [sums, sum] = await Promise.all([
      sumFigures(db, groupBy, former, thresholdSeconds, nowMs, group).then(ofScope),
      totalOf(db, former, nowMs, choice),
    ]);
    const { row } = choice.team !== undefined && isOfTeam(groupBy) ? totalOfTeam(sums) : sum;
    return { ...span, totals: sums.map((one) => figureRow(one, choice, groupBy, one.group, null)), total: row };
  }
  return {
    definition: choice.definition,
    thresholdSeconds: choice.thresholdSeconds,
    timeZone,
    madeAtMs: nowMs,
    fromMs,
    toMs,
    pending,
    names,
    intervalStarts,
    teamId: choice.team?.teamId ?? null,
    rows: groups.map((one) => figureRow(one, choice, groupBy, one.group, one.intervalStartMs)),
    totals: totalsOf(groups, choice),
    total: total.row,
    answeredWithin: total.answeredWithin,
    before,
  };
}

async function totalOf(
  db: DataSource,
  period: FigurePeriod,
  nowMs: number,
  choice: FigureChoice,
): Promise<ReturnType<typeof rowOfTotal>> {
  const whole = { ...period, intervalStarts: period.intervalStarts.slice(0, 1) };
  const sums = await sumFigures(db, 'center', whole, choice.thresholdSeconds, nowMs);
  if (choice.reasons) await addReasons(db, 'center', whole, nowMs, sums);
  return rowOfTotal(addUp(sums), choice, 'center');
}

const rowOfTotal = (sum: ReturnType<typeof addUp>, choice: FigureChoice, axis: Axis) => ({
  row: figureRow(sum, choice, axis, '', null),
  answeredWithin: sum.within.answered,
});

function totalsOf(groups: readonly GroupSums[], choice: FigureChoice): FigureRow[] {
  return [...Map.groupBy(groups, ({ group }) => group)]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([group, some]) => figureRow(addUp(some), choice, choice.groupBy, group, null));
}

function figureRow(
  { measures, within, notReadyMsByReason }: Omit<GroupSums, 'intervalStartMs' | 'group'>,
  { definition }: Pick<FigureChoice, 'definition'>,
  axis: Axis,
  group: string,
  intervalStartMs: number | null,
): FigureRow {
  // A month by half hours has thousands of rows: loops, no lists in between.
  const row: FigureRow = { intervalStartMs, group, measures: {}, figures: {}, within };
  for (const name of measureNames)
    if (measures[name] !== 0 && isCounted(axis, name)) row.measures[name] = measures[name];
  const figures = figuresOf(measures, { definition, within }, axis);
  for (const name of figureNames) {
    const value = figures[name];
    if (value !== null) row.figures[name] = value;
  }
  if (notReadyMsByReason !== undefined) row.notReadyMsByReason = notReadyMsByReason;
  return row;
}
