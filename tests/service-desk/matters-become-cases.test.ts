/** What was written as matters is there as cases: a database of the time before is migrated. */
import { findBrokenEntry } from '@sansheng/shared/db';
import { down, up } from '../../shared/src/migrations/1763700040000-matters-become-cases.ts';
import {
  CaseClockSchema,
  CaseEventSchema,
  CaseLinkSchema,
  CaseSchema,
} from '@sansheng/shared/tables/service-desk/cases';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aRecordsCenter, type RecordsCenter } from '../records/records-center.ts';

let center: RecordsCenter;
beforeAll(async () => {
  center = await aRecordsCenter();
});
afterAll(() => center?.close());

const HOUR_MS = 3_600_000;
/** Wed 2026-12-02 10:00 in Shanghai, whatever day it is. */
const OPENED_MS = Date.UTC(2026, 11, 2, 2);
const kinds = ['complaint', 'workOrder', 'callback', 'memo', 'enquiry'] as const;

it('matters of every kind become cases with their history, owner, call and time, and nothing that was written is lost', async () => {
  const { db } = center;
  const runner = db.createQueryRunner();
  await down(runner);
  await db.query(
    `INSERT INTO customers (customerId, name, tier, tags, addresses, note, confidentiality, createdAtMs, updatedAtMs, pinyin, initials)
     VALUES ('k-1', '王芳', 'vip', '[]', '[]', '', 'ordinary', 0, 0, 'wangfang', 'wf')`,
  );
  await db.query(
    `INSERT INTO customer_numbers (e164, customerId, position, reversed) VALUES ('+8613800138000', 'k-1', 0, '0008310083168+')`,
  );
  const futureMs = Date.now() + 48 * HOUR_MS;
  for (const [nth, kind] of kinds.entries())
    for (const status of ['open', 'closed'] as const)
      await db.query(
        `INSERT INTO matters (matterId, customerId, kind, title, status, openedAtMs, dueAtMs, ownerId, callId, closedAtMs)
         VALUES (?, 'k-1', ?, ?, ?, ?, ?, '1002', ?, ?)`,
        [
          `${kind}-${status}`,
          kind,
          `标题 ${kind} ${status}`,
          status,
          OPENED_MS + nth,
          status === 'open' ? futureMs : OPENED_MS + HOUR_MS,
          kind === 'complaint' ? `call-${status}` : null,
          status === 'closed' ? OPENED_MS + 2 * HOUR_MS : null,
        ],
      );
  const notes: [string, string, string, string, string | null][] = [
    ['complaint-closed', 'opened', '重复扣费', '1001', null],
    ['complaint-closed', 'changed', '旧标题', '1001', null],
    ['complaint-closed', 'handedOver', '请跟进', '1001', '1002'],
    ['complaint-closed', 'noted', '已核对账单', '1002', null],
    ['complaint-closed', 'closed', '已退费', '1002', null],
    ['complaint-closed', 'reopened', '客户又来电', '2001', null],
    ['complaint-closed', 'closed', '再次致歉', '1002', null],
    ['memo-open', 'noted', '等信息台答复', '1003', null],
  ];
  for (const [nth, [matterId, kind, text, employeeNo, toId]] of notes.entries())
    await db.query(
      'INSERT INTO matter_notes (noteId, matterId, kind, text, atMs, employeeNo, toId) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [`n-${nth}`, matterId, kind, text, OPENED_MS + nth * 60_000, employeeNo, toId],
    );
  await db.query(`INSERT INTO customer_merges (mergeId, keptId, mergedId, mergedName, atMs, \`by\`, moved)
    VALUES ('g-1', 'k-1', 'k-2', '王芳', 0, '3001', '{"numbers": [], "references": [], "matters": ["memo-open"]}')`);
  await up(runner);
  await runner.release();

  const cases = await db.getRepository(CaseSchema).find();
  const found = new Map(cases.map((one) => [one.caseId, one]));
  expect(cases).toHaveLength(10);
  const stands = (caseId: string) => {
    const { typeKey, stepKey, state } = found.get(caseId) as (typeof cases)[number];
    return [typeKey, stepKey, state];
  };
  expect(kinds.map((kind) => stands(`${kind}-open`))).toEqual([
    ['complaint', 'registered', 'open'],
    ['workOrder', 'created', 'open'],
    ['memo', 'reviewed', 'open'],
    ['memo', 'asked', 'open'],
    ['enquiry', 'taken', 'open'],
  ]);
  expect(kinds.map((kind) => stands(`${kind}-closed`))).toEqual([
    ['complaint', 'archived', 'closed'],
    ['workOrder', 'closed', 'closed'],
    ['memo', 'closed', 'closed'],
    ['memo', 'closed', 'closed'],
    ['enquiry', 'closed', 'closed'],
  ]);
  expect(new Set(cases.map(({ caseNo }) => caseNo)).size).toBe(10);
  expect(found.get('complaint-closed')).toMatchObject({
    caseNo: 'TS20261202-0001',
    title: '标题 complaint closed',
    customerId: 'k-1',
    contactName: '王芳',
    contactNumber: '+8613800138000',
    firstOwnerId: '1001',
    assigneeId: '1002',
    callId: 'call-closed',
    openedAtMs: OPENED_MS,
  });
  expect(found.get('workOrder-open')).toMatchObject({ nextDueAtMs: futureMs, nextDueClock: 'finish' });

  const entriesOf = (caseId: string) =>
    db.getRepository(CaseEventSchema).find({ where: { caseId }, order: { seq: 'ASC' } });
  const history = await entriesOf('complaint-closed');
  expect(history.map(({ kind, byId, text, data }) => [kind, byId, text, data])).toEqual([
    ['opened', '1001', '重复扣费', {}],
    ['edited', '1001', '', { changed: { title: { before: '旧标题', after: '标题 complaint closed' } } }],
    ['edited', '1001', '请跟进', { changed: { assigneeId: { before: '1001', after: '1002' } } }],
    ['noted', '1002', '已核对账单', {}],
    ['moved', '1002', '已退费', {}],
    ['moved', '2001', '客户又来电', {}],
    ['moved', '1002', '再次致歉', {}],
  ]);
  for (const { caseId, lastHash } of cases) {
    const entries = await entriesOf(caseId);
    expect(findBrokenEntry(entries)).toBeNull();
    expect(entries.at(-1)?.hash).toBe(lastHash);
  }
  expect((await entriesOf('memo-open')).map(({ kind, text }) => [kind, text])).toEqual([
    ['opened', ''],
    ['noted', '等信息台答复'],
  ]);
  const clocks = await db.getRepository(CaseClockSchema).find();
  expect(clocks).toHaveLength(10);
  expect(clocks.find(({ caseId }) => caseId === 'memo-open')).toMatchObject({
    clockKey: 'whole',
    measure: { kind: 'at', atMs: futureMs },
    state: 'running',
    dueAtMs: futureMs,
  });
  expect(clocks.find(({ caseId }) => caseId === 'memo-closed')).toMatchObject({ state: 'missed', nextActAtMs: null });
  expect((await db.getRepository(CaseLinkSchema).find()).map(({ caseId, kind, ref }) => [caseId, kind, ref])).toEqual(
    expect.arrayContaining([
      ['complaint-open', 'call', 'call-open'],
      ['complaint-closed', 'call', 'call-closed'],
    ]),
  );
  const [merge] = (await db.query(`SELECT moved FROM customer_merges WHERE mergeId = 'g-1'`)) as [{ moved: unknown }];
  const moved = typeof merge.moved === 'string' ? JSON.parse(merge.moved) : merge.moved;
  expect(moved).toEqual({ numbers: [], references: [], cases: ['memo-open'] });
  expect(await db.query(`SHOW TABLES LIKE 'matter%'`)).toEqual([]);
});
