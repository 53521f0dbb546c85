import { createHash } from 'node:crypto';
import type { AccountLocks } from '@sansheng/shared/contracts/people/accounts';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { AuditSchema } from '@sansheng/shared/tables/settings/audit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { makeSetUpLink } from '../../queue-workers/src/seed/make-set-up-link.ts';
import { aRecordsCenter, type RecordsCenter } from '../records/records-center.ts';
import { startRecordsServer } from '../records/records-server.ts';
import { Browser, signedIn } from './browser.ts';
import { type Center, startCenter } from './start-center.ts';

const FORMER = 'Sansheng-demo-1';
const NEW = 'three rings, then an answer';

let center: Center;
beforeAll(async () => {
  center = await startCenter();
});
afterAll(() => center?.stop());
beforeEach(() => center.forgetAttempts());

const change = (browser: Browser, currentPassword: string, newPassword: string, more: object = {}) =>
  browser.send('PUT', '/api/v1/me/password', { currentPassword, newPassword, ...more });
const statusOf = async (employeeNo: string, password: string) =>
  (await new Browser(center.url).signIn(employeeNo, password)).status;
const entries = (action: string, target: string) =>
  center.foundation.context.db.getRepository(AuditSchema).findBy({ action, target });

describe('a password', () => {
  it('is changed by its owner, who has to prove it; every other session ends', async () => {
    const employeeNo = await center.hire('agent');
    const [here, elsewhere] = [await signedIn(center.url, employeeNo), await signedIn(center.url, employeeNo)];
    const wrong = await change(here, 'not it', NEW);
    expect([wrong.status, wrong.code]).toEqual([400, 'wrongCredentials']);
    for (const weak of ['1111111111', employeeNo, '1234567890', 'password123'])
      expect((await change(here, FORMER, weak)).code, weak).toBe('passwordWeak');
    expect((await change(here, FORMER, FORMER)).code).toBe('passwordSame');
    expect((await change(here, FORMER, NEW)).status).toBe(200);
    expect((await here.get('/api/v1/me')).status).toBe(200);
    expect((await elsewhere.get('/api/v1/me')).status).toBe(401);
    expect([await statusOf(employeeNo, FORMER), await statusOf(employeeNo, NEW)]).toEqual([401, 200]);
    expect(await entries('account.passwordChanged', employeeNo)).toMatchObject([
      { employeeNo, detail: { tokensEnded: 0 } },
    ]);
    expect(JSON.stringify(await entries('account.passwordChanged', employeeNo))).not.toContain(NEW);
  });

  it('cannot be found out by an open page', async () => {
    const employeeNo = await center.hire('agent');
    const browser = await signedIn(center.url, employeeNo);
    for (let i = 0; i < 10; i += 1) expect((await change(browser, `guess ${i}`, NEW)).status).toBe(400);
    expect((await change(browser, FORMER, NEW)).status).toBe(429);
  });

  it('set by an administrator must be changed before anything else', async () => {
    const employeeNo = await center.hire('lead');
    const admin = await signedIn(center.url, '9001');
    const account = { employeeNo, name: '新人', roles: ['lead'], teamId: null };
    const set = (password: string) =>
      admin.send('PUT', `/api/v1/admin/accounts/${employeeNo}`, { ...account, password });
    expect((await set('1111111111')).code).toBe('passwordWeak');
    expect((await set(NEW)).status).toBe(200);
    const lead = new Browser(center.url);
    expect((await lead.signIn(employeeNo, NEW)).body).toMatchObject({ mustChangePassword: true });
    expect((await lead.get('/api/v1/calls')).code).toBe('passwordMustChange');
    expect((await change(lead, NEW, FORMER)).body).toMatchObject({ mustChangePassword: false });
    expect((await lead.get('/api/v1/calls')).status).toBe(200);
    // Changing something else of the account does not require it again.
    expect((await admin.send('PUT', `/api/v1/admin/accounts/${employeeNo}`, account)).status).toBe(200);
    expect((await lead.get('/api/v1/calls')).status).toBe(200);
  });

  it('revokes API tokens: always when set by an administrator, on request when changed', async () => {
    const employeeNo = await center.hire('lead');
    const make = async (browser: Browser) =>
      (
        (await browser.send('POST', '/api/v1/tokens', { name: 'x', scopes: ['read:calls'], days: 1 })).body as {
          token: string;
        }
      ).token;
    const opens = async (token: string) =>
      (await new Browser(center.url).get('/api/v1/calls', { authorization: `Bearer ${token}` })).status;
    const person = await signedIn(center.url, employeeNo);
    const token = await make(person);
    await change(person, FORMER, NEW, { endsTokens: false });
    expect(await opens(token)).toBe(200);
    await change(person, NEW, FORMER);
    expect(await opens(token)).toBe(401);
    const second = await make(person);
    const admin = await signedIn(center.url, '9001');
    await admin.send('PUT', `/api/v1/admin/accounts/${employeeNo}`, {
      employeeNo,
      name: 'n',
      roles: ['lead'],
      teamId: null,
      password: NEW,
    });
    expect(await opens(second)).toBe(401);
  });
});

describe('a lock', () => {
  const lock = async (employeeNo: string) => {
    for (let i = 0; i < 10; i += 1) await new Browser(center.url).signIn(employeeNo, `guess ${i}`);
  };
  const locks = async (admin: Browser) =>
    ((await admin.get('/api/v1/admin/account-locks')).body as z.infer<typeof AccountLocks>).locks.map(
      (one) => one.employeeNo,
    );

  it('tells how long it lasts, is shown and lifted in the list of accounts', async () => {
    const employeeNo = await center.hire('agent');
    const admin = await signedIn(center.url, '9001');
    await lock(employeeNo);
    const refused = await new Browser(center.url).signIn(employeeNo);
    expect(refused.code).toBe('accountLocked');
    const { retryAfterSeconds } = (refused.body as { error: { retryAfterSeconds: number } }).error;
    expect(retryAfterSeconds).toBeGreaterThan(600);
    expect(retryAfterSeconds).toBeLessThanOrEqual(900);
    expect(await locks(admin)).toContain(employeeNo);
    expect(
      (await (await signedIn(center.url, '2001')).send('DELETE', `/api/v1/admin/accounts/${employeeNo}/lock`)).code,
    ).toBe('notAllowed');
    expect((await admin.send('DELETE', `/api/v1/admin/accounts/${employeeNo}/lock`)).status).toBe(204);
    expect(await locks(admin)).not.toContain(employeeNo);
    expect(await statusOf(employeeNo, FORMER)).toBe(200);
    expect(await entries('account.unlocked', employeeNo)).toMatchObject([{ employeeNo: '9001' }]);
  });

  it('is lifted by a new password', async () => {
    const employeeNo = await center.hire('agent');
    const admin = await signedIn(center.url, '9001');
    await lock(employeeNo);
    await admin.send('PUT', `/api/v1/admin/accounts/${employeeNo}`, {
      employeeNo,
      name: 'n',
      roles: ['agent'],
      teamId: null,
      password: NEW,
    });
    expect(await statusOf(employeeNo, NEW)).toBe(200);
  });

  it('caused by strangers does not lock the owner out of a known browser', async () => {
    const employeeNo = await center.hire('admin');
    const known = await signedIn(center.url, employeeNo);
    await known.send('DELETE', '/api/v1/session');
    await lock(employeeNo);
    // Also the address is at its limit.
    for (const other of ['8881', '8882', '8883']) await lock(other);
    expect(await statusOf(employeeNo, FORMER)).toBe(429);
    expect((await known.signIn(employeeNo)).status).toBe(200);
    expect(await statusOf(employeeNo, FORMER), 'the lock holds for strangers').toBe(429);
    // The browser is known for its owner alone, and not for ever more guesses.
    await center.forgetAttempts();
    await lock('1007');
    const cookie = { cookie: known.cookie.split('; ').find((one) => one.startsWith('sansheng_device')) ?? '' };
    const guess = (password: string, number = employeeNo) =>
      new Browser(center.url).send('POST', '/api/v1/session', { employeeNo: number, password }, cookie);
    expect((await guess(FORMER, '1007')).status).toBe(429);
    await center.forgetAttempts();
    for (let i = 0; i < 10; i += 1) expect((await guess(`guess ${i}`)).status).toBe(401);
    expect((await guess(FORMER)).status).toBe(429);
  });
});

it('distinguishes in the audit what a token did from what its owner did', async () => {
  const owner = await signedIn(center.url, '9001');
  const made = await owner.send('POST', '/api/v1/tokens', { name: 'nightly job', scopes: ['write:*'], days: 1 });
  const { token, tokenId } = made.body as { token: string; tokenId: string };
  const team = (teamId: string) => ({ teamId, name: teamId });
  const byToken = await new Browser(center.url).send('POST', '/api/v1/admin/teams', team('by-token'), {
    authorization: `Bearer ${token}`,
  });
  expect(byToken.status).toBe(201);
  expect((await owner.send('POST', '/api/v1/admin/teams', team('by-hand'))).status).toBe(201);
  expect((await entries('team.added', 'by-token')).at(-1)?.detail).toMatchObject({
    byToken: { tokenId, name: 'nightly job' },
  });
  expect((await entries('team.added', 'by-hand')).at(-1)?.detail).not.toHaveProperty('byToken');
  for (const teamId of ['by-token', 'by-hand']) await owner.send('DELETE', `/api/v1/admin/teams/${teamId}`);
});

describe('a new center without accounts', () => {
  let fresh: RecordsCenter;
  let server: Awaited<ReturnType<typeof startRecordsServer>>;
  beforeAll(async () => {
    fresh = await aRecordsCenter({ DEMONSTRATION: 'false', NODE_ENV: 'production' });
    server = await startRecordsServer(fresh, []);
  });
  afterAll(async () => {
    await server?.close();
    await fresh?.close();
  });
  const make = (token: string, more: object = {}) =>
    new Browser(server.url).send('POST', '/api/v1/first-administrator', {
      token,
      employeeNo: '1',
      name: '首位',
      password: NEW,
      ...more,
    });
  const needs = async () =>
    ((await new Browser(server.url).get('/api/v1/center')).body as { needsAdministrator: boolean }).needsAdministrator;

  it('is entered once, with the newest link of its start, within the hour', async () => {
    expect(await needs()).toBe(true);
    const old = (await makeSetUpLink(fresh.db, Date.now())) ?? '';
    const late = (await makeSetUpLink(fresh.db, Date.now() - 3_600_001)) ?? '';
    expect((await make(old)).code, 'another took its place').toBe('setUpLinkGone');
    expect((await make(late)).code, 'an hour is over').toBe('setUpLinkGone');
    const token = (await makeSetUpLink(fresh.db, Date.now())) ?? '';
    const kept = JSON.stringify(await fresh.db.query('SELECT * FROM set_up_links'));
    expect(kept).not.toContain(token);
    expect(kept).toContain(createHash('sha256').update(token).digest('hex'));
    expect((await make(`${token}x`)).code).toBe('setUpLinkGone');
    expect((await make(token, { password: '1111111111' })).code, 'a weak password uses up nothing').toBe(
      'passwordWeak',
    );
    const both = await Promise.all([make(token), make(token, { employeeNo: '2' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 410]);
    const admins = await fresh.db.getRepository(AccountSchema).find();
    expect(admins).toMatchObject([{ roles: ['admin'], mustChangePassword: false, isActive: true }]);
    expect(await needs()).toBe(false);
    const admin = new Browser(server.url);
    expect((await admin.signIn(admins[0]!.employeeNo, NEW)).status).toBe(200);
    expect(await makeSetUpLink(fresh.db, Date.now()), 'nobody is made the first twice').toBeNull();
  });
});
