import { isDeepStrictEqual } from 'node:util';
import type { AgentSkillRow, HotlineRow, QueueMemberRow, QueueRow } from '@sansheng/shared/tables/telephony/queues';
import { calledNumber, type NumberPlan } from '@sansheng/shared/domain/phone-number';
import { type Member, makePools } from './make-pools.ts';

/** A seat's membership of a queue, as the Lua transitions take it. */
export interface Membership {
  queueId: string;
  order: number;
  listed: number;
}

/** The settings of queues as one reading of the database has them. */
export interface QueuesInForce {
  queues: ReadonlyMap<string, QueueRow>;
  hotlines: ReadonlyMap<string, HotlineRow>;
  hotlinesByCalled: ReadonlyMap<string, HotlineRow>;
  memberships: ReadonlyMap<string, Membership[]>;
  /** By queue. */
  pools: ReadonlyMap<string, string>;
  /** Levels by skill, by seat. */
  skills: ReadonlyMap<string, Record<string, number>>;
}
export interface QueueTables {
  queues: QueueRow[];
  hotlines: HotlineRow[];
  members: QueueMemberRow[];
  skills: AgentSkillRow[];
}

export function queuesInForce(rows: QueueTables, plan: NumberPlan): QueuesInForce {
  const queues = new Map(rows.queues.map((row) => [row.queueId, row]));
  const members = new Map<string, Member[]>(rows.queues.map((row) => [row.queueId, []]));
  const memberships = new Map<string, Membership[]>();
  for (const { employeeNo, queueId, order, turn } of rows.members) {
    if (queues.get(queueId)?.isActive !== true) continue;
    members.get(queueId)?.push({ employeeNo, turn, listed: order });
    const list = memberships.get(employeeNo) ?? [];
    memberships.set(employeeNo, list);
    list.push({ queueId, order: turn, listed: order });
  }
  const skills = new Map<string, Record<string, number>>();
  for (const { employeeNo, skillId, level } of rows.skills)
    skills.set(employeeNo, { ...skills.get(employeeNo), [skillId]: level });
  const pools = makePools(
    rows.queues.map(({ queueId, strategy, borrowFrom, borrowAfterSeconds }) => ({
      queueId,
      strategy,
      members: members.get(queueId) ?? [],
      borrowFrom,
      borrowAfterSeconds,
    })),
  );
  const hotlines = new Map(rows.hotlines.map((row) => [row.number, row]));
  const hotlinesByCalled = new Map(rows.hotlines.map((row) => [calledNumber(row.number, plan), row]));
  return { queues, hotlines, hotlinesByCalled, memberships, pools, skills };
}

/** The queues whose waiting calls now belong to other lines. */
export function regroupedQueues(was: Pick<QueuesInForce, 'queues' | 'pools'>, is: QueuesInForce): string[] {
  const standsApart = (share = 0) => share > 0;
  return [...is.queues.values()]
    .filter(({ queueId, needs, fairShare }) => {
      const former = was.queues.get(queueId);
      return (
        is.pools.get(queueId) !== was.pools.get(queueId) ||
        !isDeepStrictEqual(former?.needs, needs) ||
        standsApart(former?.fairShare) !== standsApart(fairShare)
      );
    })
    .map(({ queueId }) => queueId);
}
