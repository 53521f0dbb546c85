import type { notesWords as Words } from './words.ts';

export const notesWords: typeof Words = {
  notes: {
    title: 'Notes',
    hint: 'What you write during the call goes into the wrap-up note. It is kept even if this page closes.',
    states: {
      kept: 'Saved',
      changed: 'Saving…',
      waiting: 'Not saved yet. It will be saved once you are reconnected; keep this page open.',
    },
    handedBy: 'Note by {{who}}',
    idle: 'You can take notes here once a call starts.',
    internal: 'Internal calls have no wrap-up, so there are no notes.',
    inWrapUp: 'What you wrote is in the wrap-up note on the left.',
  },
};
