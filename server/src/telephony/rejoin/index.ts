export { rejoinCall } from './rejoin.store.ts';
export { type SeatAway, seatAwayFeature } from './seat-away.ari.ts';
