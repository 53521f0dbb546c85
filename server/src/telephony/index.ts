export { type AgentsStore, type LiveAgent, createAgentsStore, readAgentHash } from './agents/index.ts';
export { callQualityFeature } from './call-quality/index.ts';
export { DIAL_LIMIT_MS, createCallbacks } from './callback/index.ts';
export {
  type CallLeg,
  type CallMedia,
  type CallsStore,
  type EndCall,
  type LiveCall,
  type SeatEndpoint,
  createCallEnding,
  createCallMedia,
  createCallsStore,
  createDeafChannels,
  createStuckChannelStore,
  type SwitchRestart,
  switchRestarts,
  greetLeadMs,
  createGoneCallers,
  createNodeLease,
  readCallHash,
  readSeatChannelId,
  seatChannelIdOf,
  trunkEndpoint,
} from './calls/index.ts';
export { coachingFeature, createCoachMedia, listenToSnoops } from './coaching/index.ts';
export { holdCall, muteCall } from './hold/index.ts';
export { type Legs, createLegStore, createLegs, createNumberDialling } from './legs/index.ts';
export {
  type EventTail,
  type LiveState,
  type Offer,
  actUnder,
  createEventTail,
  createRemembered,
  defineTransition,
  keepUnder,
} from './live-state/index.ts';
export { type CallMenu, menuFeature } from './menu/index.ts';
export { type WaitingMusic, createWaitingMusic } from './music/index.ts';
export {
  type Outbound,
  addOutboundCommands,
  createOutbound,
  createOutboundStore,
  outboundFeature,
} from './outbound/index.ts';
export {
  type OverflowRules,
  createForwardCalls,
  createOverflow,
  createOverflowStore,
  createQueueRules,
  listenToAwayCalls,
  overflowFeature,
} from './overflow/index.ts';
export { findOwnSeat } from './own-seat/index.ts';
export {
  type Phones,
  SIP_PATH,
  createDeskPhones,
  deskPhoneFeature,
  deskSipUser,
  phoneCheckFeature,
  phoneFeature,
  phonePlaceFeature,
  ringEcho,
} from './phone/index.ts';
export { createPromptStore, createQueuePrompts } from './prompts/index.ts';
export { type QueueSettings, createQueueSettings } from './queues/index.ts';
export { type RecordingPause, createRecordingPause, createRecordingStart } from './recording/index.ts';
export { type SeatAway, createSeatAway, rejoinCall } from './rejoin/index.ts';
export {
  type Routing,
  type RoutingStore,
  addRoutingRoutes,
  adoptCalls,
  callersLetIn,
  countPorts,
  createDeadlineRunner,
  createDriftWatch,
  createNodeAdoption,
  createRouting,
  createRoutingStore,
  createSeatBorrowing,
  createSeatRinging,
  listenToChannels,
  listenToKeys,
  listenToPhones,
} from './routing/index.ts';
export { createSeatNumber } from './seat-number/index.ts';
export { addTransferCommands } from './transfer/index.ts';
export { createVoicemailRecording } from './voicemail/index.ts';
export { createVoteStore, createVotes } from './vote/index.ts';
export { createWaiting } from './waiting/index.ts';
export { amendWrapUp, expireWrapUp, finishWrapUp, readWritten, writeNote } from './wrap-up/index.ts';
