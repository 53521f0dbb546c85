import { CallScript, CallScripts } from '@sansheng/shared/contracts/desk-work/knowledge';
import { CallScriptSchema } from '@sansheng/shared/tables/desk-work/script';
import { QueueSchema } from '@sansheng/shared/tables/telephony/queues';
import { planDays } from '@sansheng/shared/domain/business-calendar';
import { access } from '@sansheng/shared/domain/access';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { createCalendars } from '@sansheng/shared/db';
import { addSettingRoutes } from '../../settings/index.ts';

/** What seats say when they answer: texts by queue, for an ordinary customer, one who has called before, and a holiday. */
export function scriptFeature(context: AppContext): void {
  const { db, env, routes } = context;
  const queues = db.getRepository(QueueSchema);
  addSettingRoutes(context, {
    path: 'scripts',
    singular: 'script',
    schema: CallScriptSchema,
    idField: 'queueId',
    edit: CallScript,
    view: CallScript,
    access: { read: access.scripts, write: access.scriptWriting },
    toRow: async (edit) => {
      if (!(await queues.existsBy({ queueId: edit.queueId }))) throw new UserError('badRequest', { field: 'queueId' });
      return edit;
    },
    removal: async () => {},
  });

  routes.add({
    method: 'get',
    path: '/api/v1/scripts',
    access: 'signedIn',
    summary: 'Scripts by queue, and whether today is a public holiday',
    tag: 'desk',
    reply: CallScripts,
    handler: async () => {
      const [scripts, calendars] = await Promise.all([
        db.getRepository(CallScriptSchema).find(),
        createCalendars(db, env.CENTER_TIME_ZONE),
      ]);
      const [today] = planDays(calendars.of(null), Date.now(), 1);
      return { scripts, holiday: today?.kind === 'holiday' ? { name: today.name, nameEn: today.nameEn } : null };
    },
  });
}
