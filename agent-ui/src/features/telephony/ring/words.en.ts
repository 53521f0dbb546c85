import type { ringWords as Words } from './words.ts';

export const ringWords: typeof Words = {
  ring: {
    callback: 'Callback: answer, then the customer is called',
    incoming: 'Incoming call',
    words: ['First ring', 'Second ring', 'Third ring'],
    answer: 'Answer',
    answering: 'Connecting…',
    decline: 'Decline',
    waited: 'Customer has waited',
    announce: '{{word}}, call from {{name}}',
    title: '● {{word}}: incoming call',
    unknownCaller: 'Unknown caller',
    withheld: 'Number withheld',
    looking: 'Looking up the customer…',
  },
};
