import { QueueOverflowEdit } from '@sansheng/shared/contracts/telephony/overflow';
import { OpeningHoursSchema } from '@sansheng/shared/tables/settings/business-calendar';
import { QueueOverflowSchema } from '@sansheng/shared/tables/telephony/overflow';
import { QueueSchema } from '@sansheng/shared/tables/telephony/queues';
import { writeRows } from '@sansheng/shared/db';
import { queuesOfRules } from '@sansheng/shared/domain/queues-of-rules';
import { access } from '@sansheng/shared/domain/access';
import { type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { changeWhole, hold, withRevision } from '../../settings/index.ts';
import { noRules } from './queue-rules.store.ts';

const Revised = QueueOverflowEdit.extend({ revision: z.string() });
const path = '/api/v1/admin/queue-overflow';

/** Hours, closed line and overflow of every queue. */
export function addOverflowRoutes(context: AppContext): void {
  const { routes, db } = context;
  const queues = db.getRepository(QueueSchema);
  const rules = db.getRepository(QueueOverflowSchema);

  routes.add({
    method: 'get',
    path,
    access: access.settings,
    summary: 'Hours, closed line and overflow of the queues',
    tag: 'admin',
    reply: z.array(Revised),
    handler: async () => {
      const [all, rows] = await Promise.all([queues.find({ order: { queueId: 'ASC' } }), rules.find()]);
      return all.map(({ queueId }) =>
        withRevision(QueueOverflowEdit.parse(rows.find((row) => row.queueId === queueId) ?? noRules(queueId))),
      );
    },
  });

  routes.add({
    method: 'put',
    path: `${path}/:queueId`,
    access: access.administration,
    summary: 'Change the hours, the closed line and the overflow of a queue',
    tag: 'admin',
    params: z.object({ queueId: z.string().max(40) }),
    body: QueueOverflowEdit,
    reply: Revised,
    heedsRevision: true,
    handler: async ({ params: { queueId }, body, session, address, meantFor }) => {
      if (body.queueId !== queueId)
        throw new UserError('badRequest', { field: 'queueId', detail: 'differs from the path' });
      if (!(await queues.existsBy({ queueId }))) throw new UserError('notFound');
      const author = { session, address, meantFor };
      const change = { what: 'queue-overflow', action: 'queueOverflow.changed' as const, target: queueId, author };
      return changeWhole(context, change, {
        read: async (from) => {
          // Rules that were never saved have no row to lock.
          await from.findOne(QueueSchema, { where: { queueId }, lock: { mode: 'pessimistic_write' } });
          return QueueOverflowEdit.parse((await from.findOneBy(QueueOverflowSchema, { queueId })) ?? noRules(queueId));
        },
        write: async (into) => {
          await mustLeadSomewhere(into, body);
          await writeRows(into, QueueOverflowSchema, [body], 'replace');
        },
      });
    },
  });
}

/** Throws UserError naming the field that leads to no active queue, or back to the queue itself. */
async function mustLeadSomewhere(into: EntityManager, rules: QueueOverflowEdit): Promise<void> {
  const leadsTo = queuesOfRules(rules);
  const queueIds = leadsTo.map(({ queueId }) => queueId);
  const active = await hold(into, QueueSchema, { queueId: In(queueIds), isActive: true });
  for (const { field, queueId } of leadsTo) {
    if (queueId === rules.queueId)
      throw new UserError('badRequest', { field, detail: 'leads back to the queue itself' });
    if (!active.some((queue) => queue.queueId === queueId))
      throw new UserError('badRequest', { field, detail: 'no such queue' });
  }
  const { hoursId } = rules;
  if (hoursId !== null && (await hold(into, OpeningHoursSchema, { hoursId })).length === 0)
    throw new UserError('badRequest', { field: 'hoursId', detail: 'no such hours' });
}
