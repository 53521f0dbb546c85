import type { AriClient } from '../../platform/ari/index.ts';
import { demoObjects, seatObjects } from './phone-objects.ts';
import type { Phone } from './phone.store.ts';

/** Phones as Asterisk knows them, in its memory only. */
export interface PhoneDirectory {
  push(phone: Phone): Promise<void>;
  remove(phone: Phone): Promise<void>;
  isRegistered(phone: Phone): Promise<boolean>;
}

type PhoneAri = Pick<AriClient, 'pushObject' | 'deleteObject' | 'inOrder' | 'endpoints' | 'channels'>;

export function createPhoneDirectory(ari: PhoneAri): PhoneDirectory {
  /** A customer who leaves the page sends no BYE, and a call that only rings would ring on. */
  async function hangUpAll(sipUser: string): Promise<void> {
    const endpoint = await ari.endpoints.get({ tech: 'PJSIP', resource: sipUser });
    if (endpoint === 'gone') return;
    for (const channelId of endpoint.channel_ids) await ari.channels.hangup({ channelId });
  }

  return {
    push: (phone) =>
      ari.inOrder(`phone:${phone.sipUser}`, async () => {
        const objects = phone.kind === 'seat' ? seatObjects(phone) : demoObjects(phone, phone.number);
        for (const { objectType, fields } of objects) await ari.pushObject(objectType, phone.sipUser, fields);
      }),
    isRegistered: async ({ sipUser }) => {
      const endpoint = await ari.endpoints.get({ tech: 'PJSIP', resource: sipUser });
      return endpoint !== 'gone' && endpoint.state === 'online';
    },
    remove: ({ sipUser, kind }) =>
      ari.inOrder(`phone:${sipUser}`, async () => {
        if (kind === 'demo') await hangUpAll(sipUser);
        for (const objectType of ['endpoint', 'aor', 'auth'] as const) await ari.deleteObject(objectType, sipUser);
      }),
  };
}
