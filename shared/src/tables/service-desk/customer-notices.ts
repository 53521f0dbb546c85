import type { noticeDrivers, NoticeState } from '../../contracts/service-desk/customer-notices.ts';
import { flag, int, key, ms, msOrNull, table, text, textOrNull } from '../table.ts';

export interface CustomerNoticeRow {
  /** Of case, entry, template and number: the same is kept once. */
  noticeId: string;
  caseId: string;
  caseNo: string;
  template: string;
  /** Canonical. */
  number: string;
  text: string;
  isUrgent: boolean;
  state: NoticeState;
  why: string;
  tries: number;
  atMs: number;
  /** When it is to be tried; while it is being sent, since when. */
  sendAtMs: number;
  settledAtMs: number | null;
  /** What became of it stands in the history of its case. */
  isEntered: boolean;
}
export const CustomerNoticeSchema = table<CustomerNoticeRow>('notices', {
  noticeId: key,
  caseId: text,
  caseNo: text,
  template: text,
  number: text,
  text,
  isUrgent: flag,
  state: text,
  why: text,
  tries: int,
  atMs: ms,
  sendAtMs: ms,
  settledAtMs: msOrNull,
  isEntered: flag,
});

export interface NoticeAttemptRow {
  noticeId: string;
  attemptNo: number;
  atMs: number;
  driver: (typeof noticeDrivers)[number];
  /** Null: it is under way, or who sent it died. */
  answer: 'accepted' | 'refused' | 'unknown' | null;
  why: string;
  providerId: string | null;
}
export const NoticeAttemptSchema = table<NoticeAttemptRow>('notice_attempts', {
  noticeId: key,
  attemptNo: { type: 'int', primary: true },
  atMs: ms,
  driver: text,
  answer: textOrNull,
  why: text,
  providerId: textOrNull,
});

export interface NoticeSettingsRow {
  settingsId: 'center';
  driver: (typeof noticeDrivers)[number];
  url: string;
  secret: string;
  /** Minutes of the day, the second exclusive. */
  fromMinute: number;
  toMinute: number;
}
export const NoticeSettingsSchema = table<NoticeSettingsRow>('notice_settings', {
  settingsId: key,
  driver: text,
  url: text,
  secret: text,
  fromMinute: int,
  toMinute: int,
});
