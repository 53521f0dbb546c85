import type { holdWords as Words } from './words.ts';

export const holdWords: typeof Words = {
  call: {
    bar: 'Current call',
    toDesk: 'Back to the desk',
    dialling: 'Calling the customer',
    talking: 'Talking',
    held: 'On hold',
    heldFor: 'held',
    mute: 'Mute',
    unmute: 'Unmute',
    hold: 'Hold',
    retrieve: 'Retrieve',
    keypad: 'Keypad',
    noKeysSent: 'Keys you send appear here',
    hangUp: 'Hang up',
    muted: 'You are muted: nobody can hear you',
    mediaLost: 'No audio yet, restoring it…',
  },
  event: {
    'call.rejoining': 'Agent is rejoining',
    'call.rejoined': 'Agent is back on the call',
    'call.held': 'Put on hold',
    'call.retrieved': 'Retrieved after {{held}} on hold',
  },
  errors: {
    notYourCall: 'This call is not yours.',
    callGone: 'This call has ended.',
  },
};
