import type { casesInCallWords as Words } from './words.ts';

export const casesInCallWords: typeof Words = {
  casesInCall: {
    title: 'Open cases',
    none: 'No open case',
    open: 'Open a case',
    isAbout: 'About this case',
    isChasing: 'Chases this case',
    opened: 'Opened in this call',
    linked: 'Linked to this call',
    linkedNow: 'This call is linked to {{number}}',
    chasedNow: '{{number}} is chased, with this call linked',
    say: 'Tell the customer this number',
    ofThisCall: 'Cases of this call',
    kept: 'What you had begun to write is still here.',
    startAgain: 'Start again',
  },
};
