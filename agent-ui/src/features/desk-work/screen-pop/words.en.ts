import type { screenPopWords as Words } from './words.ts';

export const screenPopWords: typeof Words = {
  screenPop: {
    entered: 'entered',
    chose: 'chose',
    collectedKinds: { customerNumber: 'customer number', accountNumber: 'account number' },
    title: 'Customer',
    idleTitle: 'No call yet',
    idleHint: 'When the phone rings, you see here who is calling, how long they have waited and what is still open.',
    unknownTitle: 'No customer file for this number',
    failedTitle: 'The caller could not be looked up',
    failedHint: 'The number may well have a file. Ask who it is, then search by name or number.',
    unknownHint: 'Create one now (the number is filled in), or find the customer by name.',
    withheldHint: 'The caller withheld the number. Ask for it, then search by name or number.',
    via: 'dialled',
    queue: 'Queue',
    looking: 'Looking up the customer…',
    numberKinds: {
      mobile: 'mobile',
      landline: 'landline',
      serviceNumber: 'service number',
      international: 'international',
      withheld: 'withheld',
      malformed: 'malformed',
    },
  },
};
