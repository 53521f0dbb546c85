import type { voicemailTasksWords as Words } from './words.ts';

export const voicemailTasksWords: typeof Words = {
  nav: { voicemails: 'Voicemail' },
  event: { 'voicemail.started': 'Caller is leaving a message' },
  audit: { things: { voicemail: 'Voicemail' } },
  voicemail: {
    title: 'Voicemail',
    views: { new: 'New', taken: 'Claimed', done: 'Done', all: 'All' },
    leftAt: 'Left at',
    sound: 'Message',
    preparing: 'being prepared…',
    deleted: 'no longer kept',
    claim: 'Claim',
    release: 'Release',
    report: 'Done',
    doneTitle: 'Message of {{who}} handled',
    takenBy: 'Claimed by',
    none: {
      new: 'No new messages',
      taken: 'Nobody has claimed a message',
      done: 'No message has been handled',
      all: 'No messages',
    },
    noneHint: 'Messages appear here when callers leave one in a queue that is closed or overflows to voicemail.',
  },
};
