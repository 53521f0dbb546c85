import type { helpWords as Words } from './words.ts';

export const helpWords: typeof Words = {
  event: {
    'help.asked': 'Agent {{agent}} asks for help: {{reason}}',
    'help.seen': 'Lead {{byAgentId}} has seen the help request',
    'help.ended': 'Help request ended',
  },
  lead: {
    help: {
      ask: 'Ask for help',
      send: 'Send',
      reason: 'What is the problem? (optional)',
      waiting: 'Help requested, waiting for a lead…',
      seenBy: '{{lead}} has seen your request',
      withdraw: 'Withdraw',
      asks: 'asks for help',
      seen: 'seen by {{lead}}',
    },
  },
};
