import type { recordingRefusalWords as Words } from './words.ts';

export const recordingRefusalWords: typeof Words = {
  recording: {
    refuses: 'Does not consent to recording',
    refusesHint: 'When on, calls with this customer are not recorded',
  },
};
