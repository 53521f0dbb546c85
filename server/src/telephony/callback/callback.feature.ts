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
  seatChannelIdOf,
} from '../calls/index.ts';
import type { Deadlines } from '../deadlines/index.ts';
import type { Dialling } from '../dialling/index.ts';
import type { LiveState } from '../live-state/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import type { StartRecording } from '../recording/index.ts';
import type { SaySeatNumber } from '../seat-number/index.ts';
import type { Takers } from '../wing-parts.ts';
import { hearsCallbackKey } from './hears-callback-key.ts';
import { type CallbackStore, createCallbackStore } from './callback.store.ts';
import { whyNotReached } from './why-not-reached.ts';
import { mayBeCalledBack } from './may-be-called-back.ts';

export interface CallbackParts {
  state: LiveState;
  ari: AriClient;
  app: string;
  dialling: Pick<Dialling, 'endpointOf' | 'seatEndpointOf' | 'isOnDoNotCall'>;
  calls: CallsStore;
  queues: QueueSettings;
  media: CallMedia;
  endCall: EndCall;
  startRecording: StartRecording;
  saySeatNumber: SaySeatNumber;
  /** Country and area of the center, for parsing numbers. */
  plan: NumberPlan;
  deadlines: Deadlines;
  takers: Takers;
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
export function callbackFeature(parts: CallbackParts) {
  const { calls, dialling, queues, media, endCall, log } = parts;
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
      await store.dropDial(callId);
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
      return !(await dialling.isOnDoNotCall(call.callerNumber));
    } catch (error) {
      log.warn({ err: error }, 'the do-not-call list could not be read');
      return false;
    }
  }

  /** A key pressed while waiting. */
  async function press(call: LiveCall, digit: string): Promise<void> {
    const { callId } = call;
    if (call.state !== 'waiting' || call.centerAnsweredAtMs === null) return;
    const queue = queues.queue(call.queueId ?? '');
    if (queue?.callbackKey !== digit || !hearsCallbackKey(call, queue, Date.now())) return;
    if (!(await mayAskForCallback(call))) return;
    await keepPlace(callId);
  }

  /** The confirmation has ended, or should have. */
  async function goodbye(callId: string): Promise<void> {
    const call = await calls.readCall(callId);
    if (call?.callbackId == null) await store.dropGoodbye(callId);
    else await endCall(callId, { endedBy: 'center', cause: 16 });
  }

  /** The next try, or the end. */
  async function retry(callId: string): Promise<void> {
    const call = await calls.readCall(callId);
    const retried = await store.retryCallback(callId, call === null ? 1 : triesOf(call).maxTries);
    if (retried.result === 'exhausted') await endCall(callId, { endedBy: 'center', outcome: 'notReached' });
  }

  parts.deadlines.on('goodbye', ({ callId }) => goodbye(callId));
  parts.deadlines.on('dial', ({ callId }) => notReached(callId, NO_ANSWER));
  parts.deadlines.on('callback', ({ callId }) => retry(callId));
  parts.takers.add({
    name: 'callback',
    order: 40,
    keys: { in: 'waiting', press: (_callId, digit, call) => press(call as LiveCall, digit) },
    async callerLeft(callId, call, cause) {
      if (call?.state !== 'dialling') return false;
      await notReached(callId, cause);
      return true;
    },
    async goodbyeSaid(callId) {
      await goodbye(callId);
      return true;
    },
  });

  return {
    mayAskForCallback,
    keepPlace,
    notReached,
    dial: (callId: string, channelId: string, seatChannelId: string) =>
      dialCustomer(parts, notReached, { callId, channelId, seatChannelId }),
    customerReached: (callId: string, channel: Pick<Channel, 'id'>) => customerReached(parts, store, callId, channel),
  };
}
export type Callbacks = ReturnType<typeof callbackFeature>;

/**
 * The seat is on the line: it hears ringing while the customer is dialled. The channel's id makes a repetition
 * harmless.
 */
async function dialCustomer(
  parts: CallbackParts,
  notReached: (callId: string, cause: number) => Promise<void>,
  { callId, channelId, seatChannelId }: { callId: string; channelId: string; seatChannelId: string },
): Promise<void> {
  const { ari, calls, dialling, log } = parts;
  const call = await calls.readCall(callId);
  if (call?.state !== 'dialling' || call.channelId !== channelId) return;
  try {
    if (call.isCallback && (await dialling.isOnDoNotCall(call.callerNumber))) {
      await parts.endCall(callId, { endedBy: 'center', outcome: 'cancelled', why: 'onDoNotCall' });
      return;
    }
    log.info({ callId, agentId: call.agentId, tries: call.tries }, 'customer dialled');
    const called = await calledOf(parts, call);
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
}

/** What Asterisk dials for the other side, and the number that is shown there. */
async function calledOf(
  { dialling, plan }: CallbackParts,
  call: LiveCall,
): Promise<{ endpoint: string; callerId: string }> {
  const { hotline, calleeId, queueId } = call;
  if (calleeId !== null)
    return dialling.seatEndpointOf({ agentId: calleeId }, { callerNumber: hotline, queueId: queueId ?? '' });
  // As people dial it, whatever the carrier sent: 1088881234 is nobody's number.
  const number = call.isCallback ? dialledNumber(readNumber(call.callerNumber, plan)) : call.callerNumber;
  return { endpoint: await dialling.endpointOf(number), callerId: hotline };
}

async function customerReached(
  parts: CallbackParts,
  store: CallbackStore,
  callId: string,
  channel: Pick<Channel, 'id'>,
): Promise<void> {
  const { ari, media, log } = parts;
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
}
