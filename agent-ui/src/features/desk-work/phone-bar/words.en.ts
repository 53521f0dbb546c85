import type { phoneBarWords as Words } from './words.ts';

export const phoneBarWords: typeof Words = {
  audit: { things: { phoneBarSite: 'Phone bar site' } },
  admin: { phoneBar: 'Phone bar' },
  lead: {
    phoneBar: {
      hint: 'Puts the phone into pages of other software: numbers are dialled by a click, and the page of who calls opens. Only the sites listed here can use it; no other page is answered.',
      origin: 'Site',
      originHint: 'Scheme, host and port as the browser shows them, without a slash at the end.',
      popUrl: 'Address for screen-pop',
      popUrlHint: 'The page about who calls; may be empty. Fields: {{fields}}',
    },
  },
};
