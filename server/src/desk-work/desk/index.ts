export { deskFeature } from './desk.feature.ts';
export { createSeatWords } from './seat-words.store.ts';
export { seatSignOut } from './seat-sign-out.ts';
