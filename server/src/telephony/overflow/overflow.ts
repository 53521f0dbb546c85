import type { OverflowReason, OverflowTarget } from '@sansheng/shared/contracts/telephony/overflow';
import type { RoutingPreview } from '@sansheng/shared/contracts/telephony/routing';
import type { BeforeQueue } from '../wing-parts.ts';
import { canBeCalledBack, isOpen, type OverflowParts, takesCalls } from './overflow-parts.ts';
import { takeOver } from './take-over.ts';

/** A call that rings at a seat is not taken from it; it is looked at again so soon. */
export const LOOK_AGAIN_MS = 1000;

/** The line may be closed, or the queue overflow before the call is in it. */
export async function takesBeforeQueue(parts: OverflowParts, callId: string, queueId: string): Promise<BeforeQueue> {
  const { rules, waiting } = parts;
  const { isOpen: opens, day } = rules.opening(queueId);
  if (!opens) {
    const isTaken = await takeOver(parts, callId, queueId, { to: 'closed', why: day.kind, endWhy: 'closed' });
    return isTaken ? 'taken' : 'goesOn';
  }
  const { noSeat, estimatedWait } = rules.of(queueId).overflow;
  if (noSeat !== null && !(await hasSeat(parts, queueId))) {
    const before = await overflowOnArrival(parts, callId, queueId, noSeat, 'noSeat');
    if (before !== 'goesOn') return before;
  }
  if (estimatedWait === null) return 'goesOn';
  const waitMs = await waiting.estimateForNewcomer(queueId);
  if (waitMs === null || waitMs <= estimatedWait.overSeconds * 1000) return 'goesOn';
  return overflowOnArrival(parts, callId, queueId, estimatedWait.target, 'estimatedWait');
}

/** The queue is full. False: it has no overflow rule for that. */
export async function takesWhenFull(parts: OverflowParts, callId: string, queueId: string): Promise<boolean> {
  const target = parts.rules.of(queueId).overflow.size;
  if (target === null) return false;
  return (
    (await overflowTo(parts, callId, queueId, target, 'size')) ||
    takeOver(parts, callId, queueId, { to: 'message', why: 'size', endWhy: 'queueFull' })
  );
}

/** Where a call arriving now would go instead of this queue; null: the queue accepts it. Changes nothing. */
export async function foretell(
  parts: OverflowParts,
  queueId: string,
  isFull: boolean,
): Promise<RoutingPreview['instead']> {
  if (!isOpen(parts, queueId)) return { why: 'closed', target: null };
  const { noSeat, estimatedWait, size } = parts.rules.of(queueId).overflow;
  const leadsOn = (target: OverflowTarget) => target.kind !== 'queue' || takesCalls(parts, target.queueId);
  if (noSeat !== null && leadsOn(noSeat) && !(await hasSeat(parts, queueId))) return { why: 'noSeat', target: noSeat };
  if (estimatedWait !== null && leadsOn(estimatedWait.target)) {
    const waitMs = await parts.waiting.estimateForNewcomer(queueId);
    if (waitMs !== null && waitMs > estimatedWait.overSeconds * 1000)
      return { why: 'estimatedWait', target: estimatedWait.target };
  }
  return isFull && size !== null && leadsOn(size) ? { why: 'size', target: size } : null;
}

/** The call has waited as long as its queue may let a caller wait. */
export async function waitedTooLong(parts: OverflowParts, callId: string): Promise<void> {
  const call = await parts.calls.readCall(callId);
  const rule = call?.queueId == null ? null : parts.rules.of(call.queueId).overflow.longestWait;
  const isDone =
    call?.state === 'waiting' &&
    call.queueId !== null &&
    rule !== null &&
    (await overflowTo(parts, callId, call.queueId, rule.target, 'longestWait'));
  // There is no target at the moment, or the call rings; the script drops the deadline of a call that is answered
  // or gone.
  if (!isDone) {
    const waitMs = call?.state === 'waiting' && rule !== null ? rule.afterSeconds * 1000 : LOOK_AGAIN_MS;
    await parts.overflowStore.waitLonger('overflow', callId, waitMs);
  }
}

/** A seat has signed out. */
export async function seatLeft(parts: OverflowParts, agentId: string): Promise<void> {
  for (const { queueId } of parts.queues.membershipsOf(agentId)) {
    const target = parts.rules.of(queueId).overflow.noSeat;
    if (target === null || (await hasSeat(parts, queueId))) continue;
    for (const callId of await parts.overflowStore.waitingIn(queueId))
      await overflowTo(parts, callId, queueId, target, 'noSeat');
  }
}

async function hasSeat({ agents, queues }: OverflowParts, queueId: string): Promise<boolean> {
  const signedIn = await agents.seatIds();
  return signedIn.some((agentId) => queues.membershipsOf(agentId).some((member) => member.queueId === queueId));
}

/** True when nothing more has to be done for the call here. */
async function overflowTo(
  parts: OverflowParts,
  callId: string,
  fromQueueId: string,
  target: OverflowTarget,
  why: OverflowReason,
): Promise<boolean> {
  if (target.kind === 'queue') return moveTo(parts, callId, fromQueueId, target.queueId, why);
  if (target.kind === 'callback') {
    if (!(await canBeCalledBack(parts, callId))) return false;
    // A full queue has no place to keep.
    if (why !== 'size') return parts.callbacks.keepPlace(callId, why);
  }
  const endWhy = {
    number: 'forwarded',
    voicemail: 'voicemail',
    callback: 'callback',
    message: why === 'size' ? 'queueFull' : 'overflow',
  };
  const number = target.kind === 'number' ? { number: target.number, otherwise: target.otherwise } : {};
  await takeOver(parts, callId, fromQueueId, { to: target.kind, why, endWhy: endWhy[target.kind], ...number });
  return true;
}

async function moveTo(
  parts: OverflowParts,
  callId: string,
  fromQueueId: string,
  toQueueId: string,
  why: OverflowReason,
): Promise<boolean> {
  const { calls, media, log } = parts;
  if (!takesCalls(parts, toQueueId)) return false;
  const moved = await parts.routingStore.moveCall(callId, fromQueueId, toQueueId, why);
  if (moved.result === 'moved') {
    log.info({ callId, fromQueueId, toQueueId, why }, 'overflowed');
    const call = await calls.readCall(callId);
    if (call !== null && call.centerAnsweredAtMs !== null && call.state !== 'talking')
      await media.followQueue(callId, call.channelId, fromQueueId);
  }
  return !['full', 'noQueue', 'movedEnough'].includes(moved.result);
}

/** The overflow of a call that is about to be queued; one that is to be called back is queued first. */
async function overflowOnArrival(
  parts: OverflowParts,
  callId: string,
  queueId: string,
  target: OverflowTarget,
  why: OverflowReason,
): Promise<BeforeQueue> {
  if (target.kind !== 'callback') return (await overflowTo(parts, callId, queueId, target, why)) ? 'taken' : 'goesOn';
  if (!(await canBeCalledBack(parts, callId))) return 'goesOn';
  // Where a seat rings for it at once, nothing is asked of the caller.
  return { onceQueued: () => parts.callbacks.keepPlace(callId, why) };
}
