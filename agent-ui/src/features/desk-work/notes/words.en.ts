import type { notesWords as Words } from './words.ts';

export const notesWords: typeof Words = {
  notes: {
    title: 'Notes',
    hint: 'What you write during the call goes into the wrap-up note, and is kept if this page closes.',
    states: {
      kept: 'Saved',
      changed: 'Saving…',
      waiting: 'Not saved at the center yet. It will be once you are connected; keep this page open.',
    },
    handedBy: 'Note by {{who}}',
    idle: 'You can take notes here once a call begins.',
    internal: 'A call between colleagues is not written up, so it has no notes.',
    inWrapUp: 'What you wrote is in the wrap-up note on the left.',
  },
};
