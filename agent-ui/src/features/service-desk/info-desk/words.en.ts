import type { infoDeskWords as Words } from './words.ts';

export const infoDeskWords: typeof Words = {
  nav: { infoDesk: 'Information desk' },
  infoDesk: {
    memos: 'Memos to answer',
    enquiries: 'Enquiries',
    dueSoon: 'With departments or agents: overdue or due within two hours',
    none: {
      memos: 'No memo waits for an answer',
      enquiries: 'No enquiry is open',
      dueSoon: 'No memo or enquiry elsewhere is due within two hours',
    },
  },
};
