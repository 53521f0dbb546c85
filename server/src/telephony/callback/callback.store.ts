import { defineTransition, type LiveState, shape } from '../live-state/index.ts';

const request = defineTransition({
  script: new URL('./lua/request-callback.lua', import.meta.url),
  args: { callId: 'text', callbackId: 'text', goodbyeMs: 'number', why: 'text' },
  replies: { requested: shape<{ channelId: string }>(), notWaiting: {} },
});
const reached = defineTransition({
  script: new URL('./lua/customer-reached.lua', import.meta.url),
  args: { callId: 'text', channelId: 'text' },
  replies: { reached: shape<{ agentId: string; offerGen: number }>(), stale: {} },
});
const notReached = defineTransition({
  script: new URL('./lua/customer-not-reached.lua', import.meta.url),
  args: { callId: 'text', cause: 'number', maxTries: 'number', retryMs: 'number' },
  replies: { notReached: shape<{ agentId: string; offerGen: number; channelId: string }>(), stale: {} },
});
const retry = defineTransition({
  script: new URL('./lua/retry-callback.lua', import.meta.url),
  args: { callId: 'text', maxTries: 'number' },
  replies: { queued: {}, exhausted: {}, gone: {} },
});

export function createCallbackStore(state: LiveState) {
  return {
    requestCallback: (callId: string, callbackId: string, goodbyeMs: number, why: string) =>
      request(state, { callId, callbackId, goodbyeMs, why }),
    customerReached: (callId: string, channelId: string) => reached(state, { callId, channelId }),
    customerNotReached: (callId: string, how: { cause: number; maxTries: number; retryMs: number }) =>
      notReached(state, { callId, ...how }),
    /** Of a call that is gone. */
    dropDial: (callId: string) => state.redis.zrem(state.keys.deadlines, `dial:${callId}`),
    dropGoodbye: (callId: string) => state.redis.zrem(state.keys.deadlines, `goodbye:${callId}`),
    retryCallback: (callId: string, maxTries: number) => retry(state, { callId, maxTries }),
  };
}
export type CallbackStore = ReturnType<typeof createCallbackStore>;
