import { inTransaction } from '@sansheng/shared/db';
import type { AppContext } from '../../platform/app-context.ts';
import type { CaseWork } from './case-commands.feature.ts';
import { startCaseTimer } from './case-timer.feature.ts';
import { keepCaseTypes } from './case-types.store.ts';
import { addCaseRoutes } from './cases.routes.ts';
import { readDeadlineCalendars } from './deadline-calendars.store.ts';

const CALENDARS_AGAIN_MS = 60_000;

/** Throws, naming the type, when one of the types of cases is unsound. */
export async function casesFeature(context: AppContext): Promise<void> {
  const work = await createCaseWork(context);
  addCaseRoutes(context, work);
  startCaseTimer(work);
}

export async function createCaseWork(context: AppContext): Promise<CaseWork> {
  const { db, env, log, shutdown } = context;
  const types = await keepCaseTypes(db, Date.now());
  let calendars = await readDeadlineCalendars(db, env.CENTER_TIME_ZONE);
  const again = setInterval(() => {
    readDeadlineCalendars(db, env.CENTER_TIME_ZONE).then(
      (read) => {
        calendars = read;
      },
      (error: unknown) => log.warn({ err: error }, 'calendars of deadlines could not be read, trying again'),
    );
  }, CALENDARS_AGAIN_MS);
  shutdown.add('deadline calendars', async () => clearInterval(again));
  return { context, types, calendars: () => calendars, transact: (change) => inTransaction(db, change) };
}
