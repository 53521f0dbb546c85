import { type LiveCall, readSeatChannelId, seatChannelIdOf } from '../calls/index.ts';
import type { Channel } from './routing.ari.ts';
import type { RoutingParts } from './routing-parts.ts';
import { isOwnPhone, isUntaken, KEY_MS, TAKING_KEY } from './take-key.ts';

type AnswerParts = Pick<
  RoutingParts,
  'calls' | 'routingStore' | 'media' | 'legs' | 'callbacks' | 'outbound' | 'saySeatNumber' | 'startRecording' | 'log'
>;
type SeatChannel = Pick<Channel, 'id' | 'name'>;

/** A seat's telephone was picked up. Where a mailbox may have done so, the seat is asked for the key. */
export async function seatAnswered(
  parts: AnswerParts,
  callId: string,
  offerGen: number,
  seatChannel: SeatChannel,
): Promise<void> {
  if (!(await asksForKey(parts, callId, seatChannel))) await seatTakes(parts, callId, offerGen, seatChannel);
}

/** The seat has the call: its customer and it are brought together, or the other side is dialled. */
export async function seatTakes(
  parts: AnswerParts,
  callId: string,
  offerGen: number,
  seatChannel: SeatChannel,
): Promise<void> {
  const { media, legs, callbacks, outbound, log } = parts;
  const answered = await parts.routingStore.answerOffer(callId, offerGen);
  if (answered.result === 'stale') {
    if (await legs.answered(callId, offerGen, seatChannel)) return;
    log.info({ callId, offerGen }, 'a stale answer was refused');
    await media.hangUp(seatChannel.id, 'normal');
    return;
  }
  if (answered.result === 'calleeBack') {
    log.info({ callId, offerGen }, 'the colleague is back');
    await media.place(callId, [seatChannel.id], answered.isHeld ? 'music' : 'call');
    for (const gen of answered.vain) void media.hangUp(seatChannelIdOf(callId, gen), 'normal');
    return;
  }
  if (!answered.again) log.info({ callId, agentId: answered.agentId, offerGen }, 'answered');
  for (const gen of answered.vain) void media.hangUp(seatChannelIdOf(callId, gen), 'normal');
  if (answered.dial) {
    // A call that this seat places has no other side yet.
    const channelId = answered.channelId || (await outbound.seatJoined(callId));
    if (channelId !== null) await callbacks.dial(callId, channelId, seatChannel.id);
    return;
  }
  // Back on a new leg while the customer is on hold: only the seat is brought into the conversation.
  if (answered.isHeld) await media.place(callId, [seatChannel.id], 'call');
  else await media.connect(callId, answered.channelId, seatChannel.id, answered.centerAnswered);
  // Not earlier: a leg that is not in its bridge yet is recorded as silence.
  if (!answered.again && !answered.isHeld) await parts.saySeatNumber(callId);
  await parts.startRecording(callId, offerGen, seatChannel.name);
}

export async function asksForKey(
  parts: Pick<AnswerParts, 'calls' | 'routingStore' | 'media'>,
  callId: string,
  channel: SeatChannel,
): Promise<boolean> {
  if ((await untakenAt(parts, callId, channel)) === null) return false;
  const leg = readSeatChannelId(channel.id);
  if (leg !== null) await parts.routingStore.pickUp(callId, leg.offerGen, KEY_MS);
  await parts.media.askForKey(callId, channel.id);
  return true;
}

/** The call that this digit accepts; null: none. */
export async function takesByKey(
  parts: Pick<AnswerParts, 'calls' | 'media'>,
  callId: string,
  channel: SeatChannel,
  digit: string,
): Promise<LiveCall | null> {
  const call = digit === TAKING_KEY ? await untakenAt(parts, callId, channel) : null;
  if (call !== null) await parts.media.stopAskingForKey(callId, channel.id);
  return call;
}

/**
 * The call at a telephone that a voicemail box may have answered; null where only the seat can have answered, or has
 * accepted it by key.
 */
async function untakenAt(
  { calls }: Pick<AnswerParts, 'calls'>,
  callId: string,
  channel: SeatChannel,
): Promise<LiveCall | null> {
  if (isOwnPhone(channel.name)) return null;
  const call = await calls.readCall(callId);
  return call !== null && isUntaken(call, channel.id) ? call : null;
}
