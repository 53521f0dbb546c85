import { MadeToken } from '@sansheng/shared/contracts/people/api-tokens';
import { ApiTokenSchema } from '@sansheng/shared/tables/people/api-tokens';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signedIn } from './browser.ts';
import { type Center, startCenter } from './start-center.ts';

let center: Center;
beforeAll(async () => {
  center = await startCenter();
});
afterAll(() => center?.stop());

it('opens what its scopes and the roles of its owner allow, until it ends, is revoked or its owner has left', async () => {
  const owner = await center.hire('supervisor');
  const person = await signedIn(center.url, owner);
  const made = async (body: object) => MadeToken.parse((await person.send('POST', '/api/v1/tokens', body)).body);
  const { token, tokenId } = await made({ name: 'CRM', scopes: ['read:calls', 'write:messages'] });
  const ask = async (path: string, { method = 'GET', bearer = token, body = undefined as object | undefined } = {}) => {
    const reply = await fetch(center.url + path, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return reply.status;
  };
  const { tokenHash } = await center.foundation.context.db.getRepository(ApiTokenSchema).findOneByOrFail({ tokenId });
  expect(tokenHash).not.toContain(token);

  const callsTag = center.foundation.context.routes.all().find(({ path }) => path === '/api/v1/calls')?.tag;
  expect(callsTag).toBe('calls');
  expect(await ask('/api/v1/calls')).toBe(200);
  // Another chapter, a change where only reading is open, tokens and sign-in themselves, somebody else's role.
  expect(await ask('/api/v1/audit')).toBe(403);
  expect(await ask('/api/v1/messages')).toBe(403);
  expect(await ask('/api/v1/messages', { method: 'POST', body: { to: 'all', text: 'told by a program' } })).toBe(201);
  const all = await made({ name: 'all', scopes: ['read:*', 'write:*'], days: null });
  expect(await ask('/api/v1/audit', { bearer: all.token })).toBe(200);
  expect(await ask('/api/v1/tokens', { bearer: all.token })).toBe(403);
  expect(await ask('/api/v1/session', { bearer: all.token, method: 'DELETE' })).toBe(403);
  expect(
    await ask('/api/v1/admin/teams', { bearer: all.token, method: 'POST', body: { teamId: 'x', name: 'X' } }),
  ).toBe(403);
  expect(await ask('/api/v1/calls', { bearer: 'sansheng_nothing' })).toBe(401);

  for (const scopes of [[], ['calls'], ['delete:calls'], ['read:']])
    expect((await person.send('POST', '/api/v1/tokens', { name: 'x', scopes })).code).toBe('badRequest');

  // Ended, revoked by an administrator, and with its owner gone.
  await center.foundation.context.db
    .getRepository(ApiTokenSchema)
    .update({ tokenId: all.tokenId }, { endsAtMs: Date.now() - 1 });
  expect(await ask('/api/v1/audit', { bearer: all.token })).toBe(401);
  const other = await signedIn(center.url, await center.hire('agent'));
  expect((await other.send('DELETE', `/api/v1/tokens/${tokenId}`)).code).toBe('notAllowed');
  expect((await other.get('/api/v1/tokens')).body).toEqual([]);
  const admin = await signedIn(center.url, '9001');
  expect((await admin.send('DELETE', `/api/v1/tokens/${tokenId}`)).status).toBe(204);
  expect(await ask('/api/v1/calls')).toBe(401);
  const last = await made({ name: 'last', scopes: ['read:calls'] });
  expect(await ask('/api/v1/calls', { bearer: last.token })).toBe(200);
  expect((await admin.send('DELETE', `/api/v1/admin/accounts/${owner}`)).status).toBe(204);
  expect(await ask('/api/v1/calls', { bearer: last.token })).toBe(401);
  const audited = JSON.stringify((await admin.get(`/api/v1/audit?employeeNo=${owner}`)).body);
  expect(audited).toContain('token.made');
  expect(audited).not.toContain(token);
});
