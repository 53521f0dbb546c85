import type { phoneBarWords as Words } from './words.ts';

export const phoneBarWords: typeof Words = {
  audit: { things: { phoneBarSite: 'Phone bar site' } },
  admin: { phoneBar: 'Phone bar' },
  lead: {
    phoneBar: {
      hint: "Adds the phone to web pages of other software: click to dial, and the caller's page opens by itself. Only the sites listed here can use it.",
      origin: 'Site',
      originHint: 'Scheme, host and port as the browser shows them, without a slash at the end.',
      popUrl: 'Address for screen-pop',
      popUrlHint: 'Page to open for the caller; optional. Fields: {{fields}}',
    },
  },
};
