import type { apiTokensWords as Words } from './words.ts';

export const apiTokensWords: typeof Words = {
  audit: { things: { token: 'API token' } },
  admin: { tokens: 'API tokens' },
  lead: {
    tokens: {
      name: 'Purpose',
      scopes: 'Scopes (read:chapter or write:chapter)',
      days: 'Days',
      make: 'Create a token',
      once: 'The token is shown only this once. Copy it now:',
      owner: 'Owner',
      ends: 'Expires',
      used: 'Last used',
      revoke: 'Revoke',
      revoked: 'revoked',
      revokeSure: 'Revoke "{{name}}"? Programs that use it lose access at once.',
      none: 'No tokens yet',
      noneHint: 'Enter a purpose, choose scopes, then create one.',
    },
  },
};
