import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { FigureQuery, FigureReport, FigureRow } from '../contracts/reports.ts';
import type { ReportLanguage } from '../contracts/report-mails.ts';
import { type CenterClock, startOfInterval } from '../db/index.ts';
import { FIGURE_INTERVAL_MS, figureNames, figuresOf, measures as measureNames } from '../domain/figures.ts';
import {
  addReasons,
  addUp,
  countPending,
  type FigurePeriod,
  type GroupSums,
  readNames,
  sumFigures,
} from './sum-figures.ts';

/** A month of quarter hours. */
export const MAX_INTERVALS = 3000;
const MAX_ROWS = 40_000;
export const MAX_PERIOD_MS = 10 * 366 * 24 * 3_600_000;

export type FigureChoice = Omit<z.output<typeof FigureQuery>, 'from' | 'to'> & {
  fromMs: number;
  toMs: number;
  /** Of the names of groups. */
  language?: ReportLanguage;
};

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
  const period: FigurePeriod = { fromMs, toMs, intervalStarts, of: isOfDays ? 'days' : 'intervals' };
  const { groupBy, group, thresholdSeconds } = choice;

  const [groups, total, pending, names, before] = await Promise.all([
    sumFigures(db, groupBy, period, thresholdSeconds, nowMs, group),
    totalOf(db, period, nowMs, choice),
    countPending(db, period),
    readNames(db, groupBy, choice.language),
    choice.compare ? sumsBefore() : null,
  ]);
  if (groups.length > MAX_ROWS) throw new TooMuchAsked('interval', `more than ${MAX_ROWS} rows`);
  if (choice.reasons) await addReasons(db, groupBy, period, nowMs, groups);
  groups.sort((a, b) => a.intervalStartMs - b.intervalStartMs || a.group.localeCompare(b.group));

  async function sumsBefore(): Promise<FigureReport['before']> {
    const span = clock.periodBefore(fromMs, toMs);
    const former: FigurePeriod = { ...span, intervalStarts: [span.fromMs], of: period.of };
    const [sums, sum] = await Promise.all([
      sumFigures(db, groupBy, former, thresholdSeconds, nowMs, group),
      totalOf(db, former, nowMs, choice),
    ]);
    return { ...span, totals: sums.map((one) => figureRow(one, choice, one.group, null)), total: sum.row };
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
    rows: groups.map((one) => figureRow(one, choice, one.group, one.intervalStartMs)),
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
): Promise<{ row: FigureRow; answeredWithin: number }> {
  const whole = { ...period, intervalStarts: period.intervalStarts.slice(0, 1) };
  const sums = await sumFigures(db, 'center', whole, choice.thresholdSeconds, nowMs);
  if (choice.reasons) await addReasons(db, 'center', whole, nowMs, sums);
  const sum = addUp(sums);
  return { row: figureRow(sum, choice, '', null), answeredWithin: sum.within.answered };
}

function totalsOf(groups: readonly GroupSums[], choice: FigureChoice): FigureRow[] {
  return [...Map.groupBy(groups, ({ group }) => group)]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([group, some]) => figureRow(addUp(some), choice, group, null));
}

function figureRow(
  { measures, within, notReadyMsByReason }: Omit<GroupSums, 'intervalStartMs' | 'group'>,
  { definition }: Pick<FigureChoice, 'definition'>,
  group: string,
  intervalStartMs: number | null,
): FigureRow {
  // A month by half hours has thousands of rows: loops, no lists in between.
  const row: FigureRow = { intervalStartMs, group, measures: {}, figures: {} };
  for (const name of measureNames) if (measures[name] !== 0) row.measures[name] = measures[name];
  const figures = figuresOf(measures, { definition, within });
  for (const name of figureNames) {
    const value = figures[name];
    if (value !== null) row.figures[name] = value;
  }
  if (notReadyMsByReason !== undefined) row.notReadyMsByReason = notReadyMsByReason;
  return row;
}
