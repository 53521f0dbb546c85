import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreeTcpPort } from '@sansheng/config/stack/ports';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, signedIn } from './browser.ts';
import { theStack } from '../support/the-stack.ts';

const main = join(import.meta.dirname, '../../server/src/main.ts');
const running = new Set<ChildProcess>();
let uiRoot: string;

beforeAll(async () => {
  uiRoot = await mkdtemp(join(tmpdir(), 'sansheng-ui-'));
  await writeFile(join(uiRoot, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(uiRoot, 'app.js'), '1');
});
afterAll(async () => {
  for (const server of running) server.kill('SIGKILL');
  await rm(uiRoot, { recursive: true });
});

function launch(settings: Record<string, string>) {
  const environment = { ...theStack().environment, DEMONSTRATION: '1', HOST: '127.0.0.1', ...settings };
  const server = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, ...environment } });
  running.add(server);
  let output = '';
  let errors = '';
  server.stdout.on('data', (chunk) => void (output += String(chunk)));
  server.stderr.on('data', (chunk) => void (errors += String(chunk)));
  const ended = once(server, 'close').then(([code]) => {
    running.delete(server);
    return { code: code as number | null, errors };
  });
  return { server, ended, output: () => output };
}

async function launchListening(settings: Record<string, string> = {}) {
  const port = await findFreeTcpPort();
  const launched = launch({ PORT: String(port), UI_ROOT: uiRoot, CENTER_ID: 'http-process', ...settings });
  await expect.poll(launched.output, { timeout: 20_000 }).toContain('"listening"');
  return { ...launched, url: `http://127.0.0.1:${port}` };
}

describe('the server process', () => {
  it.each([
    ['a wrong setting', { PORT: '99999' }, /^Wrong settings: PORT: [^\n]+\n$/],
    [
      'an address that is no mail server',
      { SMTP_URL: 'mail.example:25', MAIL_FROM: 'reports@center.example' },
      /^Wrong settings: SMTP_URL: is not smtp:[^\n]+\n$/,
    ],
    ['a demonstration in production', { NODE_ENV: 'production' }, /^Wrong settings: DEMONSTRATION: [^\n]+\n$/],
    [
      'no Redis',
      { REDIS_URL: 'redis://127.0.0.1:1/0' },
      /^Redis at 127.0.0.1:1 does not answer: [^\n]*ECONNREFUSED[^\n]*\n$/,
    ],
    [
      'no database',
      { DATABASE_URL: 'mysql://x:y@127.0.0.1:1/z' },
      /^The database at 127.0.0.1:1 does not answer: [^\n]+\n$/,
    ],
    [
      'a missing certificate',
      { TLS_CERT: '/no/such', TLS_KEY: '/no/such' },
      /^TLS_CERT and TLS_KEY cannot be used: [^\n]+\n$/,
    ],
  ])('ends with one sentence for %s', async (_what, settings, sentence) => {
    const { code, errors } = await launch(settings as unknown as Record<string, string>).ended;
    expect([code, errors]).toEqual([1, expect.stringMatching(sentence)]);
  });

  it('ends with one sentence for a port that is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    const { code, errors } = await launch({ PORT: String(port), CENTER_ID: 'http-process' }).ended;
    holder.close();
    expect([code, errors]).toEqual([1, `Port ${port} is taken: end what uses it, or set PORT to another\n`]);
  });

  it('drains on SIGTERM: open pages reconnect, and nothing is left hanging', async () => {
    const { server, ended, url } = await launchListening();
    const browser = await signedIn(url, '1020');
    const socket = io(url, {
      transports: ['websocket'],
      reconnection: false,
      auth: { csrfToken: browser.csrfToken },
      extraHeaders: { cookie: browser.cookie },
    });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const reason = new Promise((resolve) => socket.once('disconnect', resolve));
    const beganAt = performance.now();
    server.kill('SIGTERM');
    expect(await reason).toBe('transport close');
    expect(await ended).toEqual({ code: 0, errors: '' });
    expect(performance.now() - beganAt).toBeLessThan(10_000);
  });

  it('serves the page for its own routes, files as they are, and nothing of the disk beside them', async () => {
    const { server, ended, url } = await launchListening();
    const browser = new Browser(url);
    for (const path of ['/', '/consoles/live', '/demo/phone']) {
      const page = await browser.get(path);
      expect([path, page.status, page.headers.get('cache-control')]).toEqual([path, 200, 'no-cache']);
      expect(page.body).toContain('<title>page</title>');
    }
    expect((await browser.get('/app.js')).body).toBe('1');
    expect((await browser.get('/missing.js')).status).toBe(404);
    expect((await browser.get('/%2e%2e/%2e%2e/etc/passwd')).body).not.toContain('root:');
    expect((await browser.send('POST', '/')).status).toBe(404);
    server.kill('SIGINT');
    expect((await ended).code).toBe(0);
  });

  it('keeps passwords and cookies out of its log', async () => {
    const { server, ended, url, output } = await launchListening({ LOG_LEVEL: 'trace' });
    const browser = await signedIn(url, '1019');
    await browser.get('/api/v1/me');
    await new Browser(url).signIn('1019', 'my-wrong-password');
    server.kill('SIGTERM');
    await ended;
    expect(output()).toContain('/api/v1/session');
    for (const secret of [
      'Sansheng-demo-1',
      'my-wrong-password',
      browser.cookie.split('=')[1] as string,
      browser.csrfToken,
    ]) {
      expect(output()).not.toContain(secret);
    }
  });
});
