export { createOffers, defineTransition, type LiveState, type Offer, shape } from './define-transition.ts';
export { actUnder, type HeldLease, keepUnder } from './lease-fence.ts';
export { createRemembered } from './remembered.store.ts';
export { createEventTail, type EventTail } from './event-tail.ts';
