import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type Reply, signedIn } from './browser.ts';
import { type Center, startCenter } from './start-center.ts';

let center: Center;
let lead: Browser;
let supervisor: Browser;
beforeAll(async () => {
  center = await startCenter();
  lead = await signedIn(center.url, '2001');
  supervisor = await signedIn(center.url, '3001');
});
afterAll(() => center?.stop());

const newKey = () => randomBytes(8).toString('hex');
const post = (browser: Browser, path: string, body: object, key: string): Promise<Reply> =>
  browser.send('POST', path, body, { 'idempotency-key': key });
const views = '/api/v1/reports/views';
const viewsNamed = async (name: string) => {
  const { body } = await supervisor.get(views);
  return (body as { views: { name: string; viewId: string }[] }).views.filter((view) => view.name === name);
};
const count = async (table: string): Promise<number> => {
  const [row]: { n: string }[] = await center.foundation.context.db.query(`SELECT COUNT(*) AS n FROM ${table}`);
  return Number(row?.n);
};
/** As when the server died between doing it and remembering that it had. */
async function forgetAnswers(): Promise<void> {
  const { redis, keys } = center.foundation.context;
  const names = await redis.keys(keys.request('*'));
  if (names.length > 0) await redis.del(names);
}

describe('a repeated request with its key', () => {
  it('is carried out once and answered as the first time', async () => {
    const view = { name: newKey(), path: '/reports' };
    const key = newKey();
    const first = await post(lead, views, view, key);
    const again = await post(lead, views, view, key);
    expect(first.status).toBe(200);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(await viewsNamed(view.name)).toHaveLength(1);
    // Somebody else's key of the same letters is another one, and a new key is a new wish.
    expect((await post(supervisor, views, view, key)).body).not.toEqual(first.body);
    await post(lead, views, view, newKey());
    expect(await viewsNamed(view.name)).toHaveLength(3);
  });

  it('also while the first is still running', async () => {
    const note = { kind: 'note', text: newKey() };
    const key = newKey();
    const replies = await Promise.all(Array.from({ length: 5 }, () => post(lead, '/api/v1/shift-log', note, key)));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(replies.map(({ body }) => (body as { noteId: string }).noteId)).size).toBe(1);
  });

  it('is carried out when the first was refused, and refused when it differs', async () => {
    const key = newKey();
    const name = newKey();
    expect((await post(lead, views, { name: '', path: '/reports' }, key)).status).toBe(400);
    expect((await post(lead, views, { name, path: '/reports' }, key)).status).toBe(200);
    expect((await post(lead, views, { name, path: '/reports?x' }, key)).body).toMatchObject({
      error: { code: 'badRequest', field: 'idempotency-key' },
    });
    expect((await post(lead, views, { name, path: '/reports' }, 'ü')).status).toBe(400);
    expect((await post(lead, views, { name, path: '/reports' }, 'x'.repeat(101))).status).toBe(400);
  });

  it('is not carried out twice even if its answer was forgotten', async () => {
    const opening = { customerId: 'c00001', type: 'complaint', title: newKey() };
    const tries: [Browser, string, object, string][] = [
      [lead, '/api/v1/cases', opening, 'cases'],
      [lead, views, { name: newKey(), path: '/reports' }, 'report_views'],
      [
        lead,
        '/api/v1/customers',
        { name: '又来', tier: 'ordinary', numbers: [`1390${String(Date.now()).slice(-7)}`] },
        'customers',
      ],
      [await signedIn(center.url, '9001'), '/api/v1/tokens', { name: 'x', scopes: ['read:calls'] }, 'api_tokens'],
    ];
    for (const [browser, path, body, table] of tries) {
      const key = newKey();
      const before = await count(table);
      const first = await post(browser, path, body, key);
      expect([path, first.status < 300]).toEqual([path, true]);
      await forgetAnswers();
      expect([path, (await post(browser, path, body, key)).code]).toEqual([path, 'conflict']);
      expect([path, await count(table)]).toEqual([path, before + 1]);
    }
  });

  it('is answered by what it has made where people write to each other', async () => {
    const tries: [string, object, string][] = [
      ['/api/v1/shift-log', { kind: 'note', text: newKey() }, 'shift_notes'],
      ['/api/v1/messages', { to: 'seat', toId: '1001', text: newKey(), isUrgent: false }, 'messages'],
    ];
    for (const [path, given, table] of tries) {
      const key = newKey();
      const before = await count(table);
      const first = await post(lead, path, given, key);
      expect([path, first.status < 300]).toEqual([path, true]);
      await forgetAnswers();
      const again = await post(lead, path, given, key);
      expect([path, again.body]).toEqual([path, first.body]);
      expect([path, await count(table)]).toEqual([path, before + 1]);
    }
  });

  it('keeps no secret for it', async () => {
    const { redis, keys } = center.foundation.context;
    const admin = await signedIn(center.url, '9001');
    const { body } = await post(admin, '/api/v1/tokens', { name: newKey(), scopes: ['read:calls'] }, newKey());
    const names = await redis.keys(keys.request('*'));
    const kept = names.length === 0 ? [] : await redis.mget(names);
    expect(kept.join()).not.toContain((body as { token: string }).token);
  });
});

describe('what is done to customers and cases', () => {
  it('is not done, and nobody is told, when it cannot be audited', async () => {
    const { db } = center.foundation.context;
    const opening = { customerId: 'c00001', type: 'complaint', title: newKey() };
    const { body } = await lead.send('POST', '/api/v1/cases', opening);
    const { caseNo, version } = body as { caseNo: string; version: number };
    const path = `/api/v1/cases/${caseNo}`;
    const card = (await lead.get('/api/v1/customers/c00001')).body as object;
    const tries: [Browser, string, string, object][] = [
      [lead, 'POST', '/api/v1/cases', opening],
      [lead, 'POST', `${path}/notes`, { text: 'x' }],
      [lead, 'POST', `${path}/chase`, { text: 'x' }],
      [lead, 'PATCH', path, { version, title: '改了' }],
      [lead, 'POST', `${path}/transitions/takeUp`, { version, text: 'x' }],
      [lead, 'POST', '/api/v1/messages', { to: 'seat', toId: '1001', text: 'x', isUrgent: false }],
      [lead, 'PUT', '/api/v1/customers/c00001', { ...card, name: '改了' }],
      [lead, 'POST', '/api/v1/customers', { name: '新的', tier: 'ordinary', numbers: ['13900000077'] }],
      [supervisor, 'POST', '/api/v1/customers/c00001/merges', { mergedId: 'c00002' }],
      [lead, 'PUT', '/api/v1/customers/c00001/recording', { refuses: true }],
      [lead, 'POST', '/api/v1/tokens', { name: 'x', scopes: ['read:calls'] }],
    ];
    const tables = [
      'cases',
      'case_events',
      'case_notices',
      'case_words',
      'messages',
      'message_receipts',
      'webhook_deliveries',
      'customers',
      'customer_numbers',
      'customer_merges',
      'recording_refusals',
      'api_tokens',
    ];
    // Without its clocks, which run on.
    const standing = async () => {
      const { entries, version: now } = (await lead.get(path)).body as { entries: unknown[]; version: number };
      return { entries, version: now };
    };
    const state = async () => [
      await Promise.all(tables.map(count)),
      await standing(),
      (await lead.get('/api/v1/customers/c00001')).body,
    ];
    const before = await state();
    await db.query('RENAME TABLE audit_log TO audit_log_away');
    try {
      for (const [browser, method, to, given] of tries) {
        expect([to, (await browser.send(method, to, given)).status]).toEqual([to, 500]);
      }
    } finally {
      await db.query('RENAME TABLE audit_log_away TO audit_log');
    }
    expect(await state()).toEqual(before);
  });
});
