/** Which calls a number of a report opens: one question for the page, and for the test that opens them. */
import type { FigureReport, FigureRow } from '../contracts/records/reports.ts';
import type { centerClock } from './center-day.ts';
import type { FigureView } from './figure-view.ts';
import { type Axis, isCounted, isOfOffers, type Measure, type OpenFigure } from './figures.ts';

type Period = Pick<FigureReport, 'fromMs' | 'toMs' | 'intervalStarts'>;

/** The part of the row's interval that lies in the period: the first week of a month may have begun before it. */
export function spanOfRow(
  { fromMs, toMs, intervalStarts }: Period,
  { intervalStartMs }: Pick<FigureRow, 'intervalStartMs'>,
): { fromMs: number; toMs: number } {
  if (intervalStartMs === null) return { fromMs, toMs };
  const next = intervalStarts[intervalStarts.indexOf(intervalStartMs) + 1];
  return { fromMs: Math.max(fromMs, intervalStartMs), toMs: Math.min(toMs, next ?? toMs) };
}

const filterOf: Record<Exclude<Axis, 'center'>, string> = {
  queue: 'entered',
  agent: 'agent',
  hotline: 'hotline',
  team: 'team',
  skill: 'skill',
  category: 'category',
  tier: 'tier',
};

/**
 * The query of `/calls` for the calls that a number counts. Null where the reader may not be shown all of them: who
 * leads a team sees the calls of its seats, not what else the center counts.
 */
export function openedCalls(
  report: Period & Pick<FigureReport, 'teamId'>,
  groupBy: Axis,
  row: Pick<FigureRow, 'intervalStartMs' | 'group'>,
  { measure, opens, isTotal }: { measure: Measure; opens: OpenFigure; isTotal: boolean },
): Record<string, string | number> | null {
  const { fromMs: from, toMs: to } = spanOfRow(report, row);
  const isOfCenter = isTotal || groupBy === 'center';
  if (!isCounted(isTotal && report.teamId === null ? 'center' : groupBy, measure)) return null;
  if (report.teamId !== null) {
    if (!isOfTeam(groupBy) || isOfOffers(measure)) return null;
    return { from, to, figure: opens, ...(isTotal ? { team: report.teamId } : { [filterOf[groupBy]]: row.group }) };
  }
  if (isOfCenter) return { from, to, figure: opens };
  // Calls of no team, skill or category cannot be asked for by name.
  return row.group === '' ? null : { from, to, figure: opens, [filterOf[groupBy]]: row.group };
}

/** Axes of which a lead with a team is shown that team alone. */
export const isOfTeam = (groupBy: Axis): groupBy is 'agent' | 'team' => groupBy === 'agent' || groupBy === 'team';

/**
 * What the row's interval is called: by the days of it that lie in the period, so that nobody takes a part of a week
 * for the whole; an hour that the clock shows twice by its offset too.
 */
export function nameOfInterval(
  report: Period,
  row: Pick<FigureRow, 'intervalStartMs'>,
  interval: FigureView['interval'],
  clock: Pick<ReturnType<typeof centerClock>, 'dateOf' | 'textOf' | 'startOfMonth'>,
): string {
  const { fromMs, toMs } = spanOfRow(report, row);
  const first = clock.dateOf(fromMs);
  if (interval === 'day') return first;
  if (interval === 'month' && clock.startOfMonth(fromMs) === fromMs && clock.startOfMonth(fromMs, 1) === toMs)
    return first.slice(0, 7);
  if (interval === 'week' || interval === 'month') {
    const last = clock.dateOf(toMs - 1);
    return first === last ? first : `${first} – ${last.slice(5)}`;
  }
  return clock.textOf(fromMs).slice(5);
}
