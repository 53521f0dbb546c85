import {
  AgreeToEarlierTimes,
  ClockRecounts,
  EarlierTimes,
} from '@sansheng/shared/contracts/service-desk/clock-recount';
import { inTransaction } from '@sansheng/shared/db';
import { access } from '@sansheng/shared/domain/access';
import { ClockRecountSchema } from '@sansheng/shared/tables/service-desk/clock-recount';
import type { CaseWork } from '../cases/index.ts';
import { agreeToAll, listEarlierTimes } from './clock-recount.store.ts';

/** As many as are read; the rest is counted. */
const SHOWN = 100;

export function addClockRecountRoutes({ context, types }: Pick<CaseWork, 'context' | 'types'>): void {
  const { audit, db, routes } = context;

  routes.add({
    method: 'get',
    path: '/api/v1/clock-recounts',
    access: access.deskSettings,
    summary: 'How far due times are counted again since each calendar was changed',
    tag: 'cases',
    reply: ClockRecounts,
    handler: async () => {
      const rows = await db.getRepository(ClockRecountSchema).find({ order: { calendarId: 'ASC' } });
      return { recounts: rows.map(({ atCaseId, ...row }) => ({ ...row, isRunning: atCaseId !== null })) };
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/earlier-times',
    access: access.earlierTimes,
    summary:
      'Clocks that would be due earlier by a changed calendar and keep their time, what comes first before the rest',
    tag: 'cases',
    reply: EarlierTimes,
    handler: async () => {
      const asOfMs = Date.now();
      const { times, total } = await listEarlierTimes(db, asOfMs, SHOWN);
      const shown = await Promise.all(
        times.map(async (one) => {
          const { clocks } = await types.of(one.typeKey, one.typeVersion);
          const clock = clocks.find(({ key }) => key === one.clockKey);
          return { ...one, clockName: clock?.name ?? { zh: one.clockKey, en: one.clockKey } };
        }),
      );
      return { times: shown, total, asOfMs };
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/earlier-times/agree',
    access: access.earlierTimes,
    summary: 'Takes the earlier times that were found until `asOfMs`; the clocks follow within moments',
    tag: 'cases',
    body: AgreeToEarlierTimes,
    handler: ({ body: { asOfMs }, session: { employeeNo }, address }) =>
      inTransaction(db, async (into) => {
        const count = await agreeToAll(into, employeeNo, asOfMs);
        if (count === 0) return;
        const action = 'earlierTimes.agreed' as const;
        await audit({ employeeNo, action, target: String(count), address, detail: { count, asOfMs } }, into);
      }),
  });
}
