import type { ReportMailEdit, ReportMailRun } from '../../contracts/records/report-mails.ts';
import { flag, int, json, key, ms, msOrNull, text, textOrNull, table } from '../table.ts';

/** A report that is sent by mail by the rights of its owner. */
export interface ReportMailRow extends ReportMailEdit {
  mailId: string;
  ownerId: string;
}
export const ReportMailSchema = table<ReportMailRow>('report_mails', {
  mailId: key,
  name: text,
  viewIds: json,
  rhythm: text,
  weekday: int,
  hour: int,
  recipients: json,
  language: text,
  isActive: flag,
  ownerId: text,
});

export interface ReportMailRunRow extends ReportMailRun {
  mailId: string;
}
export const ReportMailRunSchema = table<ReportMailRunRow>('report_mail_runs', {
  runId: key,
  mailId: text,
  state: text,
  fault: textOrNull,
  detail: text,
  refused: json,
  tries: int,
  dueAtMs: ms,
  endedAtMs: msOrNull,
});
