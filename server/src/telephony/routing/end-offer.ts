import type { OfferCause } from '@sansheng/shared/domain/agent-state';
import { readSeatChannelId, seatChannelIdOf } from '../calls/index.ts';
import { causeOfRingTimeout, causeOfSeatHangup } from './offer-cause.ts';
import type { RoutingParts } from './routing-parts.ts';

type OfferParts = Pick<RoutingParts, 'calls' | 'agents' | 'routingStore' | 'media' | 'legs' | 'seatSilentMs' | 'log'>;

/** A seat has not taken its offer. `hungUp` null: its time is over. */
export async function endOffer(
  parts: OfferParts,
  callId: string,
  offerGen: number,
  hungUp: { cause: number } | null,
): Promise<void> {
  const { calls, routingStore, media, log } = parts;
  const offerId = seatChannelIdOf(callId, offerGen);
  const call = await calls.readCall(callId);
  const said = hungUp === null ? null : causeOfSeatHangup(hungUp.cause);
  const ring = call?.rings.find((one) => one.offerGen === offerGen);
  const cause = await causeOfNoAnswer(parts, ring?.agentId, offerId, said);
  const ended = await routingStore.endOffer(callId, offerGen, cause, said === null ? 'expired' : 'failed');
  // Also when stale: a seat must not keep ringing for an offer that is over.
  if (hungUp === null && (await calls.readCall(callId))?.talkingGen !== offerGen) await media.hangUp(offerId, 'normal');
  if (ended.result !== 'stale')
    log.info({ callId, agentId: ended.agentId, offerGen, cause, result: ended.result }, 'offer ended');
}

/** A leg that was rung in person is not answered, or its line is gone. `hungUp` null: its time is over. */
export async function endLeg(
  parts: OfferParts,
  callId: string,
  offerGen: number,
  hungUp: { cause: number } | null,
): Promise<void> {
  const { calls, legs } = parts;
  const leg = (await calls.readCall(callId))?.legs.find((one) => one.offerGen === offerGen);
  if (leg?.state === 'up') return void (await legs.end(callId, offerGen, 'left'));
  const said = hungUp === null ? null : causeOfSeatHangup(hungUp.cause);
  const isNumber = leg?.kind === 'number';
  const cause = isNumber
    ? (said ?? 'ignored')
    : await causeOfNoAnswer(parts, leg?.who, seatChannelIdOf(callId, offerGen), said);
  await legs.end(callId, offerGen, cause);
}

/** A seat or number could not be rung. */
export async function ringFailed(
  { routingStore, legs }: Pick<OfferParts, 'routingStore' | 'legs'>,
  callId: string,
  offerGen: number,
  cause: 'notRegistered' | 'center',
): Promise<void> {
  const ended = await routingStore.endOffer(callId, offerGen, cause, 'failed');
  if (ended.result === 'stale') await legs.end(callId, offerGen, cause);
}

/** The seat refuses: the call goes to the next seat at once. */
export async function declineOffer(
  { routingStore, media, legs }: OfferParts,
  callId: string,
  offerGen: number,
): Promise<void> {
  const ended = await routingStore.endOffer(callId, offerGen, 'declined', 'failed');
  if (ended.result === 'stale') await legs.end(callId, offerGen, 'declined');
  if (ended.result === 'requeued') await media.hangUp(seatChannelIdOf(callId, offerGen), 'normal');
}

/**
 * The ringing phone is gone: its page was reloaded, and the ring can no longer be answered there. The call goes to
 * the next seat at once, and may ring here again when the phone is back: the seat has missed nothing.
 */
export async function phoneLost(
  { calls, agents, routingStore, media, log }: OfferParts,
  agentId: string,
  lostRings: Map<string, string>,
): Promise<void> {
  const seat = await agents.readAgent(agentId);
  if (seat?.state !== 'offered' || seat.callId === null || seat.ringsAt !== null) return;
  const ring = (await calls.readCall(seat.callId))?.rings.find((one) => one.agentId === agentId);
  // A seat that is rung by name rings again when its phone is back, and until then does not count as ignoring it.
  if (ring === undefined) {
    const lost = seatChannelIdOf(seat.callId, seat.offerGen ?? 0);
    lostRings.set(agentId, lost);
    return agents.forgetRung(lost);
  }
  const { result } = await routingStore.withdrawOffer(seat.callId, ring.offerGen);
  if (result === 'stale') return;
  log.info({ callId: seat.callId, agentId, offerGen: ring.offerGen }, 'the phone that rang is gone');
  await media.hangUp(seatChannelIdOf(seat.callId, ring.offerGen), 'normal');
}

/** Rings again what had been sent to a page that no longer exists. */
export async function phoneBack(
  { calls, legs, callbacks, media, log }: Pick<RoutingParts, 'calls' | 'legs' | 'callbacks' | 'media' | 'log'>,
  agentId: string,
  lostRings: Map<string, string>,
): Promise<void> {
  const lost = lostRings.get(agentId);
  lostRings.delete(agentId);
  const rang = lost === undefined ? null : readSeatChannelId(lost);
  if (lost === undefined || rang === null) return;
  const again = await legs.ringAgain(rang.callId, rang.offerGen, agentId);
  if (again.result === 'stale') return;
  log.info({ callId: rang.callId, agentId, offerGen: rang.offerGen }, 'rung again, its phone is back');
  await media.hangUp(lost, 'normal');
  if (again.result !== 'dial') return;
  const call = await calls.readCall(rang.callId);
  if (call !== null)
    await callbacks.dial(call.callId, again.channelId, seatChannelIdOf(call.callId, call.talkingGen ?? 0));
}

/** Takes a seat's channel that cannot be used any more out of its call; another seat serves the customer. */
export async function seatChannelLost(
  parts: Pick<RoutingParts, 'calls' | 'routingStore' | 'legs' | 'seatAway' | 'endCall'>,
  channelId: string,
): Promise<void> {
  const { calls, endCall } = parts;
  const leg = readSeatChannelId(channelId);
  const call = leg === null ? null : await calls.readCall(leg.callId);
  if (leg === null || call === null) return;
  const { callId, offerGen } = leg;
  if (call.rings.some((ring) => ring.offerGen === offerGen))
    await parts.routingStore.endOffer(callId, offerGen, 'center', 'failed');
  else if (call.legs.some((one) => one.offerGen === offerGen)) await parts.legs.end(callId, offerGen, 'left');
  else if (call.channelId === channelId) await endCall(callId, { endedBy: 'system', why: 'lineGone' });
  else if (call.talkingGen === offerGen && !(await parts.seatAway.gone(callId, offerGen)))
    await endCall(callId, { endedBy: 'system', why: 'lineGone', talkingGen: offerGen });
}

/** Why a seat did not answer; `said`: by its phone; null when its time was over. */
async function causeOfNoAnswer(
  { agents, seatSilentMs }: OfferParts,
  agentId: string | undefined,
  offerId: string,
  said: OfferCause | null,
): Promise<OfferCause> {
  if (said !== null) return said;
  const seat = agentId === undefined ? null : await agents.readAgent(agentId);
  return causeOfRingTimeout({
    isRegistered: seat?.isRegistered ?? false,
    hasMicrophone: seat?.hasMicrophone ?? false,
    ringsAt: seat?.ringsAt ?? null,
    silentForMs: Date.now() - (seat?.seenMs ?? 0),
    silentLimitMs: seatSilentMs,
    hasRung: await agents.hasRung(offerId),
  });
}
