import { access } from '@sansheng/shared/domain/access';
import { ForcedState, ForceState, PullCall, PulledCall } from '@sansheng/shared/contracts/lead-room/seat-control';
import { NotReadyReasonSchema } from '@sansheng/shared/tables/telephony/agents';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { auditedAct } from '../../platform/audited-act.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import {
  type AgentsStore,
  type LiveAgent,
  type LiveHandle,
  type RoutingStore,
  expireWrapUp,
} from '../../telephony/index.ts';
import { type SessionStore, checkScope } from '../../people/index.ts';

export interface SeatControlParts {
  state: LiveHandle;
  agents: AgentsStore;
  routingStore: RoutingStore;
  sessions: SessionStore;
  /** Sends the seat's current state to its screen. */
  showSeat: (agentId: string) => Promise<void>;
}

const params = z.object({ agentId: z.string().regex(/^\d{1,10}$/) });
const path = '/api/v1/live/seats/:agentId';

/** What a lead may do with seats on the live console: each action within the lead's scope, and audited. */
export function addSeatControlRoutes(context: AppContext, parts: SeatControlParts): void {
  const { routes, db } = context;
  const { state, agents, routingStore, sessions } = parts;

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
}
