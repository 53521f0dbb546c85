import { access, may } from '@sansheng/shared/domain/access';
import { FigureNoteEdit, FigureNotes, ReportView, ReportViewEdit } from '@sansheng/shared/contracts/records/reports';
import { inTransaction, writeAudit, writeRows } from '@sansheng/shared/db';
import { type ReportMailRow, ReportMailSchema } from '@sansheng/shared/tables/records/report-mails';
import { FigureNoteSchema, ReportViewSchema } from '@sansheng/shared/tables/records/reports';
import { mayMailReports } from '@sansheng/shared/domain/report-mail';
import { And, LessThan, MoreThanOrEqual } from 'typeorm';
import { z } from 'zod';
import { InstantMs } from '@sansheng/shared/contracts/instant';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { changeWhole, withRevision } from '../../settings/index.ts';

/** Far more than anybody looks through; one must be deleted before another is added. */
const MAX_VIEWS = 200;

const mayRemove = (one: { employeeNo: string }, session: Session) =>
  one.employeeNo === session.employeeNo || may(session, access.reportViewsOfAll);

export function addNoteRoutes(context: AppContext): void {
  const { db, routes } = context;
  const notes = db.getRepository(FigureNoteSchema);
  const views = db.getRepository(ReportViewSchema);
  const usersOf = (mails: readonly ReportMailRow[], viewId: string) =>
    mails.filter(({ viewIds }) => viewIds.includes(viewId));

  routes.add({
    method: 'get',
    path: '/api/v1/reports/notes',
    access: access.reports,
    summary: 'Notes on why an hour was unusual',
    tag: 'reports',
    query: z.object({ from: z.coerce.number().pipe(InstantMs), to: z.coerce.number().pipe(InstantMs) }),
    reply: FigureNotes,
    handler: async ({ query: { from, to } }) => ({
      notes: (await notes.find({ where: { startMs: And(MoreThanOrEqual(from), LessThan(to)) }, take: 5000 })).map(
        ({ note, ...row }) => ({ ...row, ...withRevision({ note }) }),
      ),
      unwritten: withRevision({ note: '' }).revision,
    }),
  });

  routes.add({
    method: 'put',
    path: '/api/v1/reports/notes/:startMs',
    access: access.reportNotes,
    summary: 'Notes why an hour was unusual; an empty text removes the note',
    tag: 'reports',
    params: z.object({ startMs: z.coerce.number().pipe(InstantMs) }),
    body: FigureNoteEdit,
    heedsRevision: true,
    handler: async ({ params: { startMs }, body: { note }, session, address, meantFor }) => {
      const { employeeNo } = session;
      const change = {
        action: 'reports.noted' as const,
        target: String(startMs),
        author: { session, address, meantFor },
      };
      await changeWhole(context, change, {
        read: async (from) => {
          const lock = { mode: 'pessimistic_write' as const };
          return { note: (await from.findOne(FigureNoteSchema, { where: { startMs }, lock }))?.note ?? '' };
        },
        write: async (into) => {
          if (note === '') await into.delete(FigureNoteSchema, { startMs });
          else await writeRows(into, FigureNoteSchema, [{ startMs, note, employeeNo, atMs: Date.now() }], 'replace');
        },
      });
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/reports/views',
    access: access.reports,
    summary: 'Saved views of the reports, shared by everybody who reads them',
    tag: 'reports',
    reply: z.object({ views: z.array(ReportView) }),
    handler: async ({ session }) => {
      const [found, mails] = await Promise.all([
        views.find({ order: { name: 'ASC' } }),
        db.getRepository(ReportMailSchema).find({ order: { name: 'ASC' } }),
      ]);
      const usedBy = (viewId: string) => usersOf(mails, viewId).map(({ name }) => name);
      return {
        views: found.map((view) => ({
          ...view,
          usedBy: usedBy(view.viewId),
          may: { remove: mayRemove(view, session) },
        })),
      };
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/reports/views',
    access: access.reports,
    summary: 'Saves a view under a name',
    tag: 'reports',
    body: ReportViewEdit,
    reply: ReportView,
    handler: async ({ body, session: { employeeNo }, newId }) => {
      if ((await views.count()) >= MAX_VIEWS)
        throw new UserError('badRequest', { field: 'name', detail: `more than ${MAX_VIEWS} views` });
      const view = { ...body, viewId: newId(), employeeNo, atMs: Date.now() };
      await views.insert(view);
      return { ...view, usedBy: [], may: { remove: true } };
    },
  });

  routes.add({
    method: 'delete',
    path: '/api/v1/reports/views/:viewId',
    access: access.reports,
    summary:
      "Removes a saved view: one's own, or as supervisor any; from the mailed reports that show it only if asked to",
    tag: 'reports',
    params: z.object({ viewId: z.string().max(40) }),
    query: z.object({ fromMails: z.stringbool().default(false) }),
    handler: async ({ params: { viewId }, query: { fromMails }, session, address }) => {
      const view = await views.findOneBy({ viewId });
      if (view === null) throw new UserError('notFound');
      if (!mayRemove(view, session)) throw new UserError('notAllowed');
      await inTransaction(db, async (within) => {
        const mails = within.getRepository(ReportMailSchema);
        const users = usersOf(await mails.find({ lock: { mode: 'pessimistic_write' } }), viewId);
        if (users.length > 0 && !(fromMails && mayMailReports(session.roles)))
          throw new UserError('stillUsed', { detail: users.map(({ name }) => name).join(', ') });
        for (const before of users) {
          const after = { ...before, viewIds: before.viewIds.filter((one) => one !== viewId) };
          const isOver = after.viewIds.length === 0;
          await writeAudit(
            within,
            {
              employeeNo: session.employeeNo,
              action: isOver ? 'reports.mailRemoved' : 'reports.mailChanged',
              target: before.mailId,
              address,
              detail: isOver ? { before } : { before, after },
            },
            Date.now(),
          );
          if (isOver) await mails.delete({ mailId: before.mailId });
          else await mails.save(after);
        }
        await within.getRepository(ReportViewSchema).delete({ viewId });
      });
    },
  });
}
