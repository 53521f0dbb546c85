import type { AriClient } from '../../platform/ari/index.ts';
import { demoObjects, seatObjects } from './phone-objects.ts';
import type { Phone } from './phone.store.ts';

/** Asterisk's knowledge of phones, kept in its memory only. */
export interface PhoneDirectory {
  push(phone: Phone): Promise<void>;
  remove(phone: Phone): Promise<void>;
}

export function createPhoneDirectory(ari: Pick<AriClient, 'pushObject' | 'deleteObject' | 'inOrder'>): PhoneDirectory {
  return {
    push: (phone) =>
      ari.inOrder(`phone:${phone.sipUser}`, async () => {
        const objects = phone.kind === 'seat' ? seatObjects(phone) : demoObjects(phone, phone.number);
        for (const { objectType, fields } of objects) await ari.pushObject(objectType, phone.sipUser, fields);
      }),
    remove: ({ sipUser }) =>
      ari.inOrder(`phone:${sipUser}`, async () => {
        for (const objectType of ['endpoint', 'aor', 'auth'] as const) await ari.deleteObject(objectType, sipUser);
      }),
  };
}
