import type { CaseGrade } from '../../contracts/service-desk/case-types.ts';
import { flag, flagOrNull, key, ms, msOrNull, table, text, textOrNull } from '../table.ts';

/** What reports count: of a case's clocks that of the whole round, and those that others wait for. */
export const verdictKinds = ['whole', 'accept', 'acknowledge', 'promise'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** What became of one clock, with the facts that reports ask for; made from the rows of its case and never by hand. */
export interface ClockVerdictRow {
  caseId: string;
  clockKey: string;
  round: number;
  startedAtMs: number;
  kind: VerdictKind;
  typeKey: string;
  categoryId: string | null;
  grade: CaseGrade;
  /** To which it was dispatched; of a round, to which last. */
  departmentId: string | null;
  /** Customer or, where nobody knows who it is, number. */
  customerKey: string | null;
  /** Null: it is not known when it is due. */
  dueAtMs: number | null;
  doneAtMs: number | null;
  /** Neither cancelled nor merged. */
  isCounted: boolean;
  isExcused: boolean;
  isReturned: boolean;
  isGrounded: boolean | null;
  cause: string | null;
  openedAtMs: number;
  /** Of a case that is closed, on its last round. */
  closedAtMs: number | null;
  /** Closed in the first round, never returned. */
  isOnce: boolean;
}
export const ClockVerdictSchema = table<ClockVerdictRow>('clock_verdicts', {
  caseId: key,
  clockKey: key,
  round: { type: 'int', primary: true },
  startedAtMs: { type: 'bigint', primary: true },
  kind: text,
  typeKey: text,
  categoryId: textOrNull,
  grade: text,
  departmentId: textOrNull,
  customerKey: textOrNull,
  dueAtMs: msOrNull,
  doneAtMs: msOrNull,
  isCounted: flag,
  isExcused: flag,
  isReturned: flag,
  isGrounded: flagOrNull,
  cause: textOrNull,
  openedAtMs: ms,
  closedAtMs: msOrNull,
  isOnce: flag,
});

/** How long a settled round took; written once, when it is settled. */
export interface RoundTimeRow {
  caseId: string;
  round: number;
  typeKey: string;
  doneAtMs: number;
  /** Of office hours, without pauses. */
  openMs: number;
  elapsedMs: number;
  /** All of it, open or not. */
  pausedMs: number;
}
export const RoundTimeSchema = table<RoundTimeRow>('round_times', {
  caseId: key,
  round: { type: 'int', primary: true },
  typeKey: text,
  doneAtMs: ms,
  openMs: ms,
  elapsedMs: ms,
  pausedMs: ms,
});

/** A miss that is nobody's fault. The verdict stays; a second rate leaves it out. */
export interface ClockExcuseRow {
  caseId: string;
  clockKey: string;
  round: number;
  startedAtMs: number;
  reason: string;
  byId: string;
  atMs: number;
}
export const ClockExcuseSchema = table<ClockExcuseRow>('clock_excuses', {
  caseId: key,
  clockKey: key,
  round: { type: 'int', primary: true },
  startedAtMs: { type: 'bigint', primary: true },
  reason: text,
  byId: text,
  atMs: ms,
});
