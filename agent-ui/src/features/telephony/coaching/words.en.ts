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
        whisper: 'Only the agent hears you, the customer does not.',
        barge: 'Both customer and agent hear you.',
      },
      coached: {
        listen: '{{lead}} is listening, nobody hears them',
        whisper: '{{lead}} is listening, only you hear them',
        barge: '{{lead}} has joined, the customer hears them too',
      },
      takeOver: 'Take over',
      takeOverSure: 'Take over the call of {{seat}}? It becomes yours, and the agent goes into wrap-up.',
      leave: 'Leave',
    },
  },
  errors: { ownSeatBusy: 'You are busy yourself. End your own call first.' },
};
