export { defineTransition, type LiveState, type Offer } from './define-transition.ts';
export { createEventTail, type EventTail } from './event-tail.ts';
