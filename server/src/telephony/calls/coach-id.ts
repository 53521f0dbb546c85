import type { LiveCall } from './calls.store.ts';

/** Bridge of a lead who listens or whispers, with the audio of the seat and nobody else. */
export const coachBridgeIdOf = (callId: string, offerGen: number): string => `coach-${callId}.${offerGen}`;
/** Snoop channel on one leg of the seat for one leg of a lead. */
export const snoopIdOf = (callId: string, offerGen: number, talkingGen: number): string =>
  `snoop-${callId}.${offerGen}.${talkingGen}`;

/** The lead's leg that a bridge or snoop channel was made for; null for any other. */
export function readCoachId(id: string): { callId: string; offerGen: number } | null {
  const parts = /^(?:coach|snoop)-(c[0-9a-z]+)\.(\d+)(?:\.\d+)?$/.exec(id);
  return parts === null ? null : { callId: parts[1] as string, offerGen: Number(parts[2]) };
}

/** True for a bridge or channel made for a lead who is no longer on the call. */
export function isStrayCoach(id: string, callOf: (callId: string) => LiveCall | undefined): boolean {
  const made = readCoachId(id);
  if (made === null) return false;
  return callOf(made.callId)?.legs.some(({ kind, offerGen }) => kind === 'lead' && offerGen === made.offerGen) !== true;
}
