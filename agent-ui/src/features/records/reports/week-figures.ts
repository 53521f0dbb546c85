import type { FigureRow } from '@sansheng/shared/contracts/records/reports';
import { type Figure, noneWithin } from '@sansheng/shared/domain/figures';

/** Monday is 0. */
type WallOf = (startMs: number) => { weekday: number; hour: number };

export interface HourOfWeek {
  weekday: number;
  hour: number;
  /** Calls an hour, or a share. */
  value: number;
}

const HOUR_MS = 3_600_000;

/** The hours from the first counted one to `toMs`, including those without calls, which the report leaves out. */
export function everyHour(rows: readonly FigureRow[], toMs: number): FigureRow[] {
  const counted = new Set(rows.flatMap(({ intervalStartMs }) => intervalStartMs ?? []));
  const firstMs = Math.min(...counted, toMs);
  const quiet = Array.from({ length: Math.ceil((toMs - firstMs) / HOUR_MS) }, (_, hour) => firstMs + hour * HOUR_MS)
    .filter((startMs) => !counted.has(startMs))
    .map(
      (intervalStartMs): FigureRow => ({
        intervalStartMs,
        group: '',
        measures: { offered: 0 },
        figures: {},
        within: noneWithin,
      }),
    );
  return [...rows, ...quiet].sort((a, b) => (a.intervalStartMs ?? 0) - (b.intervalStartMs ?? 0));
}

/** The mean of each hour of the week; for shares, weighted by offered calls. */
export function hoursOfWeek(rows: readonly FigureRow[], figure: 'offered' | Figure, wallOf: WallOf): HourOfWeek[] {
  const sums = new Map<string, { weekday: number; hour: number; sum: number; weight: number }>();
  for (const row of rows) {
    if (row.intervalStartMs === null) continue;
    const offered = row.measures.offered ?? 0;
    const value = figure === 'offered' ? offered : row.figures[figure];
    if (value === undefined) continue;
    const { weekday, hour } = wallOf(row.intervalStartMs);
    const weight = figure === 'offered' ? 1 : offered;
    const of = sums.get(`${weekday} ${hour}`) ?? { weekday, hour, sum: 0, weight: 0 };
    sums.set(`${weekday} ${hour}`, { ...of, sum: of.sum + value * weight, weight: of.weight + weight });
  }
  return [...sums.values()]
    .filter(({ weight }) => weight > 0)
    .map(({ sum, weight, ...at }) => ({ ...at, value: sum / weight }));
}

export interface Anomaly {
  startMs: number;
  offered: number;
  /** Mean of the same weekday and hour in the other weeks. */
  usual: number;
  /** Standard deviations away from it. */
  score: number;
}

const MIN_WEEKS = 3;
const FAR = 3;

/**
 * Hours from `sinceMs` on whose calls are far from the same weekday and hour of the other weeks: three standard
 * deviations, where one is at least the square root of the mean, the natural variation of independent callers.
 */
export function findAnomalies(rows: readonly FigureRow[], wallOf: WallOf, sinceMs: number): Anomaly[] {
  const alike = Map.groupBy(
    rows.filter((row) => row.intervalStartMs !== null),
    (row) => {
      const { weekday, hour } = wallOf(row.intervalStartMs as number);
      return `${weekday} ${hour}`;
    },
  );
  const found: Anomaly[] = [];
  for (const hours of alike.values()) {
    for (const row of hours) {
      const startMs = row.intervalStartMs as number;
      const others = hours.filter((one) => one !== row).map((one) => one.measures.offered ?? 0);
      if (startMs < sinceMs || others.length < MIN_WEEKS) continue;
      const usual = others.reduce((sum, n) => sum + n, 0) / others.length;
      const variance = others.reduce((sum, n) => sum + (n - usual) ** 2, 0) / (others.length - 1);
      const offered = row.measures.offered ?? 0;
      const score = (offered - usual) / Math.max(1, Math.sqrt(Math.max(variance, usual)));
      if (Math.abs(score) >= FAR) found.push({ startMs, offered, usual, score });
    }
  }
  return found.sort((a, b) => b.startMs - a.startMs);
}
