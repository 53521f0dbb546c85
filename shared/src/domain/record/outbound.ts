import type { callbackEvents } from '../../contracts/events/callback.ts';
import type { outboundEvents } from '../../contracts/events/outbound.ts';
import { changesNothing, type Reducers } from './call-so-far.ts';
import { closeOffer, offerOf } from './routing.ts';

export const outboundReducers = {
  'outbound.placed': (call, event) => {
    call.dialled ??= event;
    call.queueId = event.data.queueId || null;
    // Also when nobody answers: the seat that placed the call is responsible for it.
    call.agentId = event.agentId;
  },
  'outbound.dialled': changesNothing,
} satisfies Reducers<typeof outboundEvents>;

export const callbackReducers = {
  'callback.requested': changesNothing,
  'callback.placed': (call, event) => {
    call.placed ??= event;
    call.queueId = event.data.queueId;
  },
  // The seat has taken it; `call.answered` says whether the customer answered.
  'callback.dialled': (call, event) => closeOffer(offerOf(call, event), 'answered', event.atMs),
  'callback.notReached': changesNothing,
} satisfies Reducers<typeof callbackEvents>;
