import { parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { mustUnpackWithin } from './measure-workbook.ts';

/** A table as text, cell by cell: the first sheet of a workbook, or a csv file. */
export type Table = string[][];

const ZIP_SIGNATURE = 'PK';

/**
 * Reads xlsx or csv, distinguished by their first bytes and not by their name. A csv file is UTF-8 or, as spreadsheets
 * in China save it, GB18030; separated by commas, semicolons or tabs. Throws when it is neither, or when a workbook
 * would unpack to more than an import can have.
 */
export async function readTable(file: Buffer): Promise<Table> {
  if (file.toString('latin1', 0, 2) === ZIP_SIGNATURE) {
    await mustUnpackWithin(file);
    const [sheet] = await readXlsx(file);
    return (sheet?.data ?? []).map((row) => row.map(textOf));
  }
  const text = decode(file);
  if (text.includes('\0')) throw new Error('neither xlsx nor text');
  const [headings = ''] = text.split(/\r?\n/, 1);
  const delimiter = ['\t', ';', ','].find((sign) => headings.includes(sign)) ?? ',';
  return parse(text, { delimiter, relaxColumnCount: true, skipEmptyLines: false, bom: true }) as Table;
}

function decode(file: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(file);
  }
}

/** A spreadsheet keeps a phone number as a number: it is written out whole. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return Number.isInteger(cell) ? BigInt(cell).toString() : String(cell);
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell as string | boolean).trim();
}
