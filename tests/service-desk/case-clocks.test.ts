import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import type { Messages } from '@sansheng/shared/contracts/lead-room/messages';
import { openDatabase } from '@sansheng/shared/db';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { createFoundation } from '../../server/src/app.ts';
import { createShutdown } from '../../server/src/platform/shutdown/shutdown.ts';
import { createCaseTimer } from '../../server/src/service-desk/cases/case-timer.feature.ts';
import { createCaseWork } from '../../server/src/service-desk/cases/cases.feature.ts';
import { aRecordsCenter, type RecordsCenter } from '../records/records-center.ts';
import { startRecordsServer } from '../records/records-server.ts';

const DAY_MS = 86_400_000;
let center: RecordsCenter;
let server: Awaited<ReturnType<typeof startRecordsServer>>;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  center = await aRecordsCenter();
  await seedDemonstration(center.db, Date.now());
  server = await startRecordsServer(center, ['1001', '2001', '3001', '6001']);
});
afterAll(async () => {
  for (const end of ends) await end();
  await server?.close();
  await center?.close();
});

/** The clocks of a server of its own, with connections of its own; asked by the test, not by time. */
async function aTimer() {
  const log = pino({ level: 'silent' });
  const redis = new Redis(center.env.REDIS_URL);
  const db = await openDatabase(center.env.DATABASE_URL);
  const shutdown = createShutdown(log);
  const { context } = createFoundation({ env: center.env, redis, db, log, shutdown });
  ends.push(async () => {
    await context.commands.close();
    await shutdown.run(5000);
    await db.destroy();
    redis.disconnect();
  });
  return createCaseTimer(await createCaseWork(context));
}
const open = async (more: object = {}) => {
  const body = { type: 'complaint', title: '账单金额有异议', ...more };
  const { body: opened, status } = await server.as('1001').send('POST', '/api/v1/cases', body);
  expect(status, JSON.stringify(opened)).toBeLessThan(300);
  return opened as CaseDetail;
};
const find = async (caseNo: string) => (await server.as('3001').get(`/api/v1/cases/${caseNo}`)).body as CaseDetail;
const messagesOf = async (employeeNo: string) =>
  ((await server.as(employeeNo).get('/api/v1/messages/mine')).body as z.infer<typeof Messages>).messages;
const noticesAbout = async (caseId: string) =>
  (await center.db.query('SELECT receiverId, what FROM case_notices WHERE caseId = ? ORDER BY receiverId, noticeId', [
    caseId,
  ])) as {
    receiverId: string;
    what: { key: string; clockKey: string };
  }[];

it('acts once on each clock, however many servers ask at once and again', async () => {
  const opened = await Promise.all(Array.from({ length: 30 }, () => open()));
  const timers = await Promise.all([aTimer(), aTimer(), aTimer()]);
  // By then judging and the whole are over, and each level of both was told.
  const later = Date.now() + 10 * DAY_MS;
  await Promise.all(timers.map(({ act }) => act(later)));
  await Promise.all(timers.map(({ act }) => act(later)));
  for (const { caseNo, caseId } of opened) {
    const { clocks, entries } = await find(caseNo);
    expect(clocks.map(({ clockKey, state }) => [clockKey, state])).toEqual([
      ['judge', 'missed'],
      ['whole', 'missed'],
    ]);
    expect(entries.filter(({ kind }) => kind === 'clock')).toHaveLength(2);
    const told = (await noticesAbout(caseId)).map(
      ({ receiverId, what }) => `${receiverId} ${what.clockKey} ${what.key}`,
    );
    expect(new Set(told).size).toBe(told.length);
    expect(told).toContain('3001 whole late');
  }
});

it('tells each person in one message what fell together, once', async () => {
  const [one, other] = await Promise.all([aTimer(), aTimer()]);
  // What was told of the cases before is not looked at.
  await one.tell(Date.now() + 11 * DAY_MS);
  const before = await messagesOf('3001');
  const opened = await Promise.all(Array.from({ length: 3 }, () => open({ title: '一起到期' })));
  const later = Date.now() + 20 * DAY_MS;
  await one.act(later);
  const soon = later + 120_000;
  await Promise.all([one.tell(soon), other.tell(soon)]);
  await Promise.all([one.tell(soon), other.tell(soon)]);
  const arrived = (await messagesOf('3001')).filter(
    ({ messageId }) => !before.some((old) => old.messageId === messageId),
  );
  const about = arrived
    .flatMap(({ notices }) => notices?.cases ?? [])
    .map(({ caseNo, key, clockKey }) => `${caseNo} ${clockKey} ${key}`);
  expect(new Set(about).size).toBe(about.length);
  for (const { caseNo } of opened) expect(about).toContain(`${caseNo} whole late`);
  expect(arrived.length).toBeLessThanOrEqual(2);
});

it('tells a supervisor at once of a major complaint, and again until it is acknowledged', async () => {
  const timer = await aTimer();
  const { caseNo, caseId, version, clocks } = await open();
  expect(clocks.some(({ clockKey }) => clockKey === 'acknowledge')).toBe(false);
  const { body } = await server.as('1001').send('PATCH', `/api/v1/cases/${caseNo}`, { version, grade: 'major' });
  const start = (body as CaseDetail).clocks.find(({ clockKey }) => clockKey === 'acknowledge')?.startedAtMs as number;
  const levels = async (minutes: number) => {
    await timer.act(start + minutes * 60_000);
    const notices = (await noticesAbout(caseId)).filter(({ what }) => what.clockKey === 'acknowledge');
    return notices
      .filter(({ receiverId }) => receiverId === '3001')
      .map(({ what }) => what.key)
      .toSorted();
  };
  // The timer of the server has the case now and then.
  const reaches = (minutes: number, keys: string[]) => expect.poll(() => levels(minutes)).toEqual(keys);
  await reaches(0, ['at0']);
  expect(await levels(14)).toEqual(['at0']);
  await reaches(15, ['at0', 'at15']);
  const { version: now } = await find(caseNo);
  await server.as('3001').send('POST', `/api/v1/cases/${caseNo}/transitions/acknowledge`, { version: now });
  expect(await levels(60)).toEqual(['at0', 'at15']);
});

it('lets a case go on by itself when what it waited for should have come', async () => {
  const timer = await aTimer();
  const { caseNo } = await open({ type: 'workOrder', title: '断网', fields: { fault: '断网' } });
  const acts: [string, string, object][] = [
    ['3001', 'dispatch', { isForced: true, text: '先派', fields: {} }],
    ['3001', 'accept', { isForced: true, text: '代签收' }],
  ];
  for (const [who, key, more] of acts) {
    const { version } = await find(caseNo);
    const { status } = await server
      .as(who)
      .send('POST', `/api/v1/cases/${caseNo}/transitions/${key}`, { version, ...more });
    expect(status).toBe(204);
  }
  const untilMs = Date.now() + 3 * DAY_MS;
  const { version } = await find(caseNo);
  const wait = { version, text: '等客户', pause: { reason: 'customer', untilMs } };
  expect((await server.as('3001').send('POST', `/api/v1/cases/${caseNo}/transitions/wait`, wait)).status).toBe(204);
  expect((await find(caseNo)).state).toBe('waiting');
  await timer.act(untilMs - 1);
  expect((await find(caseNo)).state).toBe('waiting');
  await timer.act(untilMs);
  const after = await find(caseNo);
  expect([after.state, after.stepKey]).toEqual(['open', 'accepted']);
  expect(after.clocks.filter(({ state }) => state === 'paused')).toEqual([]);
});

it('tells who took a case first of what others do with it: of steps within a minute the last, in one message', async () => {
  const timer = await aTimer();
  const { caseNo, caseId } = await open({ title: '服务态度' });
  await timer.tell(Date.now() + 120_000);
  const act = async (key: string) => {
    const { version } = await find(caseNo);
    const path = `/api/v1/cases/${caseNo}/transitions/${key}`;
    expect((await server.as('6001').send('POST', path, { version, text: '录音已听，用语规范' })).status).toBe(204);
  };
  await act('takeUp');
  await act('notGrounded');
  expect((await noticesAbout(caseId)).map(({ receiverId, what }) => [receiverId, what.key])).toEqual([
    ['1001', 'explaining'],
  ]);
  await timer.tell(Date.now() + 120_000);
  await act('explained');
  await timer.tell(Date.now() + 120_000);
  const told = (await messagesOf('1001')).flatMap(({ notices }) => notices?.cases ?? []);
  expect(told.filter((one) => one.caseNo === caseNo).map(({ kind, key }) => [kind, key])).toEqual(
    expect.arrayContaining([
      ['step', 'explaining'],
      ['step', 'archived'],
    ]),
  );
  expect(told.filter((one) => one.caseNo === caseNo)).toHaveLength(2);
  // What they do themselves they are not told.
  const own = await open({ title: '自己处理' });
  const path = `/api/v1/cases/${own.caseNo}/transitions/takeUp`;
  expect((await server.as('1001').send('POST', path, { version: own.version })).status).toBe(204);
  expect(await noticesAbout(own.caseId)).toEqual([]);
});

it('finds cases that a person took first under a view of theirs', async () => {
  const { caseNo } = await open({ title: '首问' });
  const listed = async (employeeNo: string) => {
    const { body } = await server.as(employeeNo).get('/api/v1/cases?view=firstContact&limit=100');
    return (body as { cases: { caseNo: string }[] }).cases.map((one) => one.caseNo);
  };
  expect(await listed('1001')).toContain(caseNo);
  expect(await listed('6001')).not.toContain(caseNo);
});
