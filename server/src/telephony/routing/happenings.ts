import { seatChannelIdOf } from '../calls/index.ts';
import { asksForKey, seatAnswered, seatTakes, takesByKey } from './answer-offer.ts';
import { endLeg, endOffer, phoneBack, phoneLost } from './end-offer.ts';
import { type ChannelHappenings, NO_PACKETS } from './routing.ari.ts';
import type { RoutingParts } from './routing-parts.ts';

/** What follows from what Asterisk tells. */
export function makeHappenings(
  parts: RoutingParts,
  arrivals: {
    arrived: ChannelHappenings['callerArrived'];
    left: (channelId: string) => void;
  },
): ChannelHappenings {
  /** By seat: a channel that rang by name at a phone that has gone. A server that takes over ends such legs. */
  const lostRings = new Map<string, string>();
  const { calls, agents, callbacks } = parts;
  return {
    callerArrived: arrivals.arrived,
    async callerLeft(channelId, cause) {
      arrivals.left(channelId);
      await callerLeft(parts, channelId, cause);
    },
    async callerPressed(channel, digit) {
      const callId = await calls.callOfChannel(channel.id);
      if (callId === null) return;
      // Meant for whoever has the caller at this moment, not for whoever gets them next.
      const call = await calls.readCall(callId);
      const state = call?.state ?? 'ended';
      await parts.takers
        .inOrder()
        .find(({ keys }) => keys?.in === state)
        ?.keys?.press(callId, digit, call);
    },
    async customerReached(callId, channel) {
      if (!(await asksForKey(parts, callId, channel))) await callbacks.customerReached(callId, channel);
    },
    async seatPressed(callId, offerGen, channel, digit) {
      const call = await takesByKey(parts, callId, channel, digit);
      if (call?.channelId === channel.id) await callbacks.customerReached(callId, channel);
      else if (call !== null) await seatTakes(parts, callId, offerGen, channel);
    },
    async goodbyeSaid(callId) {
      for (const { goodbyeSaid } of parts.takers.inOrder()) if (await goodbyeSaid?.(callId)) return;
    },
    seatRang: (callId, offerGen) => agents.noteRung(seatChannelIdOf(callId, offerGen)),
    seatAnswered: (callId, offerGen, channel) => seatAnswered(parts, callId, offerGen, channel),
    seatLeft: (callId, offerGen, cause) => seatLeft(parts, callId, offerGen, cause),
    async seatPhoneChanged(agentId, isRegistered) {
      await agents.seatAlive(agentId, { isRegistered, isHeard: false });
      await (isRegistered ? phoneBack : phoneLost)(parts, agentId, lostRings);
    },
  };
}

async function callerLeft({ calls, takers, endCall }: RoutingParts, channelId: string, cause: number): Promise<void> {
  const callId = await calls.callOfChannel(channelId);
  if (callId === null) return;
  const call = await calls.readCall(callId);
  for (const taker of takers.inOrder()) if (await taker.callerLeft?.(callId, call, cause)) return;
  if (call !== null) await endCall(callId, { endedBy: 'customer', cause });
}

async function seatLeft(parts: RoutingParts, callId: string, offerGen: number, cause: number): Promise<void> {
  const { calls, callbacks, legs, endCall } = parts;
  // No packets for too long: nobody has hung up, so the customer goes to another seat.
  if (cause === NO_PACKETS && (await parts.seatAway.gone(callId, offerGen))) return;
  // Nearly always the end of its conversation; in one step, since the next call waits for it.
  if ((await endCall(callId, { endedBy: 'agent', cause, talkingGen: offerGen })) !== 'notTalking') return;
  const call = await calls.readCall(callId);
  if (call === null) return;
  if (call.channelId === seatChannelIdOf(callId, offerGen)) {
    // The colleague whom a seat has called.
    if (call.state === 'dialling') await callbacks.notReached(callId, cause);
    else await endCall(callId, { endedBy: 'customer', cause });
  } else if (call.talkingGen === offerGen && call.state === 'dialling')
    await callbacks.notReached(callId, cause, 'agent');
  else if (call.talkingGen === offerGen) {
    // Reported twice: the second time the call may already belong to another.
    if (!(await legs.seatLeft(callId, offerGen)))
      await endCall(callId, { endedBy: 'agent', cause, talkingGen: offerGen });
  } else if (call.legs.some((leg) => leg.offerGen === offerGen)) await endLeg(parts, callId, offerGen, { cause });
  else if (call.rings.some((ring) => ring.offerGen === offerGen)) await endOffer(parts, callId, offerGen, { cause });
}
