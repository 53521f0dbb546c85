import { isLeadOfTeam, seesCenter } from '@sansheng/shared/domain/roles';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import type { DataSource } from 'typeorm';
import type { Session } from '../../platform/http/routes.ts';

/** Who sees a call, and hears a recording of it: everybody's, or those that these seats answered. */
export type CallScope = { kind: 'center' } | { kind: 'seats'; agentIds: string[] };

/** The person's widest role decides: the center, the team (a lead without a team leads all), their own. */
export async function callScopeOf(db: DataSource, session: Session): Promise<CallScope> {
  const { teamId, employeeNo } = session;
  if (seesCenter(session)) return { kind: 'center' };
  if (!isLeadOfTeam(session) || teamId === null) return { kind: 'seats', agentIds: [employeeNo] };
  const team = await db.getRepository(AccountSchema).find({ select: { employeeNo: true }, where: { teamId } });
  return { kind: 'seats', agentIds: [...new Set([employeeNo, ...team.map((member) => member.employeeNo)])] };
}

/** A seat also sees the calls that were transferred to it, and so does its team's lead. */
export function maySeeCall(
  scope: CallScope,
  call: { agentId: string | null },
  legs: readonly { kind: string; who: string; answeredAtMs: number | null }[],
): boolean {
  if (scope.kind === 'center') return true;
  const seats = legs.flatMap(({ kind, who, answeredAtMs }) =>
    kind === 'number' || answeredAtMs === null ? [] : [who],
  );
  return [call.agentId, ...seats].some((agentId) => agentId !== null && scope.agentIds.includes(agentId));
}
