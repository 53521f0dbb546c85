import type { FigureReport, FigureRow } from '../contracts/reports.ts';
import {
  DEFINITIONS_VERSION,
  figureDefinitions,
  measureNames,
  serviceLevelTexts,
} from '../domain/figure-definitions.ts';
import { type Axis, figureNames, figureRules, isDuration, measures } from '../domain/figures.ts';
import ExcelJs from 'exceljs';

export type ExportLanguage = 'zh' | 'en';

interface Column {
  title: string;
  unit: 'share' | 'seconds' | 'count';
  of: (row: FigureRow) => number | null;
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
    seconds: '秒',
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
    seconds: 's',
  },
};

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
  language: ExportLanguage,
  clockOf: (atMs: number) => string,
): ExportTable {
  const say = words[language];
  const { name, formula } = serviceLevelTexts[report.definition][language];
  const columns: Column[] = [
    ...measures.map(
      (measure): Column => ({
        title: isDuration(measure)
          ? `${measureNames[measure][language]} (${say.seconds})`
          : measureNames[measure][language],
        unit: isDuration(measure) ? 'seconds' : 'count',
        of: (row) => inUnit(row.measures[measure] ?? 0, isDuration(measure)),
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
  const groupOf = (row: FigureRow) => (groupBy === 'center' ? say.center : (report.names[row.group] ?? row.group));
  const rowOf = (row: FigureRow, group: string) => [
    row.intervalStartMs === null ? say.total : clockOf(row.intervalStartMs),
    group,
    ...columns.map((column) => column.of(row)),
  ];
  return {
    about: [
      [say.title, ''],
      [say.period, `${clockOf(report.fromMs)} – ${clockOf(report.toMs)}`],
      [say.zone, report.timeZone],
      [say.madeAt, clockOf(report.madeAtMs)],
      [say.level, `${name}: ${formula}, T = ${report.thresholdSeconds} ${say.seconds}`],
      [say.version, String(DEFINITIONS_VERSION)],
    ],
    head: [say.start, say.group, ...columns.map(({ title }) => title)],
    columns,
    rows: [
      rowOf(report.total, say.center),
      ...(groupBy === 'center' ? [] : report.totals.map((row) => rowOf(row, groupOf(row)))),
      ...report.rows.map((row) => rowOf(row, groupOf(row))),
    ],
  };
}

function inUnit(value: number | null, isTime: boolean): number | null {
  return value === null || !isTime ? value : Math.round(value) / 1000;
}

/** With a byte order mark, by which spreadsheets know UTF-8; what would be taken for a formula there is made text. */
export function writeCsv({ about, head, rows }: ExportTable): Buffer {
  const cell = (value: string | number | null) => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  };
  const lines = [...about, [], head, ...rows].map((row) => row.map(cell).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

export async function writeXlsx({ about, head, columns, rows }: ExportTable): Promise<Buffer> {
  const book = new ExcelJs.Workbook();
  const sheet = book.addWorksheet('figures', { views: [{ state: 'frozen', xSplit: 2, ySplit: about.length + 2 }] });
  for (const line of about) sheet.addRow(line);
  sheet.addRow([]);
  sheet.addRow(head).font = { bold: true };
  for (const row of rows) sheet.addRow(row);
  sheet.getRow(1).font = { bold: true, size: 14 };
  sheet.getColumn(1).width = 22;
  sheet.getColumn(2).width = 18;
  const formats = { share: '0.0%', seconds: '0.0', count: 'General' };
  for (const [i, { unit, title }] of columns.entries()) {
    const column = sheet.getColumn(i + 3);
    column.width = Math.min(32, Math.max(10, title.length * 1.4));
    column.numFmt = formats[unit];
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
