import type { callEvents } from '../../contracts/events/call.ts';
import { type CallSoFar, changesNothing, type Reducers } from './call-so-far.ts';
import { closeOffer, offerOf } from './routing.ts';

export const callReducers = {
  'call.arrived': (call, event) => {
    call.arrived ??= event;
  },
  'call.identified': (call, event) => {
    call.identified = event;
  },
  'call.centerAnswered': (call, event) => {
    if (call.ended === undefined) call.centerAnsweredAtMs ??= event.atMs;
  },
  'call.answered': (call, event) => {
    if (call.ended !== undefined) return;
    // A seat that places a call gets no offer for it.
    if (call.dialled === undefined) closeOffer(offerOf(call, event), 'answered', event.atMs);
    // A call transferred to a queue is answered again; the first seat stays responsible.
    if (call.answeredAtMs !== null) return;
    call.answeredAtMs = event.atMs;
    call.agentId = event.agentId;
  },
  'call.held': (call, event) => {
    if (call.answeredAtMs !== null && call.ended === undefined) call.heldSinceMs ??= event.atMs;
  },
  'call.retrieved': (call, event) => endHold(call, event.atMs),
  'call.seatAway': changesNothing,
  'call.seatBack': changesNothing,
  'call.rejoining': changesNothing,
  'call.rejoined': changesNothing,
  'call.ended': (call, event) => {
    if (call.ended !== undefined) return;
    call.ended = event;
    endHold(call, event.atMs);
  },
} satisfies Reducers<typeof callEvents>;

function endHold(call: CallSoFar, atMs: number): void {
  if (call.heldSinceMs !== null) call.holdMs += Math.max(0, atMs - call.heldSinceMs);
  call.heldSinceMs = null;
}
