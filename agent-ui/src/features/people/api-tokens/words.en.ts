import type { apiTokensWords as Words } from './words.ts';

export const apiTokensWords: typeof Words = {
  audit: { things: { token: 'API token' } },
  admin: { tokens: 'API tokens' },
  lead: {
    tokens: {
      name: 'What for',
      scopes: 'Scopes (read:chapter or write:chapter)',
      days: 'Days',
      make: 'Make a token',
      once: 'The token is shown this once. Keep it now:',
      owner: 'Owner',
      ends: 'Ends',
      used: 'Last used',
      revoke: 'Revoke',
      revoked: 'revoked',
      revokeSure: 'Revoke "{{name}}"? Programs that use it lose their access at once.',
      none: 'No tokens yet',
      noneHint: 'Say what it is for and what it may do, then make one.',
    },
  },
};
