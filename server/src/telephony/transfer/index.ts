export { transferFeature } from './transfer.socket.ts';
