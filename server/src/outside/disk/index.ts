export { type DiskRoom, keepRoom } from './keep-room.ts';
