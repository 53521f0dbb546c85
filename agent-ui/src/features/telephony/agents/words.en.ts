import type { agentsWords as Words } from './words.ts';

export const agentsWords: typeof Words = {
  state: {
    offline: 'Offline',
    notReady: 'Not ready',
    ready: 'Ready',
    offered: 'Ringing',
    talking: 'Talking',
    wrapUp: 'Wrap-up',
  },
  reason: {
    signedIn: 'just signed in',
    rona: 'three rings unanswered',
    declined: 'declined',
    unreachable: 'phone unreachable',
    disconnected: 'disconnected',
    byLead: 'set by the lead',
    coaching: 'coaching a call',
  },
  agentState: {
    goReady: 'Go ready',
    goNotReady: 'Not ready',
    pending: 'After this call: {{state}}',
    undo: 'Undo',
    noReasons: 'No reasons are set up yet. Ask an administrator.',
    sayReady: 'Choose "Go ready" to receive calls.',
  },
  event: {
    'call.seatAway': 'Agent {{agent}} lost: customer hears music',
    'call.seatBack': 'Agent {{agent}} is back after {{held}}',
    'agent.phoneChanged': 'Phone or microphone of agent {{agent}} changed',
    'agent.stateChanged': 'Agent {{agent}}: {{from}} → {{to}}',
  },
  audit: { things: { notReadyReason: 'Reason' } },
  admin: { reasons: 'Not-ready reasons' },
  errors: {
    wrongState: 'This is not possible in the current state.',
    unknownReason: 'That reason is no longer in use. Choose another.',
  },
};
