import { int, key, ms, msOrNull, table, text, textOrNull } from '../table.ts';

/** How far clocks are counted again by a calendar as it is now. */
export interface ClockRecountRow {
  calendarId: string;
  /** Of the calendar, with its holidays: another one means that it was changed. */
  mark: string;
  /** Not before all servers know the change. */
  beginsAtMs: number;
  /** The last case that was looked at, '' before the first; null: all were. */
  atCaseId: string | null;
  /** A server is at it until then; one that dies lets go by it. */
  heldUntilMs: number;
  looked: number;
  /** Clocks that are due later, and those that would be due earlier. */
  later: number;
  earlier: number;
  finishedAtMs: number | null;
}
export const ClockRecountSchema = table<ClockRecountRow>('clock_recounts', {
  calendarId: key,
  mark: text,
  beginsAtMs: ms,
  atCaseId: textOrNull,
  heldUntilMs: ms,
  looked: int,
  later: int,
  earlier: int,
  finishedAtMs: msOrNull,
});

/** Less time than was promised, which a supervisor may take. */
export interface EarlierTimeRow {
  caseId: string;
  clockKey: string;
  round: number;
  startedAtMs: number;
  calendarId: string;
  dueAtMs: number;
  earlierAtMs: number;
  foundAtMs: number;
  /** The supervisor who takes it; null: nobody has yet. */
  agreedBy: string | null;
}
export const EarlierTimeSchema = table<EarlierTimeRow>('earlier_times', {
  caseId: key,
  clockKey: key,
  round: { type: 'int', primary: true },
  startedAtMs: { type: 'bigint', primary: true },
  calendarId: text,
  dueAtMs: ms,
  earlierAtMs: ms,
  foundAtMs: ms,
  agreedBy: textOrNull,
});
