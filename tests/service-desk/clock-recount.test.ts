import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import type { EarlierTimes } from '@sansheng/shared/contracts/service-desk/clock-recount';
import { findBrokenEntry, openDatabase } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { CaseClockSchema, CaseEventSchema } from '@sansheng/shared/tables/service-desk/cases';
import { ClockRecountSchema } from '@sansheng/shared/tables/service-desk/clock-recount';
import { SpecialDaySchema } from '@sansheng/shared/tables/settings/business-calendar';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { createFoundation } from '../../server/src/app.ts';
import { createShutdown } from '../../server/src/platform/shutdown/shutdown.ts';
import { createCaseWork } from '../../server/src/service-desk/cases/cases.feature.ts';
import {
  type ClockRecount,
  createClockRecount,
} from '../../server/src/service-desk/clock-recount/clock-recount.feature.ts';
import { aRecordsCenter, type RecordsCenter } from '../records/records-center.ts';
import { startRecordsServer } from '../records/records-server.ts';

/** As if a calendar had been found changed then: all servers know it by now. */
const aWhileAgo = () => Date.now() - 5_000;
const MINUTE_MS = 60_000;
/** More than two portions. */
const CASES = 230;

let center: RecordsCenter;
let server: Awaited<ReturnType<typeof startRecordsServer>>;
const ends: (() => Promise<unknown>)[] = [];
const opened: CaseDetail[] = [];

beforeAll(async () => {
  center = await aRecordsCenter();
  await seedDemonstration(center.db, Date.now());
  server = await startRecordsServer(center, ['1001', '2001', '3001', '9001']);
  for (let at = 0; at < CASES; at += 1) opened.push(await open());
}, 120_000);
afterAll(async () => {
  for (const end of ends) await end();
  await server?.close();
  await center?.close();
});

async function open(): Promise<CaseDetail> {
  const body = { type: 'complaint', title: '账单金额有异议' };
  const { body: read, status } = await server.as('1001').send('POST', '/api/v1/cases', body);
  expect(status, JSON.stringify(read)).toBe(200);
  return read as CaseDetail;
}
/** A server of its own that counts again; asked by the test, not by time. */
async function aRecount(): Promise<ClockRecount> {
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
  return createClockRecount(await createCaseWork(context));
}
const find = async (caseNo: string) => (await server.as('3001').get(`/api/v1/cases/${caseNo}`)).body as CaseDetail;
const wholeOf = ({ clocks }: CaseDetail) =>
  clocks.find(({ clockKey }) => clockKey === 'whole') as CaseDetail['clocks'][number];
const dueOf = (one: CaseDetail) => wholeOf(one).dueAtMs as number;
const clockEntries = ({ entries }: CaseDetail) =>
  entries
    .filter(({ kind, data }) => kind === 'clock' && data.clock === 'whole')
    .map(({ byId, data }) => ({ byId, ...data }));
const wholeDues = async () => {
  const rows = await center.db.getRepository(CaseClockSchema).findBy({ clockKey: 'whole' });
  return new Map(rows.map(({ caseId, dueAtMs }) => [caseId, dueAtMs]));
};
async function untilDone(recount: ClockRecount, nowMs = Date.now()): Promise<number> {
  let portions = 0;
  while (await recount.goOn(nowMs)) portions += 1;
  return portions;
}
const progress = () => center.db.getRepository(ClockRecountSchema).findOneByOrFail({ calendarId: 'office' });
const earlierTimes = async () =>
  (await server.as('3001').get('/api/v1/earlier-times')).body as z.infer<typeof EarlierTimes>;
const agree = (who: string, asOfMs: number) => server.as(who).send('POST', '/api/v1/earlier-times/agree', { asOfMs });

it('moves due times back at once when the day is off, in portions that whoever comes next goes on with', async () => {
  const first = await aRecount();
  await first.compare(aWhileAgo());
  await untilDone(first);
  expect(clockEntries(await find((opened[0] as CaseDetail).caseNo))).toEqual([]);

  const before = opened.map(dueOf);
  const date = centerClock(center.env.CENTER_TIME_ZONE).dateOf(before[0] as number);
  await center.db.getRepository(SpecialDaySchema).insert({ date, name: '停工', nameEn: 'Closed', spans: [] });
  await first.compare(aWhileAgo());
  // Other servers may still start clocks by the old calendar.
  expect(await first.goOn(aWhileAgo())).toBe(false);
  expect(await first.goOn(Date.now())).toBe(true);
  expect((await progress()).looked).toBe(100);

  const next = await aRecount();
  expect(await untilDone(next)).toBe(2);
  expect(await progress()).toMatchObject({ looked: CASES, atCaseId: null, earlier: 0 });
  const dues = await wholeDues();
  for (const [at, { caseId }] of opened.entries()) expect(dues.get(caseId)).toBeGreaterThan(before[at] as number);

  const { caseNo, caseId, version } = opened[0] as CaseDetail;
  const after = await find(caseNo);
  expect(after.version).toBe(version);
  expect(after.nextDueAtMs).toBe(Math.min(...after.clocks.map(({ dueAtMs }) => dueAtMs as number)));
  expect(clockEntries(after)).toEqual([
    { byId: '', clock: 'whole', round: 1, before: before[0], after: dueOf(after), why: 'recounted' },
  ]);
  const entries = await center.db.getRepository(CaseEventSchema).find({ where: { caseId }, order: { seq: 'ASC' } });
  expect(findBrokenEntry(entries)).toBeNull();
});

it('keeps the time where it would be earlier, until a supervisor takes the earlier ones with one button', async () => {
  const before = await wholeDues();
  await center.db.getRepository(SpecialDaySchema).clear();
  const recount = await aRecount();
  await recount.compare(aWhileAgo());
  await untilDone(recount);
  expect(await wholeDues()).toEqual(before);
  expect(await progress()).toMatchObject({ looked: CASES, later: 0 });
  const { times, total, asOfMs } = await earlierTimes();
  expect([times.length, total]).toEqual([100, CASES]);
  for (const { dueAtMs, earlierAtMs } of times) expect(earlierAtMs).toBeLessThan(dueAtMs);

  for (const who of ['1001', '2001', '9001']) {
    expect((await agree(who, asOfMs)).code).toBe('notAllowed');
    expect((await server.as(who).get('/api/v1/earlier-times')).code).toBe('notAllowed');
  }
  // One of them was given another time meanwhile: that one stands.
  const [extended, taken] = opened as [CaseDetail, CaseDetail];
  const { version } = await find(extended.caseNo);
  const givenAtMs = (before.get(extended.caseId) as number) + MINUTE_MS;
  const body = { clock: 'whole', dueAtMs: givenAtMs, text: '客户同意', version };
  expect((await server.as('3001').send('POST', `/api/v1/cases/${extended.caseNo}/extend`, body)).status).toBe(204);

  expect((await agree('3001', asOfMs)).status).toBe(204);
  const others = await Promise.all([aRecount(), aRecount()]);
  await Promise.all(
    [recount, ...others].map(async ({ take }) => {
      while (await take(Date.now()));
    }),
  );
  expect(dueOf(await find(extended.caseNo))).toBe(givenAtMs);
  const after = await find(taken.caseNo);
  expect(dueOf(after)).toBeLessThan(before.get(taken.caseId) as number);
  expect(clockEntries(after).at(-1)).toMatchObject({ byId: '3001', why: 'agreed', after: dueOf(after) });
  expect(await earlierTimes()).toMatchObject({ times: [], total: 0 });
  const [entry] = (await center.db.query(`SELECT employeeNo FROM audit_log WHERE action = 'earlierTimes.agreed'`)) as {
    employeeNo: string;
  }[];
  expect(entry?.employeeNo).toBe('3001');
});

it('enters each change once, however many servers are at it and whichever of them dies', async () => {
  const heldUntilMs = Date.now() + MINUTE_MS;
  const { caseNo } = opened[5] as CaseDetail;
  const whole = dueOf(await find(caseNo));
  const entered = clockEntries(await find(caseNo)).length;
  const date = centerClock(center.env.CENTER_TIME_ZONE).dateOf(whole);
  await center.db.getRepository(SpecialDaySchema).insert({ date, name: '停工', nameEn: 'Closed', spans: [] });
  const recounts = await Promise.all([aRecount(), aRecount(), aRecount()]);
  await Promise.all(recounts.map(({ compare }) => compare(aWhileAgo())));
  // One took a portion and was never heard of again.
  await center.db.query('UPDATE clock_recounts SET heldUntilMs = ? WHERE calendarId = ?', [heldUntilMs, 'office']);
  expect(await recounts[0]?.goOn(Date.now())).toBe(false);
  await Promise.all(recounts.map((one) => untilDone(one, heldUntilMs)));
  await Promise.all(recounts.map((one) => untilDone(one, heldUntilMs)));
  expect(await progress()).toMatchObject({ atCaseId: null, looked: CASES });
  const after = await find(caseNo);
  expect(clockEntries(after)).toHaveLength(entered + 1);
  expect(clockEntries(after).at(-1)).toMatchObject({ before: whole, after: dueOf(after) });
});

it('lets a verdict stand: what was missed stays missed by any calendar', async () => {
  const { caseId, caseNo } = await open();
  await center.db
    .getRepository(CaseClockSchema)
    .update({ caseId, clockKey: 'whole' }, { state: 'missed', dueAtMs: Date.now() - MINUTE_MS, nextActAtMs: null });
  const verdict = async () => {
    const { state, dueAtMs, stoppedAtMs } = wholeOf(await find(caseNo));
    return { state, dueAtMs, stoppedAtMs };
  };
  const before = await verdict();
  await center.db.getRepository(SpecialDaySchema).clear();
  const recount = await aRecount();
  await recount.compare(aWhileAgo());
  await untilDone(recount);
  expect(await verdict()).toEqual(before);
  expect(before.state).toBe('missed');
});
