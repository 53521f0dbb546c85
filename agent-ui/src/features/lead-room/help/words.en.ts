import type { helpWords as Words } from './words.ts';

export const helpWords: typeof Words = {
  event: {
    'help.asked': 'Seat {{agent}} asks for help: {{reason}}',
    'help.seen': 'Lead {{byAgentId}} has seen the request',
    'help.ended': 'The request for help is over',
  },
  lead: {
    help: {
      ask: 'Ask for help',
      send: 'Send',
      reason: 'What about? (optional)',
      waiting: 'Help asked for, waiting for a lead…',
      seenBy: '{{lead}} has seen your request',
      withdraw: 'Withdraw',
      asks: 'asks for help',
      seen: 'seen by {{lead}}',
    },
  },
};
