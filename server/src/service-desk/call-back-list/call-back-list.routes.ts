import {
  CallbackEntry,
  CallbackPage,
  CallbackQuery,
  CallbackResult,
} from '@sansheng/shared/contracts/service-desk/call-back-list';
import { access, may } from '@sansheng/shared/domain/access';
import { canonicalNumber, readNumber } from '@sansheng/shared/domain/phone-number';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { readTimeCursor } from '../../platform/http/page-cursor.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { shownNumber } from '../../customers/index.ts';
import { createTasks, rightsToTake } from '../task-kit/index.ts';
import {
  claimCallback,
  findCallback,
  listCallbacks,
  queuesOf,
  releaseCallback,
  settleCallback,
} from './call-back-list.store.ts';

const oversees = (session: Session) => may(session, access.callbacksOfAll);
const nothing = z.object({}).default({});

/** The call-back list over HTTP: seats see and claim the entries of their own queues. */
export function callbackListFeature(context: AppContext): void {
  const { env, db, routes } = context;
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };

  const tasks = createTasks(context, {
    path: '/api/v1/callbacks/:callId',
    table: 'callbacks',
    idField: 'callId',
    tag: 'callbacks',
    access: access.callbacks,
    find: async (from, callId, session) => {
      const entry = await findCallback(from, callId);
      const isOwn =
        entry !== null && (oversees(session) || (await queuesOf(from, session.employeeNo)).includes(entry.queueId));
      if (!isOwn) throw new UserError('notFound');
      return entry;
    },
    rights: ({ state, claimedBy }, session) =>
      rightsToTake(
        { isFree: state === 'open', heldBy: state === 'claimed' ? claimedBy : null },
        session,
        oversees(session),
      ),
    revised: ['state', 'claimedBy', 'claimedAtMs', 'tries', 'result', 'note'],
    shown: CallbackEntry,
    show: (entry, session, standing) => ({
      ...entry,
      ...standing,
      number: shownNumber(entry.number, plan.country, session.roles),
    }),
    isShownAfterwards: true,
  });

  routes.add({
    method: 'get',
    path: '/api/v1/callbacks',
    access: access.callbacks,
    summary: 'The call-back list: who is to be called, the longest waiting first; or settled entries',
    tag: 'callbacks',
    query: CallbackQuery,
    reply: CallbackPage,
    handler: async ({ query: { number, cursor, ...query }, session }) => {
      const page = await listCallbacks(db, {
        ...query,
        after: readTimeCursor(cursor),
        queueIds: oversees(session) ? null : await queuesOf(db.manager, session.employeeNo),
        ...(number !== undefined && { numbers: storedForms(number) }),
      });
      return { ...page, callbacks: await Promise.all(page.callbacks.map((entry) => tasks.show(entry, session))) };
    },
  });

  tasks.addAct({
    asks: 'claim',
    name: '/claim',
    action: 'callback.claimed',
    summary: 'Take an entry: nobody else then calls this customer',
    body: nothing,
    isDone: ({ state, claimedBy }, { employeeNo }) => state === 'claimed' && claimedBy === employeeNo,
    write: (into, { callId }, _given, { session, nowMs }) => claimCallback(into, callId, session.employeeNo, nowMs),
  });
  tasks.addAct({
    asks: 'release',
    name: '/release',
    action: 'callback.released',
    summary: 'Give an entry back',
    body: nothing,
    write: (into, { callId }) => releaseCallback(into, callId),
  });
  tasks.addAct({
    asks: 'settle',
    name: '/result',
    action: 'callback.settled',
    summary: 'Say what came of the call',
    body: CallbackResult,
    write: (into, entry, given, { nowMs }) => settleCallback(into, entry, given, nowMs),
  });

  /** A number that could not be parsed is stored as the carrier sent it. */
  function storedForms(number: string): string[] {
    return [number.trim(), number.replace(/[^+\d]/g, ''), canonicalNumber(readNumber(number, plan))];
  }
}
