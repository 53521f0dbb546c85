import { SeatAssignment } from '@sansheng/shared/contracts/lead-room/seat-control';
import { access } from '@sansheng/shared/domain/access';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { AgentSkillSchema, QueueMemberSchema, SkillSchema } from '@sansheng/shared/tables/telephony/queues';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { checkScope } from '../../people/index.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { parseInput, type Session, UserError } from '../../platform/http/routes.ts';
import { type Author, changeWhole, letTakeBack, withRevision } from '../../settings/index.ts';
import type { QueueSettings } from '../../telephony/index.ts';

const revised = { revision: z.string() };
const params = z.object({ agentId: z.string().regex(/^\d{1,10}$/) });
const path = '/api/v1/live/seats/:agentId/assignment';

/** Queues and skills of a seat, as its lead gives them. */
export function addSeatAssignmentRoutes(context: AppContext, queues: QueueSettings): void {
  const { routes, db } = context;

  async function readAssignment(agentId: string, from: EntityManager = db.manager): Promise<SeatAssignment> {
    // Moving a seat locks its account.
    if (from.queryRunner?.isTransactionActive)
      await from.findOne(AccountSchema, { where: { employeeNo: agentId }, lock: { mode: 'pessimistic_write' } });
    const memberships = await from.findBy(QueueMemberSchema, { employeeNo: agentId });
    const skills = await from.findBy(AgentSkillSchema, { employeeNo: agentId });
    return {
      queues: memberships
        .map(({ queueId }) => queueId)
        .filter((queueId) => queues.queue(queueId)?.isActive === true)
        .sort(),
      skills: Object.fromEntries(skills.map(({ skillId, level }) => [skillId, level])),
    };
  }

  async function writeAssignment(agentId: string, to: SeatAssignment, author: Author) {
    const stranger = to.queues.findIndex((queueId) => queues.queue(queueId)?.isActive !== true);
    if (stranger !== -1) throw new UserError('badRequest', { field: `queues.${stranger}`, detail: 'no such queue' });
    const known = new Set((await db.getRepository(SkillSchema).find()).map(({ skillId }) => skillId));
    const unknown = Object.keys(to.skills).find((skillId) => !known.has(skillId));
    if (unknown !== undefined)
      throw new UserError('badRequest', { field: `skills.${unknown}`, detail: 'no such skill' });
    const change = { what: 'queue-members', action: 'seat.assignmentChanged' as const, target: agentId, author };
    return changeWhole(context, change, {
      read: (from) => readAssignment(agentId, from),
      write: async (into, before) => {
        for (const queueId of before.queues.filter((one) => !to.queues.includes(one))) {
          await into.delete(QueueMemberSchema, { queueId, employeeNo: agentId });
        }
        for (const queueId of new Set(to.queues.filter((one) => !before.queues.includes(one)))) {
          const last = await into.maximum(QueueMemberSchema, 'order', { queueId });
          await into.insert(QueueMemberSchema, { queueId, employeeNo: agentId, order: (last ?? -1) + 1, turn: 0 });
        }
        await into.delete(AgentSkillSchema, { employeeNo: agentId });
        const rows = Object.entries(to.skills).map(([skillId, level]) => ({ employeeNo: agentId, skillId, level }));
        if (rows.length > 0) await into.insert(AgentSkillSchema, rows);
      },
    });
  }
  letTakeBack(context, 'seat.assignmentChanged', {
    read: readAssignment,
    write: async (agentId, to, author) => {
      await writeAssignment(agentId, parseInput(SeatAssignment, to, 'before'), author);
    },
  });

  /** Also for a seat that is not signed in: a shift is prepared before it begins. */
  async function checkAccount(agentId: string, session: Session): Promise<void> {
    const account = await db.getRepository(AccountSchema).findOneBy({ employeeNo: agentId });
    if (account === null) throw new UserError('notFound');
    checkScope(session, account);
  }
  routes.add({
    method: 'get',
    path,
    access: access.room,
    summary: 'Queues and skills of a seat',
    tag: 'live',
    params,
    reply: SeatAssignment.extend(revised),
    handler: async ({ params: { agentId }, session }) => {
      await checkAccount(agentId, session);
      return withRevision(await readAssignment(agentId));
    },
  });
  routes.add({
    method: 'put',
    path,
    access: access.room,
    summary: 'Moves a seat between queues and changes its skills; in force at once',
    tag: 'live',
    params,
    body: SeatAssignment,
    reply: SeatAssignment.extend(revised),
    heedsRevision: true,
    handler: async ({ params: { agentId }, body, session, address, meantFor }) => {
      await checkAccount(agentId, session);
      return writeAssignment(agentId, body, { session, address, meantFor });
    },
  });
}
