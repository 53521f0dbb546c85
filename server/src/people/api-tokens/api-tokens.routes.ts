import { randomBytes } from 'node:crypto';
import { ApiToken, MadeToken, MakeToken } from '@sansheng/shared/contracts/people/api-tokens';
import { access, may } from '@sansheng/shared/domain/access';
import { inTransaction } from '@sansheng/shared/db';
import { type ApiTokenRow, ApiTokenSchema } from '@sansheng/shared/tables/people/api-tokens';
import { IsNull } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { hashOfToken } from './find-token.store.ts';

/** Tokens one person may have at a time. */
const MOST = 20;

/** Personal tokens: everybody creates and revokes their own, an administrator sees and revokes all. */
export function apiTokensFeature({ routes, db, audit }: AppContext): void {
  const tokens = db.getRepository(ApiTokenSchema);
  const path = '/api/v1/tokens';

  routes.add({
    method: 'get',
    path,
    access: 'signedIn',
    summary: "The asker's tokens for the API; an administrator sees everybody's",
    tag: 'tokens',
    reply: z.array(ApiToken),
    handler: ({ session }) =>
      tokens.find({
        where: may(session, access.tokensOfAll) ? {} : { employeeNo: session.employeeNo },
        order: { madeAtMs: 'DESC' },
      }),
  });

  routes.add({
    method: 'post',
    path,
    access: 'signedIn',
    summary: 'Creates a token; it is shown only this once and stored only as a hash',
    tag: 'tokens',
    body: MakeToken,
    reply: MadeToken,
    showsSecret: true,
    handler: async ({ body, session: { employeeNo }, address, response, newId }) => {
      if ((await tokens.countBy({ employeeNo, revokedAtMs: IsNull() })) >= MOST)
        throw new UserError('conflict', { field: 'name', detail: `at most ${MOST} tokens` });
      const token = `sansheng_${randomBytes(32).toString('base64url')}`;
      const madeAtMs = Date.now();
      const row: ApiTokenRow = {
        tokenId: newId(),
        tokenHash: hashOfToken(token),
        employeeNo,
        name: body.name,
        scopes: [...new Set(body.scopes)],
        madeAtMs,
        endsAtMs: body.days === null ? null : madeAtMs + body.days * 86_400_000,
        usedAtMs: null,
        revokedAtMs: null,
      };
      const detail = { name: row.name, scopes: row.scopes, endsAtMs: row.endsAtMs };
      await inTransaction(db, async (into) => {
        await into.insert(ApiTokenSchema, row);
        await audit({ employeeNo, action: 'token.made', target: row.tokenId, address, detail }, into);
      });
      response.status(201);
      return { ...row, token };
    },
  });

  routes.add({
    method: 'delete',
    path: `${path}/:tokenId`,
    access: 'signedIn',
    summary: 'Revokes a token, with immediate effect',
    tag: 'tokens',
    params: z.object({ tokenId: z.string().max(40) }),
    handler: async ({ params: { tokenId }, session, address }) => {
      const row = await tokens.findOneBy({ tokenId });
      if (row === null) throw new UserError('notFound');
      if (row.employeeNo !== session.employeeNo && !may(session, access.tokensOfAll)) throw new UserError('notAllowed');
      if (row.revokedAtMs !== null) return;
      await inTransaction(db, async (into) => {
        await into.update(ApiTokenSchema, { tokenId }, { revokedAtMs: Date.now() });
        await audit({ employeeNo: session.employeeNo, action: 'token.revoked', target: tokenId, address }, into);
      });
    },
  });
}
