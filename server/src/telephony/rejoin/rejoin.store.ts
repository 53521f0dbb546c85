import type { StoredLeg } from '../calls/index.ts';
import { defineTransition, type LiveHandle, shape } from '../live-state/index.ts';

const rejoin = defineTransition({
  script: new URL('./lua/rejoin-call.lua', import.meta.url),
  args: { callId: 'text', agentId: 'text', ringMs: 'number' },
  replies: { ring: {}, notYourCall: {}, gone: {} },
});
const away = defineTransition({
  script: new URL('./lua/seat-away.lua', import.meta.url),
  args: { callId: 'text', offerGen: 'gen', limitMs: 'number' },
  replies: { away: shape<{ channelId: string; isHeld: boolean }>(), stale: {} },
});
const back = defineTransition({
  script: new URL('./lua/seat-back.lua', import.meta.url),
  args: { callId: 'text', offerGen: 'gen' },
  replies: { back: shape<{ channelId: string; isHeld: boolean }>(), stale: {} },
});
const leave = defineTransition({
  script: new URL('./lua/leave-seat.lua', import.meta.url),
  args: { callId: 'text', offerGen: 'gen' },
  replies: {
    queued: shape<{ channelId: string; gone: number[]; ended: StoredLeg[] | object }>(),
    others: {},
    noQueue: {},
    stale: {},
  },
});

/** How long the new leg may take to be answered; the browser answers it by itself. */
const RING_MS = 10_000;

/** Rings the seat's browser again for its current call; the answered leg replaces the lost one. */
export const rejoinCall = (state: LiveHandle, callId: string, agentId: string) =>
  rejoin(state, { callId, agentId, ringMs: RING_MS });
export const seatAway = (state: LiveHandle, callId: string, offerGen: number, limitMs: number) =>
  away(state, { callId, offerGen, limitMs });
export const seatBack = (state: LiveHandle, callId: string, offerGen: number) => back(state, { callId, offerGen });
export const leaveSeat = (state: LiveHandle, callId: string, offerGen: number) => leave(state, { callId, offerGen });
