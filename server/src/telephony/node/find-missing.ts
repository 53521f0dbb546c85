import { seatChannelIdOf } from '../calls/index.ts';

/** What a call should have in Asterisk and has not. */
export type Missing = { what: 'line' | 'anybody' } | { what: 'seat'; talkingGen: number };

interface CallInAsterisk {
  callId: string;
  /** The customer's. */
  channelId: string;
  state: string;
  talkingGen: number | null;
  offerGen: number;
  legs: readonly unknown[];
}

/**
 * Null when nothing is missing, which is looked for in this order: the customer's line, unless it has none yet (a callback
 * that waits), the seat that has the call, anybody at all. Found again it has the same name: the same thing of the same
 * generation, since two that were each on their way for a moment are no fault.
 */
export function findMissing(
  { callId, channelId, state, talkingGen, offerGen, legs }: CallInAsterisk,
  { hasLine, channels }: { hasLine: boolean; channels: ReadonlySet<string> },
): { name: string; missing: Missing } | null {
  if (hasLine && !channels.has(channelId)) return { name: `${callId}:line:${channelId}`, missing: { what: 'line' } };
  if (talkingGen !== null)
    return channels.has(seatChannelIdOf(callId, talkingGen))
      ? null
      : { name: `${callId}:seat:${talkingGen}`, missing: { what: 'seat', talkingGen } };
  // On its way from one seat to the next, and nobody rings.
  if (state === 'talking' && legs.length === 0)
    return { name: `${callId}:nobody:${offerGen}`, missing: { what: 'anybody' } };
  return null;
}
