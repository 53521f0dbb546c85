import { randomBytes } from 'node:crypto';
import type { ErrorBody } from '@sansheng/shared/contracts/errors';
import type { MenuDetail, MenuFacts } from '@sansheng/shared/contracts/telephony/menu';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, signedIn } from './browser.ts';
import { type Center, startCenter } from './start-center.ts';

let center: Center;
let admin: Browser;
beforeAll(async () => {
  center = await startCenter();
  admin = await signedIn(center.url, '9001');
});
afterAll(() => center?.stop());

const newId = () => `t-${randomBytes(6).toString('hex')}`;
const base = '/api/v1/admin';

/** Resolves with the next change told to the servers. */
async function nextChange(change: () => Promise<unknown>): Promise<unknown> {
  const { redis, keys } = center.foundation.context;
  const listener = redis.duplicate();
  await listener.subscribe(keys.settingsChanged);
  const told = new Promise<string>((resolve) => listener.once('message', (_channel, text: string) => resolve(text)));
  await change();
  const text = await told;
  listener.disconnect();
  return JSON.parse(text);
}

describe('settings', () => {
  it('are added, changed and set inactive; each change is announced to all servers and audited', async () => {
    const queueId = newId();
    const queue = { queueId, name: '测试', nameEn: 'Test' };
    const beganAtMs = Date.now();
    expect(await nextChange(() => admin.send('POST', `${base}/queues`, queue))).toEqual({ what: 'queues' });
    expect((await admin.send('POST', `${base}/queues`, queue)).code).toBe('conflict');
    const changed = await admin.send('PUT', `${base}/queues/${queueId}`, { ...queue, ringsPerOffer: 2 });
    expect(changed.body).toMatchObject({ ringsPerOffer: 2, wrapUpLimitSeconds: 60, isActive: true });
    expect((await admin.send('DELETE', `${base}/queues/${queueId}`)).status).toBe(204);
    expect((await admin.get(`${base}/queues`)).body).toContainEqual(
      expect.objectContaining({ queueId, isActive: false }),
    );
    expect((await admin.get('/api/v1/desk/settings')).body).not.toMatchObject({
      queues: expect.arrayContaining([expect.objectContaining({ queueId })]),
    });

    const { body } = await admin.get(`/api/v1/audit?from=${beganAtMs}&employeeNo=9001`);
    const { entries } = body as { entries: { action: string; target: string; detail: unknown }[] };
    expect(entries.filter((entry) => entry.target === queueId)).toMatchObject([
      { action: 'queue.deactivated', detail: { before: { isActive: true }, after: { isActive: false } } },
      { action: 'queue.changed', detail: { before: { ringsPerOffer: 3 }, after: { ringsPerOffer: 2 } } },
      { action: 'queue.added', detail: { before: null, after: { queueId, name: '测试' } } },
    ]);
  });

  it('are not changed under another id, nor when they do not exist', async () => {
    const team = { teamId: newId(), name: '一班' };
    expect((await admin.send('PUT', `${base}/teams/${team.teamId}`, team)).code).toBe('notFound');
    expect((await admin.send('PUT', `${base}/teams/other`, team)).code).toBe('badRequest');
    expect((await admin.send('DELETE', `${base}/teams/${team.teamId}`)).code).toBe('notFound');
  });

  it('cannot be switched off while in use, and the users are named', async () => {
    const [used, user, menuId, skillId] = [newId(), newId(), newId(), newId()];
    const queue = (queueId: string, more: object = {}) =>
      admin.send('POST', `${base}/queues`, { queueId, name: queueId, nameEn: queueId, ...more });
    const off = (path: string) => admin.send('DELETE', `${base}/${path}`);
    const usersOf = async (path: string) => {
      const reply = await off(path);
      expect(reply.code, path).toBe('stillUsed');
      return (reply.body as ErrorBody).error.users;
    };
    expect((await queue(used)).status).toBe(201);
    expect((await admin.send('POST', `${base}/skills`, { skillId, name: skillId, nameEn: skillId })).status).toBe(201);
    const needs = [{ skill: skillId, level: 1 }];
    expect((await queue(user, { borrowFrom: [used], needs })).status).toBe(201);
    const named = { menuId, name: menuId, nameEn: menuId };
    const made = await admin.send('POST', `${base}/menus`, { ...named, fallbackQueueId: used });
    // A draft holds nothing: it is checked as it is published.
    const { draft, draftRevision } = made.body as MenuDetail;
    const facts = (await admin.get(`${base}/menu-facts`)).body as MenuFacts;
    const prompts = facts.prompts.filter(({ languages }) => languages.includes('zh')).slice(0, 1);
    const tree = {
      ...draft,
      steps: draft.steps.map((step) => ({ ...step, prompts: prompts.map((one) => one.promptId) })),
    };
    const saved = await admin.send('PUT', `${base}/menus/${menuId}/draft`, { ...named, draftRevision, tree });
    const publish = { draftRevision: (saved.body as MenuDetail).draftRevision, note: '' };
    expect((await admin.send('POST', `${base}/menus/${menuId}/publish`, publish)).body).toMatchObject({
      publishedVersion: 1,
    });
    const to = { kind: 'queue', queueId: used };
    const rules = { queueId: user, closed: { queueId: used }, overflow: { noSeat: to } };
    expect((await admin.send('PUT', `${base}/queue-overflow/${user}`, rules)).status).toBe(200);
    const number = `4${randomBytes(4).readUInt32BE()}`;
    expect((await admin.send('POST', `${base}/hotlines`, { number, name: 'x', queueId: used })).status).toBe(201);

    expect(await usersOf(`queues/${used}`)).toEqual([
      { kind: 'hotline', name: number },
      { kind: 'menu', name: menuId },
      { kind: 'overflow', name: user },
      { kind: 'closedLine', name: user },
      { kind: 'borrowing', name: user },
    ]);
    const edit = { queueId: used, name: used, nameEn: used, isActive: false };
    expect((await admin.send('PUT', `${base}/queues/${used}`, edit)).code).toBe('stillUsed');
    expect(await usersOf(`skills/${skillId}`)).toEqual([{ kind: 'queue', name: user }]);
    expect(await usersOf('teams/team-a')).toContainEqual({
      kind: 'person',
      name: expect.stringContaining('1001') as string,
    });

    // A queue that is itself off uses nothing any more.
    expect((await off(`queues/${user}`)).status).toBe(204);
    expect((await off(`hotlines/${number}`)).status).toBe(204);
    expect(await usersOf(`queues/${used}`)).toEqual([{ kind: 'menu', name: menuId }]);
    expect((await off(`menus/${menuId}`)).status).toBe(204);
    expect((await off(`queues/${used}`)).status).toBe(204);
  });

  it('cannot refer to what does not exist', async () => {
    const hotline = { number: '49999', name: 'x', queueId: newId() };
    expect((await admin.send('POST', `${base}/hotlines`, hotline)).body).toMatchObject({ error: { field: 'queueId' } });
    const menu = { ...hotline, queueId: 'menu:no-such' };
    expect((await admin.send('POST', `${base}/hotlines`, menu)).body).toMatchObject({ error: { field: 'queueId' } });
    expect((await admin.send('DELETE', `${base}/queues/service`)).code).toBe('stillUsed');
    const [a, b] = [newId(), newId()];
    const category = (categoryId: string, parentId: string | null) => ({
      categoryId,
      parentId,
      name: 'x',
      nameEn: 'x',
    });
    expect((await admin.send('POST', `${base}/wrap-up-categories`, category(a, b))).code).toBe('badRequest');
    expect((await admin.send('POST', `${base}/wrap-up-categories`, category(a, null))).status).toBe(201);
    expect((await admin.send('POST', `${base}/wrap-up-categories`, category(b, a))).status).toBe(201);
    expect((await admin.send('PUT', `${base}/wrap-up-categories/${a}`, category(a, b))).code).toBe('badRequest');
    for (const id of [b, a]) await admin.send('DELETE', `${base}/wrap-up-categories/${id}`);
    const reason = { reasonId: 'rona', name: 'x', nameEn: 'x' };
    expect((await admin.send('POST', `${base}/not-ready-reasons`, reason)).code).toBe('conflict');
  });

  it('keep the members of a queue in their order', async () => {
    const queueId = newId();
    await admin.send('POST', `${base}/queues`, { queueId, name: 'x', nameEn: 'x' });
    const path = `${base}/queues/${queueId}/members`;
    const members = ['1003', '1001', '1002'];
    expect(await nextChange(() => admin.send('PUT', path, { members: [...members, '1003'] }))).toEqual({
      what: 'queue-members',
    });
    expect((await admin.get(path)).body).toMatchObject({ members, turns: {} });
    expect((await admin.send('PUT', path, { members: ['1001', '88888'] })).body).toMatchObject({
      error: { code: 'badRequest', field: 'members' },
    });
    expect((await admin.get(path)).body).toMatchObject({ members, turns: {} });
    await admin.send('PUT', path, { members: [] });
    await admin.send('DELETE', `${base}/queues/${queueId}`);
  });
});

describe('a change', () => {
  /** Newest entry about a thing. */
  async function entryOf(target: string): Promise<{ auditId: string; action: string; detail: object }> {
    const { body } = await admin.get('/api/v1/audit?limit=50');
    const { entries } = body as { entries: { auditId: string; action: string; target: string; detail: object }[] };
    const entry = entries.find((one) => one.target === target);
    if (entry === undefined) throw new Error(`nothing about ${target}`);
    return entry;
  }
  const takeBack = (auditId: string, force = false) =>
    admin.send('POST', `${base}/audit/${auditId}/take-back`, { force });
  const findQueue = async (queueId: string) =>
    ((await admin.get(`${base}/queues`)).body as { queueId: string }[]).find((queue) => queue.queueId === queueId);

  it('of a queue is undone, unless it was changed since, and that is audited too', async () => {
    const queueId = newId();
    const queue = { queueId, name: 'x', nameEn: 'x', ringsPerOffer: 3, sizeLimit: 50 };
    await admin.send('POST', `${base}/queues`, queue);
    const { auditId: addition } = await entryOf(queueId);
    await admin.send('PUT', `${base}/queues/${queueId}`, { ...queue, ringsPerOffer: 2 });
    const { auditId } = await entryOf(queueId);
    // Another field changed since is no conflict.
    await admin.send('PUT', `${base}/queues/${queueId}`, { ...queue, ringsPerOffer: 2, sizeLimit: 60 });
    expect((await admin.get(`${base}/audit/${auditId}`)).body).toEqual({
      canTakeBack: true,
      hasChangedSince: false,
      now: { ringsPerOffer: 2 },
    });
    expect((await takeBack(auditId)).status).toBe(204);
    expect(await findQueue(queueId)).toMatchObject({ ringsPerOffer: 3, sizeLimit: 60 });
    expect(await entryOf(queueId)).toMatchObject({
      action: 'queue.changed',
      detail: { before: { ringsPerOffer: 2 }, after: { ringsPerOffer: 3 }, takesBack: auditId },
    });
    expect((await takeBack(auditId)).code).toBe('conflict');
    expect((await takeBack(auditId, true)).status).toBe(204);
    expect((await takeBack(addition, true)).status).toBe(204);
    expect(await findQueue(queueId)).toMatchObject({ isActive: false });
    const supervisor = await signedIn(center.url, '3001');
    expect((await supervisor.send('POST', `${base}/audit/${auditId}/take-back`, {})).code).toBe('notAllowed');
  });

  it('of members and of skills is undone', async () => {
    const queueId = newId();
    await admin.send('POST', `${base}/queues`, { queueId, name: 'x', nameEn: 'x' });
    const path = `${base}/queues/${queueId}/members`;
    await admin.send('PUT', path, { members: ['1002', '1001'], turns: { '1001': 2 } });
    await admin.send('PUT', path, { members: ['1003'] });
    await takeBack((await entryOf(queueId)).auditId);
    expect((await admin.get(path)).body).toMatchObject({ members: ['1002', '1001'], turns: { '1001': 2 } });
    await admin.send('DELETE', `${base}/queues/${queueId}`);

    const skillId = newId();
    const skills = `${base}/accounts/1001/skills`;
    await admin.send('POST', `${base}/skills`, { skillId, name: 'x', nameEn: 'x' });
    await admin.send('PUT', skills, { skills: { [skillId]: 5 } });
    await takeBack((await entryOf('1001')).auditId);
    expect((await admin.get(skills)).body).toMatchObject({ skills: {} });
    const { auditId } = await entryOf(skillId);
    await admin.send('DELETE', `${base}/skills/${skillId}`);
    expect((await takeBack(auditId)).code).toBe('conflict');
    await takeBack((await entryOf(skillId)).auditId);
    expect((await admin.get(`${base}/skills`)).body).toContainEqual(
      expect.objectContaining({ skillId, name: 'x', nameEn: 'x' }),
    );
    await admin.send('DELETE', `${base}/skills/${skillId}`);
  });

  it('with a password, or that is not a setting, is not', async () => {
    const { body } = await admin.get('/api/v1/audit?action=signIn.succeeded&limit=1');
    const [entry] = (body as { entries: { auditId: string }[] }).entries;
    expect((await takeBack(entry?.auditId ?? '')).code).toBe(entry === undefined ? 'notFound' : 'badRequest');
  });
});

describe('accounts', () => {
  it('never show their password, and need one when they are new', async () => {
    const employeeNo = await center.hire('agent');
    const all = (await admin.get(`${base}/accounts`)).body as object[];
    expect(all).toContainEqual({
      employeeNo,
      name: '新人',
      roles: ['agent'],
      teamId: null,
      isActive: true,
      revision: expect.any(String),
    });
    expect(JSON.stringify(all)).not.toContain('argon2');
    const { body } = await admin.get('/api/v1/audit?action=account.added&limit=1');
    expect(JSON.stringify(body)).toContain('[secret]');
    expect(JSON.stringify(body)).not.toContain('argon2');
    const account = { employeeNo: '66666', name: 'x', roles: ['agent'], teamId: null };
    expect((await admin.send('POST', `${base}/accounts`, account)).body).toMatchObject({
      error: { field: 'password' },
    });
    const short = { ...account, password: '123456789' };
    expect((await admin.send('POST', `${base}/accounts`, short)).body).toMatchObject({ error: { field: 'password' } });
    const team = { ...account, password: 'long enough it is', teamId: 'no-such' };
    expect((await admin.send('POST', `${base}/accounts`, team)).body).toMatchObject({ error: { field: 'teamId' } });
  });

  it('end their sessions with a new password, and keep them with a new name', async () => {
    const employeeNo = await center.hire('agent');
    const person = await signedIn(center.url, employeeNo);
    const path = `${base}/accounts/${employeeNo}`;
    const account = { employeeNo, name: '改名', roles: ['agent', 'qa'], teamId: null };
    expect((await admin.send('PUT', path, account)).status).toBe(200);
    expect((await person.get('/api/v1/me')).body).toMatchObject({ name: '改名', roles: ['agent', 'qa'] });
    expect((await admin.send('PUT', path, { ...account, password: 'another password' })).status).toBe(200);
    expect((await person.get('/api/v1/me')).status).toBe(401);
    expect((await person.signIn(employeeNo)).code).toBe('wrongCredentials');
    expect((await person.signIn(employeeNo, 'another password')).status).toBe(200);
  });

  it('let no administrator lock themselves out', async () => {
    const me = { employeeNo: '9001', name: '管理员', roles: ['agent'], teamId: null };
    expect((await admin.send('PUT', `${base}/accounts/9001`, me)).code).toBe('conflict');
    expect((await admin.send('DELETE', `${base}/accounts/9001`)).code).toBe('conflict');
    expect((await admin.get('/api/v1/me')).body).toMatchObject({ roles: ['admin'] });
  });
});

describe('the audit log', () => {
  it('is read page by page, newest first, in a period', async () => {
    const beganAtMs = Date.now();
    for (let i = 0; i < 5; i++) await (await signedIn(center.url, '3001')).send('DELETE', '/api/v1/session');
    const endedAtMs = Date.now() + 1;
    const supervisor = await signedIn(center.url, '3001');
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const query = `from=${beganAtMs}&to=${endedAtMs}&employeeNo=3001&limit=3${cursor && `&cursor=${cursor}`}`;
      const page = (await supervisor.get(`/api/v1/audit?${query}`)).body as {
        entries: { action: string; atMs: number }[];
        nextCursor: string | null;
      };
      seen.push(...page.entries.map((entry) => entry.action));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 5 }, () => ['signIn.ended', 'signIn.done']).flat());
  });
});
