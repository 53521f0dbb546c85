import type { CaseState } from '../../contracts/service-desk/case-types.ts';
import type { CaseClock } from '../../domain/cases/case-clock.ts';
import { json, key, ms, msOrNull, table, text } from '../table.ts';
import type { CaseLinkRow, CasePersonRow } from './cases.ts';

/** That a case goes on in another, with what undoing it takes. */
export interface CaseMergeRow {
  caseId: string;
  intoId: string;
  mergedAtMs: number;
  byId: string;
  stateBefore: CaseState;
  closedAtMsBefore: number | null;
  clocksBefore: CaseClock[];
  /** What the other case did not have before. */
  copied: {
    links: Pick<CaseLinkRow, 'kind' | 'ref'>[];
    people: Pick<CasePersonRow, 'relation' | 'ref'>[];
    /** Numbers of those who called about an outage. */
    callers: string[];
  };
}
export const CaseMergeSchema = table<CaseMergeRow>('case_merges', {
  caseId: key,
  intoId: text,
  mergedAtMs: ms,
  byId: text,
  stateBefore: text,
  closedAtMsBefore: msOrNull,
  clocksBefore: json,
  copied: json,
});
