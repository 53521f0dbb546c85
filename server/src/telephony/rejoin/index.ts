export { rejoinCall } from './rejoin.store.ts';
export { createSeatAway, type SeatAway } from './seat-away.ari.ts';
