import { createHash } from 'node:crypto';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { ApiTokenSchema } from '@sansheng/shared/tables/people/api-tokens';
import type { DataSource } from 'typeorm';
import type { FindToken } from '../../platform/http/session.ts';

const NOTED_EVERY_MS = 60_000;

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Finds the owner of a token, with their current roles: a person who was set inactive has no tokens. */
export function createTokenFinder(db: DataSource): FindToken {
  const tokens = db.getRepository(ApiTokenSchema);
  return async (token, address) => {
    const nowMs = Date.now();
    const row = await tokens.findOneBy({ tokenHash: hashOfToken(token) });
    if (row === null || row.revokedAtMs !== null || (row.endsAtMs !== null && row.endsAtMs <= nowMs)) return null;
    const { tokenId, employeeNo, scopes } = row;
    const account = await db.getRepository(AccountSchema).findOneBy({ employeeNo, isActive: true });
    if (account === null) return null;
    if (nowMs - (row.usedAtMs ?? 0) > NOTED_EVERY_MS) await tokens.update({ tokenId }, { usedAtMs: nowMs });
    const { name, roles, teamId } = account;
    return {
      session: {
        tokenHash: `token:${tokenId}`,
        employeeNo,
        name,
        roles,
        teamId,
        csrfToken: '',
        token: { tokenId, name: row.name },
        address,
      },
      scopes,
    };
  };
}
