export { musicFeature } from './music.feature.ts';
export { createWaitingRooms } from './waiting-rooms.ts';
