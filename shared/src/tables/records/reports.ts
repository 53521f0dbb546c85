import type { FigureNote, ReportView } from '../../contracts/records/reports.ts';
import { int, json, key, ms, text, table } from '../table.ts';

export const FigureNoteSchema = table<Omit<FigureNote, 'revision'>>('figure_notes', {
  startMs: { type: 'bigint', primary: true },
  note: text,
  employeeNo: text,
  atMs: ms,
});

export const ReportViewSchema = table<Omit<ReportView, 'usedBy' | 'may'>>('report_views', {
  viewId: key,
  name: text,
  path: text,
  employeeNo: text,
  atMs: ms,
});

/** One discrepancy in the books. */
export interface LedgerFault {
  /**
   * `unbalanced`: offered is not the sum of its parts; `miscounted`: the figures differ from the records; `notBooked`:
   * a call was in a queue but is in no queue's books; `daySumAmiss`: a day is not the sum of its quarters of an hour,
   * or is a day of another time zone (then of the term `offered`, with nothing recorded).
   */
  kind: 'unbalanced' | 'miscounted' | 'notBooked' | 'daySumAmiss';
  axis: 'center' | 'queue';
  /** The queue; '' for the center. */
  member: string;
  startMs: number;
  /** What is wrong: a term of the ledger, or `offered`. */
  term: string;
  booked: number;
  recorded: number;
}
export interface LedgerCheck {
  fromMs: number;
  toMs: number;
  checkedAtMs: number;
  /** Calls of the center and entries of queues that were checked. */
  calls: number;
  entries: number;
  /** Quarter-hours waiting to be recounted, which were left out. */
  pending: number;
  faultCount: number;
  /** The first of them. */
  faults: LedgerFault[];
}
export const LedgerCheckSchema = table<LedgerCheck>('ledger_checks', {
  checkedAtMs: { type: 'bigint', primary: true },
  fromMs: ms,
  toMs: ms,
  calls: int,
  entries: int,
  pending: int,
  faultCount: int,
  faults: json,
});
