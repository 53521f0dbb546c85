import type { routingEvents } from '../../contracts/events/routing.ts';
import type { OfferCause } from '../agent-state.ts';
import { type CallSoFar, changesNothing, type Reducers } from './call-so-far.ts';
import type { OfferRecord } from './records.ts';

export const routingReducers = {
  'routing.offered': (call, event) => {
    call.queueId = event.data.queueId;
    offerOf(call, event);
  },
  'routing.offerExpired': (call, event) => closeOffer(offerOf(call, event), 'expired', event.atMs, event.data.cause),
  'routing.offerFailed': (call, event) => closeOffer(offerOf(call, event), 'failed', event.atMs, event.data.cause),
  'routing.offerWithdrawn': (call, event) => closeOffer(offerOf(call, event), 'withdrawn', event.atMs),
  // Its stays in queues: followEntries.
  'routing.callQueued': changesNothing,
  'routing.callOverflowed': changesNothing,
  'businessCalendar.lineClosed': changesNothing,
  'routing.phonePickedUp': changesNothing,
  'routing.numberAnswered': changesNothing,
  'routing.priorityChanged': changesNothing,
  'routing.callPulled': changesNothing,
} satisfies Reducers<typeof routingEvents>;

/** The offer that an event is of, whether or not the stream has told of its beginning. */
export function offerOf(
  call: CallSoFar,
  event: { agentId: string; atMs: number; data: { offerGen: number } },
): OfferRecord {
  const { offerGen } = event.data;
  const known = call.offers.get(offerGen);
  if (known !== undefined) return known;
  const offer: OfferRecord = {
    callId: call.callId,
    offerGen,
    agentId: event.agentId,
    queueId: call.queueId ?? '',
    offeredAtMs: event.atMs,
    endedAtMs: null,
    result: 'open',
    cause: null,
  };
  call.offers.set(offerGen, offer);
  return offer;
}

/** The first end of an offer counts. */
export function closeOffer(offer: OfferRecord, result: OfferRecord['result'], atMs: number, cause?: OfferCause): void {
  if (offer.result !== 'open') return;
  offer.result = result;
  offer.endedAtMs = Math.max(atMs, offer.offeredAtMs);
  offer.cause = cause ?? null;
}
