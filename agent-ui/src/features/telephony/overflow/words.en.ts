import type { overflowWords as Words } from './words.ts';

export const overflowWords: typeof Words = {
  audit: { things: { queueOverflow: 'Overflow' } },
  admin: { overflow: 'Overflow' },
  overflow: {
    title: '{{queue}}: hours and overflow',
    hours: 'Opening hours',
    alwaysOpen: 'always open',
    closed: 'When closed, the caller hears so and may',
    voicemail: 'leave a message (1)',
    closedQueue: 'go to (2)',
    callback: 'ask to be called back (3)',
    none: 'no overflow',
    busy: 'busy tone',
    size: 'The queue is full',
    longestWait: 'Waited longer than',
    estimatedWait: 'Estimated wait over',
    noSeat: 'Nobody signed in',
    seconds: 's',
    target: {
      queue: 'another queue',
      number: 'outside number',
      voicemail: 'voicemail',
      callback: 'callback',
      message: 'message, then hang up',
    },
    number: 'Number',
    callbackHint:
      'Keeps the place and calls back when it is its turn; of a full queue, or when a number does not answer, it goes on the call-back list. Who cannot be called waits as usual.',
    otherwise: 'Not answered:',
    rules: 'Overflow',
  },
};
