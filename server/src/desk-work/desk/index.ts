export { deskFeature } from './desk.socket.ts';
export { createSeatWords } from './seat-words.store.ts';
export { seatSignOut } from './seat-sign-out.ts';
