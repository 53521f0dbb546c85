export { addTransferCommands } from './transfer.socket.ts';
