import type { Logger } from 'pino';
import { eachApart } from '../../platform/apart/each-apart.ts';
import type { AriClient, Channel } from '../../platform/ari/index.ts';
import {
  bridgeIdOf,
  type CallsStore,
  type EndCall,
  hasHungUp,
  type LiveCall,
  seatChannelIdOf,
} from '../calls/index.ts';
import type { Callbacks } from '../callback/index.ts';
import type { Legs } from '../legs/index.ts';
import type { LiveState } from '../live-state/index.ts';
import type { Routing, RoutingStore } from '../routing/index.ts';
import type { AdoptionKind } from '../wing-parts.ts';
import type { DeafChannels } from './deaf-channels.ari.ts';
import { findStrays } from './find-strays.ari.ts';

export interface AdoptionParts extends AdoptionKind {
  state: LiveState;
  ari: AriClient;
  app: string;
  nodeName: string;
  calls: CallsStore;
  routing: Routing;
  endCall: EndCall;
  callbacks: Callbacks;
  legs: Legs;
  routingStore: RoutingStore;
  /** It is told of channels that still exist although their callers have hung up. */
  deafChannels: Pick<DeafChannels, 'isGivenUp' | 'leftBehind'>;
  /** Calls that could not be adopted last time; null: all calls, and strays. */
  only: ReadonlySet<string> | null;
  log: Logger;
}

/** Q.850. */
const NO_ANSWER = 19;

export interface Adoption {
  /** Calls that ended while nobody listened. */
  finished: number;
  /** Calls that go on. */
  kept: number;
  /** Callers in Asterisk that Redis did not know. */
  found: number;
  strays: number;
  /** Calls that could not be adopted yet, because one of their channels does not answer. To be retried. */
  left: string[];
}

/** A command may take five seconds. Other calls do not wait for a channel that uses them up. */
const EACH_MS = 1000;
const ALL_MS = 5000;

/**
 * Brings Redis and Asterisk back in line after an outage of the server: calls that ended in the meantime are finished,
 * the others are adopted, unknown callers are accepted, strays are removed. May be run at any time, repeatedly.
 */
export async function adoptCalls(parts: AdoptionParts): Promise<Adoption> {
  const { state, ari, nodeName: node, calls, endCall, log } = parts;
  const [channelList, bridgeList] = await Promise.all([ari.channels.list({}), ari.bridges.list({})]);
  const outcome: Adoption = { finished: 0, kept: 0, found: 0, strays: 0, left: [] };
  const channels = new Map(channelList.map((channel) => [channel.id, channel]));
  const bridges = new Map(bridgeList.map((bridge) => [bridge.id, bridge]));

  // Each seat has the usual time from now to come back.
  if (parts.only === null) await parts.routing.askPhones(true);

  // In order of arrival, so that waiting callers are served in order.
  const live = (await calls.liveCalls(node)).sort((a, b) => a.arrivedAtMs - b.arrivedAtMs);
  const toTake = live.filter(({ callId }) => parts.only?.has(callId) ?? true);
  const limits = { eachMs: EACH_MS, allMs: ALL_MS };
  // Callers who hung up while no server was listening, and whose channels still exist.
  const hungUp = new Set<string>();
  if (parts.isTakeover) {
    await Promise.all(
      toTake.map(async ({ channelId }) => {
        const channel = channels.get(channelId);
        if (channel === undefined || !(await hasHungUp(ari, channel))) return;
        hungUp.add(channelId);
        parts.deafChannels.leftBehind(channel);
      }),
    );
  }
  const taking = await eachApart(
    toTake,
    async (call) => {
      if (await takeOver(call)) outcome.kept += 1;
      else outcome.finished += 1;
    },
    {
      ...limits,
      onFailed: ({ callId }, error) => log.error({ err: error, callId }, 'could not adopt a call, will retry'),
    },
  );
  outcome.left = [...taking.failed, ...taking.late].map(({ callId }) => callId);

  if (parts.only === null) {
    const known = await calls.callsByChannel();
    const { strays, callers, leftBehind } = await findStrays(
      ari,
      parts.app,
      { channels: channelList, bridges: bridgeList },
      new Map(live.map((call) => [call.callId, call])),
      (channelId) => known.has(channelId),
      parts.deafChannels.isGivenUp,
    );
    for (const channel of leftBehind) parts.deafChannels.leftBehind(channel);
    // Whatever fails here is found again by the drift watch.
    await eachApart(strays, (stray) => stray.remove(), {
      ...limits,
      onFailed: ({ id }, error) => log.warn({ err: error, id }, 'could not remove a stray'),
    });
    outcome.strays = strays.length;
    await eachApart(callers, ({ channel, hotline }) => parts.routing.happenings.callerArrived(channel, hotline), {
      ...limits,
      onFailed: ({ channel }, error) =>
        log.error({ err: error, channelId: channel.id }, 'could not accept a caller, will retry'),
    });
    outcome.found = callers.length;
  }
  log.info({ node, ...outcome }, 'calls adopted');
  return outcome;

  /**
   * The server that made the offer died before it rang the seat, or the seat's channel is gone; the deadline remains.
   */
  function ringAgain(call: LiveCall, ring: LiveCall['rings'][number]): void {
    const deadlineAtMs = call.deadlineAtMs ?? 0;
    state.ringSeats([
      {
        callId: call.callId,
        ...ring,
        queueId: call.queueId ?? '',
        offeredAtMs: call.offeredAtMs ?? 0,
        deadlineAtMs,
        ringMs: Math.max(1000, deadlineAtMs - Date.now()),
        ringCycleMs: call.ringCycleMs,
        channelId: call.channelId,
        callerNumber: call.callerNumber,
        node,
      },
    ]);
  }

  /** The phone that rings was connected through the server that died: an answer would never arrive. */
  async function withdraw(callId: string, offerGen: number): Promise<void> {
    await parts.routingStore.withdrawOffer(callId, offerGen);
    await ari.channels.hangup({ channelId: seatChannelIdOf(callId, offerGen), reason: 'normal' });
  }

  /** The seat of a callback was on the line while its customer was being dialled. */
  async function takeOverDialling({ callId, channelId, talkingGen }: LiveCall): Promise<boolean> {
    const customer = channels.get(channelId);
    const seat = channels.get(seatChannelIdOf(callId, talkingGen ?? 0));
    // Placed by this seat, and the server died before it dialled.
    if (channelId === '' && seat?.state === 'Up') await parts.routing.seatAnswered(callId, talkingGen ?? 0, seat);
    else if (customer === undefined || seat === undefined) await parts.callbacks.notReached(callId, NO_ANSWER);
    else if (customer.state === 'Up') await parts.routing.happenings.customerReached(callId, customer);
    return true;
  }

  /** True when the call goes on. */
  async function takeOver(call: LiveCall): Promise<boolean> {
    const { callId } = call;
    if (call.state === 'dialling') return takeOverDialling(call);
    const isAwayFromPhone = call.isCallback && call.channelId === '';
    if (!isAwayFromPhone && (!channels.has(call.channelId) || hungUp.has(call.channelId))) {
      await endCall(
        callId,
        parts.hasAsteriskRestarted
          ? {
              endedBy: 'system',
              why: 'asteriskRestarted',
              ...(call.state !== 'talking' && call.callbackId === null && { outcome: 'lost' as const }),
            }
          : { endedBy: 'customer', why: 'endedWhileServerWasDown' },
      );
      return false;
    }
    switch (call.state) {
      case 'talking': {
        const { talkingGen } = call;
        await parts.legs.adopt(call, { channels, bridges }, parts);
        // On its way from one seat to the next.
        if (talkingGen === null) return true;
        const seatChannel = channels.get(seatChannelIdOf(callId, talkingGen));
        if (seatChannel === undefined) {
          if (await parts.legs.seatLeft(callId, talkingGen)) return true;
          await endCall(callId, { endedBy: 'agent', why: 'endedWhileServerWasDown' });
          return false;
        }
        const inBridge = bridges.get(bridgeIdOf(callId))?.channels ?? [];
        const isConnected =
          inBridge.includes(seatChannel.id) && (call.heldSinceMs !== null || inBridge.includes(call.channelId));
        if (!isConnected) await parts.routing.seatAnswered(callId, talkingGen, seatChannel);
        return true;
      }
      case 'offered':
        for (const ring of call.rings) {
          const seatChannel = channels.get(seatChannelIdOf(callId, ring.offerGen));
          if (seatChannel?.state === 'Up') await parts.routing.seatAnswered(callId, ring.offerGen, seatChannel);
          else if (parts.isTakeover) await withdraw(callId, ring.offerGen);
          else if (seatChannel === undefined) ringAgain(call, ring);
        }
        return true;
      case 'arrived':
        // A callback between two attempts, and a caller who hears the confirmation of one, are in no queue.
        if (call.menu === null && !call.isCallback && call.callbackId === null) {
          await parts.routing.routeCall(callId, channels.get(call.channelId) as Channel, call.hotline);
        }
        return true;
      default:
        return true;
    }
  }
}
