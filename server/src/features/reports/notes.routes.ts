import { randomUUID } from 'node:crypto';
import { FigureNote, FigureNoteEdit, ReportView, ReportViewEdit } from '@sansheng/shared/contracts/reports';
import { FigureNoteSchema, ReportViewSchema } from '@sansheng/shared/db';
import { And, LessThan, MoreThanOrEqual } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { reportReaders } from './figures.routes.ts';

/** Far more than one looks through; the oldest must go before a new one comes. */
const MAX_VIEWS = 200;

export function addNoteRoutes({ db, routes, audit }: AppContext): void {
  const notes = db.getRepository(FigureNoteSchema);
  const views = db.getRepository(ReportViewSchema);

  routes.add({
    method: 'get',
    path: '/api/v1/reports/notes',
    access: reportReaders,
    summary: 'Why hours were unlike others, as people noted it',
    tag: 'reports',
    query: z.object({ from: z.coerce.number().int(), to: z.coerce.number().int() }),
    reply: z.object({ notes: z.array(FigureNote) }),
    handler: async ({ query: { from, to } }) => ({
      notes: await notes.find({ where: { startMs: And(MoreThanOrEqual(from), LessThan(to)) }, take: 5000 }),
    }),
  });

  routes.add({
    method: 'put',
    path: '/api/v1/reports/notes/:startMs',
    access: ['supervisor', 'lead'],
    summary: 'Notes why an hour was unlike others; an empty note is removed',
    tag: 'reports',
    params: z.object({ startMs: z.coerce.number().int().min(0) }),
    body: FigureNoteEdit,
    handler: async ({ params: { startMs }, body: { note }, session: { employeeNo }, address }) => {
      await audit({ employeeNo, action: 'reports.noted', target: String(startMs), address, detail: { note } });
      if (note === '') await notes.delete({ startMs });
      else await notes.save({ startMs, note, employeeNo, atMs: Date.now() });
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/reports/views',
    access: reportReaders,
    summary: 'Saved views of the reports, of everybody who reads them',
    tag: 'reports',
    reply: z.object({ views: z.array(ReportView) }),
    handler: async () => ({ views: await views.find({ order: { name: 'ASC' } }) }),
  });

  routes.add({
    method: 'post',
    path: '/api/v1/reports/views',
    access: reportReaders,
    summary: 'Saves a view under a name; its address is its link',
    tag: 'reports',
    body: ReportViewEdit,
    reply: ReportView,
    handler: async ({ body, session: { employeeNo } }) => {
      if ((await views.count()) >= MAX_VIEWS)
        throw new UserError('badRequest', { field: 'name', detail: `more than ${MAX_VIEWS} views` });
      const view = { ...body, viewId: randomUUID(), employeeNo, atMs: Date.now() };
      await views.insert(view);
      return view;
    },
  });

  routes.add({
    method: 'delete',
    path: '/api/v1/reports/views/:viewId',
    access: reportReaders,
    summary: 'Removes a saved view: one’s own, or as supervisor any',
    tag: 'reports',
    params: z.object({ viewId: z.string().max(40) }),
    handler: async ({ params: { viewId }, session }) => {
      const view = await views.findOneBy({ viewId });
      if (view === null) throw new UserError('notFound');
      if (view.employeeNo !== session.employeeNo && !session.roles.includes('supervisor'))
        throw new UserError('notAllowed');
      await views.delete({ viewId });
    },
  });
}
