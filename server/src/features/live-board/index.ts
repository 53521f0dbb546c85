export { liveBoardFeature } from './live-board.socket.ts';
