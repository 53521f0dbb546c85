import type { voicemailTasksWords as Words } from './words.ts';

export const voicemailTasksWords: typeof Words = {
  nav: { voicemails: 'Voicemail' },
  event: { 'voicemail.started': 'Caller is leaving a message' },
  audit: { things: { voicemail: 'Voicemail' } },
  voicemail: {
    title: 'Voicemail',
    state: { new: 'New', taken: 'Claimed', done: 'Done' },
    all: 'All',
    leftAt: 'Left at',
    sound: 'Message',
    preparing: 'being prepared…',
    deleted: 'no longer kept',
    take: 'Claim',
    release: 'Release',
    done: 'Done',
    doneTitle: 'Message of {{who}} handled',
    takenBy: 'Claimed by',
    empty: 'No messages',
    emptyHint: 'Messages appear here when callers leave one in a queue that is closed or overflows to voicemail.',
  },
};
