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
    driver: 'Sent by',
    drivers: { demo: 'Demonstration telephone (/demo/notices)', http: 'Gateway (HTTP)' },
    url: 'Address of the gateway',
    urlHint:
      'One POST for each (JSON: id, caseNo, template, number, text), signed like a webhook; 2xx is sent, 429 and 503 are tried again, any other 4xx is refused.',
    hours: 'Hours',
    from: 'Not before',
    to: 'Not after',
    hoursHint: 'Messages of an outage go out day and night.',
    noneHint: 'Customers are told when a complaint is taken up, a repair is done, or an outage is announced.',
  },
  admin: { noticeSettings: 'Messages to customers' },
  audit: { things: { customerNotice: 'Message to a customer', noticeSettings: 'Settings of messages to customers' } },
};
