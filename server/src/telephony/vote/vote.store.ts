import { defineTransition, type LiveState, shape } from '../live-state/index.ts';

const give = defineTransition({
  script: new URL('./lua/give-vote.lua', import.meta.url),
  args: { callId: 'text', digit: 'text', thanksMs: 'number' },
  replies: { given: shape<{ channelId: string }>(), ignored: {} },
});
const askAgain = defineTransition({
  script: new URL('./lua/ask-again.lua', import.meta.url),
  args: { callId: 'text', waitMs: 'number' },
  replies: { again: shape<{ channelId: string }>(), over: {}, gone: {} },
});
const end = defineTransition({
  script: new URL('./lua/end-vote.lua', import.meta.url),
  args: { callId: 'text', why: 'text' },
  replies: { ended: shape<{ channelId: string }>(), gone: {} },
});

/** A vote begins in the step that ends its call (calls/lua/end-call.lua). */
export function createVoteStore(state: LiveState) {
  return {
    give: (callId: string, digit: string, thanksMs: number) => give(state, { callId, digit, thanksMs }),
    askAgain: (callId: string, waitMs: number) => askAgain(state, { callId, waitMs }),
    end: (callId: string, why: 'hungUp' | 'noAnswer') => end(state, { callId, why }),
  };
}
