import { createHash, randomBytes } from 'node:crypto';
import { AccountSchema, SetUpLinkSchema } from '@sansheng/shared/db';
import type { DataSource } from 'typeorm';

const VALID_MS = 3_600_000;

/**
 * Makes the token by which the first administrator account can be made within an hour; null where there is one. It is kept
 * as a hash only, and takes the place of the one before: who starts the center again has a new link.
 */
export async function makeSetUpLink(db: DataSource, nowMs: number): Promise<string | null> {
  const accounts = await db.getRepository(AccountSchema).findBy({ isActive: true });
  if (accounts.some(({ roles }) => roles.includes('admin'))) return null;
  const token = randomBytes(32).toString('base64url');
  await db.transaction(async (write) => {
    const links = write.getRepository(SetUpLinkSchema);
    await links.createQueryBuilder().delete().execute();
    await links.insert({ tokenHash: createHash('sha256').update(token).digest('hex'), endsAtMs: nowMs + VALID_MS });
  });
  return token;
}
