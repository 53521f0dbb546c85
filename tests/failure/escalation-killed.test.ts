/** What the clocks of cases set off while everything around them dies: told once, and nothing lost. */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createDeadlineCalendars,
  entriesOf,
  findBrokenEntry,
  insertCase,
  inTransaction,
  nextCaseNumber,
  openDatabase,
} from '@sansheng/shared/db';
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { openCase } from '@sansheng/shared/domain/cases/move-case';
import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import { RoomSettingsSchema } from '@sansheng/shared/tables/lead-room/live-board';
import { MessageSchema } from '@sansheng/shared/tables/lead-room/messages';
import { CaseClockSchema, CaseEventSchema, CaseNoticeSchema } from '@sansheng/shared/tables/service-desk/cases';
import { CustomerNoticeSchema, NoticeSettingsSchema } from '@sansheng/shared/tables/service-desk/customer-notices';
import { type DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { afterAll, beforeAll, expect, it, onTestFailed, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type CallCenter, startCenter } from '../support/start-center.ts';
import { startTestStack, type TestStack } from '../support/test-stack.ts';

const MINUTE_MS = 60_000;
const TIME_ZONE = 'Asia/Shanghai';
const complaint = shippedCaseTypes().find(({ key }) => key === 'complaint') as CaseType;

// A stack of its own: the others' Redis is not ours to kill.
let stack: TestStack;
let center: CallCenter;
let db: DataSource;
beforeAll(async () => {
  stack = await startTestStack();
  center = await startCenter(stack.addresses, { settings: { CENTER_TIME_ZONE: TIME_ZONE } });
  await center.open();
  db = await openDatabase(stack.addresses.environment.DATABASE_URL ?? '');
}, 120_000);
afterAll(async () => {
  await db?.destroy();
  await center?.close();
  await stack?.stop();
}, 120_000);

/** Complaints that a supervisor has half an hour to acknowledge, taken down at these instants. */
async function majorComplaints(startedAtMs: readonly number[]): Promise<string[]> {
  const calendars = (await createDeadlineCalendars(db, TIME_ZONE)).all();
  const dateOf = centerClock(TIME_ZONE).dateOf;
  return inTransaction(db, async (into) => {
    const caseIds: string[] = [];
    for (const atMs of startedAtMs) caseIds.push(await insertOne(into, calendars, atMs, dateOf(atMs)));
    return caseIds;
  });
}
async function insertOne(
  into: EntityManager,
  calendars: Parameters<typeof openCase>[0]['calendars'],
  atMs: number,
  day: string,
): Promise<string> {
  const facts = {
    grade: 'major',
    channel: 'call',
    categoryId: null,
    areaKind: null,
    amountFen: null,
    isDifficult: false,
    tier: null,
    fields: {},
  } as const;
  const opened = openCase({ type: complaint, calendars }, facts, '1001', atMs);
  if (opened.kind !== 'opened') throw new Error(opened.kind);
  const row = {
    ...opened.now,
    ...facts,
    caseId: randomUUID(),
    caseNo: await nextCaseNumber(into, complaint.prefix, day),
    typeKey: complaint.key,
    typeVersion: complaint.version,
    externalNo: null,
    customerId: null,
    contactName: '',
    contactNumber: '',
    callId: null,
    title: '媒体关注的投诉',
    chases: 0,
    lastChasedAtMs: null,
    repeatOf: null,
  };
  const entry = {
    kind: 'opened',
    byId: '1001',
    atMs,
    text: '',
    transition: null,
    fromStep: null,
    toStep: opened.now.stepKey,
    visibility: 'internal',
    data: {},
  } as const;
  await insertCase(into, complaint, row, opened.clocks, entry);
  return row.caseId;
}

it('tells each level of 300 clocks once, through the death of the server twice, of Redis for a while and of the workers', {
  timeout: 180_000,
}, async () => {
  onTestFailed(async () => console.error(await center.readLogs()));
  const nowMs = Date.now();
  // Half of them are over as they are taken down, the others reach their last level one after the other meanwhile.
  const dueAtMs = (i: number) => (i < 150 ? nowMs - MINUTE_MS : nowMs + 8_000 + (i - 150) * 80);
  const caseIds = await majorComplaints(Array.from({ length: 300 }, (_, i) => dueAtMs(i) - 30 * MINUTE_MS));
  const levels = { at0: ['3001'], at15: ['3001'], at25: ['3001'], due: ['2001', '3001'] };
  const expected = caseIds.flatMap((caseId) =>
    Object.entries(levels).flatMap(([level, told]) => told.map((receiverId) => `${caseId} ${level} ${receiverId}`)),
  );
  const mine = { caseId: In(caseIds) };
  const notices = db.getRepository(CaseNoticeSchema);
  const hasTold = (share: number) =>
    eventually(async () => (await notices.countBy(mine)) >= expected.length * share, {
      withinMs: 60_000,
      what: `${share} of what is to be told`,
    });

  await hasTold(0.05);
  await center.server.kill('SIGKILL');
  await center.startServer();
  await hasTold(0.4);
  await Promise.all([stack.processes.redis.kill('SIGKILL'), center.workers.kill('SIGKILL')]);
  // Nothing of it waits for Redis, not what is due only now either.
  await hasTold(0.85);
  await stack.processes.redis.restart();
  await center.workers.start();
  // The last time as a message is written.
  const messages = db.getRepository(MessageSchema);
  const before = await messages.count();
  await eventually(async () => (await messages.count()) > before, { withinMs: 30_000, everyMs: 1, what: 'a message' });
  await center.server.kill('SIGKILL');
  await center.startServer();
  await hasTold(1);

  await eventually(async () => (await notices.countBy({ ...mine, sentAtMs: IsNull() })) === 0, {
    withinMs: 30_000,
    what: 'everything sent',
  });
  const kept = await notices.findBy(mine);
  expect(kept.map(({ caseId, what, receiverId }) => `${caseId} ${what.key} ${receiverId}`).toSorted()).toEqual(
    expected.toSorted(),
  );
  await expectEachInOneMessage();
  const clocks = await db.getRepository(CaseClockSchema).findBy({ ...mine, clockKey: 'acknowledge' });
  expect(clocks.map(({ state, levelsDone }) => [state, levelsDone.length])).toEqual(caseIds.map(() => ['missed', 4]));
  const entries = await db.getRepository(CaseEventSchema).findBy({ ...mine, kind: 'clock' });
  expect(entries.map(({ caseId }) => caseId).toSorted()).toEqual(caseIds.toSorted());
  const broken = await Promise.all(caseIds.map(async (caseId) => findBrokenEntry(await entriesOf(db, caseId))));
  expect(broken.filter((seq) => seq !== null)).toEqual([]);
});

/** As many as were sent stand in messages, and what is listed there stands there once. */
async function expectEachInOneMessage(): Promise<void> {
  const [sent, messages] = await inTransaction(db, async (read) => [
    (await read.query(
      'SELECT receiverId, COUNT(*) AS count FROM case_notices WHERE sentAtMs IS NOT NULL GROUP BY receiverId',
    )) as { receiverId: string; count: number | string }[],
    await read.getRepository(MessageSchema).find(),
  ]);
  const told = Map.groupBy(
    messages.filter(({ notices }) => notices !== null),
    ({ toId }) => toId,
  );
  const counts = [...told].map(([receiverId, of]) => [
    receiverId,
    of.reduce((sum, { notices }) => sum + (notices?.cases.length ?? 0) + (notices?.more ?? 0), 0),
  ]);
  expect(counts.toSorted()).toEqual(sent.map(({ receiverId, count }) => [receiverId, Number(count)]).toSorted());
  for (const of of told.values()) {
    const listed = of
      .flatMap(({ notices }) => notices?.cases ?? [])
      .map(({ caseNo, clockKey, key, kind }) => `${caseNo} ${kind} ${clockKey} ${key}`)
      .filter((one) => one.includes(' level '));
    expect(new Set(listed).size).toBe(listed.length);
  }
}

it('sends no customer the same message twice, though the worker is killed among those that it sends', {
  timeout: 120_000,
}, async () => {
  onTestFailed(async () => console.error(await center.readLogs()));
  const gateway = await aGateway();
  await db.getRepository(RoomSettingsSchema).update({ name: 'room' }, { allowsPrivateWebhooks: true });
  // Whatever the hour in which this runs.
  const settings = { driver: 'http', url: gateway.url, fromMinute: 0, toMinute: 1440 } as const;
  await db.getRepository(NoticeSettingsSchema).update({ settingsId: 'center' }, settings);
  const rows = db.getRepository(CustomerNoticeSchema);
  const nowMs = Date.now();
  const caseIds = await majorComplaints(Array.from({ length: 150 }, () => nowMs));
  const noticeIds = caseIds.map((caseId) => `of-${caseId}`);
  await rows.insert(
    noticeIds.map((noticeId, i) => ({
      noticeId,
      caseId: caseIds[i] as string,
      caseNo: `TS20261201-${String(i + 1).padStart(4, '0')}`,
      template: 'complaintTakenUp',
      number: `+86138${String(i).padStart(8, '0')}`,
      text: '您的投诉已受理。',
      isUrgent: false,
      state: 'waiting' as const,
      why: '',
      tries: 0,
      atMs: nowMs,
      sendAtMs: nowMs,
      settledAtMs: null,
      isEntered: false,
    })),
  );
  for (const taken of [20, 80]) {
    await eventually(() => gateway.answered() >= taken, { withinMs: 30_000, everyMs: 5, what: `${taken} answers` });
    await center.workers.kill('SIGKILL');
    // Nobody waits a minute here for what was under way to count as lost.
    await rows.decrement({ state: 'sending' }, 'sendAtMs', MINUTE_MS + 1000);
    await center.workers.start();
  }
  await eventually(async () => (await rows.countBy({ noticeId: In(noticeIds), settledAtMs: IsNull() })) === 0, {
    withinMs: 60_000,
    what: 'an end for every notice',
  });
  expect(noticeIds.filter((noticeId) => gateway.asked(noticeId) > 1)).toEqual([]);
  const ended = Map.groupBy(await rows.findBy({ noticeId: In(noticeIds) }), ({ state }) => state);
  const idsOf = (state: 'accepted' | 'unknown') => (ended.get(state) ?? []).map(({ noticeId }) => noticeId);
  expect(idsOf('accepted').length + idsOf('unknown').length).toBe(noticeIds.length);
  expect(idsOf('unknown').length, 'each death was among those being sent').toBeGreaterThan(1);
  expect(idsOf('accepted').filter((noticeId) => gateway.asked(noticeId) !== 1)).toEqual([]);
  // What became of each stands in its case, once.
  const entries = db.getRepository(CaseEventSchema);
  const told = { caseId: In(caseIds), kind: 'told' as const };
  await eventually(async () => (await entries.countBy(told)) >= caseIds.length, {
    withinMs: 30_000,
    what: 'an entry for every notice',
  });
  expect((await entries.findBy(told)).map(({ caseId }) => caseId).toSorted()).toEqual(caseIds.toSorted());
});

/** Takes what it is given, and says so one after the other. */
async function aGateway() {
  const asked = new Map<string, number>();
  let answered = 0;
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const { id } = JSON.parse(body) as { id: string };
      asked.set(id, (asked.get(id) ?? 0) + 1);
      // Not all at the same moment.
      setTimeout(
        () => {
          answered += 1;
          response.writeHead(200).end();
        },
        (asked.size % 50) * 20,
      );
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: (noticeId: string) => asked.get(noticeId) ?? 0,
    answered: () => answered,
  };
}
