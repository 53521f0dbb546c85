import { createHash, randomBytes } from 'node:crypto';
import { inTransaction } from '@sansheng/shared/db';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { SetUpLinkSchema } from '@sansheng/shared/tables/people/sign-in';
import type { DataSource } from 'typeorm';

const VALID_MS = 3_600_000;

/**
 * Creates the token with which the first administrator account can be created within an hour; null if there already is
 * one. It is stored only as a hash, and replaces the previous one: each start of the center gives a new link.
 */
export async function makeSetUpLink(db: DataSource, nowMs: number): Promise<string | null> {
  const accounts = await db.getRepository(AccountSchema).findBy({ isActive: true });
  if (accounts.some(({ roles }) => roles.includes('admin'))) return null;
  const token = randomBytes(32).toString('base64url');
  await inTransaction(db, async (write) => {
    const links = write.getRepository(SetUpLinkSchema);
    await links.createQueryBuilder().delete().execute();
    await links.insert({ tokenHash: createHash('sha256').update(token).digest('hex'), endsAtMs: nowMs + VALID_MS });
  });
  return token;
}
