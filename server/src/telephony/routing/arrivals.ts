import { canonicalNumber, readNumber } from '@sansheng/shared/domain/phone-number';
import { newCallId } from '../calls/index.ts';
import type { LineBudget } from './line-budget.ts';
import { createOwedArrivals } from './owed-arrivals.ts';
import { type QueueingParts, routeCall, sendAway } from './queue-call.ts';
import type { Channel } from './routing.ari.ts';
import type { RoutingParts } from './routing-parts.ts';

export interface ArrivalParts
  extends QueueingParts,
    Pick<RoutingParts, 'goneCallers' | 'plan' | 'nodeName' | 'ringCycleMs' | 'rtpPorts'> {
  lineBudget: LineBudget;
}

/** Callers who come in; whom Redis does not take is taken in as soon as it does. */
export function createArrivals(parts: ArrivalParts) {
  const { calls, media, goneCallers, log } = parts;
  const owed = createOwedArrivals({
    arrive: async (channel, hotline) => {
      const callId = await calls.callOfChannel(channel.id);
      if (callId === null) return takeIn(parts, channel, hotline);
      const call = await calls.readCall(callId);
      const isUnrouted =
        call?.state === 'arrived' && call.menu === null && !call.isCallback && call.callbackId === null;
      if (isUnrouted) await routeCall(parts, callId, channel, hotline);
    },
    isThere: async (channelId) => (await media.nameOf(channelId)) !== null,
    recordGone: goneCallers.record,
    nowMs: () => Date.now(),
    log,
  });
  return {
    async arrived(channel: Channel, hotline: string): Promise<void> {
      try {
        await takeIn(parts, channel, hotline);
      } catch (error) {
        owed.add(channel, hotline, error);
      }
    },
    /** A channel is gone. */
    left: (channelId: string) => owed.left(channelId),
  };
}

async function takeIn(parts: ArrivalParts, channel: Channel, dialled: string): Promise<void> {
  const { queues, lookUps, lineBudget, log } = parts;
  // From here on the number as configured, by which records and figures are found.
  const hotline = queues.hotline(dialled)?.number ?? dialled;
  const callId = newCallId(Date.now());
  const arriving = arrive(parts, callId, channel, hotline);
  lineBudget.arriving();
  const askWhoCalls = lookUps.begin(callId, channel.caller.number);
  try {
    // Redis runs commands in the order sent, so queueing need not wait for the arrival's answer. For a channel that
    // is already known, or if Redis had forgotten the script and runs it later, there is nothing under this id.
    const isStraight = queues.hotline(hotline)?.menu === null;
    // Near the last port it does wait: a seat must not be rung for a caller who is then refused.
    const early = isStraight && lineBudget.hasRoom() ? routeCall(parts, callId, channel, hotline) : false;
    const [arrived, isRouted] = await Promise.all([arriving, early]);
    parts.goneCallers.taken(channel.id);
    if (arrived.result === 'known') return;
    log.info({ callId, channelId: channel.id, hotline, dialled }, 'arrived');
    if (!lineBudget.letsIn(arrived)) {
      log.warn(
        { callId, lines: arrived.lines, ports: parts.rtpPorts },
        'refused: the remaining ports are reserved for seats',
      );
      await sendAway(parts, callId, 'noPorts', 'congestion');
      return;
    }
    // After the seat is rung, which does not wait for it unless the queue needs to know the caller.
    const known = askWhoCalls();
    if (!isRouted) await Promise.all([known, routeCall(parts, callId, channel, hotline)]);
    await known;
  } finally {
    lookUps.end(callId);
    lineBudget.arrived();
  }
}

function arrive(
  { calls, plan, nodeName, ringCycleMs }: ArrivalParts,
  callId: string,
  channel: Channel,
  hotline: string,
) {
  const callerNumber = channel.caller.number;
  // A caller whom Asterisk kept while there was no server has been waiting since then.
  const createdAtMs = Date.parse(channel.creationtime);
  const arrivedAtMs = Number.isNaN(createdAtMs) ? Date.now() : Math.min(createdAtMs, Date.now());
  return calls.arriveCall({
    callId,
    channelId: channel.id,
    node: nodeName,
    hotline,
    callerNumber,
    canonicalNumber: canonicalNumber(readNumber(callerNumber, plan)),
    ringCycleMs,
    arrivedAtMs,
  });
}
