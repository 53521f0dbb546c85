import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import type { ErrorBody } from '@sansheng/shared/contracts/errors';
import type { MenuDetail } from '@sansheng/shared/contracts/telephony/menu';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { ApiTokenSchema } from '@sansheng/shared/tables/people/api-tokens';
import { QueueSchema } from '@sansheng/shared/tables/telephony/queues';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { tone } from '../support/menus.ts';
import { type Browser, type Reply, signedIn } from './browser.ts';
import { type Center, startCenter } from './start-center.ts';

let center: Center;
let admin: Browser;
beforeAll(async () => {
  center = await startCenter();
  admin = await signedIn(center.url, '9001');
});
afterAll(() => center?.stop());

const newId = () => `u-${randomBytes(6).toString('hex')}`;
const base = '/api/v1/admin';
const usersOf = ({ body }: Reply) => (body as ErrorBody).error.users;

async function expectDone(reply: Promise<Reply>): Promise<Reply> {
  const { status, body } = await reply;
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return reply;
}
/** Requests that wait for a row which another holds. */
async function waiting(): Promise<number> {
  const [row]: [{ n: string }] = await center.foundation.context.db.query(
    `SELECT COUNT(*) n FROM information_schema.PROCESSLIST
     WHERE COMMAND = 'Query' AND (INFO LIKE '%FOR UPDATE' OR INFO LIKE 'UPDATE %')`,
  );
  return Number(row.n);
}
const isAnswered = (reply: Promise<Reply>) => Promise.race([reply.then(() => true), setImmediate(false)]);

async function aQueue(more: object = {}): Promise<QueueEdit> {
  const queueId = newId();
  const { body } = await expectDone(
    admin.send('POST', `${base}/queues`, { queueId, name: queueId, nameEn: queueId, ...more }),
  );
  return body as QueueEdit;
}
async function aPrompt(): Promise<string> {
  const promptId = newId();
  await expectDone(admin.send('POST', `${base}/prompts`, { promptId, name: promptId, nameEn: promptId }));
  await upload(promptId);
  return promptId;
}
async function upload(promptId: string): Promise<void> {
  const reply = await fetch(`${center.url}${base}/prompts/${promptId}/zh/upload`, {
    method: 'POST',
    headers: { cookie: admin.cookie, 'x-csrf-token': admin.csrfToken, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(tone()),
  });
  expect(reply.status).toBe(201);
}
type Steps = MenuDetail['draft']['steps'];
/** A menu, not published yet, whose one step says the prompt and leads to the queue; or of steps made of that one. */
async function aMenu(queueId: string, promptId: string, stepsOf: (step: Steps[number]) => Steps = (step) => [step]) {
  const menuId = newId();
  const named = { menuId, name: menuId, nameEn: menuId };
  const made = await expectDone(admin.send('POST', `${base}/menus`, { ...named, fallbackQueueId: queueId }));
  const { draft, draftRevision } = made.body as MenuDetail;
  const tree = { ...draft, steps: draft.steps.flatMap((step) => stepsOf({ ...step, prompts: [promptId] })) };
  const saved = await expectDone(admin.send('PUT', `${base}/menus/${menuId}/draft`, { ...named, draftRevision, tree }));
  const revision = (saved.body as MenuDetail).draftRevision;
  const publish = () => admin.send('POST', `${base}/menus/${menuId}/publish`, { draftRevision: revision, note: '' });
  return { menuId, publish };
}

it('names who plays a prompt, and releases it when the menu is deleted', async () => {
  const [queue, promptId] = [await aQueue(), await aPrompt()];
  const path = `${base}/prompts/${promptId}`;
  const { menuId, publish } = await aMenu(queue.queueId, promptId);
  await expectDone(publish());
  await upload(promptId);
  await expectDone(admin.send('PUT', `${base}/queues/${queue.queueId}`, { ...queue, music: [promptId] }));
  const ofMenu = { kind: 'menu', name: menuId };
  const ofQueue = { kind: 'queue', name: queue.name };
  expect(usersOf(await admin.send('DELETE', path))).toEqual([ofMenu, ofQueue]);
  // The menu is bound to the sound it was published with; the queue plays the newest.
  expect(usersOf(await admin.send('DELETE', `${path}/zh/1`))).toEqual([ofMenu]);
  expect(usersOf(await admin.send('DELETE', `${path}/zh/2`))).toEqual([ofQueue]);
  await expectDone(admin.send('PUT', `${base}/queues/${queue.queueId}`, { ...queue, music: [] }));
  await expectDone(admin.send('DELETE', `${base}/menus/${menuId}`));
  await expectDone(admin.send('DELETE', path));
});

it('names who uses a skill, a hotline, opening hours or a category, and releases it once nobody does', async () => {
  const expectUsed = async (path: string, ...users: object[]) =>
    expect(usersOf(await admin.send('DELETE', `${base}/${path}`)), path).toEqual(users);
  const skillId = newId();
  await expectDone(admin.send('POST', `${base}/skills`, { skillId, name: 'x', nameEn: 'x' }));
  const need = { skill: skillId, level: 1, relax: [] };
  const [queue, promptId] = [await aQueue(), await aPrompt()];
  const asking = { name: 'x', prompts: [promptId], wrongKeyPrompts: [], timeoutMs: 5000, rounds: 2 };
  const toQueue = { kind: 'queue' as const, queueId: queue.queueId, priority: null, needs: [] };
  const number = `5${randomBytes(4).readUInt32BE()}`;
  await expectDone(admin.send('POST', `${base}/hotlines`, { number, name: 'x', queueId: queue.queueId }));

  // By a key, by the language that is chosen, by the number of the hotline; and by who has the skill.
  const keyed = await aMenu(queue.queueId, promptId, ({ stepId }) => [
    {
      ...asking,
      kind: 'choice',
      stepId,
      choices: [{ digit: '1', label: '', to: { ...toQueue, needs: [need] } }],
      otherwise: toQueue,
    },
  ]);
  const spoken = await aMenu(queue.queueId, promptId, ({ stepId }) => [
    {
      ...asking,
      kind: 'language',
      stepId,
      choices: [{ digit: '1', language: 'zh', need }],
      next: toQueue,
      otherwise: toQueue,
    },
  ]);
  const dialling = await aMenu(queue.queueId, promptId, ({ stepId }) => [
    {
      ...asking,
      kind: 'choice',
      stepId,
      choices: [{ digit: '1', label: '', to: { kind: 'number', number } }],
      otherwise: toQueue,
    },
  ]);
  for (const menu of [keyed, spoken, dialling]) await expectDone(menu.publish());
  const [employeeNo, menuOf] = [
    await center.hire('agent'),
    ({ menuId }: { menuId: string }) => ({ kind: 'menu', name: menuId }),
  ];
  await expectDone(admin.send('PUT', `${base}/accounts/${employeeNo}/skills`, { skills: { [skillId]: 3 } }));
  const person = { kind: 'person', name: `新人 ${employeeNo}` };
  const menus = [keyed, spoken].toSorted((a, b) => (a.menuId < b.menuId ? -1 : 1)).map(menuOf);
  await expectUsed(`skills/${skillId}`, ...menus, person);
  for (const { menuId } of [keyed, spoken]) await expectDone(admin.send('DELETE', `${base}/menus/${menuId}`));
  await expectUsed(`skills/${skillId}`, person);
  await expectDone(admin.send('PUT', `${base}/accounts/${employeeNo}/skills`, { skills: {} }));
  await expectDone(admin.send('DELETE', `${base}/skills/${skillId}`));

  await expectUsed(`hotlines/${number}`, menuOf(dialling));
  await expectDone(admin.send('DELETE', `${base}/menus/${dialling.menuId}`));
  await expectDone(admin.send('DELETE', `${base}/hotlines/${number}`));

  const hoursId = newId();
  const weekly = Array.from({ length: 7 }, () => [{ from: '09:00', to: '18:00' }]);
  await expectDone(admin.send('POST', `${base}/opening-hours`, { hoursId, name: 'x', nameEn: 'x', weekly }));
  const rules = (of: string | null) =>
    admin.send('PUT', `${base}/queue-overflow/${queue.queueId}`, { queueId: queue.queueId, hoursId: of });
  await expectDone(rules(hoursId));
  await expectUsed(`opening-hours/${hoursId}`, { kind: 'queue', name: queue.name });
  await expectDone(rules(null));
  await expectDone(admin.send('DELETE', `${base}/opening-hours/${hoursId}`));

  const [parent, child] = [newId(), newId()];
  for (const [categoryId, parentId] of [[parent, null] as const, [child, parent] as const])
    await expectDone(
      admin.send('POST', `${base}/wrap-up-categories`, { categoryId, name: categoryId, nameEn: 'x', parentId }),
    );
  await expectUsed(`wrap-up-categories/${parent}`, { kind: 'category', name: child });
  for (const categoryId of [child, parent])
    await expectDone(admin.send('DELETE', `${base}/wrap-up-categories/${categoryId}`));
});

const leads = ['a menu', 'an overflow', 'a closed line', 'borrowing', 'a hotline'];
it.each(leads.flatMap((what) => [[what, 'after'] as const, [what, 'before'] as const]))(
  'lets no queue be set inactive in the same instant as %s is led to it, the moment %s',
  async (what, order) => {
    const [used, user] = [await aQueue(), await aQueue()];
    const { queueId } = used;
    const rules = (more: object) =>
      admin.send('PUT', `${base}/queue-overflow/${user.queueId}`, { queueId: user.queueId, ...more });
    const menu = what === 'a menu' ? await aMenu(queueId, await aPrompt()) : null;
    const lead = () => {
      if (menu !== null) return menu.publish();
      if (what === 'an overflow') return rules({ overflow: { size: { kind: 'queue', queueId } } });
      if (what === 'a closed line') return rules({ closed: { queueId } });
      if (what === 'borrowing')
        return admin.send('PUT', `${base}/queues/${user.queueId}`, { ...user, borrowFrom: [queueId] });
      return admin.send('POST', `${base}/hotlines`, {
        number: `5${randomBytes(4).readUInt32BE()}`,
        name: 'x',
        queueId,
      });
    };
    const { db } = center.foundation.context;
    // Holding the row of the queue lets both run as far as they can before either is stored.
    const both = await db.transaction(async (holder) => {
      await holder.findOne(QueueSchema, { where: { queueId }, lock: { mode: 'pessimistic_write' } });
      const off = () => admin.send('DELETE', `${base}/queues/${queueId}`);
      const [one, other] = order === 'after' ? [off, lead] : [lead, off];
      const first = one();
      await eventually(async () => (await waiting()) === 1 || (await isAnswered(first)), { what: 'the first' });
      const second = other();
      await eventually(async () => (await waiting()) === 2 || (await isAnswered(first)) || (await isAnswered(second)), {
        what: 'both',
      });
      return [first, second] as const;
    });
    const replies = await Promise.all(both);
    expect(replies.filter(({ status }) => status < 300).length, JSON.stringify(replies)).toBe(1);
  },
);

it('refuses what leads nowhere, with its field', async () => {
  const [queue, off] = [await aQueue(), await aQueue()];
  await expectDone(admin.send('DELETE', `${base}/queues/${off.queueId}`));
  const put = (more: object) => admin.send('PUT', `${base}/queues/${queue.queueId}`, { ...queue, ...more });
  const expectRefused = async (reply: Promise<Reply>, field: string) =>
    expect((await reply).body).toMatchObject({ error: { code: 'badRequest', field } });
  await expectRefused(put({ borrowFrom: [queue.queueId] }), 'borrowFrom.0');
  await expectRefused(put({ borrowFrom: ['service', newId()] }), 'borrowFrom.1');
  await expectRefused(put({ borrowFrom: [off.queueId] }), 'borrowFrom.0');
  await expectRefused(put({ needs: [{ skill: newId(), level: 1 }] }), 'needs.0.skill');
  await expectRefused(put({ callerNumber: '+' }), 'callerNumber');
  const outbound = { settingsId: 'center', callerNumber: '+' };
  await expectRefused(admin.send('PUT', `${base}/outbound-settings/center`, outbound), 'callerNumber');
  const members = `${base}/queues/${queue.queueId}/members`;
  await expectRefused(admin.send('PUT', members, { members: ['1001', await center.hire('qa')] }), 'members');

  const weekly = Array.from({ length: 7 }, () => [
    { from: '09:00', to: '12:00' },
    { from: '11:00', to: '18:00' },
  ]);
  const hours = { hoursId: newId(), name: 'x', nameEn: 'x', weekly };
  await expectRefused(admin.send('POST', `${base}/opening-hours`, hours), 'weekly.0.1');
  const day = { date: '2031-05-01', name: 'x', nameEn: 'x', spans: weekly[0] };
  await expectRefused(admin.send('POST', `${base}/special-days`, day), 'spans.1');

  const category = (parentId: string | null) => ({ categoryId: newId(), name: 'x', nameEn: 'x', parentId });
  const parent = category(null);
  await expectDone(admin.send('POST', `${base}/wrap-up-categories`, parent));
  await expectDone(admin.send('DELETE', `${base}/wrap-up-categories/${parent.categoryId}`));
  await expectRefused(admin.send('POST', `${base}/wrap-up-categories`, category(parent.categoryId)), 'parentId');
});

it('does not activate a queue whose overflow leads to an inactive one', async () => {
  const [user, used] = [await aQueue(), await aQueue()];
  const rules = { queueId: user.queueId, overflow: { noSeat: { kind: 'queue', queueId: used.queueId } } };
  await expectDone(admin.send('PUT', `${base}/queue-overflow/${user.queueId}`, rules));
  for (const { queueId } of [user, used]) await expectDone(admin.send('DELETE', `${base}/queues/${queueId}`));
  const on = (queue: QueueEdit) => admin.send('PUT', `${base}/queues/${queue.queueId}`, { ...queue });
  expect((await on(user)).body).toMatchObject({ error: { code: 'badRequest', field: 'isActive' } });
  await expectDone(on(used));
  await expectDone(on(user));
});

it('keeps a new password together with the end of the tokens that the old one made', async () => {
  const employeeNo = await center.hire('agent');
  const person = await signedIn(center.url, employeeNo);
  await expectDone(person.send('POST', '/api/v1/tokens', { name: 'x', scopes: ['read:*'] }));
  const { db } = center.foundation.context;
  const hashOf = async () => (await db.getRepository(AccountSchema).findOneByOrFail({ employeeNo })).passwordHash;
  const before = await hashOf();
  const account = { employeeNo, name: '新人', roles: ['agent'], teamId: null, password: 'Sansheng-demo-2' };
  const reset = await db.transaction(async (holder) => {
    await holder.find(ApiTokenSchema, { where: { employeeNo }, lock: { mode: 'pessimistic_write' } });
    const put = admin.send('PUT', `${base}/accounts/${employeeNo}`, account);
    await eventually(async () => (await waiting()) === 1 || (await isAnswered(put)), { what: 'the new password' });
    expect(await hashOf()).toBe(before);
    return [put] as const;
  });
  await expectDone(reset[0]);
  expect(await hashOf()).not.toBe(before);
  expect((await db.getRepository(ApiTokenSchema).findOneByOrFail({ employeeNo })).revokedAtMs).not.toBeNull();
  expect((await person.get('/api/v1/me')).code).toBe('notSignedIn');
});
