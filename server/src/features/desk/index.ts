export { deskFeature } from './desk.socket.ts';
