import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Browser, signedIn } from './browser.ts';
import { type Center, startCenter } from './start-center.ts';

let center: Center;
let [admin, agent, desk]: Browser[] = [];
beforeAll(async () => {
  center = await startCenter();
  [admin, agent, desk] = await Promise.all(['9001', '1001', '5001'].map((one) => signedIn(center.url, one)));
});
afterAll(() => center?.stop());

it('gives seats the script of their queue, and lets leads and administrators write it', async () => {
  const script = { queueId: 'service', ordinary: '{customer}您好', returningCustomer: '', holiday: '' };
  expect((await agent?.send('POST', '/api/v1/admin/scripts', script))?.code).toBe('notAllowed');
  expect((await admin?.send('POST', '/api/v1/admin/scripts', { ...script, queueId: 'no-such' }))?.body).toMatchObject({
    error: { code: 'badRequest', field: 'queueId' },
  });
  expect((await admin?.send('POST', '/api/v1/admin/scripts', script))?.status).toBe(201);
  const { body } = (await agent?.get('/api/v1/scripts')) ?? {};
  expect(body).toMatchObject({ scripts: [script] });
  expect((await admin?.send('DELETE', '/api/v1/admin/scripts/service'))?.status).toBe(204);
});

it('finds articles by all the words, those with the first in their title before the others', async () => {
  const word = `w${randomBytes(4).toString('hex')}`;
  const article = { keywords: '', body: '七天内可以退货', isActive: true };
  const add = (articleId: string, more: object) =>
    desk?.send('POST', '/api/v1/admin/articles', { ...article, articleId, ...more });
  expect((await add(`a-${word}`, { title: '运费', body: `退货的运费 ${word}` }))?.status).toBe(201);
  expect((await add(`b-${word}`, { title: `退货 ${word}` }))?.body).toMatchObject({ updatedBy: '5001' });
  expect((await add(`c-${word}`, { title: '别的', keywords: `${word} 100%`, body: '其他' }))?.status).toBe(201);
  expect((await agent?.send('POST', '/api/v1/admin/articles', article))?.code).toBe('notAllowed');
  const found = async (search: string) => {
    const { body } = (await agent?.get(`/api/v1/articles?search=${encodeURIComponent(search)}`)) ?? {};
    return (body as { articles: { articleId: string }[] }).articles.map(({ articleId }) => articleId.slice(0, 1));
  };
  expect(await found(word)).toEqual(['b', 'c', 'a']);
  expect(await found(`退货 ${word}`)).toEqual(['b', 'a']);
  expect(await found(`${word} 0%`), 'a percent sign is a percent sign').toEqual(['c']);
  expect(await found(`${word} 没有`)).toEqual([]);
  await admin?.send('DELETE', `/api/v1/admin/articles/b-${word}`);
  expect(await found(`退货 ${word}`)).toEqual(['a']);
});
