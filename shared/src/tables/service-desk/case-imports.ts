import type { importFailures, importStates } from '../../contracts/customers/customers.ts';
import type { CaseImportLine } from '../../contracts/service-desk/case-imports.ts';
import { int, json, key, ms, table, text, textOrNull } from '../table.ts';

export interface CaseImportRow {
  importId: string;
  fileName: string;
  /** Gone when the import has come to an end. */
  file: Buffer | null;
  state: (typeof importStates)[number];
  by: string;
  atMs: number;
  lines: number;
  added: number;
  skipped: number;
  faulty: number;
  failure: (typeof importFailures)[number] | null;
  faults: CaseImportLine[];
}
export const CaseImportSchema = table<CaseImportRow>('case_imports', {
  importId: key,
  fileName: text,
  file: { type: 'mediumblob', nullable: true },
  state: text,
  by: text,
  atMs: ms,
  lines: int,
  added: int,
  skipped: int,
  faulty: int,
  failure: textOrNull,
  faults: json,
});
