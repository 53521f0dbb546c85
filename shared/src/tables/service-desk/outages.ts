import { flag, int, key, ms, msOrNull, table, text, textOrNull } from '../table.ts';

/** Who called about an outage: one row for each number, however often it called. */
export interface OutageCallerRow {
  caseId: string;
  number: string;
  customerId: string | null;
  name: string;
  calls: number;
  /** To be called when it is over; otherwise a notice is enough. */
  wantsCall: boolean;
  attachedAtMs: number;
  attachedById: string;
  /** That it is over: by a visit, or when they rang in. */
  toldAtMs: number | null;
  toldIn: 'visit' | 'call' | null;
}
export const OutageCallerSchema = table<OutageCallerRow>('outage_callers', {
  caseId: key,
  number: key,
  customerId: textOrNull,
  name: text,
  calls: int,
  wantsCall: flag,
  attachedAtMs: ms,
  attachedById: text,
  toldAtMs: msOrNull,
  toldIn: textOrNull,
});
