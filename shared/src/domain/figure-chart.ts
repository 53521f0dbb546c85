/**
 * The chart above a table of figures: the center over time, or its groups side by side. An option of ECharts, so that
 * the page and the PDF draw the same.
 */
import type { FigureReport, FigureRow } from '../contracts/records/reports.ts';
import { figureDefinitions, measureNames, serviceLevelTexts } from './figure-definitions.ts';
import { type FigureColumn, type FigureView, type Preset, unitOf } from './figure-view.ts';
import type { Figure, Measure } from './figures.ts';

interface Drawn {
  column: FigureColumn;
  colour: string;
}
const sum = (name: Measure, colour: string): Drawn => ({ column: { kind: 'measure', name }, colour });
const mean = (name: Figure, colour: string): Drawn => ({ column: { kind: 'figure', name }, colour });
const green = '#1f9d5b';
const red = '#b3261e';
const [blue, purple, amber, grey] = ['#5f8fc9', '#9a7bd0', '#e3b45c', '#b5bdc6'];

/** Stacked series share a unit; the line has an axis of its own. */
const charts: Record<Preset, { stack: readonly Drawn[]; line: Drawn }> = {
  overview: {
    stack: [
      sum('answered', blue),
      sum('abandoned', '#d98a83'),
      sum('shortAbandoned', '#efcdc9'),
      sum('calledBack', amber),
      sum('lost', '#7d2b25'),
    ],
    line: mean('threeRingSeatRate', green),
  },
  losses: {
    stack: [
      sum('gaveUpInMenu', '#e8b9b4'),
      sum('gaveUpInQueue', '#d98a83'),
      sum('gaveUpRinging', '#c15f57'),
      sum('shortAbandoned', '#efdcd9'),
      sum('overflowedOut', amber),
      sum('sentAway', grey),
    ],
    line: mean('abandonmentRate', red),
  },
  handling: {
    stack: [mean('averageTalkMs', blue), mean('averageHoldMs', amber), mean('averageWrapUpMs', purple)],
    line: sum('handled', green),
  },
  votes: { stack: [sum('votes', blue)], line: mean('satisfaction', green) },
  offers: {
    stack: [sum('ronas', '#d98a83'), sum('declined', amber), sum('unreachable', grey)],
    line: mean('ronaRate', red),
  },
  work: {
    stack: [
      sum('seatTalkingMs', blue),
      sum('seatWrapUpMs', purple),
      sum('seatReadyMs', '#8cc9a5'),
      sum('seatNotReadyMs', grey),
    ],
    line: mean('occupancy', '#1f2d3d'),
  },
};

/** With more, they could not be told apart. */
const MAX_GROUPS = 30;
const words = {
  zh: { course: '全中心走势', groups: '各组对比', first: `前 ${MAX_GROUPS} 名`, ms: ['秒', '分钟', '小时'] },
  en: {
    course: 'The center over time',
    groups: 'Side by side',
    first: `the first ${MAX_GROUPS}`,
    ms: ['s', 'min', 'h'],
  },
} as const;
const UNITS_MS = [1000, 60_000, 3_600_000] as const;
const quiet = '#57626f';

export interface FigureChart {
  title: string;
  /** For ECharts. */
  option: Record<string, unknown>;
}

/** Whether the chart shows the center by interval, which is `course` when the report is of other groups. */
export const isOverTime = ({ interval }: Pick<FigureView, 'interval'>): boolean => interval !== 'all';

/**
 * Null when there is nothing to compare. `course`: the rows of the center by interval. `clockOf` writes an instant by
 * the center's clock as `YYYY-MM-DD HH:mm`.
 */
export function drawFigures(
  report: Pick<FigureReport, 'totals' | 'definition' | 'thresholdSeconds' | 'fromMs'>,
  course: readonly FigureRow[],
  view: Pick<FigureView, 'interval' | 'groupBy' | 'preset'>,
  language: 'zh' | 'en',
  nameOf: (group: string) => string,
  clockOf: (atMs: number) => string,
): FigureChart | null {
  const say = words[language];
  const { stack, line } = charts[view.preset];
  const valueOf = ({ column }: Drawn, row: FigureRow): number | null =>
    column.kind === 'figure' ? (row.figures[column.name] ?? null) : (row.measures[column.name] ?? 0);
  const heightOf = (row: FigureRow) => stack.reduce((so, one) => so + (valueOf(one, row) ?? 0), 0);

  const isTime = isOverTime(view);
  const groups = view.groupBy === 'center' ? [] : report.totals.toSorted((a, b) => heightOf(b) - heightOf(a));
  const rows = isTime ? course : groups.slice(0, MAX_GROUPS);
  const highest = Math.max(0, ...rows.map(heightOf));
  if (rows.length === 0 || highest === 0) return null;
  const labels = isTime
    ? timesOf(rows, view.interval, (atMs) => clockOf(Math.max(atMs, report.fromMs)))
    : rows.map(({ group }) => nameOf(group));
  const isMs = stack.some(({ column }) => unitOf(column) === 'ms');
  const scale = highest < 3 * UNITS_MS[1] ? 0 : highest < 3 * UNITS_MS[2] ? 1 : 2;
  const shown = (value: number | null, unit: ReturnType<typeof unitOf>): number | null => {
    if (value === null) return null;
    if (unit === 'share') return Math.round(value * 1000) / 10;
    return unit === 'ms' ? Math.round((value / UNITS_MS[scale]) * 100) / 100 : value;
  };
  const seriesOf = (drawn: Drawn) => {
    const unit = unitOf(drawn.column);
    const mark = unit === 'share' ? '%' : unit === 'ms' ? ` ${say.ms[scale]}` : '';
    return {
      name: nameOfColumn(drawn.column, report, language),
      color: drawn.colour,
      tooltip: { valueFormatter: (value: unknown) => (typeof value === 'number' ? `${value}${mark}` : '–') },
      data: rows.map((row) => shown(valueOf(drawn, row), unit)),
    };
  };
  const isShare = unitOf(line.column) === 'share';
  const isTilted = !isTime && labels.length > 10;
  return {
    title: isTime ? say.course : groups.length > MAX_GROUPS ? `${say.groups} · ${say.first}` : say.groups,
    option: {
      animationDuration: 300,
      aria: { enabled: true },
      textStyle: { color: quiet },
      grid: { left: 54, right: 54, top: 46, bottom: isTilted ? 54 : 30 },
      legend: {
        top: 2,
        right: 12,
        icon: 'roundRect',
        itemWidth: 12,
        itemHeight: 8,
        itemGap: 16,
        textStyle: { color: quiet },
      },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: {
        type: 'category',
        data: labels,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: '#d8d6cf' } },
        axisLabel: {
          color: quiet,
          ...(isTime
            ? { hideOverlap: true }
            : { interval: 0, width: 90, overflow: 'truncate', rotate: isTilted ? 35 : 0 }),
        },
      },
      yAxis: [
        {
          type: 'value',
          name: isMs ? say.ms[scale] : '',
          nameGap: 8,
          minInterval: isMs ? 0 : 1,
          axisLabel: { color: quiet },
          splitLine: { lineStyle: { color: '#eeece5' } },
        },
        {
          type: 'value',
          min: 0,
          // Rare values would lie flat on the axis.
          ...(isShare && { max: ({ max }: { max: number }) => (max > 50 ? 100 : null) }),
          axisLabel: { color: quiet, formatter: isShare ? '{value}%' : '{value}' },
          splitLine: { show: false },
        },
      ],
      series: [
        ...stack
          .filter((one, i) => i === 0 || rows.some((row) => (valueOf(one, row) ?? 0) > 0))
          .map((one) => ({ ...seriesOf(one), type: 'bar', stack: 'one', barMaxWidth: isTime ? 26 : 44 })),
        // For seats and teams the rate is undefined: no line, and no legend for one.
        ...(rows.some((row) => valueOf(line, row) !== null)
          ? [
              {
                ...seriesOf(line),
                type: 'line',
                yAxisIndex: 1,
                symbol: 'circle',
                // Groups have no order that a line could follow.
                ...(isTime
                  ? { symbolSize: rows.length > 60 ? 0 : 5, lineStyle: { width: 2.5 } }
                  : { symbolSize: 11, itemStyle: { borderColor: '#fff', borderWidth: 2 }, lineStyle: { width: 0 } }),
                connectNulls: true,
              },
            ]
          : []),
      ],
    },
  };
}

/** As short as possible while still distinct. */
function timesOf(
  rows: readonly FigureRow[],
  interval: FigureView['interval'],
  clockOf: (atMs: number) => string,
): string[] {
  const clocks = rows.map(({ intervalStartMs }) => clockOf(intervalStartMs ?? 0));
  if (interval === 'month') return clocks.map((clock) => clock.slice(0, 7));
  if (interval === 'day' || interval === 'week') return clocks.map((clock) => clock.slice(5, 10));
  const isOneDay = clocks.every((clock) => clock.slice(0, 10) === clocks[0]?.slice(0, 10));
  return clocks.map((clock) => clock.slice(isOneDay ? 11 : 5));
}

/** The name of the definition is always beside a service level. */
export function nameOfColumn(
  column: FigureColumn,
  { definition, thresholdSeconds }: Pick<FigureReport, 'definition' | 'thresholdSeconds'>,
  language: 'zh' | 'en',
): string {
  if (column.kind === 'measure') return measureNames[column.name][language];
  const { name } = figureDefinitions[column.name][language];
  return column.name === 'serviceLevel'
    ? `${name} · ${serviceLevelTexts[definition][language].name} ${thresholdSeconds} s`
    : name;
}
