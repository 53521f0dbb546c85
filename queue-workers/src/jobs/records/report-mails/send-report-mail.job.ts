import type { JobData } from '@sansheng/shared/contracts/jobs';
import type { ReportMailRun } from '@sansheng/shared/contracts/records/report-mails';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import {
  type ReportMailRow,
  type ReportMailRunRow,
  ReportMailRunSchema,
  ReportMailSchema,
} from '@sansheng/shared/tables/records/report-mails';
import { ReportViewSchema } from '@sansheng/shared/tables/records/reports';
import { writeAudit } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { isOverTime } from '@sansheng/shared/domain/figure-chart';
import { figureViewAt } from '@sansheng/shared/domain/figure-view';
import { intervalOfMail, mayMailReports, periodOfMail } from '@sansheng/shared/domain/report-mail';
import {
  type FigureChoice,
  makeExportTable,
  makeFigureReport,
  TooMuchAsked,
  writeXlsx,
} from '@sansheng/shared/figure-report';
import { UnrecoverableError } from 'bullmq';
import { createTransport } from 'nodemailer';
import { In, LessThan } from 'typeorm';
import type { WorkerContext } from '../../../worker-context.ts';
import { type DrawnReport, drawReports } from './draw-report.ts';
import { mailWords } from './mail-words.ts';
import { writeMail } from './write-mail.ts';

const DETAIL_LENGTH = 500;
const KEEP_RUNS_MS = 366 * 86_400_000;
const SMTP_MS = 30_000;

/** Sending again would change nothing. */
class NotSent extends UnrecoverableError {
  readonly fault: NonNullable<ReportMailRun['fault']>;

  constructor(fault: NonNullable<ReportMailRun['fault']>, message: string = fault) {
    super(message);
    this.fault = fault;
  }
}

/**
 * Makes a report and mails it, with the current rights of its owner. One run for each due time: a job that is repeated
 * after its mail was accepted does nothing. What the mail server refuses permanently is not retried; everything else is
 * thrown, so that BullMQ retries it until the last attempt.
 */
export async function sendReportMail(
  { mailId, runId = '' }: JobData<'sendReportMail'>,
  context: WorkerContext,
  isLastTry: boolean,
  dueAtMs: number,
): Promise<void> {
  const { db, log } = context;
  const runs = db.getRepository(ReportMailRunSchema);
  const mail = await db.getRepository(ReportMailSchema).findOneBy({ mailId });
  if (mail === null || (runId === '' && !mail.isActive)) return;
  const id = runId === '' ? `${mailId}.${dueAtMs}` : runId;
  const former = await runs.findOneBy({ runId: id });
  if (former !== null && former.state !== 'waiting') return;
  const run: ReportMailRunRow = {
    ...(former ?? { runId: id, mailId, dueAtMs }),
    state: 'waiting',
    fault: null,
    detail: '',
    refused: [],
    tries: (former?.tries ?? 0) + 1,
    endedAtMs: null,
  };
  await runs.save(run);
  try {
    const { detail: answer, refused } = await makeAndSend(mail, run, context);
    if (refused.length > 0) {
      const detail = { runId: id, refused };
      await writeAudit(db, { ...auditOf(mail), action: 'reports.mailRefused', detail }, Date.now());
    }
    await runs.update({ runId: id }, { state: 'sent', detail: answer, refused, endedAtMs: Date.now() });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const isFinal = isLastTry || error instanceof NotSent;
    const fault = error instanceof NotSent ? error.fault : isOfMailServer(error) ? 'notTaken' : 'internal';
    const ended = isFinal && { state: 'failed' as const, endedAtMs: Date.now() };
    if (isFinal) {
      log.warn({ mailId, runId: id, fault, reason }, 'a report was not mailed');
      await writeAudit(db, { ...auditOf(mail), action: 'reports.notMailed', detail: { runId: id, fault } }, Date.now());
    }
    await runs.update({ runId: id }, { fault, detail: reason.slice(0, DETAIL_LENGTH), ...ended });
    throw error;
  }
  await runs.delete({ dueAtMs: LessThan(Date.now() - KEEP_RUNS_MS) });
}

/** The mail server's answer, and the recipients it refused. The audit entry comes first: without it nothing is sent. */
async function makeAndSend(
  mail: ReportMailRow,
  run: ReportMailRunRow,
  context: WorkerContext,
): Promise<Pick<ReportMailRun, 'detail' | 'refused'>> {
  const { db, env } = context;
  if (env.SMTP_URL === undefined || env.MAIL_FROM === undefined) throw new NotSent('mailNotSet');
  const owner = await db.getRepository(AccountSchema).findOneBy({ employeeNo: mail.ownerId, isActive: true });
  if (owner === null || !mayMailReports(owner.roles)) throw new NotSent('rightLost');

  const clock = centerClock(env.CENTER_TIME_ZONE);
  const { fromMs, toMs } = periodOfMail(mail.rhythm, clock, run.dueAtMs);
  const views = await db.getRepository(ReportViewSchema).findBy({ viewId: In(mail.viewIds) });
  const drawn: DrawnReport[] = [];
  for (const viewId of mail.viewIds) {
    const saved = views.find((one) => one.viewId === viewId);
    const view = saved === undefined ? null : figureViewAt(saved.path);
    if (saved === undefined || view === null) continue;
    const choice = {
      ...view,
      interval: intervalOfMail(view.interval, mail.rhythm),
      reasons: false,
      fromMs,
      toMs,
      language: mail.language,
    };
    const make = (of: FigureChoice) =>
      makeFigureReport(db, clock, env.CENTER_TIME_ZONE, of, Date.now()).catch((error: unknown) => {
        throw error instanceof TooMuchAsked ? new NotSent('tooLarge', error.message) : error;
      });
    const report = await make(choice);
    const isOfCenter = choice.groupBy === 'center' || !isOverTime(choice);
    const { rows: course } = isOfCenter ? report : await make({ ...choice, groupBy: 'center', compare: false });
    drawn.push({ name: saved.name, view: { ...view, interval: choice.interval }, report, course });
  }
  if (drawn.length === 0) throw new NotSent('viewsGone');

  const title = `${mailWords[mail.language].product} · ${mail.name} · ${clock.dateOf(fromMs)}`;
  const fileName = `sansheng-${mail.rhythm}-${clock.dateOf(fromMs)}`;
  const sheets = drawn.map(({ name, view, report }) => ({
    name,
    table: makeExportTable(report, view.groupBy, mail.language, clock.textOf),
  }));
  const [xlsx, pdf] = [await writeXlsx(sheets), await drawReports(title, drawn, mail.language, clock.textOf)];
  const { runId, tries } = run;
  const detail = { runId, tries, fromMs, toMs, views: drawn.map(({ name }) => name), recipients: mail.recipients };
  await writeAudit(db, { ...auditOf(mail), action: 'reports.mailed', detail }, Date.now());
  const transport = createTransport({
    url: env.SMTP_URL,
    requireTLS: mustBeSealed(env.SMTP_URL),
    connectionTimeout: SMTP_MS,
    greetingTimeout: SMTP_MS,
    socketTimeout: SMTP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const {
      response,
      rejected,
      rejectedErrors = [],
    } = await transport.sendMail({
      from: { name: mailWords[mail.language].product, address: env.MAIL_FROM },
      to: mail.recipients,
      subject: title,
      text: writeMail(mail, drawn, clock.textOf),
      // The same for every attempt: a mail that arrives twice after a crash is recognized as one.
      messageId: `<${run.runId}@${env.CENTER_ID}.sansheng>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: [
        { filename: `${fileName}.pdf`, content: pdf, contentType: 'application/pdf' },
        {
          filename: `${fileName}.xlsx`,
          content: xlsx,
          contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        },
      ],
    });
    const said = [response, ...rejectedErrors.map(({ message }) => message)].join('; ');
    return { detail: said.slice(0, DETAIL_LENGTH), refused: rejected.map(addressOf) };
  } catch (error) {
    const { responseCode } = error as { responseCode?: number };
    if (responseCode !== undefined && responseCode >= 500) throw new NotSent('notTaken', (error as Error).message);
    throw error;
  } finally {
    transport.close();
  }
}

/** A password is sent over TLS, or within the machine, only. */
function mustBeSealed(smtpUrl: string): boolean {
  const { password, hostname } = new URL(smtpUrl);
  return password !== '' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

const addressOf = (to: string | { address: string }): string => (typeof to === 'string' ? to : to.address);

/** nodemailer's errors name the SMTP command, or the step of connecting, that failed. */
function isOfMailServer(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'command' in error;
}

const auditOf = ({ ownerId, mailId }: ReportMailRow) => ({ employeeNo: ownerId, target: mailId, address: '' });
