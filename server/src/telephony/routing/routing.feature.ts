import type { OverflowReason } from '@sansheng/shared/contracts/telephony/overflow';
import { canonicalNumber, type NumberPlan, readNumber } from '@sansheng/shared/domain/phone-number';
import type { Logger } from 'pino';
import type { AriClient, Channel } from '../../platform/ari/index.ts';
import type { AgentsStore } from '../agents/index.ts';
import {
  type CallMedia,
  type CallsStore,
  type EndCall,
  type GoneCallers,
  type LiveCall,
  newCallId,
  readSeatChannelId,
  seatChannelIdOf,
} from '../calls/index.ts';
import type { Callbacks } from '../callback/index.ts';
import type { Legs } from '../legs/index.ts';
import type { CallMenu } from '../menu/index.ts';
import type { Outbound } from '../outbound/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import type { SeatAway } from '../rejoin/index.ts';
import type { StartRecording } from '../recording/index.ts';
import type { OfferCause } from '@sansheng/shared/domain/agent-state';
import type { SaySeatNumber } from '../seat-number/index.ts';
import type { Votes } from '../vote/index.ts';
import { createLineBudget } from './line-budget.ts';
import { type Caller, decideEntry } from './decide-entry.ts';
import { causeOfRingTimeout, causeOfSeatHangup } from './offer-cause.ts';
import { type ChannelHappenings, NO_PACKETS } from './routing.ari.ts';
import { createOwedArrivals } from './owed-arrivals.ts';
import type { QueueEntry, RoutingStore } from './routing.store.ts';
import { isOwnPhone, isUntaken, KEY_MS, TAKING_KEY } from './take-key.ts';

/** May take a call instead of its queue. */
export interface OverflowGate {
  /** `callsBackFor`: the call is queued, and then called back instead of waiting. */
  takesBeforeQueue: (callId: string, queueId: string) => Promise<'taken' | 'goesOn' | { callsBackFor: OverflowReason }>;
  callBack: (callId: string, why: OverflowReason) => Promise<boolean>;
  /** A key of a caller whom the center itself has taken over. */
  press: (call: LiveCall, digit: string) => Promise<void>;
  /** True: it was handled. */
  takesWhenFull: (callId: string, queueId: string) => Promise<boolean>;
}

export interface RoutingParts {
  ari: AriClient;
  calls: CallsStore;
  agents: AgentsStore;
  queues: QueueSettings;
  store: RoutingStore;
  media: CallMedia;
  menu: () => CallMenu;
  overflow: () => OverflowGate;
  callbacks: Callbacks;
  legs: Legs;
  seatAway: () => Pick<SeatAway, 'gone'>;
  outbound: () => Pick<Outbound, 'seatJoined'>;
  endCall: EndCall;
  startRecording: StartRecording;
  saySeatNumber: SaySeatNumber;
  votes: Votes;
  goneCallers: Pick<GoneCallers, 'taken' | 'record'>;
  lookUp: (callId: string, callerNumber: string) => Promise<Caller>;
  findOwnSeat: (customerId: string) => Promise<string | null>;
  /** Country and area of the center, for parsing numbers. */
  plan: NumberPlan;
  node: string;
  ringCycleMs: number;
  /** How many RTP ports Asterisk has for all legs. */
  rtpPorts: number;
  seatSilentMs: number;
  log: Logger;
}

/** Longest that a call waits for the look-up if its queue needs to know the caller; usually a few ms. */
const LOOK_UP_MS = 500;

/** The way of a call from the trunk to the seat. */
export function createRouting(parts: RoutingParts) {
  const { ari, calls, agents, queues, store, media, endCall, log } = parts;
  /** Look-ups of arriving calls; the first to ask starts the look-up. */
  const lookUps = new Map<string, () => Promise<Caller>>();
  const lineBudget = createLineBudget(parts.rtpPorts);

  /** Gives an arrived call its queue or its menu; also used for calls found again after a restart. False: no such call. */
  async function routeCall(callId: string, channel: Pick<Channel, 'state'>, hotlineNumber: string): Promise<boolean> {
    const hotline = queues.hotline(hotlineNumber);
    if (hotline === undefined) {
      await sendAway(callId, 'unknownHotline', 'unallocated');
      return true;
    }
    if (hotline.menu !== null) {
      await parts.menu().start(callId, hotline.menu);
      return true;
    }
    const isAnswerFirst = queues.queue(hotline.queueId)?.policy === 'answer-first';
    const [isThere] = await Promise.all([
      queueCall(callId, hotline.queueId, {}, hotlineNumber),
      // Already up: the dialplan answered with music, because no server was there. Otherwise it rings
      // (extensions.conf).
      isAnswerFirst || channel.state === 'Up' ? greet(callId, hotline.queueId) : undefined,
    ]);
    return isThere;
  }

  async function entryOf(callId: string, queueId: string, hotlineNumber: string | undefined): Promise<QueueEntry> {
    const hotline = hotlineNumber ?? (await calls.readCall(callId))?.hotline ?? '';
    return decideEntry(
      queues.queue(queueId),
      queues.hotline(hotline),
      () => within(LOOK_UP_MS, lookUps.get(callId)?.() ?? calls.readCall(callId)),
      (customerId) => within(LOOK_UP_MS, parts.findOwnSeat(customerId)),
    );
  }

  /** Null when it takes too long or fails: a call is not delayed for optional information. */
  async function within<T>(ms: number, asked: Promise<T>): Promise<T | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), ms);
    });
    try {
      return await Promise.race([asked, late]);
    } catch (error) {
      log.warn({ err: error }, 'a look-up took too long or failed, routing goes on without it');
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * `wish`: what a menu asks for, overriding the queue, the hotline and the customer's tier. `hotline`: the one it came
   * by, if known. False: no such call.
   */
  async function queueCall(callId: string, queueId: string, wish: QueueEntry = {}, hotline?: string): Promise<boolean> {
    const before = await parts.overflow().takesBeforeQueue(callId, queueId);
    if (before === 'taken') return true;
    const entry = { ...(await entryOf(callId, queueId, hotline)), ...wish };
    let queued = await store.queueCall(callId, queueId, entry);
    if (queued.result === 'noQueue' && queues.queue(queueId) !== undefined) {
      // Redis has just come back empty: no caller is turned away for that.
      await queues.catchUp();
      queued = await store.queueCall(callId, queueId, entry);
    }
    if (queued.result === 'gone') return false;
    if (queued.result === 'queued' && before !== 'goesOn') {
      // A callback copies what is known of its caller.
      await within(LOOK_UP_MS, lookUps.get(callId)?.() ?? Promise.resolve(null));
      await parts.overflow().callBack(callId, before.callsBackFor);
    }
    if (queued.result === 'queued' || queued.result === 'wrongState') return true;
    if (queued.result === 'full' && (await parts.overflow().takesWhenFull(callId, queueId))) return true;
    // A queue that is switched off is mirrored as one that accepts nobody.
    const isThere = queues.queue(queueId)?.isActive === true;
    await sendAway(callId, queued.result === 'full' && isThere ? 'queueFull' : 'unknownQueue', 'busy');
    return true;
  }

  async function sendAway(callId: string, why: string, reason: 'busy' | 'unallocated' | 'congestion'): Promise<void> {
    const cause = { busy: 17, unallocated: 1, congestion: 34 }[reason];
    await endCall(callId, { endedBy: 'center', outcome: 'sentAway', why, cause, reason });
  }

  async function greet(callId: string, queueId?: string): Promise<void> {
    const decided = await calls.centerAnswer(callId);
    if (decided.result === 'greet') await media.greet(callId, decided.channelId, queueId);
  }

  const owedArrivals = createOwedArrivals({
    arrive: async (channel, hotline) => {
      const callId = await calls.callOfChannel(channel.id);
      if (callId === null) return takeIn(channel, hotline);
      const call = await calls.readCall(callId);
      const isUnrouted =
        call?.state === 'arrived' && call.menu === null && !call.isCallback && call.callbackId === null;
      if (isUnrouted) await routeCall(callId, channel, hotline);
    },
    isThere: async (channelId) => (await ari.channels.get({ channelId })) !== 'gone',
    recordGone: (channelId, note) => parts.goneCallers.record(channelId, note),
    nowMs: () => Date.now(),
    log,
  });

  async function callerArrived(channel: Channel, hotline: string): Promise<void> {
    try {
      await takeIn(channel, hotline);
    } catch (error) {
      owedArrivals.add(channel, hotline, error);
    }
  }

  async function takeIn(channel: Channel, dialled: string): Promise<void> {
    // From here on the number as configured, by which records and figures are found.
    const hotline = queues.hotline(dialled)?.number ?? dialled;
    const callerNumber = channel.caller.number;
    // A caller whom Asterisk kept while there was no server has been waiting since then.
    const createdAtMs = Date.parse(channel.creationtime);
    const arrivedAtMs = Number.isNaN(createdAtMs) ? Date.now() : Math.min(createdAtMs, Date.now());
    const callId = newCallId(Date.now());
    const arriving = calls.arriveCall({
      callId,
      channelId: channel.id,
      node: parts.node,
      hotline,
      callerNumber,
      canonicalNumber: canonicalNumber(readNumber(callerNumber, parts.plan)),
      ringCycleMs: parts.ringCycleMs,
      arrivedAtMs,
    });
    lineBudget.arriving();
    let lookUp: Promise<Caller> | undefined;
    const askWhoCalls = () => (lookUp ??= parts.lookUp(callId, callerNumber));
    lookUps.set(callId, askWhoCalls);
    try {
      // Redis runs commands in the order sent, so queueing need not wait for the arrival's answer. For a channel that
      // is already known, or if Redis had forgotten the script and runs it later, there is nothing under this id.
      const isStraight = queues.hotline(hotline)?.menu === null;
      // Near the last port it does wait: a seat must not be rung for a caller who is then refused.
      const early = isStraight && lineBudget.hasRoom() ? routeCall(callId, channel, hotline) : false;
      const [arrived, isRouted] = await Promise.all([arriving, early]);
      parts.goneCallers.taken(channel.id);
      if (arrived.result === 'known') return;
      log.info({ callId, channelId: channel.id, hotline, dialled }, 'arrived');
      if (!lineBudget.letsIn(arrived)) {
        log.warn(
          { callId, lines: arrived.lines, ports: parts.rtpPorts },
          'refused: the remaining ports are reserved for seats',
        );
        await sendAway(callId, 'noPorts', 'congestion');
        return;
      }
      // After the seat is rung, which does not wait for it unless the queue needs to know the caller.
      const known = askWhoCalls();
      if (!isRouted) await Promise.all([known, routeCall(callId, channel, hotline)]);
      await known;
    } finally {
      lookUps.delete(callId);
      lineBudget.arrived();
    }
  }

  async function isTalking(callId: string, offerGen: number): Promise<boolean> {
    const call = await calls.readCall(callId);
    return call?.talkingGen === offerGen;
  }

  /** Why a seat did not answer; `said`: by its phone; null when its time was over. */
  async function causeOfNoAnswer(agentId: string | undefined, offerId: string, said: OfferCause | null) {
    if (said !== null) return said;
    const seat = agentId === undefined ? null : await agents.readAgent(agentId);
    return causeOfRingTimeout({
      isRegistered: seat?.isRegistered ?? false,
      hasMicrophone: seat?.hasMicrophone ?? false,
      ringsAt: seat?.ringsAt ?? null,
      silentForMs: Date.now() - (seat?.seenMs ?? 0),
      silentLimitMs: parts.seatSilentMs,
      hasRung: await agents.hasRung(offerId),
    });
  }

  /** A leg that was rung in person is not answered, or its line is gone. `hungUp` null: its time is over. */
  async function endLeg(callId: string, offerGen: number, hungUp: { cause: number } | null): Promise<void> {
    const leg = (await calls.readCall(callId))?.legs.find((one) => one.offerGen === offerGen);
    if (leg?.state === 'up') return void (await parts.legs.end(callId, offerGen, 'left'));
    const said = hungUp === null ? null : causeOfSeatHangup(hungUp.cause);
    const isNumber = leg?.kind === 'number';
    const cause = isNumber
      ? (said ?? 'ignored')
      : await causeOfNoAnswer(leg?.who, seatChannelIdOf(callId, offerGen), said);
    await parts.legs.end(callId, offerGen, cause);
  }

  async function endOffer(callId: string, offerGen: number, hungUp: { cause: number } | null): Promise<void> {
    const offerId = seatChannelIdOf(callId, offerGen);
    const call = await calls.readCall(callId);
    const said = hungUp === null ? null : causeOfSeatHangup(hungUp.cause);
    const ring = call?.rings.find((one) => one.offerGen === offerGen);
    const cause = await causeOfNoAnswer(ring?.agentId, offerId, said);
    const ended = await store.endOffer(callId, offerGen, cause, said === null ? 'expired' : 'failed');
    // Also when stale: a seat must not keep ringing for an offer that is over.
    if (hungUp === null && !(await isTalking(callId, offerGen))) await media.hangUp(offerId, 'normal');
    if (ended.result !== 'stale')
      log.info({ callId, agentId: ended.agentId, offerGen, cause, result: ended.result }, 'offer ended');
  }

  /**
   * The call at a telephone that a voicemail box may have answered; null where only the seat can have answered, or has
   * accepted it by key.
   */
  async function untakenAt(callId: string, channel: Pick<Channel, 'id' | 'name'>): Promise<LiveCall | null> {
    if (isOwnPhone(channel.name)) return null;
    const call = await calls.readCall(callId);
    return call !== null && isUntaken(call, channel.id) ? call : null;
  }
  async function asksForKey(callId: string, channel: Pick<Channel, 'id' | 'name'>): Promise<boolean> {
    if ((await untakenAt(callId, channel)) === null) return false;
    const leg = readSeatChannelId(channel.id);
    if (leg !== null) await store.pickUp(callId, leg.offerGen, KEY_MS);
    await media.askForKey(callId, channel.id);
    return true;
  }
  /** The call that this digit accepts; null: none. */
  async function takesByKey(
    callId: string,
    channel: Pick<Channel, 'id' | 'name'>,
    digit: string,
  ): Promise<LiveCall | null> {
    const call = digit === TAKING_KEY ? await untakenAt(callId, channel) : null;
    if (call !== null) await media.stopAskingForKey(callId, channel.id);
    return call;
  }

  async function seatAnswered(
    callId: string,
    offerGen: number,
    seatChannel: Pick<Channel, 'id' | 'name'>,
  ): Promise<void> {
    if (!(await asksForKey(callId, seatChannel))) await seatTakes(callId, offerGen, seatChannel);
  }

  async function seatTakes(callId: string, offerGen: number, seatChannel: Pick<Channel, 'id' | 'name'>): Promise<void> {
    const answered = await store.answerOffer(callId, offerGen);
    if (answered.result === 'stale') {
      if (await parts.legs.answered(callId, offerGen, seatChannel)) return;
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
      const channelId = answered.channelId || (await parts.outbound().seatJoined(callId));
      if (channelId !== null) await parts.callbacks.dial(callId, channelId, seatChannel.id);
      return;
    }
    // Back on a new leg while the customer is on hold: only the seat is brought into the conversation.
    if (answered.isHeld) await media.place(callId, [seatChannel.id], 'call');
    else await media.connect(callId, answered.channelId, seatChannel.id, answered.centerAnswered);
    // Not earlier: a leg that is not in its bridge yet is recorded as silence.
    if (!answered.again && !answered.isHeld) await parts.saySeatNumber(callId);
    await parts.startRecording(callId, offerGen, seatChannel.name);
  }

  /**
   * The ringing phone is gone: its page was reloaded, and the ring can no longer be answered there. The call goes to
   * the next seat at once, and may ring here again when the phone is back: the seat has missed nothing.
   */
  async function phoneLost(agentId: string): Promise<void> {
    const seat = await agents.readAgent(agentId);
    if (seat?.state !== 'offered' || seat.callId === null || seat.ringsAt !== null) return;
    const ring = (await calls.readCall(seat.callId))?.rings.find((one) => one.agentId === agentId);
    // A leg that was rung in person rings on until its deadline, and does not count as ignored.
    if (ring === undefined) return agents.forgetRung(seatChannelIdOf(seat.callId, seat.offerGen ?? 0));
    const { result } = await store.withdrawOffer(seat.callId, ring.offerGen);
    if (result === 'stale') return;
    log.info({ callId: seat.callId, agentId, offerGen: ring.offerGen }, 'the phone that rang is gone');
    await media.hangUp(seatChannelIdOf(seat.callId, ring.offerGen), 'normal');
  }

  /** Takes a seat's channel that cannot be used any more out of its call; another seat serves the customer. */
  async function seatChannelLost(channelId: string): Promise<void> {
    const leg = readSeatChannelId(channelId);
    const call = leg === null ? null : await calls.readCall(leg.callId);
    if (leg === null || call === null) return;
    const { callId, offerGen } = leg;
    if (call.rings.some((ring) => ring.offerGen === offerGen))
      await store.endOffer(callId, offerGen, 'center', 'failed');
    else if (call.legs.some((one) => one.offerGen === offerGen)) await parts.legs.end(callId, offerGen, 'left');
    else if (call.channelId === channelId) await endCall(callId, { endedBy: 'system', why: 'lineGone' });
    else if (call.talkingGen === offerGen && !(await parts.seatAway().gone(callId, offerGen)))
      await endCall(callId, { endedBy: 'system', why: 'lineGone', talkingGen: offerGen });
  }

  async function isPhoneRegistered(agentId: string): Promise<boolean> {
    const endpoint = await ari.endpoints.get({ tech: 'PJSIP', resource: `seat-${agentId}` });
    return endpoint !== 'gone' && endpoint.state === 'online';
  }

  const happenings: ChannelHappenings = {
    callerArrived,
    async callerLeft(channelId, cause) {
      owedArrivals.left(channelId);
      const callId = await calls.callOfChannel(channelId);
      if (callId === null) return;
      const call = await calls.readCall(callId);
      if (call === null) await parts.votes.left(callId);
      else if (call.state === 'dialling') await parts.callbacks.notReached(callId, cause);
      else await endCall(callId, { endedBy: 'customer', cause });
    },
    async callerPressed(channel, digit) {
      const callId = await calls.callOfChannel(channel.id);
      if (callId === null) return;
      // Meant for whoever has the caller at this moment, not for whoever gets them next.
      const call = await calls.readCall(callId);
      if (call === null) await parts.votes.press(callId, digit);
      else if (call.state === 'arrived') await parts.menu().press(callId, digit);
      else if (call.state === 'waiting') await parts.callbacks.press(call, digit);
      else if (call.state === 'away') await parts.overflow().press(call, digit);
    },
    async customerReached(callId, channel) {
      if (!(await asksForKey(callId, channel))) await parts.callbacks.customerReached(callId, channel);
    },
    async seatPressed(callId, offerGen, channel, digit) {
      const call = await takesByKey(callId, channel, digit);
      if (call?.channelId === channel.id) await parts.callbacks.customerReached(callId, channel);
      else if (call !== null) await seatTakes(callId, offerGen, channel);
    },
    async goodbyeSaid(callId) {
      if (!(await parts.votes.thanked(callId))) await parts.callbacks.goodbye(callId);
    },
    seatRang: (callId, offerGen) => agents.noteRung(seatChannelIdOf(callId, offerGen)),
    seatAnswered,
    async seatLeft(callId, offerGen, cause) {
      // No packets for too long: nobody has hung up, so the customer goes to another seat.
      if (cause === NO_PACKETS && (await parts.seatAway().gone(callId, offerGen))) return;
      // Nearly always the end of its conversation; in one step, since the next call waits for it.
      if ((await endCall(callId, { endedBy: 'agent', cause, talkingGen: offerGen })) !== 'notTalking') return;
      const call = await calls.readCall(callId);
      if (call === null) return;
      if (call.channelId === seatChannelIdOf(callId, offerGen)) {
        // The colleague whom a seat has called.
        if (call.state === 'dialling') await parts.callbacks.notReached(callId, cause);
        else await endCall(callId, { endedBy: 'customer', cause });
      } else if (call.talkingGen === offerGen && call.state === 'dialling')
        await parts.callbacks.notReached(callId, cause, 'agent');
      else if (call.talkingGen === offerGen) {
        // Reported twice: the second time the call may already belong to another.
        if (!(await parts.legs.seatLeft(callId, offerGen)))
          await endCall(callId, { endedBy: 'agent', cause, talkingGen: offerGen });
      } else if (call.legs.some((leg) => leg.offerGen === offerGen)) await endLeg(callId, offerGen, { cause });
      else if (call.rings.some((ring) => ring.offerGen === offerGen)) await endOffer(callId, offerGen, { cause });
    },
    async seatPhoneChanged(agentId, isRegistered) {
      await agents.seatAlive(agentId, { isRegistered, isHeard: false });
      if (!isRegistered) await phoneLost(agentId);
    },
  };

  return {
    happenings,
    routeCall,
    queueCall,
    greet,
    endOffer,
    endLeg,
    seatChannelLost,
    seatAnswered,
    /** A seat or number could not be rung. */
    async ringFailed(callId: string, offerGen: number, cause: 'notRegistered' | 'center'): Promise<void> {
      const ended = await store.endOffer(callId, offerGen, cause, 'failed');
      if (ended.result === 'stale') await parts.legs.end(callId, offerGen, cause);
    },
    /** The seat refuses: the call goes to the next seat at once. */
    async declineOffer(callId: string, offerGen: number): Promise<void> {
      const ended = await store.endOffer(callId, offerGen, 'declined', 'failed');
      if (ended.result === 'stale') await parts.legs.end(callId, offerGen, 'declined');
      if (ended.result === 'requeued') await media.hangUp(seatChannelIdOf(callId, offerGen), 'normal');
    },
    isPhoneRegistered,
    /** Asterisk's current report on every seat. `isHeard`: the silence so far was the server's own, not the seats'. */
    async askPhones(isHeard: boolean): Promise<void> {
      const [seatIds, endpoints] = await Promise.all([agents.seatIds(), ari.endpoints.listByTech({ tech: 'PJSIP' })]);
      const phones = endpoints === 'gone' ? [] : endpoints;
      const registered = new Set(phones.filter(({ state }) => state === 'online').map(({ resource }) => resource));
      await Promise.all(
        seatIds.map((id) => agents.seatAlive(id, { isRegistered: registered.has(`seat-${id}`), isHeard })),
      );
    },
  };
}
export type Routing = ReturnType<typeof createRouting>;
