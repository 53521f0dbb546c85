import { createHash, randomBytes } from 'node:crypto';
import { DeskPhoneSchema } from '@sansheng/shared/tables/telephony/phone';
import type { DataSource } from 'typeorm';
import type { AriClient } from '../../platform/ari/index.ts';
import { DESK_REALM, deskObjects, deskSipUser } from './phone-objects.ts';

export type DeskPhoneSwitch = Pick<AriClient, 'pushObject' | 'deleteObject' | 'inOrder' | 'endpoints'>;

/** Desk phones of seats: permanent accounts, stored as digests in the database and pushed into Asterisk's memory. */
export function createDeskPhones(ari: DeskPhoneSwitch, db: DataSource) {
  const accounts = db.getRepository(DeskPhoneSchema);
  const inOrder = <T>(employeeNo: string, work: () => Promise<T>) => ari.inOrder(`desk:${employeeNo}`, work);

  async function push(employeeNo: string, digest: string): Promise<void> {
    const name = deskSipUser(employeeNo);
    for (const { objectType, fields } of deskObjects(employeeNo, digest))
      await ari.pushObject(objectType, name, fields);
  }

  return {
    /** Creates the account, or a new password for it, which replaces the old one. Returns the password. */
    make: (employeeNo: string): Promise<string> =>
      inOrder(employeeNo, async () => {
        // It may have to be typed into a telephone: no letter that could be taken for another.
        const password = randomBytes(12).toString('hex');
        const digest = createHash('md5')
          .update(`${deskSipUser(employeeNo)}:${DESK_REALM}:${password}`)
          .digest('hex');
        await accounts.save({ employeeNo, digest, madeAtMs: Date.now() });
        await push(employeeNo, digest);
        return password;
      }),
    remove: (employeeNo: string): Promise<void> =>
      inOrder(employeeNo, async () => {
        await accounts.delete({ employeeNo });
        for (const objectType of ['endpoint', 'aor', 'auth'] as const)
          await ari.deleteObject(objectType, deskSipUser(employeeNo));
      }),
    /** When the account was created; null when there is none. */
    madeAtMs: async (employeeNo: string): Promise<number | null> =>
      (await accounts.findOneBy({ employeeNo }))?.madeAtMs ?? null,
    async isRegistered(employeeNo: string): Promise<boolean> {
      const endpoint = await ari.endpoints.get({ tech: 'PJSIP', resource: deskSipUser(employeeNo) });
      return endpoint !== 'gone' && endpoint.state === 'online';
    },
    /** Tells Asterisk of all accounts: its memory is empty after a restart. */
    async pushAll(): Promise<void> {
      const all = await accounts.find();
      await Promise.all(all.map(({ employeeNo, digest }) => inOrder(employeeNo, () => push(employeeNo, digest))));
    },
  };
}
export type DeskPhones = ReturnType<typeof createDeskPhones>;
