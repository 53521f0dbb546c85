import { defineTransition, type LiveState } from '../live-state/index.ts';

const give = defineTransition<{ result: 'given'; channelId: string } | { result: 'ignored' }>(
  new URL('./lua/give-vote.lua', import.meta.url),
);
const askAgain = defineTransition<{ result: 'again'; channelId: string } | { result: 'over' | 'gone' }>(
  new URL('./lua/ask-again.lua', import.meta.url),
);
const end = defineTransition<{ result: 'ended'; channelId: string } | { result: 'gone' }>(
  new URL('./lua/end-vote.lua', import.meta.url),
);

/** A vote begins in the step that ends its call (calls/lua/end-call.lua). */
export function createVoteStore(state: LiveState) {
  return {
    give: (callId: string, digit: string, thanksMs: number) => give(state, callId, digit, thanksMs),
    askAgain: (callId: string, waitMs: number) => askAgain(state, callId, waitMs),
    end: (callId: string, why: 'hungUp' | 'noAnswer') => end(state, callId, why),
  };
}
export type VoteStore = ReturnType<typeof createVoteStore>;
