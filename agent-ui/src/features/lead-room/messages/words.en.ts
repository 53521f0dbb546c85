import type { messagesWords as Words } from './words.ts';

export const messagesWords: typeof Words = {
  audit: { things: { message: 'Message' } },
  lead: {
    messages: {
      title: 'Messages',
      none: 'No messages',
      read: 'Read',
      unread: 'not read',
      write: 'Message',
      to: 'To',
      all: 'All seats',
      text: 'Text',
      urgent: 'Urgent (red, with sound)',
      send: 'Send',
      sentTo: 'Sent to {{n}}',
      readBy: '{{read}} of {{all}} have read it',
    },
  },
};
