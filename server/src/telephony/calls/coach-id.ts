import type { LiveCall } from './calls.store.ts';

/** Where a lead who listens or whispers is, with the sound of the seat and nobody else. */
export const coachBridgeIdOf = (callId: string, offerGen: number): string => `coach-${callId}.${offerGen}`;
/** The sound of one leg of the seat for one leg of a lead. */
export const snoopIdOf = (callId: string, offerGen: number, talkingGen: number): string =>
  `snoop-${callId}.${offerGen}.${talkingGen}`;

/** The lead's leg that a bridge or a channel of sound was made for; null for any other. */
export function readCoachId(id: string): { callId: string; offerGen: number } | null {
  const parts = /^(?:coach|snoop)-(c[0-9a-z]+)\.(\d+)(?:\.\d+)?$/.exec(id);
  return parts === null ? null : { callId: parts[1] as string, offerGen: Number(parts[2]) };
}

/** True for a bridge or channel that was made for a lead who is not on the call any more. */
export function isStrayCoach(id: string, callOf: (callId: string) => LiveCall | undefined): boolean {
  const made = readCoachId(id);
  if (made === null) return false;
  return callOf(made.callId)?.legs.some(({ kind, offerGen }) => kind === 'lead' && offerGen === made.offerGen) !== true;
}
