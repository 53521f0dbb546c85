/** Figures as a report, and the report as a file: asked for over HTTP and sent by mail. Node only. */
export { aboutReport, makeExportTable, nameOfGroup, writeCsv, writeXlsx } from './export-figures.ts';
export { type FigureChoice, makeFigureReport, TooMuchAsked } from './make-figure-report.ts';
export { makeServiceLevelReport } from './make-service-level-report.ts';
