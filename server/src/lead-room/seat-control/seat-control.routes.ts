import { access } from '@sansheng/shared/domain/access';
import {
  ForcedState,
  ForceState,
  PullCall,
  PulledCall,
  SeatAssignment,
} from '@sansheng/shared/contracts/lead-room/seat-control';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { AgentSkillSchema, QueueMemberSchema, SkillSchema } from '@sansheng/shared/tables/telephony/queues';
import { NotReadyReasonSchema } from '@sansheng/shared/tables/telephony/agents';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { auditedAct } from '../../platform/audited-act.ts';
import { parseInput, type Session, UserError } from '../../platform/http/routes.ts';
import { type Author, changeWhole, letTakeBack, withRevision } from '../../settings/index.ts';
import {
  type AgentsStore,
  type LiveAgent,
  type LiveHandle,
  type QueueSettings,
  type RoutingStore,
  expireWrapUp,
} from '../../telephony/index.ts';
import { type SessionStore, checkScope } from '../../people/index.ts';

export interface SeatControlParts {
  state: LiveHandle;
  agents: AgentsStore;
  queues: QueueSettings;
  routingStore: RoutingStore;
  sessions: SessionStore;
  /** Sends the seat's current state to its screen. */
  showSeat: (agentId: string) => Promise<void>;
}

const revised = { revision: z.string() };
const params = z.object({ agentId: z.string().regex(/^\d{1,10}$/) });
const path = '/api/v1/live/seats/:agentId';

/** What a lead may do with seats on the live console: each action within the lead's scope, and audited. */
export function addSeatControlRoutes(context: AppContext, parts: SeatControlParts): void {
  const { routes, db } = context;
  const { state, agents, queues, routingStore, sessions } = parts;

  /** A seat that is signed in and within the lead's scope. */
  async function findSeat(agentId: string, session: Session): Promise<LiveAgent> {
    const agent = await agents.readAgent(agentId);
    if (agent === null || agent.state === 'offline') throw new UserError('seatOffline');
    checkScope(session, agent);
    return agent;
  }

  routes.add({
    method: 'put',
    path: `${path}/state`,
    access: access.room,
    summary: 'Makes a seat ready or not ready, or signs it out; during a call it takes effect after it',
    tag: 'live',
    params,
    body: ForceState,
    reply: ForcedState,
    handler: async ({ params: { agentId }, body, session, address }) => {
      const agent = await findSeat(agentId, session);
      const isOnCall = agent.state === 'offered' || agent.state === 'talking';
      if (body.state === 'offline' && isOnCall) throw new UserError('seatOnCall');
      const { reason } = body;
      if (
        reason !== '' &&
        !(await db.getRepository(NotReadyReasonSchema).existsBy({ reasonId: reason, isActive: true }))
      )
        throw new UserError('unknownReason', { field: 'reason' });
      const detail = { from: agent.state, to: body.state, reason };
      const { employeeNo } = session;
      const note = { employeeNo, action: 'seat.stateForced', target: agentId, address, detail } as const;
      return auditedAct(context, note, async () => {
        if (body.state === 'offline') {
          if (agent.wrapCallId !== null) await expireWrapUp(state, agentId, agent.wrapCallId);
          await sessions.endAllOf(agentId, 'signedOutByLead');
        }
        const said = body.state === 'notReady' ? reason || 'byLead' : '';
        const { result } = await agents.askState(agentId, body.state, said, false);
        if (result === 'phoneNotRegistered' || result === 'microphoneMissing') throw new UserError(result);
        if (result === 'unknown') throw new UserError('seatOffline');
        if (result === 'pending') await parts.showSeat(agentId);
        return { result };
      });
    },
  });

  routes.add({
    method: 'delete',
    path: `${path}/wrap-up`,
    access: access.room,
    summary: "Ends a seat's wrap-up, as its limit of time does: what was written is kept, and the seat is to finish it",
    tag: 'live',
    params,
    handler: async ({ params: { agentId }, session, address }) => {
      const { wrapCallId, wrapStartMs } = await findSeat(agentId, session);
      if (wrapCallId === null) throw new UserError('wrongState');
      const detail = { callId: wrapCallId, lastedMs: Date.now() - (wrapStartMs ?? Date.now()) };
      const { employeeNo } = session;
      const note = { employeeNo, action: 'seat.wrapUpEnded', target: agentId, address, detail } as const;
      await auditedAct(context, note, async () => {
        if ((await expireWrapUp(state, agentId, wrapCallId)).result !== 'finished') throw new UserError('wrongState');
      });
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/live/calls/:callId/pull',
    access: access.room,
    summary: 'Gives a waiting call to one seat: a ready one rings now, a busy one gets it next',
    tag: 'live',
    params: z.object({ callId: z.string().max(64) }),
    body: PullCall,
    reply: PulledCall,
    handler: async ({ params: { callId }, body, session, address }) => {
      const { agentId } = body;
      const { employeeNo } = session;
      await findSeat(agentId, session);
      const note = { employeeNo, action: 'call.pulled', target: callId, address, detail: { agentId } } as const;
      return auditedAct(context, note, async () => {
        const { result } = await routingStore.pullCall(callId, agentId, employeeNo);
        if (result === 'notWaiting' || result === 'seatNotReady') throw new UserError(result);
        return { result };
      });
    },
  });

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
    path: `${path}/assignment`,
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
    path: `${path}/assignment`,
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
