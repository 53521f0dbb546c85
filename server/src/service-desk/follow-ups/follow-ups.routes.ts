import {
  AttemptBody,
  FollowUp,
  FollowUpAttempts,
  FollowUpPage,
  FollowUpQuery,
} from '@sansheng/shared/contracts/service-desk/follow-ups';
import { access, may } from '@sansheng/shared/domain/access';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { showNumber } from '@sansheng/shared/domain/phone-number';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { shownNumber } from '../../customers/index.ts';
import type { Asker } from '../cases/index.ts';
import { createTasks, rightsToTake } from '../task-kit/index.ts';
import {
  attemptsOf,
  changeFollowUp,
  findFollowUp,
  listFollowUps,
  nobodys,
  type StoredFollowUp,
} from './follow-ups.store.ts';

const nothing = z.object({}).default({});
type Attempt = (into: EntityManager, followUp: StoredFollowUp, given: AttemptBody, by: Asker) => Promise<void>;

/** Visits to make, over HTTP: taken by a seat that has not handled the case, and what came of each attempt. */
export function addFollowUpRoutes(context: AppContext, attempt: Attempt): void {
  const { db, env, routes } = context;
  const timeZone = env.CENTER_TIME_ZONE;

  async function find(from: EntityManager, followUpId: string, session: Session): Promise<StoredFollowUp> {
    const found = await findFollowUp(from, session, followUpId, timeZone);
    if (found === null) throw new UserError('notFound');
    return found;
  }
  const tasks = createTasks(context, {
    path: '/api/v1/follow-ups/:followUpId',
    table: 'follow_ups',
    idField: 'followUpId',
    tag: 'follow-ups',
    access: access.followUps,
    find,
    rights: ({ state, assigneeId, isOwnWork }, session) => {
      const isOpen = state === 'planned';
      const rights = rightsToTake(
        { isFree: isOpen && assigneeId === null, heldBy: isOpen ? assigneeId : null },
        session,
        may(session, access.followUpsOfAll),
      );
      return isOwnWork && rights.claim === 'yes' ? { ...rights, claim: 'notAllowed' } : rights;
    },
    revised: ['state', 'assigneeId', 'claimedAtMs', 'tries', 'rating', 'words'],
    shown: FollowUp,
    show: (followUp, session, standing) => ({
      ...followUp,
      ...standing,
      // Who has taken it is to call.
      number:
        followUp.assigneeId === session.employeeNo
          ? showNumber(followUp.number, env.CENTER_COUNTRY)
          : shownNumber(followUp.number, env.CENTER_COUNTRY, session.roles),
    }),
    isShownAfterwards: true,
  });

  routes.add({
    method: 'get',
    path: '/api/v1/follow-ups',
    access: access.followUps,
    summary: 'Visits to make, what is due first before the rest; or settled ones, the newest first',
    tag: 'follow-ups',
    query: FollowUpQuery,
    reply: FollowUpPage,
    handler: async ({ query: { cursor, ...query }, session }) => {
      const nowMs = Date.now();
      const endOfTodayMs = centerClock(timeZone).startOfNextDay(nowMs);
      const page = await listFollowUps(db, session, { ...query, cursor, nowMs, endOfTodayMs, timeZone });
      return { ...page, followUps: await Promise.all(page.followUps.map((one) => tasks.show(one, session))) };
    },
  });
  routes.add({
    method: 'get',
    path: '/api/v1/follow-ups/:followUpId/attempts',
    access: access.followUps,
    summary: 'How often a visit was tried, by whom, in which call, and what came of it',
    tag: 'follow-ups',
    params: z.object({ followUpId: z.string().min(1).max(64) }),
    reply: FollowUpAttempts,
    handler: async ({ params, session }) => {
      const { followUpId } = await find(db.manager, params.followUpId, session);
      return { attempts: await attemptsOf(db, followUpId) };
    },
  });

  tasks.addAct({
    asks: 'claim',
    name: '/claim',
    action: 'followUp.claimed',
    summary: 'Take a visit: nobody else then calls this customer; not for who has handled the case',
    body: nothing,
    isDone: ({ state, assigneeId }, { employeeNo }) => state === 'planned' && assigneeId === employeeNo,
    write: (into, { followUpId }, _given, { session, nowMs }) =>
      changeFollowUp(into, followUpId, { assigneeId: session.employeeNo, claimedAtMs: nowMs }),
  });
  tasks.addAct({
    asks: 'release',
    name: '/release',
    action: 'followUp.released',
    summary: 'Give a visit back, for anybody to take',
    body: nothing,
    write: (into, { followUpId }) => changeFollowUp(into, followUpId, nobodys),
  });
  tasks.addAct({
    asks: 'settle',
    name: '/attempts',
    action: 'followUp.attempted',
    summary: 'Say what came of calling the customer; the case goes on, or is worked on again, by it',
    body: AttemptBody,
    write: (into, followUp, given, { session, address }) => attempt(into, followUp, given, { session, address }),
  });
}
