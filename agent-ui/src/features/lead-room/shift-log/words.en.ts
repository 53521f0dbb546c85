import type { shiftLogWords as Words } from './words.ts';

export const shiftLogWords: typeof Words = {
  lead: {
    shift: {
      title: 'Shift log',
      placeholder: 'What happened in this shift and what the next one must know',
      note: 'Add a note',
      handOver: 'Hand over',
      take: 'Accept hand-over',
      takenBy: 'accepted by {{lead}}',
    },
  },
};
