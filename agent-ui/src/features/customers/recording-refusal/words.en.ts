import type { recordingRefusalWords as Words } from './words.ts';

export const recordingRefusalWords: typeof Words = {
  recording: {
    refuses: 'Refuses to be recorded',
    refusesHint: 'When on, calls with this customer are not recorded',
  },
};
