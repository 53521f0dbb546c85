import type { OutageCallerRow } from '../service-desk/outages.ts';
import type { CustomerRow, CustomerReferenceRow } from './customers.ts';
import { json, key, ms, msOrNull, text, table } from '../table.ts';

export interface CustomerMergeRow {
  mergeId: string;
  keptId: string;
  mergedId: string;
  mergedName: string;
  atMs: number;
  by: string;
  undoneAtMs: number | null;
  moved: MovedByMerge;
}
export const CustomerMergeSchema = table<CustomerMergeRow>('customer_merges', {
  mergeId: key,
  keptId: text,
  mergedId: text,
  mergedName: text,
  atMs: ms,
  by: text,
  undoneAtMs: msOrNull,
  moved: json,
});

/** What a merge changed, so that it can be undone. */
export interface MovedByMerge {
  numbers: string[];
  references: Pick<CustomerReferenceRow, 'kind' | 'digits'>[];
  cases: string[];
  /** Absent in merges of before they were moved. */
  followUps?: string[];
  outageCallers?: Pick<OutageCallerRow, 'caseId' | 'number'>[];
  /** The kept file's own fields before and after. */
  before: MergedFields;
  after: MergedFields;
}

export type MergedFields = Pick<
  CustomerRow,
  'name' | 'tier' | 'addresses' | 'tags' | 'note' | 'ownerId' | 'confidentiality'
>;
