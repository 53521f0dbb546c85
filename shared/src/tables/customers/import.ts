import type {
  ImportLine,
  importFailures,
  importStates,
  knownNumberPolicies,
} from '../../contracts/customers/customers.ts';
import { int, json, key, ms, text, textOrNull, table } from '../table.ts';

export interface CustomerImportRow {
  importId: string;
  fileName: string;
  /** Gone when the import has come to an end. */
  file: Buffer | null;
  state: (typeof importStates)[number];
  policy: (typeof knownNumberPolicies)[number];
  by: string;
  atMs: number;
  lines: number;
  linesDone: number;
  added: number;
  changed: number;
  skipped: number;
  faulty: number;
  failure: (typeof importFailures)[number] | null;
  faults: ImportLine[];
}
export const CustomerImportSchema = table<CustomerImportRow>('customer_imports', {
  importId: key,
  fileName: text,
  file: { type: 'mediumblob', nullable: true },
  state: text,
  policy: text,
  by: text,
  atMs: ms,
  lines: int,
  linesDone: int,
  added: int,
  changed: int,
  skipped: int,
  faulty: int,
  failure: textOrNull,
  faults: json,
});
