import type { webhooksWords as Words } from './words.ts';

export const webhooksWords: typeof Words = {
  audit: { things: { webhook: 'Webhook' } },
  admin: { webhooks: 'Webhooks' },
  lead: {
    webhooks: {
      url: 'Address (POST, JSON)',
      kinds: 'Events',
      kindNames: {
        'call.arrived': 'call arrived',
        'call.offered': 'call offered',
        'call.answered': 'call answered',
        'call.ended': 'call ended',
        'recording.ready': 'recording ready',
        'case.opened': 'case opened',
        'case.moved': 'case moved on',
        'case.settled': 'case settled',
        'case.closed': 'case closed',
        'case.chased': 'case chased',
        'alarm.raised': 'alarm',
      },
      log: 'Deliveries',
      secret: 'Renew secret',
      secretSure: 'Create a new signing secret? The old one stops working at once.',
      secretNew: 'The new secret is shown only this once:',
      signature: 'X-Sansheng-Signature of each delivery is t=seconds,v1=HMAC-SHA256(secret, "seconds.body").',
      state: 'State',
      states: { waiting: 'waiting', delivered: 'delivered', failed: 'failed' },
      tries: 'Attempts',
      answer: 'Answer',
      replay: 'Deliver again',
      replayed: 'Queued again',
      none: 'No deliveries yet',
    },
  },
};
