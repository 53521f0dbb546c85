import { fileURLToPath } from 'node:url';
import type { FigureReport, FigureRow } from '@sansheng/shared/contracts/records/reports';
import type { ReportLanguage } from '@sansheng/shared/contracts/records/report-mails';
import { drawFigures, nameOfColumn } from '@sansheng/shared/domain/figure-chart';
import { axisNotes, figureDefinitions, serviceLevelTexts } from '@sansheng/shared/domain/figure-definitions';
import { type FigureColumn, type FigureView, presets, unitOf } from '@sansheng/shared/domain/figure-view';
import { type Axis, isCounted } from '@sansheng/shared/domain/figures';
import { spanOfRow } from '@sansheng/shared/domain/opened-calls';
import { aboutReport, nameOfGroup } from '@sansheng/shared/figure-report';
import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { drawChart as DrawChart } from './draw-chart.ts';
import { mailWords } from './mail-words.ts';

export interface DrawnReport {
  name: string;
  view: FigureView;
  report: FigureReport;
  /** The center by interval. */
  course: readonly FigureRow[];
}

/** Nobody reads more on paper; the xlsx has everything. */
const MAX_ROWS = 400;
const HOUR_MS = 3_600_000;
const quiet = '#6b7785';
/** Width of A4 landscape, in points. */
const PAGE_WIDTH = 842;
const MARGIN = 28;
const CELL_PADDING = 3;
const BEGIN_WIDTH = 66;
const GROUP_WIDTH = 68;
const FONT = 'NotoSansHans';
/** Size of the chart, in points; drawn a little larger than on the page, so that its letters match the text. */
const CHART_HEIGHT = 190;
const CHART_SCALE = 0.72;

// The font comes with the program and is embedded, so that Chinese is readable wherever the file is opened.
const fontFile = (weight: 'Regular' | 'Bold') =>
  fileURLToPath(new URL(`../fonts/NotoSansHans-${weight}.otf`, import.meta.resolve('@embedpdf/fonts-sc')));
const fonts = { normal: fontFile('Regular'), bold: fontFile('Bold') };
pdfmake.setFonts({ [FONT]: fonts });
pdfmake.setTableLayouts({
  lines: {
    hLineWidth: (i, { table }) => (i === 0 || i === table.body.length ? 0 : i === table.headerRows ? 1 : 0.5),
    hLineColor: (i, { table }) => (i === table.headerRows ? quiet : '#dde2e7'),
    vLineWidth: () => 0,
    paddingLeft: () => CELL_PADDING,
    paddingRight: () => CELL_PADDING,
  },
});
// A report loads nothing but its fonts.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => Object.values(fonts).includes(path));

/** A PDF to read: each view as the page shows it, then what its figures mean. `clockOf` writes by the center's clock. */
export async function drawReports(
  title: string,
  drawn: readonly DrawnReport[],
  language: ReportLanguage,
  clockOf: (atMs: number) => string,
): Promise<Buffer> {
  const say = mailWords[language];
  const madeAt = clockOf(Math.max(...drawn.map(({ report }) => report.madeAtMs)));
  // Loading the chart library takes longer than everything else here; a worker that mails nothing need not do it.
  const { drawChart } = await import('./draw-chart.ts');
  const definition: TDocumentDefinitions = {
    info: { title, creator: say.product },
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [MARGIN, 32, MARGIN, 40],
    defaultStyle: { font: FONT, fontSize: 8, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 15, bold: true, margin: [0, 0, 0, 6] },
      heading: { fontSize: 10, bold: true, margin: [0, 14, 0, 4] },
      quiet: { color: quiet },
      head: { color: quiet, bold: true, fontSize: 6.6 },
    },
    content: drawn.flatMap((one, i) => contentOf(one, language, clockOf, drawChart, i > 0)),
    footer: (page, pages) => ({
      columns: [
        { text: `${title} · ${say.madeAt} ${madeAt}`, style: 'quiet' },
        { text: `${page} / ${pages}`, style: 'quiet', alignment: 'right' },
      ],
      margin: [MARGIN, 14, MARGIN, 0],
    }),
  };
  return pdfmake.createPdf(definition).getBuffer();
}

function contentOf(
  { name, view, report, course }: DrawnReport,
  language: ReportLanguage,
  clockOf: (atMs: number) => string,
  drawChart: typeof DrawChart,
  isNextPage: boolean,
): Content[] {
  const say = mailWords[language];
  const level = serviceLevelTexts[report.definition][language];
  const columns: readonly FigureColumn[] = presets[view.preset];
  // Not sized by the longest word, which in English would push columns off the page.
  const isDivided = view.interval !== 'all';
  const namedWidths = isDivided ? [BEGIN_WIDTH, GROUP_WIDTH] : [BEGIN_WIDTH + GROUP_WIDTH];
  const columnWidth =
    (PAGE_WIDTH - 2 * MARGIN - BEGIN_WIDTH - GROUP_WIDTH) / columns.length -
    (2 * CELL_PADDING * (columns.length + namedWidths.length)) / columns.length;
  const rowOf = (
    row: FigureRow,
    begin: string,
    group: string,
    isBold: boolean,
    axis: Axis = view.groupBy,
  ): TableCell[] =>
    [...(isDivided ? [begin] : []), group, ...columns.map((column) => shown(column, row, axis, say.seconds))].map(
      (text, i) => ({ text, bold: isBold, alignment: i < namedWidths.length ? 'left' : 'right' }),
    );
  const nameOf = (group: string) => nameOfGroup(report, view.groupBy, group, language);
  const groupOf = (row: FigureRow) => nameOf(row.group);
  const all: TableCell[][] = [
    rowOf(report.total, say.total, say.center, true, 'center'),
    ...(report.before === null
      ? []
      : [
          rowOf(
            report.before.total,
            say.before,
            isDivided ? say.center : `${say.center} · ${say.before}`,
            false,
            'center',
          ),
        ]),
    ...(view.groupBy === 'center' ? [] : report.totals.map((row) => rowOf(row, say.total, groupOf(row), isDivided))),
    ...(!isDivided
      ? []
      : report.rows.map((row) => rowOf(row, clockOf(spanOfRow(report, row).fromMs), groupOf(row), false))),
  ];
  const head: TableCell[] = [
    ...(isDivided ? [say.begin] : []),
    say.group,
    ...columns.map((column) => nameOfColumn(column, report, language)),
  ].map((text, i) => ({ text, style: 'head', alignment: i < namedWidths.length ? 'left' : 'right' }));
  const chart = drawFigures(report, course, view, language, nameOf, clockOf);
  const chartWidth = PAGE_WIDTH - 2 * MARGIN;
  const note = axisNotes[view.groupBy];
  const notes = [
    ...(note === undefined ? [] : [note[language]]),
    ...(all.length > MAX_ROWS ? [say.cut(MAX_ROWS, all.length)] : []),
    ...(report.pending > 0 ? [say.pending(report.pending)] : []),
  ];
  return [
    { text: name, style: 'title', ...(isNextPage && { pageBreak: 'before' as const }) },
    {
      layout: 'noBorders',
      table: {
        body: aboutReport(report, language, clockOf).map(([what, text]) => [{ text: what, style: 'quiet' }, text]),
      },
      margin: [0, 0, 0, 8],
    },
    ...(chart === null
      ? []
      : [
          { text: chart.title, style: 'heading' },
          {
            svg: drawChart(chart, {
              width: chartWidth / CHART_SCALE,
              height: CHART_HEIGHT / CHART_SCALE,
              fontFamily: FONT,
            }),
            width: chartWidth,
            margin: [0, 0, 0, 8] as [number, number, number, number],
          },
        ]),
    {
      layout: 'lines',
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [...namedWidths, ...columns.map(() => columnWidth)],
        body: [head, ...all.slice(0, MAX_ROWS)],
      },
    },
    ...notes.map((text) => ({ text, style: 'quiet', margin: [0, 6, 0, 0] as [number, number, number, number] })),
    { text: say.definitions, style: 'heading' },
    {
      layout: 'lines',
      table: {
        widths: ['auto', '*', '*'],
        headerRows: 1,
        body: [
          ['', say.formula, say.counted].map((text) => ({ text, style: 'head' })),
          ...columns.flatMap((column) => {
            if (column.kind !== 'figure') return [];
            const text = figureDefinitions[column.name][language];
            const formula = column.name === 'serviceLevel' ? `${level.name}: ${level.formula}` : text.formula;
            return [[{ text: text.name, bold: true }, formula, text.counted]];
          }),
        ],
      },
    },
  ];
}

/** Shares in per cent, times below a minute in seconds, else as a clock shows them. */
export function shown(column: FigureColumn, row: FigureRow, axis: Axis, seconds: string): string {
  const uncounted = column.kind === 'measure' && !isCounted(axis, column.name);
  const value =
    column.kind === 'figure' ? row.figures[column.name] : uncounted ? undefined : (row.measures[column.name] ?? 0);
  if (value === undefined) return '–';
  const unit = unitOf(column);
  if (unit === 'share') return `${(value * 100).toFixed(1)}%`;
  if (unit === 'count') return Number.isInteger(value) ? String(value) : value.toFixed(2);
  if (value < 60_000) return `${(value / 1000).toFixed(1)} ${seconds}`;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const clock = `${two((value % HOUR_MS) / 60_000)}:${two((value % 60_000) / 1000)}`;
  return value < HOUR_MS ? clock : `${Math.floor(value / HOUR_MS)}:${clock}`;
}
