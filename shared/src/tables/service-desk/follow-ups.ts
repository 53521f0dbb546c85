import type { AttemptOutcome, FollowUpState } from '../../contracts/service-desk/follow-ups.ts';
import { int, intOrNull, key, ms, msOrNull, table, text, textOrNull } from '../table.ts';

export interface FollowUpRow {
  /** Of case, act that made it, and number. */
  followUpId: string;
  kind: string;
  caseId: string;
  round: number;
  customerId: string | null;
  customerName: string;
  number: string;
  dueAtMs: number | null;
  /** Of the last attempt without an answer. */
  lastTriedAtMs: number | null;
  /** With an answer or without. */
  firstTriedAtMs: number | null;
  assigneeId: string | null;
  claimedAtMs: number | null;
  tries: number;
  state: FollowUpState;
  rating: number | null;
  words: string;
  createdAtMs: number;
  settledAtMs: number | null;
  settledById: string | null;
}
export const FollowUpSchema = table<FollowUpRow>('follow_ups', {
  followUpId: key,
  kind: text,
  caseId: text,
  round: int,
  customerId: textOrNull,
  customerName: text,
  number: text,
  dueAtMs: msOrNull,
  lastTriedAtMs: msOrNull,
  firstTriedAtMs: msOrNull,
  assigneeId: textOrNull,
  claimedAtMs: msOrNull,
  tries: int,
  state: text,
  rating: intOrNull,
  words: text,
  createdAtMs: ms,
  settledAtMs: msOrNull,
  settledById: textOrNull,
});

export interface FollowUpAttemptRow {
  followUpId: string;
  attemptNo: number;
  atMs: number;
  byId: string;
  callId: string | null;
  outcome: AttemptOutcome;
  talkMs: number | null;
  rating: number | null;
  words: string;
  reason: string;
}
export const FollowUpAttemptSchema = table<FollowUpAttemptRow>('follow_up_attempts', {
  followUpId: key,
  attemptNo: { type: 'int', primary: true },
  atMs: ms,
  byId: text,
  callId: textOrNull,
  outcome: text,
  talkMs: msOrNull,
  rating: intOrNull,
  words: text,
  reason: text,
});
