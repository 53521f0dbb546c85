import type { AuditAction } from '@sansheng/shared/contracts/audit';
import {
  CallbackEntry,
  CallbackPage,
  CallbackQuery,
  CallbackResult,
} from '@sansheng/shared/contracts/service-desk/call-back-list';
import { inTransaction } from '@sansheng/shared/db';
import { access, may } from '@sansheng/shared/domain/access';
import { canonicalNumber, readNumber } from '@sansheng/shared/domain/phone-number';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { readTimeCursor } from '../../platform/http/page-cursor.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { shownNumber } from '../../customers/index.ts';
import { createCallbackList } from './call-back-list.store.ts';

/** The call-back list over HTTP: seats see and claim the entries of their own queues. */
export function callbackListFeature({ env, db, routes, audit }: AppContext): void {
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };
  const list = createCallbackList(db);
  const params = z.object({ callId: z.string().min(1).max(64) });
  const oversees = (session: Session) => may(session, access.callbacksOfAll);
  const shown = (entry: CallbackEntry, session: Session): CallbackEntry => ({
    ...entry,
    number: shownNumber(entry.number, plan.country, session.roles),
  });

  /** Throws notFound also for an entry of a queue that the person does not serve. */
  async function findOwn(callId: string, session: Session): Promise<CallbackEntry> {
    const entry = await list.find(callId);
    const isOwn =
      entry !== null && (oversees(session) || (await list.queuesOf(session.employeeNo)).includes(entry.queueId));
    if (!isOwn) throw new UserError('notFound');
    return entry;
  }

  routes.add({
    method: 'get',
    path: '/api/v1/callbacks',
    access: access.callbacks,
    summary: 'The call-back list: who is to be called, the longest waiting first; or settled entries',
    tag: 'callbacks',
    query: CallbackQuery,
    reply: CallbackPage,
    handler: async ({ query: { number, cursor, ...query }, session }) => {
      const page = await list.list({
        ...query,
        after: readTimeCursor(cursor),
        queueIds: oversees(session) ? null : await list.queuesOf(session.employeeNo),
        ...(number !== undefined && { numbers: storedForms(number) }),
      });
      return { ...page, callbacks: page.callbacks.map((entry) => shown(entry, session)) };
    },
  });

  /** One person's action on one entry; `act` returns false when somebody was faster. */
  function addAct<B extends z.ZodType>(
    name: 'claim' | 'release' | 'result',
    action: AuditAction,
    summary: string,
    body: B,
    act: (into: EntityManager, entry: CallbackEntry, session: Session, given: z.output<B>) => Promise<boolean>,
  ): void {
    routes.add({
      method: 'post',
      path: `/api/v1/callbacks/:callId/${name}`,
      access: access.callbacks,
      summary,
      tag: 'callbacks',
      params,
      body,
      reply: CallbackEntry,
      handler: async ({ params: { callId }, body: given, session, address }) => {
        const entry = await findOwn(callId, session);
        const { employeeNo } = session;
        const detail = { ...(given as object) };
        await inTransaction(db, async (into) => {
          if (!(await act(into, entry, session, given))) throw new UserError('conflict');
          await audit({ employeeNo, action, target: callId, address, detail }, into);
        });
        return shown((await list.find(callId)) ?? entry, session);
      },
    });
  }
  const nothing = z.object({});
  addAct(
    'claim',
    'callback.claimed',
    'Take an entry: nobody else then calls this customer',
    nothing,
    (into, entry, session) => list.claim(into, entry.callId, session.employeeNo),
  );
  addAct('release', 'callback.released', 'Give an entry back', nothing, async (into, entry, session) => {
    if (entry.claimedBy !== session.employeeNo && !oversees(session)) throw new UserError('notAllowed');
    return list.release(into, entry.callId, entry.claimedBy ?? '');
  });
  addAct('result', 'callback.settled', 'Say what came of the call', CallbackResult, (into, entry, session, given) =>
    list.settle(into, entry, session.employeeNo, given),
  );

  /** A number that could not be parsed is stored as the carrier sent it. */
  function storedForms(number: string): string[] {
    return [number.trim(), number.replace(/[^+\d]/g, ''), canonicalNumber(readNumber(number, plan))];
  }
}
