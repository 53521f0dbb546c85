/** Whether a notice goes out now: not at night, not too many, not the same again. Pure; times and zone are given. */
import { centerClock } from '../center-day.ts';

export const MOST_A_DAY = 3;
/** The same text of the same case to the same number. */
export const SAME_AGAIN_MS = 30 * 60_000;
/** After a refusal for now. */
const AGAIN_AFTER_MS = [60_000, 300_000, 1_800_000] as const;

export interface NoticeToSend {
  caseId: string;
  template: string;
  isUrgent: boolean;
}
/** One that went to the same number, or may have. */
export interface SentNotice {
  caseId: string;
  template: string;
  atMs: number;
}
export interface NoticeHours {
  /** Minutes of the day, the second exclusive. */
  fromMinute: number;
  toMinute: number;
  timeZone: string;
}

export type NoticeGuard =
  | { kind: 'send' }
  | { kind: 'wait'; untilMs: number }
  | { kind: 'refuse'; why: 'sameAgain' | 'tooMany' };

export function guardNotice(
  { caseId, template, isUrgent }: NoticeToSend,
  sent: readonly SentNotice[],
  { fromMinute, toMinute, timeZone }: NoticeHours,
  nowMs: number,
): NoticeGuard {
  const clock = centerClock(timeZone);
  const { date, minute } = clock.wallTimeOf(nowMs);
  if (!isUrgent && (minute < fromMinute || minute >= toMinute)) {
    const day = minute < fromMinute ? date : clock.dateOf(clock.startOfNextDay(nowMs));
    return { kind: 'wait', untilMs: clock.instantAt(day, fromMinute) };
  }
  const isSame = (one: SentNotice) =>
    one.caseId === caseId && one.template === template && nowMs - one.atMs < SAME_AGAIN_MS;
  if (sent.some(isSame)) return { kind: 'refuse', why: 'sameAgain' };
  const today = sent.filter(({ atMs }) => clock.dateOf(atMs) === date);
  return today.length >= MOST_A_DAY ? { kind: 'refuse', why: 'tooMany' } : { kind: 'send' };
}

/** When it is tried again after the try of this number was refused for now; null: not any more. */
export function againAt(tries: number, nowMs: number): number | null {
  const afterMs = AGAIN_AFTER_MS[tries - 1];
  return afterMs === undefined ? null : nowMs + afterMs;
}
