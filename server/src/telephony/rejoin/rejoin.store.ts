import type { StoredLeg } from '../calls/index.ts';
import { defineTransition, type LiveState } from '../live-state/index.ts';

const rejoin = defineTransition<{ result: 'ring' | 'notYourCall' | 'gone' }>(
  new URL('./lua/rejoin-call.lua', import.meta.url),
);
const away = defineTransition<{ result: 'away'; channelId: string; isHeld: boolean } | { result: 'stale' }>(
  new URL('./lua/seat-away.lua', import.meta.url),
);
const back = defineTransition<{ result: 'back'; channelId: string; isHeld: boolean } | { result: 'stale' }>(
  new URL('./lua/seat-back.lua', import.meta.url),
);
const leave = defineTransition<
  | { result: 'queued'; channelId: string; gone: number[]; ended: StoredLeg[] | object }
  | { result: 'others' | 'noQueue' | 'stale' }
>(new URL('./lua/leave-seat.lua', import.meta.url));

/** How long the new leg may take to be answered; the browser answers it by itself. */
const RING_MS = 10_000;

/** Rings the seat's browser again for its current call; the answered leg replaces the lost one. */
export const rejoinCall = (state: LiveState, callId: string, agentId: string) =>
  rejoin(state, callId, agentId, RING_MS);
export const seatAway = (state: LiveState, callId: string, offerGen: number, limitMs: number) =>
  away(state, callId, offerGen, limitMs);
export const seatBack = (state: LiveState, callId: string, offerGen: number) => back(state, callId, offerGen);
export const leaveSeat = (state: LiveState, callId: string, offerGen: number) => leave(state, callId, offerGen);
