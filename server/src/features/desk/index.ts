export { deskFeature } from './desk.socket.ts';
export { createSeatWords } from './seat-words.store.ts';
