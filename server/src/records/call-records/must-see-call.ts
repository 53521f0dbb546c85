import type { DataSource } from 'typeorm';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { findCall, findLegs } from './call-records.store.ts';
import { callScopeOf, maySeeCall } from './call-scope.ts';

/**
 * The record of a call, its legs and how far this person's sight goes. Every route that shows a call or anything of it
 * (its sound, comments, holds) asks here. Throws `notFound`, and `notYourCall` for a call of other seats.
 */
export async function mustSeeCall(db: DataSource, session: Session, callId: string) {
  const [call, legs, scope] = await Promise.all([findCall(db, callId), findLegs(db, callId), callScopeOf(db, session)]);
  if (call === null) throw new UserError('notFound');
  if (!maySeeCall(scope, call, legs)) throw new UserError('notYourCall');
  return { call, legs, scope };
}
