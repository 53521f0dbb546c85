import type { LegEnd, LegRole, TransferWay } from '@sansheng/shared/domain/call-leg';
import type { Logger } from 'pino';
import {
  bridgeIdOf,
  type CallLeg,
  type CallMedia,
  type CallsStore,
  type EndCall,
  type LiveCall,
  readLeg,
  seatChannelIdOf,
  type StoredLeg,
} from '../calls/index.ts';
import type { StartRecording } from '../recording/index.ts';
import { type DialNumber, NUMBER_RING_MS } from './dial-number.ari.ts';
import type { LegAdded, LegEnded, LegStore, NewLeg } from './legs.store.ts';

/** What a role does in Asterisk once its leg is up, instead of joining the conversation; and when the leg is gone. */
export interface LegRoleMedia {
  answered: (callId: string, leg: CallLeg) => Promise<unknown>;
  ended: (callId: string, leg: CallLeg) => Promise<unknown>;
}

/** Ids of what exists in Asterisk. */
export interface InAsterisk {
  channels: ReadonlyMap<string, { id: string; name: string; state: string }>;
  bridges: ReadonlyMap<string, { channels: string[] }>;
}

/** Decides whether an answer is genuine: at a seat's home it may be a voicemail box. */
type SeatAnswered = (callId: string, offerGen: number, channel: { id: string; name: string }) => Promise<void>;

export interface LegParts {
  store: LegStore;
  calls: CallsStore;
  media: CallMedia;
  endCall: EndCall;
  startRecording: StartRecording;
  dialNumber: DialNumber;
  /** The caller number shown to an outside number; a carrier accepts only the center's own numbers. */
  numberShown: (queueId: string) => Promise<string>;
  log: Logger;
}

/** Participants of a call other than its customer and the seat that has it. */
export function createLegs(parts: LegParts) {
  const { store, calls, media, endCall, log } = parts;
  const ownMedia = new Map<LegRole, LegRoleMedia>();

  async function clearLeg(callId: string, leg: CallLeg): Promise<void> {
    log.info({ callId, offerGen: leg.offerGen, who: leg.who, role: leg.role }, 'leg ended');
    await media.hangUp(seatChannelIdOf(callId, leg.offerGen), 'normal');
    await ownMedia.get(leg.role)?.ended(callId, leg);
  }

  /** What the end of a leg requires in Asterisk; the channel of one that has left is already gone. */
  async function follow(callId: string, ended: LegEnded): Promise<void> {
    if (ended.result !== 'ended') return;
    const { leg } = ended;
    await clearLeg(callId, leg);
    if (ended.customer === 'call') await media.place(callId, [ended.channelId], 'call');
    if (ended.isLost) await endCall(callId, { endedBy: 'center', why: 'transferFailed' });
  }

  async function end(callId: string, offerGen: number, cause: LegEnd, owner?: string): Promise<LegEnded['result']> {
    const ended = await store.endLeg(callId, offerGen, cause, owner);
    await follow(callId, ended);
    return ended.result;
  }

  async function dial(callId: string, offerGen: number, number: string): Promise<void> {
    const call = await calls.readCall(callId);
    const callerId = await parts.numberShown(call?.queueId ?? '');
    try {
      if (await parts.dialNumber({ callId, offerGen, number, callerId })) return;
    } catch (error) {
      log.warn({ err: error, callId, offerGen }, 'the number could not be dialled');
    }
    await end(callId, offerGen, 'network');
  }

  async function handOver(
    callId: string,
    how: TransferWay,
    which: { owner?: string; talkingGen?: number; offerGen?: number },
  ): Promise<'handedOver' | 'again' | 'notYourCall' | 'wrongState' | 'gone'> {
    const handed = await store.handOver(callId, how, which);
    if (handed.result !== 'handedOver') return handed.result;
    log.info({ callId, how, offerGen: handed.heir }, 'call handed over');
    if (handed.heir === 0) await media.place(callId, [handed.channelId], 'music');
    else await media.place(callId, [handed.channelId, seatChannelIdOf(callId, handed.heir)], 'call');
    await media.hangUp(seatChannelIdOf(callId, handed.gone), 'normal');
    if (handed.isNumber) {
      const name = await media.nameOf(seatChannelIdOf(callId, handed.heir));
      if (name !== null) await parts.startRecording(callId, handed.heir, name);
    }
    return handed.result;
  }

  /** The channel is up. False: no such leg (any more). */
  async function legAnswered(
    callId: string,
    offerGen: number,
    channel: { id: string; name: string },
  ): Promise<boolean> {
    const answered = await store.answerLeg(callId, offerGen);
    if (answered.result === 'stale') return false;
    const { leg } = answered;
    if (!answered.again) log.info({ callId, offerGen, who: leg.who, role: leg.role }, 'leg answered');
    const own = answered.isMain ? undefined : ownMedia.get(leg.role);
    if (own !== undefined) await own.answered(callId, leg);
    else {
      const joining = answered.isMain && !answered.isHeld ? [answered.channelId, channel.id] : [channel.id];
      await media.place(callId, joining, leg.isHeld ? 'music' : 'call');
    }
    if (answered.vain > 0) {
      await media.hangUp(seatChannelIdOf(callId, answered.vain), 'normal');
      await own?.ended(callId, { ...leg, offerGen: answered.vain });
    }
    // If a seat is in the call, its leg is recorded, and the other participants are heard there.
    if (leg.kind === 'seat' || (leg.kind === 'number' && answered.isMain))
      await parts.startRecording(callId, offerGen, channel.name);
    return true;
  }

  return {
    /** A role whose leg does not simply join the conversation (listen, whisper). */
    setRoleMedia: (role: LegRole, own: LegRoleMedia): void => void ownMedia.set(role, own),

    /** Rings another participant; for a consultation the customer hears music. */
    async add(callId: string, leg: NewLeg): Promise<LegAdded> {
      const ringMs = leg.kind === 'number' ? NUMBER_RING_MS : undefined;
      const added = await store.addLeg(callId, { ...(ringMs !== undefined && { ringMs }), ...leg });
      if (added.result !== 'added') return added;
      log.info({ callId, offerGen: added.offerGen, who: leg.who, role: leg.role, by: leg.by }, 'leg added');
      if (added.customer === 'music') await media.place(callId, [added.channelId], 'music');
      if (leg.kind === 'number') await dial(callId, added.offerGen, leg.who);
      return added;
    },
    dial,

    answered: legAnswered,
    end,
    /** Legs that another transition has ended; an empty Lua table is no list. */
    async clear(callId: string, ended: readonly StoredLeg[] | object): Promise<void> {
      for (const leg of Array.isArray(ended) ? (ended as StoredLeg[]) : []) await clearLeg(callId, readLeg(leg));
    },

    ringAgain: store.ringAgain,
    handOver,
    /** The line of the seat that has the call is gone. True: others are in the call, which goes on with them. */
    seatLeft: async (callId: string, talkingGen: number): Promise<boolean> =>
      (await handOver(callId, 'gone', { talkingGen })) === 'handedOver',

    /**
     * Brings Asterisk back in line with the legs of a call. `isTakeover`: phones that ring were connected through a
     * server that died.
     */
    async adopt(
      call: LiveCall,
      there: InAsterisk,
      { isTakeover, routing }: { isTakeover: boolean; routing: { seatAnswered: SeatAnswered } },
    ): Promise<void> {
      const { callId } = call;
      for (const leg of call.legs) {
        const channelId = seatChannelIdOf(callId, leg.offerGen);
        const channel = there.channels.get(channelId);
        if (channel === undefined) await end(callId, leg.offerGen, leg.state === 'up' ? 'left' : 'network');
        else if (leg.state === 'ringing' && channel.state === 'Up')
          await routing.seatAnswered(callId, leg.offerGen, channel);
        else if (leg.state === 'ringing' && isTakeover && leg.kind !== 'number')
          await end(callId, leg.offerGen, 'network');
        else if (leg.state === 'up' && ownMedia.has(leg.role)) await ownMedia.get(leg.role)?.answered(callId, leg);
        else if (
          leg.state === 'up' &&
          !leg.isHeld &&
          !there.bridges.get(bridgeIdOf(callId))?.channels.includes(channelId)
        ) {
          await media.place(callId, [channelId], 'call');
        }
      }
    },
  };
}
export type Legs = ReturnType<typeof createLegs>;
