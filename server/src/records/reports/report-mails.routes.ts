import { randomUUID } from 'node:crypto';
import { ReportMail, ReportMailEdit, ReportMails } from '@sansheng/shared/contracts/records/report-mails';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { inTransaction, writeRows } from '@sansheng/shared/db';
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
import { type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { requestJob } from '../../platform/jobs/request-job.ts';
import { changeWhole, mustBeAsRead, withRevision } from '../../settings/index.ts';

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
    return { ...withRevision(mail), ownerName: owner?.name ?? null, nextAtMs, lastRuns };
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
  /** The row for an edit; it is sent with the rights of whoever saved it. */
  async function rowOf(edit: ReportMailEdit, mailId: string, ownerId: string): Promise<ReportMailRow> {
    await mustBeTables(edit.viewIds);
    const recipients = [...new Map(edit.recipients.map((one) => [one.toLowerCase(), one])).values()];
    return { ...edit, recipients, mailId, ownerId };
  }
  const readMail = async (from: EntityManager, mailId: string): Promise<ReportMailRow> => {
    const mail = await from.findOne(ReportMailSchema, { where: { mailId }, lock: { mode: 'pessimistic_write' } });
    if (mail === null) throw new UserError('notFound');
    return mail;
  };
  /** After saving: if the schedule cannot be requested now, it is made within a minute. */
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
      const mail = await rowOf(body, newId(), employeeNo);
      const note = {
        employeeNo,
        action: 'reports.mailAdded' as const,
        target: mail.mailId,
        address,
        detail: { after: body },
      };
      await inTransaction(db, async (into) => {
        await writeRows(into, ReportMailSchema, [mail], 'fail');
        await audit(note, into);
      });
      await reschedule();
      return shown(mail);
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
    heedsRevision: true,
    handler: async ({ params: { mailId }, body, session, address, meantFor }) => {
      const mail = await rowOf(body, mailId, session.employeeNo);
      const change = { action: 'reports.mailChanged' as const, target: mailId, author: { session, address, meantFor } };
      await changeWhole(context, change, {
        read: (from) => readMail(from, mailId),
        write: (into) => writeRows(into, ReportMailSchema, [mail], 'replace'),
      });
      await reschedule();
      return shown(mail);
    },
  });

  routes.add({
    method: 'delete',
    path: '/api/v1/reports/mails/:mailId',
    access: reportMailers,
    summary: 'Removes a mailed report',
    tag: 'reports',
    params: OneMail,
    heedsRevision: true,
    handler: async ({ params: { mailId }, session: { employeeNo }, address, meantFor }) => {
      await inTransaction(db, async (into) => {
        const before = await readMail(into, mailId);
        const now = { shown: withRevision(before), target: mailId, actions: ['reports.mailChanged'] };
        await mustBeAsRead(into, { meantFor }, now.shown.revision, now);
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
