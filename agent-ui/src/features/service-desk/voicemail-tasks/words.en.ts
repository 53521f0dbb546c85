import type { voicemailTasksWords as Words } from './words.ts';

export const voicemailTasksWords: typeof Words = {
  nav: { voicemails: 'Voicemail' },
  event: { 'voicemail.started': 'A message is being left' },
  audit: { things: { voicemail: 'Voicemail' } },
  voicemail: {
    title: 'Voicemail',
    state: { new: 'New', taken: 'Taken', done: 'Done' },
    all: 'All',
    leftAt: 'Left at',
    sound: 'Message',
    preparing: 'being prepared…',
    take: 'Take',
    done: 'Done',
    doneTitle: 'The message of {{who}} is dealt with',
    takenBy: 'Taken by',
    empty: 'No messages',
    emptyHint: 'What callers leave when a queue is closed or overflows to voicemail appears here.',
    somebodyWasFaster: 'Somebody else has taken it',
  },
};
