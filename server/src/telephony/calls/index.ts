export { greetLeadMs } from './calls.store.ts';
export { hasHungUp } from './has-hung-up.ari.ts';
export { bridgeIdOf, newCallId, readGoodbyeId, readSeatChannelId, seatChannelIdOf } from './call-id.ts';
export { type CallMedia, createCallMedia } from './call-media.ts';
export {
  type CallLeg,
  type CallsStore,
  createCallsStore,
  type EndedCall,
  type LiveCall,
  readLeg,
  type StoredLeg,
  VOTE_MS,
} from './calls.store.ts';
export { coachBridgeIdOf, isStrayCoach, readCoachId, snoopIdOf } from './coach-id.ts';
export { createCallEnding, type EndCall } from './end-call.ts';
export { sharedRoom, type WaitingRoom } from './waiting-room.ts';
