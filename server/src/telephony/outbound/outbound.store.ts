import { defineTransition, type LiveState, shape } from '../live-state/index.ts';

/** A call as it is to be placed. */
export interface PlacedCall {
  direction: 'outbound' | 'internal';
  node: string;
  /** Shown to the other side. */
  hotline: string;
  /** As it is dialled. */
  number: string;
  /** The number counted against the limits: E.164, or a short number. */
  callee: string;
  e164: string;
  /** The colleague; '' a customer. */
  calleeId: string;
  queueId: string;
  ringCycleMs: number;
}

/** Calls to one number, at most. */
interface CallLimits {
  minute: number;
  hour: number;
  day: number;
}

const place = defineTransition({
  script: new URL('./lua/place-call.lua', import.meta.url),
  args: { callId: 'text', agentId: 'text', call: shape<PlacedCall>(), seatMs: 'number', limits: shape<CallLimits>() },
  replies: {
    placed: {},
    wrongState: {},
    phoneNotRegistered: {},
    microphoneMissing: {},
    colleagueAway: {},
    colleagueBusy: {},
    calleeLimit: shape<{ per: 'minute' | 'hour' | 'day' }>(),
  },
});
const join = defineTransition({
  script: new URL('./lua/join-seat.lua', import.meta.url),
  args: { callId: 'text', dialLimitMs: 'number' },
  replies: { dial: shape<{ channelId: string }>(), colleagueBusy: {}, stale: {} },
});

export function createOutboundStore(state: LiveState) {
  return {
    placeCall: (callId: string, agentId: string, call: PlacedCall, seatMs: number, limits: CallLimits) =>
      place(state, { callId, agentId, call, seatMs, limits }),
    joinSeat: (callId: string, dialLimitMs: number) => join(state, { callId, dialLimitMs }),
  };
}
