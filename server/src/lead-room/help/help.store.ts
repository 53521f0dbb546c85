import { defineTransition, type LiveState } from '../../telephony/index.ts';

const ask = defineTransition<{ result: 'asked' | 'notYourCall' }>(new URL('./lua/ask-help.lua', import.meta.url));
const withdraw = defineTransition<{ result: 'withdrawn' | 'gone' }>(
  new URL('./lua/withdraw-help.lua', import.meta.url),
);
const see = defineTransition<{ result: 'seen' | 'gone' }>(new URL('./lua/see-help.lua', import.meta.url));

export const askHelp = (state: LiveState, agentId: string, callId: string, reason: string) =>
  ask(state, agentId, callId, reason);
export const withdrawHelp = (state: LiveState, agentId: string, callId: string) => withdraw(state, agentId, callId);
export const seeHelp = (state: LiveState, agentId: string, callId: string, by: { agentId: string; name: string }) =>
  see(state, agentId, callId, by.agentId, by.name);
