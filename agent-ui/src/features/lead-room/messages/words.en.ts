import type { messagesWords as Words } from './words.ts';

export const messagesWords: typeof Words = {
  audit: { things: { message: 'Message' } },
  lead: {
    messages: {
      title: 'Messages',
      none: 'No messages',
      read: 'Read',
      unread: 'unread',
      write: 'Message',
      to: 'To',
      all: 'All agents',
      text: 'Text',
      urgent: 'Urgent (red, with sound)',
      send: 'Send',
      sentTo: 'Sent to {{n}}',
      readBy: 'Read by {{read}} of {{all}}',
    },
  },
};
