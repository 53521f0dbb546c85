/** Reports that are sent by mail, daily or weekly. */
import { z } from 'zod';
import { ownId, plainName } from '../plain-text.ts';
import { mailRhythms } from '../../domain/report-mail.ts';

export const reportMailJobs = {
  /** Bring the schedules of mailed reports in line with what is set. */
  scheduleReportMails: z.object({}),
  /** Make a report and mail it; `runId` is given when somebody asks for it now. */
  sendReportMail: z.object({ mailId: z.string(), runId: z.string().optional() }),
} as const;

export const reportMailErrors = {
  mailNotSet: 409,
} as const;

export const reportLanguages = ['zh', 'en'] as const;
export type ReportLanguage = (typeof reportLanguages)[number];

export const ReportMailEdit = z.object({
  name: plainName(),
  /** Saved views with tables of figures, in the order in which they are to be read. */
  viewIds: z.array(ownId(40).min(1)).min(1).max(5),
  rhythm: z.enum(mailRhythms),
  weekday: z.number().int().min(1).max(7).default(1),
  hour: z.number().int().min(0).max(23),
  recipients: z.array(z.email().max(254)).min(1).max(20),
  language: z.enum(reportLanguages),
  /** False: it is stored, but not sent automatically. */
  isActive: z.boolean().default(true),
});
export type ReportMailEdit = z.output<typeof ReportMailEdit>;

export const mailRunStates = ['waiting', 'sent', 'failed'] as const;
/**
 * Why a run sent nothing: its owner may no longer see figures; its views were removed; there is no mail server, or it
 * did not accept the mail; the report is too large; an internal error.
 */
export const mailRunFaults = ['rightLost', 'viewsGone', 'mailNotSet', 'notTaken', 'tooLarge', 'internal'] as const;

export const ReportMailRun = z.object({
  runId: z.string(),
  state: z.enum(mailRunStates),
  fault: z.enum(mailRunFaults).nullable(),
  /** The mail server's reply. */
  detail: z.string(),
  /** Recipients that it refused, of a mail that was sent to the others. */
  refused: z.array(z.string()),
  tries: z.number().int(),
  dueAtMs: z.number(),
  endedAtMs: z.number().nullable(),
});
export type ReportMailRun = z.infer<typeof ReportMailRun>;

export const ReportMail = ReportMailEdit.extend({
  mailId: z.string(),
  /** The person whose access rights apply: the last to save it. */
  ownerId: z.string(),
  ownerName: z.string().nullable(),
  /** Null while it is not active. */
  nextAtMs: z.number().nullable(),
  /** The newest first. */
  lastRuns: z.array(ReportMailRun),
  revision: z.string(),
});
export type ReportMail = z.infer<typeof ReportMail>;
export const ReportMails = z.object({
  /** Whether the center has a mail server (SMTP_URL). */
  canSend: z.boolean(),
  mails: z.array(ReportMail),
});
