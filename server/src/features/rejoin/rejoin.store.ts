import { defineTransition, type LiveState } from '../live-state/index.ts';

const rejoin = defineTransition<{ result: 'ring' | 'notYourCall' | 'gone' }>(
  new URL('./lua/rejoin-call.lua', import.meta.url),
);

/** How long the new leg may take to be answered; the browser answers it by itself. */
const RING_MS = 10_000;

/** Rings the seat's browser again for the call it talks on; its answer takes the place of the leg that was lost. */
export const rejoinCall = (state: LiveState, callId: string, agentId: string) =>
  rejoin(state, callId, agentId, RING_MS);
