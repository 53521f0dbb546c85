import { type LiveCall, seatChannelIdOf } from '../calls/index.ts';

/** Key that accepts the call at a telephone outside the center. */
export const TAKING_KEY = '1';
/**
 * Time from picking up to the key. The rings of the offer end with picking up, so that a seat that does so in the third
 * ring has time to hear the prompt; the center still answers the caller at the end of the third ring.
 */
export const KEY_MS = 10_000;

/**
 * Whether this is a seat's own phone, in its browser or on its desk, which only the seat answers. Judged by Asterisk's
 * name of the channel.
 */
export const isOwnPhone = (channelName: string): boolean => /^PJSIP\/(seat|desk)-/.test(channelName);

/** True while the channel rings a seat for the call, at any phone, and the seat has not accepted it. */
export function isUntaken(call: LiveCall, channelId: string): boolean {
  const { callId } = call;
  if (call.state === 'dialling') {
    // The seat that places a call, then the called colleague.
    if (channelId === call.channelId) return call.calleeId !== null;
    return call.channelId === '' && channelId === seatChannelIdOf(callId, call.talkingGen ?? 0);
  }
  return (
    call.rings.some(({ offerGen }) => channelId === seatChannelIdOf(callId, offerGen)) ||
    call.legs.some(
      ({ kind, state, offerGen }) =>
        kind !== 'number' && state === 'ringing' && channelId === seatChannelIdOf(callId, offerGen),
    )
  );
}
