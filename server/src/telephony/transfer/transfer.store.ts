import type { StoredLeg } from '../calls/index.ts';
import { defineTransition, type LiveState, shape } from '../live-state/index.ts';

const transfer = defineTransition({
  script: new URL('./lua/transfer-call.lua', import.meta.url),
  args: { callId: 'text', owner: 'text', how: 'text', to: 'text', who: 'text', ringMs: 'number' },
  replies: {
    transferred: shape<{ channelId: string; gone: number; ended: StoredLeg[] | object; offerGen: number }>(),
    seatBusy: shape<{ why: string }>(),
    again: {},
    full: {},
    noQueue: {},
    notYourCall: {},
    wrongState: {},
    gone: {},
  },
});
const swap = defineTransition({
  script: new URL('./lua/swap-call.lua', import.meta.url),
  args: { callId: 'text', owner: 'text', with: 'text' },
  replies: {
    swapped: shape<{ channelId: string; offerGen: number }>(),
    unchanged: {},
    notYourCall: {},
    wrongState: {},
    gone: {},
  },
});
const join = defineTransition({
  script: new URL('./lua/join-call.lua', import.meta.url),
  args: { callId: 'text', owner: 'text' },
  replies: {
    joined: shape<{ channelId: string; offerGen: number }>(),
    again: {},
    notYourCall: {},
    wrongState: {},
    gone: {},
  },
});

export const transferCall = (
  state: LiveState,
  callId: string,
  owner: string,
  how: 'blind' | 'handedBack',
  target: { to: 'seat' | 'queue' | 'number'; who: string; ringMs?: number },
) => transfer(state, { callId, owner, how, ...target, ringMs: target.ringMs ?? 0 });
export const swapCall = (state: LiveState, callId: string, owner: string, talkWith: 'customer' | 'consulted') =>
  swap(state, { callId, owner, with: talkWith });
export const joinCall = (state: LiveState, callId: string, owner: string) => join(state, { callId, owner });
