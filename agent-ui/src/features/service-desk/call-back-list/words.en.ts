import type { callBackListWords as Words } from './words.ts';

export const callBackListWords: typeof Words = {
  nav: { callbacks: 'Callbacks' },
  callbacks: {
    title: 'Call-back list',
    views: { waiting: 'To be called', inQueue: 'In the queue', settled: 'Settled' },
    mine: 'Mine only',
    short: 'Short abandoned',
    since: 'Since',
    why: 'Why',
    waited: 'waited {{time}}',
    times: 'Calls',
    state: 'State',
    kinds: { abandoned: 'Abandoned', lost: 'Call lost', requested: 'Callback requested' },
    states: {
      inQueue: 'Keeping place',
      open: 'Open',
      claimed: 'Claimed by',
      done: 'Done',
      struckOff: 'Customer got through',
      repeated: 'Repeated',
    },
    result: 'Result',
    results: {
      reached: 'Reached',
      notReached: 'Not reached',
      wrongNumber: 'Wrong number',
      notWanted: 'No longer wanted',
    },
    resultOf: 'Call to {{who}}',
    claim: 'Claim',
    release: 'Release',
    report: 'Result',
    none: { waiting: 'Nobody to call back', inQueue: 'No callbacks in queues', settled: 'Nothing settled yet' },
    noneHint: 'Callers who give up waiting are listed here, and removed when they get through.',
  },
  audit: { things: { callback: 'Callback' } },
};
