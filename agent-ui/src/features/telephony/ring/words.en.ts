import type { ringWords as Words } from './words.ts';

export const ringWords: typeof Words = {
  ring: {
    callback: 'Callback: once you answer, the customer is called',
    incoming: 'Incoming call',
    words: ['First ring', 'Second ring', 'Third ring'],
    answer: 'Answer',
    answering: 'Connecting…',
    decline: 'Decline',
    waited: 'Customer waited',
    announce: '{{word}}, call from {{name}}',
    title: '● {{word}}: incoming call',
    unknownCaller: 'Unknown caller',
    withheld: 'Number withheld',
    looking: 'Looking up the customer…',
  },
};
