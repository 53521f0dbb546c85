export {
  createOffers,
  defineTransition,
  type LiveHandle,
  type LiveState,
  type Offer,
  openState,
  shape,
} from './define-transition.ts';
export { actUnder, type HeldLease, keepUnder } from './lease-fence.ts';
export { readHashes } from './read-hashes.store.ts';
export { createRemembered } from './remembered.store.ts';
export { createEventTail, type EventTail } from './event-tail.ts';
