import { CustomerNotice, CustomerNotices, DemoNotices } from '@sansheng/shared/contracts/service-desk/customer-notices';
import { access, may } from '@sansheng/shared/domain/access';
import { maskNumber } from '@sansheng/shared/domain/masked-number';
import { showNumber } from '@sansheng/shared/domain/phone-number';
import type { CustomerNoticeRow } from '@sansheng/shared/tables/service-desk/customer-notices';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { type CaseWork, mustSeeCase } from '../cases/index.ts';
import { createTasks } from '../task-kit/index.ts';
import { findNotice, lastAccepted, noticesOf, sendAgain } from './customer-notices.store.ts';

const nothing = z.object({}).default({});
/** There is no telephone that could get it. */
const neverSent: readonly string[] = ['noNumber', 'notMobile'];
type SeenNotice = CustomerNoticeRow & { seesContact: boolean };

/** What customers were told of a case, and what a person decides of a notice that may not have arrived. */
export function addCustomerNoticeRoutes(context: AppContext, cases: CaseWork): void {
  const { db, env, routes } = context;

  const tasks = createTasks(context, {
    path: '/api/v1/notices/:noticeId',
    table: 'notices',
    idField: 'noticeId',
    tag: 'cases',
    access: access.customerNoticeRepair,
    find: async (from: EntityManager, noticeId, session: Session): Promise<SeenNotice> => {
      const found = await findNotice(from, noticeId);
      if (found === null) throw new UserError('notFound');
      const { sight } = await mustSeeCase(cases, session, found.caseId);
      return { ...found, seesContact: sight.seesContact };
    },
    rights: ({ state, text, why }, session) => ({
      sendAgain: !may(session, access.customerNoticeRepair)
        ? 'notAllowed'
        : state === 'unknown' || (state === 'refused' && text !== '' && !neverSent.includes(why))
          ? 'yes'
          : 'changedMeanwhile',
    }),
    revised: ['state', 'tries'],
    shown: CustomerNotice,
    show: (notice, _session, { may: rights, revision }) => {
      const number = showNumber(notice.number, env.CENTER_COUNTRY);
      return {
        ...notice,
        number: notice.seesContact ? number : maskNumber(number),
        text: notice.seesContact ? notice.text : '',
        may: rights,
        revision,
      };
    },
    isShownAfterwards: true,
  });

  routes.add({
    method: 'get',
    path: '/api/v1/cases/:caseNo/notices',
    access: access.cases,
    summary: 'What customers were told of a case, and whether it arrived; the newest first',
    tag: 'cases',
    params: z.object({ caseNo: z.string().min(1).max(40) }),
    reply: CustomerNotices,
    handler: async ({ params, session }) => {
      const { row, sight } = await mustSeeCase(cases, session, params.caseNo);
      const notices = await noticesOf(db, row.caseId);
      const seen = notices.map((one) => ({ ...one, seesContact: sight.seesContact }));
      return { notices: await Promise.all(seen.map((one) => tasks.show(one, session))) };
    },
  });
  tasks.addAct({
    asks: 'sendAgain',
    name: '/send-again',
    action: 'customerNotice.sentAgain',
    summary: 'Send a notice again that was refused, or of which nobody knows whether it arrived',
    body: nothing,
    write: (into, { noticeId }, _given, { nowMs }) => sendAgain(into, noticeId, nowMs),
  });

  if (!env.DEMONSTRATION) return;
  routes.add({
    method: 'get',
    path: '/api/v1/demo/notices',
    access: 'public',
    summary: 'What customers got (demonstration center only), the newest first',
    tag: 'cases',
    reply: DemoNotices,
    handler: async () => ({
      timeZone: env.CENTER_TIME_ZONE,
      notices: (await lastAccepted(db)).map(({ noticeId, number, text, settledAtMs, atMs }) => ({
        noticeId,
        number: showNumber(number, env.CENTER_COUNTRY),
        text,
        atMs: settledAtMs ?? atMs,
      })),
    }),
  });
}
