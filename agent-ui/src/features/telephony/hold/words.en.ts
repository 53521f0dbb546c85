import type { holdWords as Words } from './words.ts';

export const holdWords: typeof Words = {
  call: {
    bar: 'The call in hand',
    toDesk: 'To the desk',
    dialling: 'Calling the customer',
    talking: 'Talking',
    held: 'On hold',
    heldFor: 'held',
    mute: 'Mute',
    unmute: 'Unmute',
    hold: 'Hold',
    retrieve: 'Retrieve',
    keypad: 'Keypad',
    noKeysSent: 'Keys sent show here',
    hangUp: 'Hang up',
    muted: 'You are muted: nobody hears you',
    mediaLost: 'No sound yet, restoring it…',
  },
  event: {
    'call.rejoining': 'Seat is rejoining',
    'call.rejoined': 'Seat is back on the call',
    'call.held': 'Put on hold',
    'call.retrieved': 'Retrieved after {{held}} on hold',
  },
  errors: {
    notYourCall: 'This call is not at your seat.',
    callGone: 'This call has ended.',
  },
};
