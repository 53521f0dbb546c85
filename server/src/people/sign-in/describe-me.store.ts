import type { Me } from '@sansheng/shared/contracts/people/sign-in';
import { TeamSchema } from '@sansheng/shared/tables/people/accounts';
import type { AppContext } from '../../platform/app-context.ts';
import type { Session } from '../../platform/http/routes.ts';

export async function describeMe({ db, env }: Pick<AppContext, 'db' | 'env'>, session: Session): Promise<Me> {
  const { employeeNo, name, roles, teamId, csrfToken, mustChangePassword = false } = session;
  const team = teamId === null ? null : await db.getRepository(TeamSchema).findOneBy({ teamId });
  return {
    employeeNo,
    name,
    roles,
    teamId,
    teamName: team?.name ?? null,
    csrfToken,
    mustChangePassword,
    demonstration: env.DEMONSTRATION,
    ringCycleMs: env.RING_CYCLE_MS,
    timeZone: env.CENTER_TIME_ZONE,
    serverNowMs: Date.now(),
  };
}
