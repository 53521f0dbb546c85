import type { coachingWords as Words } from './words.ts';

export const coachingWords: typeof Words = {
  audit: { things: { coaching: 'Coaching' } },
  lead: {
    coaching: {
      title: 'Listening and coaching',
      connecting: 'Joining the call…',
      with: 'With {{seat}}',
      held: 'The customer hears music on hold.',
      roles: { listen: 'Listen', whisper: 'Whisper', barge: 'Barge in' },
      heard: {
        listen: 'Nobody hears you.',
        whisper: 'Only the seat hears you, the customer does not.',
        barge: 'Customer and seat both hear you.',
      },
      coached: {
        listen: '{{lead}} listens, heard by nobody',
        whisper: '{{lead}} listens, heard by you alone',
        barge: '{{lead}} has joined, heard by the customer too',
      },
      takeOver: 'Take over',
      takeOverSure: 'Take over the call of {{seat}}? It becomes yours, the seat goes to wrap-up.',
      leave: 'Leave',
    },
  },
  errors: { ownSeatBusy: 'Your own seat is busy. End what you have in hand first.' },
};
