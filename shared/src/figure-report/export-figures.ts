import type { FigureReport, FigureRow } from '../contracts/records/reports.ts';
import type { ReportLanguage } from '../contracts/records/report-mails.ts';
import {
  axisNotes,
  DEFINITIONS_VERSION,
  divisorNames,
  figureDefinitions,
  measureNames,
  serviceLevelTexts,
} from '../domain/figure-definitions.ts';
import { csvCell } from '../domain/csv-cell.ts';
import {
  type Axis,
  figureNames,
  figureRules,
  isCounted,
  isDuration,
  type Measure,
  type Measures,
  measures,
  noMeasures,
  settled,
} from '../domain/figures.ts';
import { isOfTeam, spanOfRow } from '../domain/opened-calls.ts';
import type { Cell } from 'write-excel-file/node';

interface Column {
  title: string;
  unit: 'share' | 'seconds' | 'count';
  /** Null where the axis does not count it. */
  of: (row: FigureRow, axis: Axis) => number | null;
}

const words = {
  zh: {
    title: '三声 · 指标报表',
    period: '时段',
    zone: '时区',
    madeAt: '统计时间',
    level: '服务水平口径',
    version: '口径版本',
    start: '开始',
    group: '分组',
    total: '合计',
    center: '全中心',
    team: '本组',
    note: '说明',
    seconds: '秒',
    none: '（无）',
    tiers: { ordinary: '普通', silver: '银卡', gold: '金卡', vip: 'VIP', unknown: '没有档案' },
  },
  en: {
    title: 'Sansheng · figures',
    period: 'Period',
    zone: 'Time zone',
    madeAt: 'Made at',
    level: 'Definition of service level',
    version: 'Version of the definitions',
    start: 'Begin',
    group: 'Group',
    total: 'Total',
    center: 'Center',
    team: 'Own team',
    note: 'Note',
    seconds: 's',
    none: '(none)',
    tiers: { ordinary: 'Ordinary', silver: 'Silver', gold: 'Gold', vip: 'VIP', unknown: 'No file' },
  },
};

const divisors: { name: keyof typeof divisorNames; needs: Measure[]; of: (sums: Measures) => number }[] = [
  { name: 'allAbandoned', needs: ['abandoned'], of: (sums) => sums.abandoned + sums.shortAbandoned },
  { name: 'settled', needs: ['abandoned', 'calledBack'], of: settled },
];

/** A table with what it is of above it: numbers alone would not say by which definition, and when, they were made. */
export interface ExportTable {
  about: [string, string][];
  head: string[];
  columns: Column[];
  rows: (string | number | null)[][];
}

/** Times in seconds, shares as shares of 1. `clockOf` writes an instant by the center's clock. */
export function makeExportTable(
  report: FigureReport,
  groupBy: Axis,
  language: ReportLanguage,
  clockOf: (atMs: number) => string,
): ExportTable {
  const say = words[language];
  const { name } = serviceLevelTexts[report.definition][language];
  const columns: Column[] = [
    ...measures.map(
      (measure): Column => ({
        title: isDuration(measure)
          ? `${measureNames[measure][language]} (${say.seconds})`
          : measureNames[measure][language],
        unit: isDuration(measure) ? 'seconds' : 'count',
        of: (row, axis) => (isCounted(axis, measure) ? inUnit(row.measures[measure] ?? 0, isDuration(measure)) : null),
      }),
    ),
    ...divisors.map(
      ({ name: divisor, needs, of }): Column => ({
        title: divisorNames[divisor][language],
        unit: 'count',
        of: (row, axis) =>
          needs.every((measure) => isCounted(axis, measure)) ? of({ ...noMeasures, ...row.measures }) : null,
      }),
    ),
    ...figureNames.map((figure): Column => {
      const isTime = figureRules[figure].unit === 'ms';
      const title = figureDefinitions[figure][language].name;
      return {
        title: isTime ? `${title} (${say.seconds})` : figure === 'serviceLevel' ? `${title}: ${name}` : title,
        unit: isTime ? 'seconds' : figureRules[figure].unit === 'share' ? 'share' : 'count',
        of: (row) => inUnit(row.figures[figure] ?? null, isTime),
      };
    }),
  ];
  const groupOf = (row: FigureRow) => nameOfGroup(report, groupBy, row.group, language);
  const hasIntervals = isDivided(report);
  const rowOf = (row: FigureRow, group: string, axis: Axis = groupBy) => [
    ...(hasIntervals ? [row.intervalStartMs === null ? say.total : clockOf(spanOfRow(report, row).fromMs)] : []),
    group,
    ...columns.map((column) => column.of(row, axis)),
  ];
  const isTeam = report.teamId !== null && isOfTeam(groupBy);
  const note = axisNotes[groupBy];
  return {
    about: [
      [say.title, ''],
      ...aboutReport(report, language, clockOf),
      ...(note === undefined ? [] : [[say.note, note[language]] as [string, string]]),
    ],
    head: [...(hasIntervals ? [say.start] : []), say.group, ...columns.map(({ title }) => title)],
    columns,
    rows: [
      isTeam ? rowOf(report.total, say.team) : rowOf(report.total, say.center, 'center'),
      ...(groupBy === 'center' ? [] : report.totals.map((row) => rowOf(row, groupOf(row)))),
      ...(hasIntervals ? report.rows.map((row) => rowOf(row, groupOf(row))) : []),
    ],
  };
}

/** Where the period is one interval its rows are the totals, and are not said twice. */
const isDivided = ({ rows, fromMs }: Pick<FigureReport, 'rows' | 'fromMs'>): boolean =>
  rows.some(({ intervalStartMs }) => intervalStartMs !== fromMs);

/** What a report is of, by which definition, and when it was made. */
export function aboutReport(
  report: FigureReport,
  language: ReportLanguage,
  clockOf: (atMs: number) => string,
): [what: string, text: string][] {
  const say = words[language];
  const { name, formula } = serviceLevelTexts[report.definition][language];
  return [
    [say.period, `${clockOf(report.fromMs)} – ${clockOf(report.toMs)}`],
    [say.zone, report.timeZone],
    [say.madeAt, clockOf(report.madeAtMs)],
    [say.level, `${name}: ${formula}, T = ${report.thresholdSeconds} ${say.seconds}`],
    [say.version, String(DEFINITIONS_VERSION)],
  ];
}

/** What a group is called in a file, as on the page. */
export function nameOfGroup(
  { names }: Pick<FigureReport, 'names'>,
  groupBy: Axis,
  group: string,
  language: ReportLanguage,
): string {
  const say = words[language];
  if (groupBy === 'center') return say.center;
  if (group === '') return say.none;
  if (groupBy === 'tier') return (say.tiers as Record<string, string>)[group] ?? group;
  const name = names[group] ?? group;
  return groupBy === 'agent' && name !== group ? `${group} ${name}` : name;
}

function inUnit(value: number | null, isTime: boolean): number | null {
  return value === null || !isTime ? value : Math.round(value) / 1000;
}

/** With a byte order mark, by which spreadsheets know UTF-8; what would be taken for a formula there is made text. */
export function writeCsv({ about, head, rows }: ExportTable): Buffer {
  const cell = (value: string | number | null) => {
    if (value === null) return '';
    return typeof value === 'number' ? String(value) : csvCell(value);
  };
  const lines = [...about, [], head, ...rows].map((row) => row.map(cell).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

/** One sheet for each table; `name` as people call it. */
export async function writeXlsx(sheets: readonly { name: string; table: ExportTable }[]): Promise<Buffer> {
  const { default: writeWorkbook } = await import('write-excel-file/node');
  return writeWorkbook(
    sheets.map(({ name, table }, i) => ({ sheet: sheetName(name, i, sheets.length), ...sheetOf(table) })),
    { fontFamily: 'Calibri', fontSize: 11 },
  ).toBuffer();
}

/** Spreadsheet programs refuse some characters in a sheet's name, more than 31 of them, and the same name twice. */
function sheetName(name: string, i: number, of: number): string {
  const allowed = name.replaceAll(/[[\]*?:/\\]/g, ' ').replaceAll(/^'+|'+$/g, '');
  return of === 1 ? allowed.slice(0, 31) : `${i + 1} ${allowed}`.slice(0, 31);
}

const numberFormats = { share: '0.0%', seconds: '0.0', count: undefined };

/** A text is a cell of text, so nothing that somebody typed is ever a formula. */
function sheetOf({ about, head, columns, rows }: ExportTable) {
  const named = head.length - columns.length;
  const bold = (value: string): Cell => ({ value, type: String, fontWeight: 'bold' });
  const cell = (value: string | number | null, column: number): Cell => {
    if (value === null) return null;
    if (typeof value === 'string') return { value, type: String };
    const format = numberFormats[columns[column - named]?.unit ?? 'count'];
    return format === undefined ? value : { value, type: Number, format };
  };
  return {
    data: [
      ...about.map((line, i) =>
        line.map((text) =>
          i === 0 ? { value: text, type: String, fontWeight: 'bold' as const, fontSize: 14 } : cell(text, 0),
        ),
      ),
      [],
      head.map((text) => bold(text)),
      ...rows.map((row) => row.map(cell)),
    ],
    columns: [
      ...Array.from({ length: named }, (_, i) => ({ width: i === 0 ? 22 : 18 })),
      ...columns.map(({ title }) => ({ width: Math.min(32, Math.max(10, title.length * 1.4)) })),
    ],
    stickyRowsCount: about.length + 2,
    stickyColumnsCount: named,
  };
}
