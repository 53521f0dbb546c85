import { randomUUID } from 'node:crypto';
import { ReportMail, ReportMailEdit, ReportMails } from '@sansheng/shared/contracts/records/report-mails';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { type AuditNote, inTransaction, writeRows } from '@sansheng/shared/db';
import {
  type ReportMailRow,
  type ReportMailRunRow,
  ReportMailRunSchema,
  ReportMailSchema,
} from '@sansheng/shared/tables/records/report-mails';
import { ReportViewSchema } from '@sansheng/shared/tables/records/reports';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { figureViewAt } from '@sansheng/shared/domain/figure-view';
import { nextMailMs, reportMailers } from '@sansheng/shared/domain/report-mail';
import { In } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { requestJob } from '../../platform/jobs/request-job.ts';

const MAX_MAILS = 100;
const RUNS_SHOWN = 5;
const OneMail = z.object({ mailId: z.string().min(1).max(40) });

/** Reports by mail: what is set here is scheduled and sent by the queue-workers. */
export function addReportMailRoutes(context: AppContext): void {
  const { env, db, routes, audit } = context;
  const mails = db.getRepository(ReportMailSchema);
  const runs = db.getRepository(ReportMailRunSchema);
  const clock = centerClock(env.CENTER_TIME_ZONE);
  const canSend = env.SMTP_URL !== undefined;

  async function shown(mail: ReportMailRow): Promise<ReportMail> {
    const [owner, lastRuns] = await Promise.all([
      db.getRepository(AccountSchema).findOneBy({ employeeNo: mail.ownerId }),
      runs.find({ where: { mailId: mail.mailId }, order: { dueAtMs: 'DESC' }, take: RUNS_SHOWN }),
    ]);
    const nextAtMs = mail.isActive && canSend ? nextMailMs(mail, clock, Date.now()) : null;
    return { ...mail, ownerName: owner?.name ?? null, nextAtMs, lastRuns };
  }
  async function mustFind(mailId: string): Promise<ReportMailRow> {
    const mail = await mails.findOneBy({ mailId });
    if (mail === null) throw new UserError('notFound');
    return mail;
  }
  async function mustBeTables(viewIds: readonly string[]): Promise<void> {
    const found = await db.getRepository(ReportViewSchema).findBy({ viewId: In([...viewIds]) });
    for (const [i, viewId] of viewIds.entries()) {
      const field = `viewIds.${i}`;
      const view = found.find((one) => one.viewId === viewId);
      if (view === undefined) throw new UserError('badRequest', { field, detail: 'no such view' });
      if (figureViewAt(view.path) === null) throw new UserError('badRequest', { field, detail: 'no table of figures' });
    }
  }
  /** Saved first: if the schedule cannot be requested now, it is made within a minute. */
  async function save(edit: ReportMailEdit, mailId: string, note: Omit<AuditNote, 'target'>): Promise<ReportMail> {
    await mustBeTables(edit.viewIds);
    const recipients = [...new Map(edit.recipients.map((one) => [one.toLowerCase(), one])).values()];
    const mail = { ...edit, recipients, mailId, ownerId: note.employeeNo };
    await inTransaction(db, async (into) => {
      await writeRows(into, ReportMailSchema, [mail], note.action === 'reports.mailAdded' ? 'fail' : 'replace');
      await audit({ ...note, target: mailId }, into);
    });
    await reschedule();
    return shown(mail);
  }
  const reschedule = () => requestJob(context, 'scheduleReportMails', {}, { jobId: `changed-${randomUUID()}` });

  routes.add({
    method: 'get',
    path: '/api/v1/reports/mails',
    access: reportMailers,
    summary: 'Mailed reports: when they are due next, and the results of the last runs',
    tag: 'reports',
    reply: ReportMails,
    handler: async () => ({
      canSend,
      mails: await Promise.all((await mails.find({ order: { name: 'ASC' }, take: MAX_MAILS })).map(shown)),
    }),
  });

  routes.add({
    method: 'post',
    path: '/api/v1/reports/mails',
    access: reportMailers,
    summary: 'Mails saved views daily or weekly as PDF and xlsx, with the access rights of the person who asks',
    tag: 'reports',
    body: ReportMailEdit,
    reply: ReportMail,
    handler: async ({ body, session: { employeeNo }, address, newId }) => {
      if ((await mails.count()) >= MAX_MAILS)
        throw new UserError('badRequest', { field: 'name', detail: `more than ${MAX_MAILS} mails` });
      return save(body, newId(), { employeeNo, action: 'reports.mailAdded', address, detail: { after: body } });
    },
  });

  routes.add({
    method: 'put',
    path: '/api/v1/reports/mails/:mailId',
    access: reportMailers,
    summary:
      'Changes or stops a mailed report; from then on it is sent with the access rights of the person who changed it',
    tag: 'reports',
    params: OneMail,
    body: ReportMailEdit,
    reply: ReportMail,
    handler: async ({ params: { mailId }, body, session: { employeeNo }, address }) => {
      const before = await mustFind(mailId);
      const detail = { before, after: body };
      return save(body, mailId, { employeeNo, action: 'reports.mailChanged', address, detail });
    },
  });

  routes.add({
    method: 'delete',
    path: '/api/v1/reports/mails/:mailId',
    access: reportMailers,
    summary: 'Removes a mailed report',
    tag: 'reports',
    params: OneMail,
    handler: async ({ params: { mailId }, session: { employeeNo }, address }) => {
      const before = await mustFind(mailId);
      await inTransaction(db, async (into) => {
        await into.delete(ReportMailSchema, { mailId });
        await audit({ employeeNo, action: 'reports.mailRemoved', target: mailId, address, detail: { before } }, into);
      });
      await reschedule();
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/reports/mails/:mailId/send',
    access: reportMailers,
    summary: 'Mails the report of the last whole day or week now',
    tag: 'reports',
    params: OneMail,
    reply: ReportMail,
    handler: async ({ params: { mailId }, session: { employeeNo }, address, newId }) => {
      if (!canSend) throw new UserError('mailNotSet');
      const mail = await mustFind(mailId);
      const runId = newId();
      await audit({ employeeNo, action: 'reports.mailAsked', target: mailId, address, detail: { runId } });
      await requestJob(context, 'sendReportMail', { mailId, runId }, { jobId: runId });
      // Seen at once; the job may have written it already.
      const run = {
        runId,
        mailId,
        state: 'waiting',
        fault: null,
        detail: '',
        refused: [],
        tries: 0,
        dueAtMs: Date.now(),
        endedAtMs: null,
      } satisfies ReportMailRunRow;
      await writeRows(db, ReportMailRunSchema, [run], 'keep');
      return shown(mail);
    },
  });
}
