import { csvCell } from '@sansheng/shared/domain/csv-cell';
import type { Response } from 'express';
import { UserError } from './user-error.ts';

export const spreadsheetFormats = ['xlsx', 'csv'] as const;
export type SpreadsheetFormat = (typeof spreadsheetFormats)[number];

/** A workbook is built in memory; csv is streamed and has no limit. */
const XLSX_ROWS = 50_000;

/**
 * Sends a table as a file, batch by batch as it arrives. `fileName` has no extension. Throws `tooLarge` for a workbook
 * of more than 50,000 rows.
 */
export async function sendSpreadsheet(
  response: Response,
  format: SpreadsheetFormat,
  fileName: string,
  headings: readonly string[],
  batches: AsyncIterable<readonly (readonly string[])[]>,
): Promise<void> {
  response.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${fileName}.${format}`)}`);
  response.set('Cache-Control', 'private, no-store');
  if (format === 'csv') {
    response.type('text/csv; charset=utf-8');
    // Without the byte order mark, spreadsheet programs assume the local code page.
    response.write(`\uFEFF${csvLine(headings)}`);
    for await (const rows of batches) {
      if (!response.write(rows.map(csvLine).join(''))) await drained(response);
      if (response.destroyed) return;
    }
    response.end();
    return;
  }
  const rows: (readonly string[])[] = [];
  for await (const batch of batches) {
    rows.push(...batch);
    if (rows.length > XLSX_ROWS) {
      response.removeHeader('Content-Disposition');
      throw new UserError('tooLarge', { field: 'format', detail: `more than ${XLSX_ROWS} rows: ask for csv` });
    }
  }
  const cells = rows.map((row) => row.map((value) => ({ value, type: String })));
  const heads = headings.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const { default: writeXlsx } = await import('write-excel-file/node');
  const file = await writeXlsx([heads, ...cells], { stickyRowsCount: 1 }).toBuffer();
  response.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(file);
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function drained(response: Response): Promise<void> {
  return new Promise((settle) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      settle();
    };
    response.on('drain', go).on('close', go);
  });
}
