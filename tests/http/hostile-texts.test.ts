import { connect } from 'node:net';
import { roles } from '@sansheng/shared/domain/roles';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyRoute } from '../../server/src/platform/http/routes.ts';
import { type Browser, signedIn } from './browser.ts';
import { honestValue, hostileTexts, spoiled } from './hostile-texts.ts';
import { type Center, startCenter } from './start-center.ts';

let center: Center;
let browser: Browser;
beforeAll(async () => {
  center = await startCenter();
  browser = await signedIn(center.url, await center.hire(...roles));
});
afterAll(() => center?.stop());

/** Half a pair cannot be said in an address, so it comes as the bytes that would be its UTF-8. */
const inAddress = (text: string) =>
  text.isWellFormed() ? encodeURIComponent(text) : `${encodeURIComponent(text.replace('\ud800', ''))}%ED%A0%80`;
const pathOf = (path: string, param: string) => path.replaceAll(/:\w+/g, param);

async function failuresOf(route: AnyRoute): Promise<string[]> {
  const failures: string[] = [];
  const ask = async (path: string, body?: unknown) => {
    const reply = await browser.send(route.method, path, body);
    // The database must not be the one that finds it out: a contract is to name the field.
    const isFoundLate = reply.status >= 500 || JSON.stringify(reply.body).includes('other letters than an id has');
    if (isFoundLate) failures.push(`${reply.status} ${route.method} ${path} ${JSON.stringify(body ?? null)}`);
  };
  const query = (route.query === undefined ? {} : honestValue(route.query)) as Record<string, unknown>;
  const addressed = (path: string, given: object) =>
    `${path}?${Object.entries(given)
      .map(([name, value]) => `${inAddress(name)}=${inAddress(String(value))}`)
      .join('&')}`;
  const body = route.body && honestValue(route.body);
  const path = pathOf(route.path, '1');
  for (const text of hostileTexts) {
    if (route.path.includes(':')) await ask(addressed(pathOf(route.path, inAddress(text)), query), body);
    for (const name of Object.keys(query)) {
      await ask(addressed(path, { ...query, [name]: text }), body);
      await ask(addressed(path, { [name]: text }), body);
    }
    if (body !== undefined) for (const bad of spoiled(body, text)) await ask(addressed(path, query), bad);
  }
  return failures;
}

describe('a hostile text', () => {
  it('is refused or accepted anywhere in a request, and never causes a bug', async () => {
    const failures: string[] = [];
    const routes = center.foundation.context.routes.all();
    expect(routes.length).toBeGreaterThan(180);
    for (const route of routes) {
      // One signs out, the other counts attempts and locks.
      if (route.path === '/api/v1/session') continue;
      const isWhole = route.method === 'put' && !route.path.includes(':');
      const before = isWhole ? await browser.get(route.path) : null;
      failures.push(...(await failuresOf(route)));
      if (before?.status === 200) await browser.send('PUT', route.path, before.body);
    }
    expect(failures).toEqual([]);
  }, 300_000);

  it('is refused or accepted in every socket command', async () => {
    const sent = center.foundation.context.commands.all().flatMap(({ name, body }) => {
      const honest = honestValue(body);
      return hostileTexts.flatMap((text) => [...spoiled(honest, text)].map((bad) => ({ name, bad })));
    });
    expect(sent.length).toBeGreaterThan(200);
    // A socket may send so many at once.
    for (let from = 0; from < sent.length; from += 50) {
      const socket = io(center.url, {
        transports: ['websocket'],
        reconnection: false,
        auth: { csrfToken: browser.csrfToken },
        extraHeaders: { cookie: browser.cookie },
      });
      for (const { name, bad } of sent.slice(from, from + 50)) {
        const reply = (await socket.emitWithAck(name, bad)) as { code?: string };
        expect([name, bad, reply.code]).not.toEqual([name, bad, 'internal']);
      }
      socket.close();
    }
  }, 120_000);

  it.each([
    ['half a surrogate pair', 'x\ud800'],
    ['NUL', 'x\0'],
  ])('is refused with its field when it holds %s', async (_what, text) => {
    const team = { teamId: 'hostile-team', name: text };
    expect(await browser.send('POST', '/api/v1/admin/teams', team)).toMatchObject({
      status: 400,
      body: { error: { code: 'badRequest', field: 'name' } },
    });
    const { body } = await browser.get('/api/v1/admin/teams');
    expect((body as { teamId: string }[]).map(({ teamId }) => teamId)).not.toContain('hostile-team');
  });

  it('in place of an id means not found, an empty list or a bad field', async () => {
    expect((await browser.get('/api/v1/customers/%F0%9F%98%80')).status).toBe(404);
    expect((await browser.get('/api/v1/calls?queue=%C3%9F')).body).toMatchObject({ error: { field: 'queue' } });
    expect((await browser.get('/api/v1/calls?agent=%D9%A1%D9%A2')).body).toMatchObject({ calls: [] });
    expect((await browser.get('/api/v1/audit?employeeNo=%D9%A1%D9%A2')).body).toMatchObject({ entries: [] });
    const forged = Buffer.from(JSON.stringify(['王', 'ß'])).toString('base64url');
    expect((await browser.get(`/api/v1/customers?search=wang&cursor=${forged}`)).status).toBe(400);
    const otherWay = Buffer.from(JSON.stringify(['王', 'x'])).toString('base64url');
    expect((await browser.get(`/api/v1/customers?search=wang&cursor=${otherWay}`)).status).toBe(400);
  });

  it('leaves no room for a second host', async () => {
    const { hostname, port } = new URL(center.url);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), hostname, () =>
        socket.write('GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'),
      );
      socket.on('data', (chunk) => (text += String(chunk))).on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});

it('finds the entries of a person by name', async () => {
  const { body } = await browser.get(`/api/v1/audit?employeeNo=${encodeURIComponent('新人')}&limit=5`);
  const { entries } = body as { entries: { employeeNo: string }[] };
  expect(entries.length).toBeGreaterThan(0);
  for (const entry of entries) expect(entry.employeeNo).toMatch(/^7\d{9}$/);
});

it('keeps the note of an hour however many write it at once', async () => {
  const path = '/api/v1/reports/notes/1763704800000';
  const replies = await Promise.all(
    Array.from({ length: 8 }, (_, i) => browser.send('PUT', path, { note: `note ${i}` })),
  );
  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 204));
  await browser.send('PUT', path, { note: '' });
});
