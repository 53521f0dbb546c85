import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { ReportMail, ReportMails } from '@sansheng/shared/contracts/records/report-mails';
import type { FigureReport, ReportView } from '@sansheng/shared/contracts/records/reports';
import { queueOf } from '@sansheng/shared/contracts/jobs';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { AuditSchema } from '@sansheng/shared/tables/settings/audit';
import { ReportMailSchema } from '@sansheng/shared/tables/records/report-mails';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { periodOfMail } from '@sansheng/shared/domain/report-mail';
import { Queue } from 'bullmq';
import PostalMime from 'postal-mime';
import readXlsxFile from 'read-excel-file/node';
import { SMTPServer } from 'smtp-server';
import { extractText, getDocumentProxy } from 'unpdf';
import type { z } from 'zod';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { daysOfMails, weekly } from './mail-days.ts';
import { abandonedCall, answeredCall } from './made-up-calls.ts';
import { aRecordsCenter, eventually, type RecordsCenter } from './records-center.ts';
import { startRecordsServer } from './records-server.ts';

const clock = centerClock('Asia/Shanghai');
const today = clock.startOfDay(Date.now());
/** Whatever day and hour it is, all of these have the same calls. */
const { days, mondays } = daysOfMails(clock, today);
/** Loading what draws, and drawing, take their time on a busy machine. */
const BUSY_MS = 120_000;

/** A mail server that takes what it is told to. */
async function aMailServer() {
  const got: { to: string[]; raw: Buffer; user: string }[] = [];
  let busyFor = 0;
  let refused = '';
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username = '', password }, _, done) =>
      password === 'p@ss' ? done(null, { user: username }) : done(new Error('wrong password')),
    onRcptTo: ({ address }, _, done) => {
      if (address === refused) return done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
      done();
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if ((busyFor -= 1) >= 0) return done(Object.assign(new Error('come back later'), { responseCode: 451 }));
        const to = session.envelope.rcptTo.map(({ address }) => address);
        got.push({ to, raw: Buffer.concat(parts), user: String(session.user) });
        done();
      });
    },
  });
  const inner = server.listen(0, '127.0.0.1');
  await once(inner, 'listening');
  return {
    port: (inner.address() as AddressInfo).port,
    got,
    isBusyFor: (mails: number) => void (busyFor = mails),
    refuses: (address: string) => void (refused = address),
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

let center: RecordsCenter;
let server: Awaited<ReturnType<typeof startRecordsServer>>;
let post: Awaited<ReturnType<typeof aMailServer>>;
let viewIds: string[];

beforeAll(async () => {
  post = await aMailServer();
  center = await aRecordsCenter({
    SMTP_URL: `smtp://center:p%40ss@127.0.0.1:${post.port}`,
    MAIL_FROM: 'reports@center.example',
  });
  await seedDemonstration(center.db, today);
  server = await startRecordsServer(center, ['1001', '2001', '3001', '9001']);
  center.startWorkers();
  // By the center's clock: 7 answered, 2 late losses, from half past midnight on. The stream takes them in their order.
  for (const day of [...mondays, ...days].sort((a, b) => a - b)) {
    for (let i = 0; i < 7; i += 1)
      await center.happen(day + 1_800_000 + i * 600_000, answeredCall(`a${day}${i}`, i % 2 === 0 ? '1001' : '1002'));
    for (let i = 0; i < 2; i += 1)
      await center.happen(day + 79_200_000 + i * 1000, abandonedCall(`b${day}${i}`, 40_000));
  }
  await eventually(
    'the figures of yesterday',
    async () => {
      const [{ n }] = (await center.db.query('SELECT COUNT(*) AS n FROM stale_figures')) as [{ n: number }];
      const offered = async (day: number) => (await figuresOf('center', day)).total.measures.offered;
      return n === 0 && (await Promise.all([...mondays, ...days].map(offered))).every((count) => count === 9);
    },
    BUSY_MS,
  );
  viewIds = [];
  for (const [name, path] of [
    ['按队列看', '/reports/figures?period=thisMonth&interval=1h&groupBy=queue&columns=overview&compare=true'],
    ['坐席工作量', '/reports/figures?interval=all&groupBy=agent&columns=handling'],
    ['一周热力图', '/reports/week?measure=offered'],
  ])
    viewIds.push((await ask<ReportView>('3001', 'POST', '/reports/views', { name, path })).viewId);
});
afterAll(async () => {
  await server.close();
  await center.close();
  await post.close();
});

async function ask<T>(employeeNo: string, method: string, path: string, body?: unknown): Promise<T> {
  const reply = await server.as(employeeNo).send(method, `/api/v1${path}`, body);
  expect(reply.status, `${method} ${path} ${JSON.stringify(reply.body)}`).toBeLessThan(300);
  return reply.body as T;
}
const figuresOf = (groupBy: string, day: number) =>
  ask<FigureReport>(
    '3001',
    'GET',
    `/reports/figures?from=${day}&to=${clock.startOfNextDay(day)}&groupBy=${groupBy}&interval=all`,
  );
const edit = (more: object = {}) => ({
  name: '每日指标',
  viewIds: viewIds.slice(0, 2),
  rhythm: 'daily',
  hour: 8,
  recipients: ['boss@center.example', 'Boss@center.example', 'shift@center.example'],
  language: 'zh',
  ...more,
});
const add = (more: object = {}) => ask<ReportMail>('3001', 'POST', '/reports/mails', edit(more));
const list = () => ask<z.infer<typeof ReportMails>>('3001', 'GET', '/reports/mails');
async function runOf(mailId: string, isSo: (run: ReportMail['lastRuns'][number]) => boolean) {
  let found: ReportMail['lastRuns'][number] | undefined;
  await eventually(
    () => `a run of ${mailId}: ${JSON.stringify(found)}`,
    async () => {
      found = (await list()).mails.find((mail) => mail.mailId === mailId)?.lastRuns[0];
      return found !== undefined && isSo(found);
    },
    BUSY_MS,
  );
  return found as ReportMail['lastRuns'][number];
}
/** The mail as its reader has it: text, cells of each sheet, words of each page of the PDF. */
async function open(raw: Buffer | undefined) {
  const mail = await PostalMime.parse(raw ?? '');
  const file = (ending: string) => {
    const found = mail.attachments.find(({ filename }) => filename?.endsWith(ending));
    return new Uint8Array(found?.content as ArrayBuffer);
  };
  const sheets = await readXlsxFile(Buffer.from(file('.xlsx')));
  const pdf = await getDocumentProxy(file('.pdf'));
  const { text } = await extractText(pdf, { mergePages: true });
  return { mail, sheets, text: text.replaceAll(/\s+/g, '') };
}

it('mails the figures of yesterday as they are on the page, in a text, a spreadsheet and a readable PDF', {
  timeout: 2 * BUSY_MS,
}, async () => {
  const { mailId, recipients } = await add();
  expect(recipients).toHaveLength(2);
  await ask('3001', 'POST', `/reports/mails/${mailId}/send`);
  const run = await runOf(mailId, ({ state }) => state !== 'waiting');
  expect(run).toMatchObject({ state: 'sent', fault: null, tries: 1 });
  const { fromMs, toMs } = periodOfMail('daily', clock, run.dueAtMs);
  expect(days).toContain(fromMs);

  const [taken] = post.got.splice(0);
  expect(taken).toMatchObject({ user: 'center', to: recipients });
  const { mail, sheets, text } = await open(taken?.raw);
  expect(mail.from).toMatchObject({ address: 'reports@center.example', name: '三声' });
  expect(mail.subject).toBe(`三声 · 每日指标 · ${clock.dateOf(fromMs)}`);
  const { total, totals } = await figuresOf('queue', fromMs);
  const level = `${((total.figures.serviceLevel ?? 0) * 100).toFixed(1)}%`;
  expect(total.measures).toMatchObject({ offered: 9, answered: 7, abandoned: 2 });
  expect(mail.text).toContain('呼入: 9');
  expect(mail.text).toContain(level);

  // The same number in all three, beside its definition and the time of making, by the center's clock.
  const [first, second] = sheets;
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['1 按队列看', '2 坐席工作量']);
  const cells = first?.data ?? [];
  const head = cells.findIndex((row) => row.includes('呼入'));
  const column = cells[head]?.findIndex((title) => String(title).startsWith('服务水平')) ?? -1;
  expect(cells[head]?.[column]).toContain('接听');
  expect(cells[head + 1]?.[column]).toBeCloseTo(total.figures.serviceLevel ?? 0, 10);
  expect(cells.find((row) => row[0] === '统计时间')?.[1]).toContain(clock.dateOf(toMs));
  expect(cells.find((row) => row[0] === '时段')?.[1]).toBe(`${clock.textOf(fromMs)} – ${clock.textOf(toMs)}`);
  expect(second?.data.some((row) => String(row[0]).startsWith('1002'))).toBe(true);
  for (const words of ['按队列看', level, '全中心', '上一时段', '统计时间', 'Asia/Shanghai', 'T=20秒', '坐席工作量'])
    expect(text).toContain(words);
  // The pictures are words and lines, not pixels: the center by hours, the seats side by side.
  for (const words of ['全中心走势', '瞬时放弃', '各组对比', '平均话后', '1002']) expect(text).toContain(words);
  expect(totals).toHaveLength(1);
  expect(text).toContain(`${clock.dateOf(fromMs)}22:00`);

  const entries = await center.db.getRepository(AuditSchema).findBy({ target: mailId });
  expect(entries.map(({ action }) => action).sort()).toEqual([
    'reports.mailAdded',
    'reports.mailAsked',
    'reports.mailed',
  ]);
  expect(entries.find(({ action }) => action === 'reports.mailed')).toMatchObject({
    employeeNo: '3001',
    detail: { runId: run.runId, recipients, fromMs, toMs },
  });
  await ask('3001', 'DELETE', `/reports/mails/${mailId}`);
});

it('is sent at its hour by the schedule, retried while the mail server is busy, and only once', {
  timeout: 2 * BUSY_MS,
}, async () => {
  const { mailId, nextAtMs } = await add({ language: 'en', rhythm: 'weekly', ...weekly });
  const queue = new Queue(queueOf('sendReportMail'), { connection: center.redis, prefix: center.keys.jobs });
  const scheduled = async () => (await queue.getJobSchedulers()).find(({ key }) => key === mailId);
  await eventually('the schedule', async () => (await scheduled()) !== undefined);
  expect(await scheduled()).toMatchObject({ next: nextAtMs, pattern: '0 6 * * 3', tz: 'Asia/Shanghai' });

  // Its hour has come; the first try is not taken.
  post.isBusyFor(1);
  const [due] = await queue.getDelayed();
  await due?.promote();
  const run = await runOf(mailId, ({ state }) => state !== 'waiting');
  expect(run).toMatchObject({ state: 'sent', tries: 2, dueAtMs: nextAtMs });
  const taken = post.got.splice(0);
  expect(taken).toHaveLength(1);
  const { mail, text } = await open(taken[0]?.raw);
  const week = clock.startOfWeek(nextAtMs ?? 0, -1);
  expect(mail.subject).toBe(`Sansheng · 每日指标 · ${clock.dateOf(week)}`);
  expect(text).toContain('Servicelevel');
  expect(text).toContain('Generalservice');

  // Stopped: no schedule. What Redis has forgotten comes back.
  await ask('3001', 'PUT', `/reports/mails/${mailId}`, edit({ isActive: false }));
  await eventually('no schedule', async () => (await scheduled()) === undefined);
  expect((await list()).mails[0]).toMatchObject({ mailId, nextAtMs: null, isActive: false });
  await ask('3001', 'PUT', `/reports/mails/${mailId}`, edit());
  await eventually('the schedule again', async () => (await scheduled()) !== undefined);
  await queue.removeJobScheduler(mailId);
  const sweep = new Queue(queueOf('scheduleReportMails'), { connection: center.redis, prefix: center.keys.jobs });
  await sweep.add('scheduleReportMails', {});
  await eventually('the schedule after its loss', async () => (await scheduled()) !== undefined);
  await ask('3001', 'DELETE', `/reports/mails/${mailId}`);
  await eventually('no schedule', async () => (await scheduled()) === undefined);
  await Promise.all([queue.close(), sweep.close()]);
});

it('sends nothing when its owner has lost the right, its views are gone, or the mail is permanently refused', async () => {
  const { mailId } = await add();
  const accounts = center.db.getRepository(AccountSchema);
  const send = async () => {
    const { lastRuns } = (await list()).mails.find((mail) => mail.mailId === mailId) as ReportMail;
    await ask('9001', 'POST', `/reports/mails/${mailId}/send`);
    return runOf(mailId, ({ runId, state }) => runId !== lastRuns[0]?.runId && state !== 'waiting');
  };
  await accounts.update({ employeeNo: '3001' }, { roles: ['agent'] });
  expect(await send().finally(() => accounts.update({ employeeNo: '3001' }, { roles: ['supervisor'] }))).toMatchObject({
    state: 'failed',
    fault: 'rightLost',
    tries: 1,
  });

  post.refuses('boss@center.example');
  await ask('3001', 'PUT', `/reports/mails/${mailId}`, edit({ recipients: ['boss@center.example'] }));
  const refused = await send();
  expect(refused).toMatchObject({ state: 'failed', fault: 'notTaken', tries: 1 });
  expect(refused.detail).toContain('no such mailbox');
  post.refuses('');

  await center.db.getRepository(ReportMailSchema).update({ mailId }, { viewIds: ['gone'] });
  expect(await send()).toMatchObject({ state: 'failed', fault: 'viewsGone' });
  expect(post.got).toEqual([]);
  const told = await center.db.getRepository(AuditSchema).findBy({ target: mailId, action: 'reports.notMailed' });
  expect(told.map(({ detail }) => detail.fault).sort()).toEqual(['notTaken', 'rightLost', 'viewsGone']);
});

it('names the recipients that the mail server refused, and sends again what Redis has lost', async () => {
  const { mailId } = await add();
  const auditsOf = (action: string) => center.db.getRepository(AuditSchema).findBy({ target: mailId, action });
  const queue = new Queue(queueOf('sendReportMail'), { connection: center.redis, prefix: center.keys.jobs });
  const sweep = new Queue(queueOf('scheduleReportMails'), { connection: center.redis, prefix: center.keys.jobs });
  // Nobody takes the job until it is gone.
  await queue.pause();
  post.refuses('shift@center.example');
  await ask('3001', 'POST', `/reports/mails/${mailId}/send`);
  const { runId } = await runOf(mailId, ({ state }) => state === 'waiting');
  await sweep.add('scheduleReportMails', {}, { jobId: 'look' });
  await eventually('the look', async () => (await sweep.getJob('look'))?.finishedOn !== undefined);
  expect(await queue.getJob(runId)).toBeDefined();
  await (await queue.getJob(runId))?.remove();
  await queue.resume();
  await sweep.add('scheduleReportMails', {});
  const run = await runOf(mailId, ({ state }) => state !== 'waiting');
  expect(run).toMatchObject({ runId, state: 'sent', fault: null, tries: 1, refused: ['shift@center.example'] });
  expect(run.detail).toContain('no such mailbox');
  expect(post.got.splice(0)).toMatchObject([{ to: ['Boss@center.example'] }]);
  expect(await auditsOf('reports.mailRefused')).toMatchObject([
    { detail: { runId, refused: ['shift@center.example'] } },
  ]);
  post.refuses('');
  await Promise.all([queue.close(), sweep.close()]);
});

it('removes a view from the mails that show it only on request, by people who may change mails', async () => {
  const { mailId } = await add({ name: '两个视图' });
  await add({ name: '一个视图', viewIds: viewIds.slice(0, 1) });
  const mailsOf = async () => {
    const { mails } = await list();
    return mails.flatMap(({ name, viewIds: shows }) => (name.endsWith('个视图') ? [`${name} ${shows.length}`] : []));
  };
  const [first = ''] = viewIds;
  const { views } = await ask<{ views: ReportView[] }>('3001', 'GET', '/reports/views');
  expect(views.find(({ viewId }) => viewId === first)?.usedBy).toEqual(
    expect.arrayContaining(['一个视图', '两个视图']),
  );
  for (const [employeeNo, query] of [
    ['3001', ''],
    ['2001', '?fromMails=true'],
  ] as const) {
    const refused = await server.as(employeeNo).send('DELETE', `/api/v1/reports/views/${first}${query}`);
    expect(refused.code).toBe(employeeNo === '3001' ? 'stillUsed' : 'notAllowed');
  }
  expect(await mailsOf()).toEqual(expect.arrayContaining(['一个视图 1', '两个视图 2']));
  await ask('3001', 'DELETE', `/reports/views/${first}?fromMails=true`);
  expect(await mailsOf()).toEqual(['两个视图 1']);
  expect(
    await center.db.getRepository(AuditSchema).findBy({ target: mailId, action: 'reports.mailChanged' }),
  ).toHaveLength(1);
});

it('is set only by those responsible for the figures, with existing views and valid addresses', async () => {
  for (const employeeNo of ['1001', '2001'])
    expect((await server.as(employeeNo).send('POST', '/api/v1/reports/mails', edit())).status).toBe(403);
  const field = async (more: object) => {
    const { code, body } = await server.as('3001').send('POST', '/api/v1/reports/mails', edit(more));
    return [code, (body as { error: { field?: string } }).error.field];
  };
  expect(await field({ recipients: ['boss@center.example', 'nobody'] })).toEqual(['badRequest', 'recipients.1']);
  expect(await field({ recipients: ['boss@center.example\r\nBcc: x@y.example'] })).toEqual([
    'badRequest',
    'recipients.0',
  ]);
  expect(await field({ hour: 24 })).toEqual(['badRequest', 'hour']);
  expect(await field({ viewIds: ['gone'] })).toEqual(['badRequest', 'viewIds.0']);
  expect(await field({ viewIds: [viewIds[2]] })).toEqual(['badRequest', 'viewIds.0']);
});
