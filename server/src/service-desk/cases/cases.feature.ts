import type { AppContext } from '../../platform/app-context.ts';
import type { QueueSettings } from '../../telephony/index.ts';
import type { CaseWork } from './case-work.ts';
import { addCaseDraftRoutes } from './case-drafts.routes.ts';
import { addAttachmentRoutes } from './attachments.routes.ts';
import { addCaseActRoutes } from './case-acts.routes.ts';
import { addClockExcuseRoutes } from './clock-excuses.routes.ts';
import { addCasePresence } from './case-presence.socket.ts';
import { addCaseListRoutes } from './case-lists.routes.ts';
import { startCaseTimer } from './case-timer.feature.ts';
import { keepCaseTypes } from './case-types.store.ts';
import { addCaseRoutes } from './cases.routes.ts';
import { addCaseImportRoutes } from './import-cases.routes.ts';
import { addMergeRoutes } from './merge-cases.routes.ts';
import { createDeadlineCalendars } from '@sansheng/shared/db';

/** Throws, naming the type, when one of the types of cases is unsound. */
export async function casesFeature(
  context: AppContext,
  queues: Pick<QueueSettings, 'onChange'>,
  live: Pick<CaseWork, 'isOnLine' | 'isLive'>,
): Promise<CaseWork> {
  const work = { ...(await createCaseWork(context)), ...live };
  queues.onChange(() => work.calendars.load());
  // Before those of one case: `alike` is no number.
  addMergeRoutes(context, work);
  addCaseRoutes(context, work);
  addCaseActRoutes(work);
  addAttachmentRoutes(context, work);
  addClockExcuseRoutes(context, work);
  addCaseListRoutes(context, work);
  addCaseImportRoutes(context);
  addCaseDraftRoutes(context);
  addCasePresence(context, work);
  startCaseTimer(work);
  return work;
}

export async function createCaseWork(context: AppContext): Promise<CaseWork> {
  const { db, env } = context;
  const [types, calendars] = await Promise.all([
    keepCaseTypes(db, Date.now()),
    createDeadlineCalendars(db, env.CENTER_TIME_ZONE),
  ]);
  return { context, types, calendars, isOnLine: async () => false, isLive: async () => false, hearers: [] };
}
