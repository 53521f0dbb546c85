import { defineTransition, type LiveState } from '../live-state/index.ts';

const request = defineTransition<{ result: 'requested'; channelId: string } | { result: 'notWaiting' }>(
  new URL('./lua/request-callback.lua', import.meta.url),
);
const reached = defineTransition<{ result: 'reached'; agentId: string; offerGen: number } | { result: 'stale' }>(
  new URL('./lua/customer-reached.lua', import.meta.url),
);
const notReached = defineTransition<
  { result: 'notReached'; agentId: string; offerGen: number; channelId: string } | { result: 'stale' }
>(new URL('./lua/customer-not-reached.lua', import.meta.url));
const retry = defineTransition<{ result: 'queued' | 'exhausted' | 'gone' }>(
  new URL('./lua/retry-callback.lua', import.meta.url),
);

export function createCallbackStore(state: LiveState) {
  return {
    requestCallback: (callId: string, callbackId: string, goodbyeMs: number, why: string) =>
      request(state, callId, callbackId, goodbyeMs, why),
    customerReached: (callId: string, channelId: string) => reached(state, callId, channelId),
    customerNotReached: (callId: string, how: { cause: number; maxTries: number; retryMs: number }) =>
      notReached(state, callId, how.cause, how.maxTries, how.retryMs),
    retryCallback: (callId: string, maxTries: number) => retry(state, callId, maxTries),
  };
}
export type CallbackStore = ReturnType<typeof createCallbackStore>;
