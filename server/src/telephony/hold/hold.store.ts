import { defineTransition, type LiveState } from '../live-state/index.ts';

export type HoldReply =
  | { result: 'held' | 'retrieved'; channelId: string }
  | { result: 'unchanged' | 'wrongState' | 'notYourCall' | 'gone' };
const hold = defineTransition<HoldReply>(new URL('./lua/hold-call.lua', import.meta.url));
const mute = defineTransition<{ result: 'muted'; channelId: string } | { result: 'notYourCall' | 'gone' }>(
  new URL('./lua/mute-call.lua', import.meta.url),
);

export const holdCall = (state: LiveState, callId: string, agentId: string, on: boolean): Promise<HoldReply> =>
  hold(state, callId, agentId, on ? '1' : '0');
export const muteCall = (state: LiveState, callId: string, agentId: string, on: boolean) =>
  mute(state, callId, agentId, on ? '1' : '0');
