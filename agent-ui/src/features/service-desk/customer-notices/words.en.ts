import type { customerNoticesWords as Words } from './words.ts';

export const customerNoticesWords: typeof Words = {
  customerNotices: {
    title: 'Text messages to the customer',
    states: { waiting: 'To be sent', sending: 'Being sent', accepted: 'Sent', refused: 'Not sent', unknown: 'Unknown' },
    why: {
      noNumber: 'no number',
      notMobile: 'not a mobile number',
      sameAgain: 'the same was sent within half an hour',
      tooMany: 'this number has had 3 today',
      noGateway: 'no gateway is set up',
      interrupted: 'interrupted while it was sent',
      empty: '"{{name}}" of the template is not filled in',
    },
    sendAt: 'at {{time}}',
    sendAgain: 'Send again',
    unknownHint: 'A message that may have arrived is not sent again by itself: ask the customer first.',
    demo: 'What customers got',
    demoIntro: 'The demonstration center has no gateway: text messages are shown here.',
    none: 'No text message yet',
    noneHint: 'Customers are told when a complaint is taken up, a repair is done, or an outage is announced.',
  },
  audit: { things: { customerNotice: 'Message to a customer' } },
};
