import type { overflowWords as Words } from './words.ts';

export const overflowWords: typeof Words = {
  audit: { things: { queueOverflow: 'Overflow' } },
  admin: { overflow: 'Overflow' },
  overflow: {
    title: '{{queue}}: hours and overflow',
    hours: 'Opening hours',
    alwaysOpen: 'always open',
    closed: 'When closed, after the announcement the caller may',
    voicemail: 'leave a message (1)',
    closedQueue: 'go to (2)',
    callback: 'ask to be called back (3)',
    none: 'no overflow',
    busy: 'busy tone',
    size: 'The queue is full',
    longestWait: 'Wait longer than',
    estimatedWait: 'Estimated wait over',
    noSeat: 'Nobody signed in',
    seconds: 's',
    target: {
      queue: 'another queue',
      number: 'outside number',
      voicemail: 'voicemail',
      callback: 'callback',
      message: 'announcement, then hang up',
    },
    number: 'Number',
    callbackHint:
      'Keeps the place and calls back in turn. If the queue is full or a number does not answer, the caller goes on the call-back list. Callers who cannot be called back wait as usual.',
    otherwise: 'If not answered:',
    rules: 'Overflow',
  },
};
