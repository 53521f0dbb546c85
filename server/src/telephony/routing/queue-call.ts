import { inTime } from '../../platform/in-time.ts';
import type { BeforeQueue } from '../wing-parts.ts';
import { decideEntry } from './decide-entry.ts';
import type { LookUps } from './look-ups.ts';
import type { Channel } from './routing.ari.ts';
import type { RoutingParts } from './routing-parts.ts';
import type { QueueEntry } from './routing.store.ts';

export interface QueueingParts
  extends Pick<
    RoutingParts,
    'calls' | 'queues' | 'routingStore' | 'media' | 'takers' | 'endCall' | 'findOwnSeat' | 'log'
  > {
  lookUps: LookUps;
}

/** Longest that a call waits for the look-up if its queue needs to know the caller; usually a few ms. */
const LOOK_UP_MS = 500;

/** Gives an arrived call its queue or its menu; also used for calls found again after a restart. False: no such call. */
export async function routeCall(
  parts: QueueingParts,
  callId: string,
  channel: Pick<Channel, 'state'>,
  hotlineNumber: string,
): Promise<boolean> {
  const { queues, takers } = parts;
  const hotline = queues.hotline(hotlineNumber);
  if (hotline === undefined) {
    await sendAway(parts, callId, 'unknownHotline', 'unallocated');
    return true;
  }
  for (const { atHotline } of takers.inOrder()) if (await atHotline?.(callId, hotline)) return true;
  const isAnswerFirst = queues.queue(hotline.queueId)?.policy === 'answer-first';
  const [isThere] = await Promise.all([
    queueCall(parts, callId, hotline.queueId, {}, hotlineNumber),
    // Already up: the dialplan answered with music, because no server was there. Otherwise it rings
    // (extensions.conf).
    isAnswerFirst || channel.state === 'Up' ? greet(parts, callId, hotline.queueId) : undefined,
  ]);
  return isThere;
}

/**
 * `wish`: what a menu asks for, overriding the queue, the hotline and the customer's tier. `hotline`: the one it came
 * by, if known. False: no such call.
 */
export async function queueCall(
  parts: QueueingParts,
  callId: string,
  queueId: string,
  wish: QueueEntry = {},
  hotline?: string,
): Promise<boolean> {
  const { queues, routingStore, lookUps } = parts;
  const before = await askBeforeQueue(parts, callId, queueId);
  if (before === 'taken') return true;
  const entry = { ...(await entryOf(parts, callId, queueId, hotline)), ...wish };
  let queued = await routingStore.queueCall(callId, queueId, entry);
  if (queued.result === 'noQueue' && queues.queue(queueId) !== undefined) {
    // Redis has just come back empty: no caller is turned away for that.
    await queues.catchUp();
    queued = await routingStore.queueCall(callId, queueId, entry);
  }
  if (queued.result === 'gone') return false;
  if (queued.result === 'queued' && before !== 'goesOn') {
    // A callback copies what is known of its caller.
    await inTime(parts.log, LOOK_UP_MS, lookUps.of(callId) ?? Promise.resolve(null));
    await before.onceQueued();
  }
  if (queued.result === 'queued' || queued.result === 'wrongState') return true;
  if (queued.result === 'full' && (await isTakenWhenFull(parts, callId, queueId))) return true;
  // A queue that is switched off is mirrored as one that accepts nobody.
  const isThere = queues.queue(queueId)?.isActive === true;
  await sendAway(parts, callId, queued.result === 'full' && isThere ? 'queueFull' : 'unknownQueue', 'busy');
  return true;
}

async function askBeforeQueue({ takers }: QueueingParts, callId: string, queueId: string): Promise<BeforeQueue> {
  for (const { beforeQueue } of takers.inOrder()) {
    const before = (await beforeQueue?.(callId, queueId)) ?? 'goesOn';
    if (before !== 'goesOn') return before;
  }
  return 'goesOn';
}

async function isTakenWhenFull({ takers }: QueueingParts, callId: string, queueId: string): Promise<boolean> {
  for (const { whenFull } of takers.inOrder()) if (await whenFull?.(callId, queueId)) return true;
  return false;
}

async function entryOf(
  { calls, queues, lookUps, findOwnSeat, log }: QueueingParts,
  callId: string,
  queueId: string,
  hotlineNumber: string | undefined,
): Promise<QueueEntry> {
  const hotline = hotlineNumber ?? (await calls.readCall(callId))?.hotline ?? '';
  return decideEntry(
    queues.queue(queueId),
    queues.hotline(hotline),
    () => inTime(log, LOOK_UP_MS, lookUps.of(callId) ?? calls.readCall(callId)),
    (customerId) => inTime(log, LOOK_UP_MS, findOwnSeat(customerId)),
  );
}

const refusals = { busy: 17, unallocated: 1, congestion: 34 } as const;

export async function sendAway(
  { endCall }: Pick<QueueingParts, 'endCall'>,
  callId: string,
  why: string,
  reason: keyof typeof refusals,
): Promise<void> {
  await endCall(callId, { endedBy: 'center', outcome: 'sentAway', why, cause: refusals[reason], reason });
}

/** The center answers with its greeting, unless a seat has. `queueId`: where the call is not queued yet. */
export async function greet(
  { calls, media }: Pick<QueueingParts, 'calls' | 'media'>,
  callId: string,
  queueId?: string,
): Promise<void> {
  const decided = await calls.centerAnswer(callId);
  if (decided.result === 'greet') await media.greet(callId, decided.channelId, queueId);
}
