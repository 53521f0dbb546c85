/** Cases of another program from a table, over or going on: checked line by line, reviewed, then written; what was imported already is left alone. */
import { z } from 'zod';
import type { Role } from '../../domain/roles.ts';
import { importFailures, importStates } from '../customers/customers.ts';

export const caseImportAccess = {
  caseImport: ['supervisor', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

export const caseImportJobs = {
  /** Check a file of old cases, or write what was checked. */
  importCases: z.object({ importId: z.string() }),
} as const;

export const CASE_IMPORT_LINES = 5000;
export const CASE_IMPORT_BYTES = 7_000_000;

export const caseLineFaults = [
  'missing',
  'unknownType',
  'unreadable',
  'tooLong',
  'notAChoice',
  'twiceInFile',
  'lateTime',
  'unknownPerson',
  'unknownDepartment',
] as const;
export const CaseImportLine = z.object({
  line: z.number().int(),
  /** Of the old case. */
  number: z.string(),
  /** As the file calls it. */
  column: z.string(),
  fault: z.enum(caseLineFaults),
});
export type CaseImportLine = z.infer<typeof CaseImportLine>;

export const CaseImport = z.object({
  importId: z.string(),
  fileName: z.string(),
  state: z.enum(importStates),
  by: z.string(),
  atMs: z.number(),
  lines: z.number().int(),
  added: z.number().int(),
  /** Their numbers are there already. */
  skipped: z.number().int(),
  faulty: z.number().int(),
  failure: z.enum(importFailures).nullable(),
  /** The first thousand. */
  faults: z.array(CaseImportLine),
});
export type CaseImport = z.infer<typeof CaseImport>;
