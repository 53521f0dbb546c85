import { QueueMembers } from '@sansheng/shared/contracts/telephony/queues';
import { access, may } from '@sansheng/shared/domain/access';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { QueueMemberSchema, QueueSchema } from '@sansheng/shared/tables/telephony/queues';
import { type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { parseInput, UserError } from '../../platform/http/routes.ts';
import { type Author, changeWhole, letTakeBack, withRevision } from '../../settings/index.ts';

const revised = { revision: z.string() };

export function addQueueMemberRoutes(context: AppContext): void {
  const { routes, db } = context;
  const accounts = db.getRepository(AccountSchema);
  const path = '/api/v1/admin/queues/:queueId/members';
  const params = z.object({ queueId: z.string().max(40) });
  const readMembers = async (queueId: string, from: EntityManager = db.manager) => {
    // Changing the members of a queue locks its row.
    const lock = from.queryRunner?.isTransactionActive ? { mode: 'pessimistic_write' as const } : undefined;
    if ((await from.findOne(QueueSchema, { where: { queueId }, ...(lock && { lock }) })) === null)
      throw new UserError('notFound');
    const rows = await from.find(QueueMemberSchema, { where: { queueId }, order: { order: 'ASC' } });
    return {
      members: rows.map((row) => row.employeeNo),
      turns: Object.fromEntries(rows.filter((row) => row.turn > 0).map((row) => [row.employeeNo, row.turn])),
    };
  };
  routes.add({
    method: 'get',
    path,
    access: access.settingsOfLeads,
    summary: 'Members of a queue',
    tag: 'admin',
    params,
    reply: QueueMembers.extend(revised),
    handler: async ({ params: { queueId } }) => withRevision(await readMembers(queueId)),
  });
  routes.add({
    method: 'put',
    path,
    access: access.administration,
    summary: 'Replaces the members of a queue',
    tag: 'admin',
    params,
    body: QueueMembers,
    reply: QueueMembers.extend(revised),
    heedsRevision: true,
    handler: ({ params: { queueId }, body, session, address, meantFor }) =>
      writeMembers(queueId, body, { session, address, meantFor }),
  });
  const writeMembers = async (queueId: string, body: z.output<typeof QueueMembers>, author: Author) => {
    const members = [...new Set(body.members)];
    const known = await accounts.findBy({ employeeNo: In(members) });
    if (known.length !== members.length)
      throw new UserError('badRequest', { field: 'members', detail: 'no such account' });
    const rows = members.map((employeeNo, order) => ({
      queueId,
      employeeNo,
      order,
      turn: body.turns[employeeNo] ?? 0,
    }));
    const change = { what: 'queue-members', action: 'queue.membersChanged' as const, target: queueId, author };
    return changeWhole(context, change, {
      read: (from) => readMembers(queueId, from),
      write: async (into, before) => {
        // A member may have lost the role since; that must not prevent changes of other members.
        const seatless = known.find((one) => !may(one, access.seat) && !before.members.includes(one.employeeNo));
        if (seatless !== undefined)
          throw new UserError('badRequest', { field: 'members', detail: `${seatless.employeeNo} has no seat role` });
        await into.delete(QueueMemberSchema, { queueId });
        if (rows.length > 0) await into.insert(QueueMemberSchema, rows);
      },
    });
  };
  letTakeBack(context, 'queue.membersChanged', {
    read: readMembers,
    write: async (queueId, to, author) => {
      await writeMembers(queueId, parseInput(QueueMembers, to, 'before'), author);
    },
  });
}
