import { defineTransition, type LiveHandle } from '../../telephony/index.ts';

const ask = defineTransition({
  script: new URL('./lua/ask-help.lua', import.meta.url),
  args: { agentId: 'text', callId: 'text', reason: 'text' },
  replies: { asked: {}, notYourCall: {} },
});
const withdraw = defineTransition({
  script: new URL('./lua/withdraw-help.lua', import.meta.url),
  args: { agentId: 'text', callId: 'text' },
  replies: { withdrawn: {}, gone: {} },
});
const see = defineTransition({
  script: new URL('./lua/see-help.lua', import.meta.url),
  args: { agentId: 'text', callId: 'text', byAgentId: 'text', byName: 'text' },
  replies: { seen: {}, gone: {} },
});

export const askHelp = (state: LiveHandle, agentId: string, callId: string, reason: string) =>
  ask(state, { agentId, callId, reason });
export const withdrawHelp = (state: LiveHandle, agentId: string, callId: string) =>
  withdraw(state, { agentId, callId });
export const seeHelp = (state: LiveHandle, agentId: string, callId: string, by: { agentId: string; name: string }) =>
  see(state, { agentId, callId, byAgentId: by.agentId, byName: by.name });
