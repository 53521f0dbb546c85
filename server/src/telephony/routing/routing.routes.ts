import { access } from '@sansheng/shared/domain/access';
import {
  RoutingPreview,
  SetPriority,
  type WaitingCall,
  WaitingCalls,
} from '@sansheng/shared/contracts/telephony/routing';
import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import type { QueueRow } from '@sansheng/shared/tables/telephony/queues';
import { readNumber } from '@sansheng/shared/domain/phone-number';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { auditedAct } from '../../platform/audited-act.ts';
import { UserError } from '../../platform/http/routes.ts';
import type { AgentsStore } from '../agents/index.ts';
import { shownNumber } from '../../customers/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import { decideEntry } from './decide-entry.ts';
import type { RoutingStore } from './routing.store.ts';

export interface RoutingRouteParts {
  routingStore: RoutingStore;
  agents: AgentsStore;
  queues: QueueSettings;
  findCustomer: (e164: string) => Promise<CustomerCard | null>;
  findOwnSeat: (customerId: string) => Promise<string | null>;
  overflow: {
    /** Where a call would go instead of its queue. */
    foretell: (queueId: string, isFull: boolean) => Promise<RoutingPreview['instead']>;
  };
}

/** Callers and seats shown at once. */
const CALLS_SHOWN = 200;
const SEATS_SHOWN = 100;
/** Callers for whom the reason of waiting is shown. */
const CALLS_EXPLAINED = 20;
const ofQueue = z.object({ queueId: z.string().max(40) });

/** What leads see of the routing, in advance and while calls wait, and how they intervene. */
export function addRoutingRoutes(context: AppContext, parts: RoutingRouteParts): void {
  const { env, routes } = context;
  const { routingStore, agents, queues } = parts;
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };

  routes.add({
    method: 'get',
    path: '/api/v1/admin/queues/:queueId/preview',
    access: access.live,
    summary: 'Who would get a call that arrived now at this queue, and why; changes nothing',
    tag: 'routing',
    params: ofQueue,
    query: z.object({
      /** The caller's number; absent: an unknown caller. */
      number: z.string().max(32).default(''),
      /** The number that was dialled, for its priority. */
      hotline: z.string().max(20).default(''),
    }),
    reply: RoutingPreview,
    handler: async ({ params: { queueId }, query }) => {
      const queue = queues.queue(queueId);
      if (queue === undefined) throw new UserError('notFound');
      const { e164 } = readNumber(query.number, plan);
      const customer = e164 === null ? null : await parts.findCustomer(e164);
      const entry = await decideEntry(queue, queues.hotline(query.hotline), async () => customer, parts.findOwnSeat);
      const preview = await routingStore.previewCall(queueId, entry);
      if (preview.result === 'noQueue') throw new UserError('notFound');
      const listOf = <T>(list: T[] | object): T[] => (Array.isArray(list) ? list : []);
      const chosen = listOf<string>(preview.chosen);
      const seats = await seatsOf(queueId, chosen);
      return {
        queueId,
        outcome: preview.isFull ? ('full' as const) : chosen.length > 0 ? ('rings' as const) : ('waits' as const),
        instead: await parts.overflow.foretell(queueId, preview.isFull),
        customer: customer && { name: customer.name, tier: customer.tier },
        priority: preview.priority,
        needs: listOf<{ skill: string; level: number }>(preview.needs),
        ownAgent: entry.ownAgent ?? null,
        shares: sharesOf(queue, seats),
        ahead: preview.ahead,
        chosen,
        why: preview.why,
        seats: seats
          .slice(0, SEATS_SHOWN)
          .map(({ agentId, name, state, reason, sinceMs }) => ({ agentId, name, state, reason, sinceMs })),
      };
    },
  });

  /** The chosen ones first, then the ready ones, then those whose state is the most recent. */
  async function seatsOf(queueId: string, chosen: string[]) {
    const all = await Promise.all((await agents.seatIds()).map((agentId) => agents.readAgent(agentId)));
    const rank = (seat: { agentId: string; state: string }) =>
      chosen.includes(seat.agentId) ? 0 : seat.state === 'ready' ? 1 : 2;
    return all
      .filter((seat) => seat !== null)
      .filter((seat) => seat.queueIds.includes(queueId) || chosen.includes(seat.agentId))
      .sort((a, b) => rank(a) - rank(b) || b.sinceMs - a.sinceMs);
  }

  async function passedOverFor(callId: string): Promise<WaitingCall['passedOver']> {
    const seats = await routingStore.explainWait(callId);
    const named = seats.map(async (seat) => ({ ...seat, name: (await agents.readAgent(seat.agentId))?.name ?? '' }));
    return Promise.all(named);
  }

  /** The proportion in which the seats of a queue take its calls and those of their other queues. */
  function sharesOf(queue: QueueRow, seats: { queueIds: string[] }[]): RoutingPreview['shares'] {
    if (queue.fairShare === 0) return [];
    const served = new Set(seats.flatMap(({ queueIds }) => queueIds));
    const sharing = queues
      .activeQueues()
      .filter(({ queueId, fairShare }) => fairShare > 0 && (queueId === queue.queueId || served.has(queueId)));
    return sharing.length < 2
      ? []
      : sharing.map(({ queueId, name, nameEn, fairShare }) => ({ queueId, name, nameEn, share: fairShare }));
  }

  routes.add({
    method: 'get',
    path: '/api/v1/live/queues/:queueId/waiting',
    access: access.live,
    summary: 'Callers waiting in a queue, in the order in which they will be served',
    tag: 'routing',
    params: ofQueue,
    reply: WaitingCalls,
    handler: async ({ params: { queueId }, session }) => {
      if (queues.queue(queueId) === undefined) throw new UserError('notFound');
      const nowMs = Date.now();
      const { total, calls } = await routingStore.readWaiting(queueId, CALLS_SHOWN);
      const shown = calls.map(async ({ callId, hash }, i): Promise<WaitingCall> => {
        const untilMs = Number(hash.ownUntil ?? 0);
        const owner = hash.ownAgent && untilMs > nowMs ? await agents.readAgent(hash.ownAgent) : null;
        const number = shownNumber(hash.canonical ?? '', env.CENTER_COUNTRY, session.roles);
        return {
          callId,
          position: i + 1,
          callerNumber: number,
          customerName: hash.customerName || null,
          tier: hash.tier || null,
          arrivedAtMs: Number(hash.arrivedAt),
          priority: Number(hash.priority ?? 0),
          needs: readLine(hash.line ?? ''),
          keptFor: owner && { agentId: owner.agentId, name: owner.name, untilMs },
          passedOver: i < CALLS_EXPLAINED ? await passedOverFor(callId) : null,
          isCallback: hash.isCallback === '1',
        };
      });
      return { total, serverNowMs: nowMs, calls: await Promise.all(shown) };
    },
  });

  routes.add({
    method: 'put',
    path: '/api/v1/live/calls/:callId/priority',
    access: access.room,
    summary: 'Changes the priority of a waiting call; it takes its new place at once',
    tag: 'routing',
    params: z.object({ callId: z.string().max(64) }),
    body: SetPriority,
    reply: SetPriority,
    handler: async ({ params: { callId }, body, session, address }) => {
      const notWaiting = new UserError('wrongState', { detail: 'the call is not waiting' });
      const before = await routingStore.priorityOf(callId);
      if (before === null) throw notWaiting;
      const { employeeNo } = session;
      const detail = { before: { priority: before }, after: body };
      const note = { employeeNo, action: 'call.priorityChanged', target: callId, address, detail } as const;
      return auditedAct(context, note, async () => {
        const { result } = await routingStore.setPriority(callId, body.priority);
        if (result === 'notWaiting') throw notWaiting;
        return body;
      });
    },
  });
}

/** The name of a line is what its calls need, and the queue where it has a fair share: `english>7,vip>1|service`. */
function readLine(line: string): { skill: string; level: number }[] {
  return line
    .replace(/\|.*$/, '')
    .split(',')
    .filter((need) => need !== '')
    .map((need) => {
      const [skill = '', level = '0'] = need.split('>');
      return { skill, level: Number(level) };
    });
}
