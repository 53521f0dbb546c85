import { defineTransition, type LiveHandle, shape } from '../live-state/index.ts';

const hold = defineTransition({
  script: new URL('./lua/hold-call.lua', import.meta.url),
  args: { callId: 'text', agentId: 'text', on: 'flag' },
  replies: {
    held: shape<{ channelId: string }>(),
    retrieved: shape<{ channelId: string }>(),
    unchanged: {},
    wrongState: {},
    notYourCall: {},
    gone: {},
  },
});
export type HoldReply = Awaited<ReturnType<typeof hold>>;
const mute = defineTransition({
  script: new URL('./lua/mute-call.lua', import.meta.url),
  args: { callId: 'text', agentId: 'text', on: 'flag' },
  replies: { muted: shape<{ channelId: string }>(), notYourCall: {}, gone: {} },
});

export const holdCall = (state: LiveHandle, callId: string, agentId: string, on: boolean): Promise<HoldReply> =>
  hold(state, { callId, agentId, on });
export const muteCall = (state: LiveHandle, callId: string, agentId: string, on: boolean) =>
  mute(state, { callId, agentId, on });
