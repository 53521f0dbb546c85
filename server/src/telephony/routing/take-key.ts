import { type LiveCall, seatChannelIdOf } from '../calls/index.ts';

/** Takes the call at a telephone outside of the center. */
export const TAKING_KEY = '1';
/**
 * From picking up to the key. The rings of the offer end with picking up, so that a seat that does so in the third ring has
 * the time to hear what it is asked for; the caller is answered by the center at the end of the third ring all the same.
 */
export const KEY_MS = 10_000;

/** A seat's own phone, in its browser or on its desk: nobody but the seat answers it. By Asterisk's name of the channel. */
export const isOwnPhone = (channelName: string): boolean => /^PJSIP\/(seat|desk)-/.test(channelName);

/** True while the channel rings a seat for the call, at whatever phone, and the seat has not taken it. */
export function isUntaken(call: LiveCall, channelId: string): boolean {
  const { callId } = call;
  if (call.state === 'dialling') {
    // The seat that places a call, then the colleague whom it calls.
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
