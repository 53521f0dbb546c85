import type { Session } from '../../platform/http/session.ts';
import { UserError } from '../../platform/http/user-error.ts';

/** The team whose seats this person sees and controls; '' is the whole center. */
export function scopeOf({ roles, teamId }: Pick<Session, 'roles' | 'teamId'>): string {
  return teamId !== null && !roles.includes('supervisor') && !roles.includes('admin') ? teamId : '';
}

/** Throws notYourTeam for a seat of another team than the lead's own. */
export function checkScope(session: Pick<Session, 'roles' | 'teamId'>, seat: { teamId: string | null }): void {
  const scope = scopeOf(session);
  if (scope !== '' && scope !== seat.teamId) throw new UserError('notYourTeam');
}
