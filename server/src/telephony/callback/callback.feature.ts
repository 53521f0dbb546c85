import type { OverflowReason } from '@sansheng/shared/contracts/telephony/overflow';
import { dialledNumber, type NumberPlan, readNumber } from '@sansheng/shared/domain/phone-number';
import type { Logger } from 'pino';
import type { AriClient, Channel } from '../../platform/ari/index.ts';
import {
  type CallMedia,
  type CallsStore,
  type EndCall,
  type LiveCall,
  newCallId,
  type SeatEndpoint,
  seatChannelIdOf,
} from '../calls/index.ts';
import type { LiveState } from '../live-state/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import type { StartRecording } from '../recording/index.ts';
import type { SaySeatNumber } from '../seat-number/index.ts';
import { hearsCallbackKey } from './hears-callback-key.ts';
import { createCallbackStore } from './callback.store.ts';
import { whyNotReached } from './why-not-reached.ts';
import { mayBeCalledBack } from './may-be-called-back.ts';

export interface CallbackParts {
  state: LiveState;
  ari: AriClient;
  app: string;
  /** What Asterisk dials for a customer's number. */
  endpointOf: (number: string) => Promise<string>;
  /** And for a seat. */
  seatEndpointOf: SeatEndpoint;
  calls: CallsStore;
  queues: QueueSettings;
  media: CallMedia;
  endCall: EndCall;
  startRecording: StartRecording;
  saySeatNumber: SaySeatNumber;
  /** Country and area of the center, for parsing numbers. */
  plan: NumberPlan;
  /** Whether this number is on the do-not-call list. */
  isOnDoNotCall: (callerNumber: string) => Promise<boolean>;
  log: Logger;
}

/** How long a customer's phone rings; the carrier may end it sooner. */
const RING_SECONDS = 30;
/** After this a customer counts as not reached, even if the end of the ringing was missed. */
export const DIAL_LIMIT_MS = (RING_SECONDS + 5) * 1000;
/** Longer than the confirmation that the caller hears. */
const GOODBYE_MS = 20_000;
const NO_ANSWER = 19;

/**
 * Callbacks that keep the place. When the caller presses the key, a callback takes the caller's place. It is offered
 * like any call; its seat is on the line first, then the customer is dialled.
 */
export function createCallbacks(parts: CallbackParts) {
  const { ari, calls, queues, media, endCall, log } = parts;
  const store = createCallbackStore(parts.state);

  function triesOf(call: LiveCall): { maxTries: number; retryMs: number } {
    const queue = queues.queue(call.queueId ?? '');
    return { maxTries: queue?.callbackTries ?? 1, retryMs: (queue?.callbackRetrySeconds ?? 0) * 1000 };
  }

  /**
   * The seat is freed for the next call; the callback waits for its next attempt, or has had its last. A call placed by
   * a seat ends. `by`: whose line is gone.
   */
  async function notReached(callId: string, cause: number, by: 'customer' | 'agent' = 'customer'): Promise<void> {
    const call = await calls.readCall(callId);
    if (call === null) {
      await parts.state.redis.zrem(parts.state.keys.deadlines, `dial:${callId}`);
      return;
    }
    if (!call.isCallback) {
      const isSeats = by === 'agent' || call.dialledAtMs === null;
      const why = call.dialledAtMs === null ? 'seatNotReached' : isSeats ? 'seatGaveUp' : whyNotReached(cause);
      await endCall(callId, { endedBy: isSeats ? 'agent' : 'customer', outcome: 'notReached', cause, why });
      return;
    }
    const failed = await store.customerNotReached(callId, { cause, ...triesOf(call) });
    if (failed.result === 'stale') return;
    log.info({ callId, agentId: failed.agentId, cause, tries: call.tries }, 'customer not reached');
    await Promise.all([
      media.hangUp(failed.channelId, 'normal'),
      media.hangUp(seatChannelIdOf(callId, failed.offerGen), 'normal'),
    ]);
  }

  /**
   * A callback takes the caller's place; the caller is told so and hung up. `why`: reason of the overflow that causes
   * it. False: the caller is not waiting; a seat is being rung, say.
   */
  async function keepPlace(callId: string, why: OverflowReason | '' = ''): Promise<boolean> {
    const callbackId = newCallId(Date.now());
    const requested = await store.requestCallback(callId, callbackId, GOODBYE_MS, why);
    if (requested.result !== 'requested') return false;
    log.info({ callId, callbackId, why }, 'callback requested');
    // A caller who overflowed may still hear ringing.
    if (why !== '') await calls.centerAnswer(callId);
    await media.sayGoodbye(callId, requested.channelId, [why === '' ? 'callback-confirmed' : 'callback-instead']);
    return true;
  }

  /** No callback is promised that would not be made; while the do-not-call list cannot be read, none is promised. */
  async function mayAskForCallback(call: { callerNumber: string }): Promise<boolean> {
    if (!mayBeCalledBack(call, parts.plan)) return false;
    try {
      return !(await parts.isOnDoNotCall(call.callerNumber));
    } catch (error) {
      log.warn({ err: error }, 'the do-not-call list could not be read');
      return false;
    }
  }

  return {
    mayAskForCallback,

    /** A key pressed while waiting. */
    async press(call: LiveCall, digit: string): Promise<void> {
      const { callId } = call;
      if (call.state !== 'waiting' || call.centerAnsweredAtMs === null) return;
      const queue = queues.queue(call.queueId ?? '');
      if (queue?.callbackKey !== digit || !hearsCallbackKey(call, queue, Date.now())) return;
      if (!(await mayAskForCallback(call))) return;
      await keepPlace(callId);
    },

    keepPlace,

    /** The confirmation has ended, or should have. */
    async goodbye(callId: string): Promise<void> {
      const call = await calls.readCall(callId);
      if (call?.callbackId == null) await parts.state.redis.zrem(parts.state.keys.deadlines, `goodbye:${callId}`);
      else await endCall(callId, { endedBy: 'center', cause: 16 });
    },

    /**
     * The seat is on the line: it hears ringing while the customer is dialled. The channel's id makes a repetition
     * harmless.
     */
    async dial(callId: string, channelId: string, seatChannelId: string): Promise<void> {
      const call = await calls.readCall(callId);
      if (call?.state !== 'dialling' || call.channelId !== channelId) return;
      try {
        const { hotline, calleeId } = call;
        if (call.isCallback && (await parts.isOnDoNotCall(call.callerNumber))) {
          await endCall(callId, { endedBy: 'center', outcome: 'cancelled', why: 'onDoNotCall' });
          return;
        }
        log.info({ callId, agentId: call.agentId, tries: call.tries }, 'customer dialled');
        // As people dial it, whatever the carrier sent: 1088881234 is nobody's number.
        const number = call.isCallback ? dialledNumber(readNumber(call.callerNumber, parts.plan)) : call.callerNumber;
        const called =
          calleeId === null
            ? { endpoint: await parts.endpointOf(number), callerId: hotline }
            : await parts.seatEndpointOf({ agentId: calleeId }, { callerNumber: hotline, queueId: call.queueId ?? '' });
        const [channel] = await Promise.all([
          ari.channels.originateWithId({
            channelId,
            ...called,
            app: parts.app,
            appArgs: `customer,${callId}`,
            timeout: RING_SECONDS,
            originator: seatChannelId,
          }),
          ari.channels.ring({ channelId: seatChannelId }),
        ]);
        if (channel === 'gone') await notReached(callId, NO_ANSWER);
      } catch (error) {
        log.warn({ err: error, callId }, 'the customer could not be dialled');
        await notReached(callId, NO_ANSWER);
      }
    },

    async customerReached(callId: string, channel: Pick<Channel, 'id'>): Promise<void> {
      const reached = await store.customerReached(callId, channel.id);
      if (reached.result === 'stale') {
        await media.hangUp(channel.id, 'normal');
        return;
      }
      const seatChannelId = seatChannelIdOf(callId, reached.offerGen);
      log.info({ callId, agentId: reached.agentId }, 'customer reached');
      await ari.channels.ringStop({ channelId: seatChannelId });
      await media.connect(callId, channel.id, seatChannelId, true);
      const seat = await ari.channels.get({ channelId: seatChannelId });
      await parts.saySeatNumber(callId);
      if (seat !== 'gone') await parts.startRecording(callId, reached.offerGen, seat.name);
    },

    notReached,
    /** The deadline `dial` has passed. */
    dialTimedOut: (callId: string) => notReached(callId, NO_ANSWER),

    /** The deadline `callback` has passed: the next attempt, or the end. */
    async retry(callId: string): Promise<void> {
      const call = await calls.readCall(callId);
      const retried = await store.retryCallback(callId, call === null ? 1 : triesOf(call).maxTries);
      if (retried.result === 'exhausted') await endCall(callId, { endedBy: 'center', outcome: 'notReached' });
    },
  };
}
export type Callbacks = ReturnType<typeof createCallbacks>;
