export { type AgentsStore, type LiveAgent, type OpenSeat } from './agents/index.ts';
export {
  type CallLeg,
  type CallMedia,
  type CallsStore,
  type EndCall,
  type LiveCall,
  seatChannelIdOf,
} from './calls/index.ts';
export { holdCall, muteCall } from './hold/index.ts';
export type { Identification } from './identify/index.ts';
export type { Legs } from './legs/index.ts';
export { type EventTail, type LiveHandle, defineTransition } from './live-state/index.ts';
export { type SwitchRestart, switchRestarts } from './node/index.ts';
export { SIP_PATH } from './phone/index.ts';
export type { QueueSettings } from './queues/index.ts';
export type { RecordingPause } from './recording/index.ts';
export { rejoinCall } from './rejoin/index.ts';
export type { Routing, RoutingStore } from './routing/index.ts';
export { openTelephony, type Telephony } from './wing.ts';
export { amendWrapUp, expireWrapUp, finishWrapUp, readWritten, writeNote } from './wrap-up/index.ts';
