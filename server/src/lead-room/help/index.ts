export { helpFeature } from './help.socket.ts';
