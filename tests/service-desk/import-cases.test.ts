import type { CaseImport } from '@sansheng/shared/contracts/service-desk/case-imports';
import type { CaseRowView } from '@sansheng/shared/contracts/service-desk/cases';
import { findBrokenEntry } from '@sansheng/shared/db';
import { CaseEventSchema, DepartmentSchema } from '@sansheng/shared/tables/service-desk/cases';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../records/records-center.ts';
import { aServiceDesk, FINANCE, type ServiceDesk } from './a-service-desk.ts';

let desk: ServiceDesk;
beforeAll(async () => {
  desk = await aServiceDesk();
  desk.center.startWorkers();
});
afterAll(() => desk?.close());

const HEADINGS = '原编号,类型,事由,级别,联系人,电话,登记时间,办结时间,经过,客户诉求';
const line = (number: string, more: { type?: string; closed?: string } = {}) =>
  `${number},${more.type ?? '投诉'},扣费两次,一般,王芳,13911112222,2025-03-01 09:05,${more.closed ?? '2025-03-02 17:30'},已退费致歉,退费`;

async function upload(file: Buffer, who = '3001') {
  const { cookie, csrfToken } = desk.server.as(who);
  const sent = await fetch(`${desk.server.url}/api/v1/case-imports?fileName=old.csv`, {
    method: 'POST',
    headers: { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(file),
  });
  return { status: sent.status, made: (await sent.json()) as CaseImport };
}
async function settled(importId: string): Promise<CaseImport> {
  let made: CaseImport | undefined;
  await eventually('the worker', async () => {
    made = await desk.ask<CaseImport>('3001', 'GET', `/case-imports/${importId}`);
    return made.state !== 'checking' && made.state !== 'importing';
  });
  return made as CaseImport;
}
async function run(file: Buffer): Promise<CaseImport> {
  const { made } = await upload(file);
  const checked = await settled(made.importId);
  if (checked.state !== 'checked') return checked;
  await desk.ask('3001', 'POST', `/case-imports/${made.importId}/start`);
  return settled(made.importId);
}
const count = async () => {
  const [{ n }] = (await desk.db.query('SELECT COUNT(*) AS n FROM cases')) as [{ n: number }];
  return n;
};

it('writes sound lines, reports the others by line, and a file that comes again doubles nothing', async () => {
  const file = Buffer.from(
    [HEADINGS, line('OLD-1'), line('OLD-2', { type: '诗歌' }), line('OLD-3', { closed: '昨天' }), line('OLD-4')].join(
      '\n',
    ),
  );
  const before = await count();
  const { made } = await upload(file);
  expect(await settled(made.importId)).toMatchObject({
    state: 'checked',
    added: 2,
    faulty: 2,
    faults: [
      { line: 3, number: 'OLD-2', column: '类型', fault: 'unknownType' },
      { line: 4, number: 'OLD-3', column: '办结时间', fault: 'unreadable' },
    ],
  });
  expect(await count()).toBe(before);
  const start = `/case-imports/${made.importId}/start`;
  await Promise.all([desk.reply('3001', 'POST', start), desk.reply('3001', 'POST', start)]);
  expect(await settled(made.importId)).toMatchObject({ state: 'done', added: 2 });
  expect(await count()).toBe(before + 2);

  expect(await run(file)).toMatchObject({ state: 'done', added: 0, skipped: 2 });
  expect(await count()).toBe(before + 2);

  const { cases } = await desk.list('3001', 'view=closed&q=OLD-1');
  expect(cases).toMatchObject([{ state: 'closed', title: '扣费两次', contactNumber: '+8613911112222' }]);
  const [{ caseNo, caseId }] = cases as [CaseRowView];
  expect(caseNo).toMatch(/^TS20250301-\d{4}$/);
  expect(await desk.find('3001', caseNo)).toMatchObject({
    fields: { demand: '退费' },
    clocks: [],
    nextDueAtMs: null,
    entries: [{ kind: 'imported', text: '已退费致歉' }],
  });
  const entries = await desk.db.getRepository(CaseEventSchema).findBy({ caseId });
  expect(findBrokenEntry(entries)).toBeNull();
});

it('carries over what goes on: at its step, with whom it is, due by the clocks from when it was opened', async () => {
  const { departmentId, name } = await desk.db
    .getRepository(DepartmentSchema)
    .findOneByOrFail({ departmentId: FINANCE });
  const file = Buffer.from(
    [
      '原编号,类型,事由,登记时间,办结时间,环节,处理人,责任部门',
      `GO-1,投诉,扣费两次,2025-03-03 09:05,,调查,6001,${name}`,
      'GO-2,投诉,扣费两次,2025-03-03 09:05,,归档,,',
      'GO-3,投诉,扣费两次,2025-03-03 09:05,,调查,无名氏,',
    ].join('\n'),
  );
  expect(await run(file)).toMatchObject({
    state: 'done',
    added: 1,
    faults: [
      { line: 3, number: 'GO-2', column: '环节', fault: 'notAChoice' },
      { line: 4, number: 'GO-3', column: '处理人', fault: 'unknownPerson' },
    ],
  });
  const [{ caseNo } = { caseNo: '' }] = (await desk.list('3001', 'view=open&q=GO-1')).cases;
  const carried = await desk.find('3001', caseNo);
  expect(carried).toMatchObject({
    stepKey: 'investigating',
    state: 'open',
    assigneeId: '6001',
    departmentId,
    entries: [{ kind: 'imported', toStep: 'investigating' }],
  });
  // Two working days from Monday.
  const whole = carried.clocks.find(({ clockKey }) => clockKey === 'whole');
  expect(new Date((whole?.dueAtMs ?? 0) + 8 * 3_600_000).toISOString()).toMatch(/^2025-03-05T1[78]/);
  const acts = (await desk.find('6001', caseNo)).acts.map(({ key }) => key);
  expect(acts).toContain('answer');
});

it('reads a workbook, as our own lists are exported, but for the line that says who exported it', async () => {
  const { cookie } = desk.server.as('3001');
  const path = `/api/v1/cases-export?view=closed&format=xlsx&reason=${encodeURIComponent('迁移')}`;
  const exported = await fetch(`${desk.server.url}${path}`, { headers: { cookie } });
  const { cases } = await desk.list('3001', 'view=closed&limit=100');
  const made = await run(Buffer.from(await exported.arrayBuffer()));
  expect(made).toMatchObject({ state: 'done', added: cases.length, faulty: 1 });
  expect(made.faults[0]?.number).toContain('3001');
});

it.each<[why: string, file: Buffer, failure: string]>([
  ['no headings', Buffer.from('a,b\n1,2'), 'noHeadings'],
  ['no table', Buffer.from([0, 1, 2, 3]), 'unreadable'],
  ['no line', Buffer.from(HEADINGS), 'empty'],
  [
    'too many lines',
    Buffer.from([HEADINGS, ...Array.from({ length: 5001 }, (_, n) => line(`N-${n}`))].join('\n')),
    'tooManyLines',
  ],
])('is refused as a whole: %s', async (_, file, failure) => {
  const before = await count();
  expect(await run(file)).toMatchObject({ state: 'failed', failure });
  expect(await count()).toBe(before);
});

it('is for supervisors and administrators', async () => {
  expect((await upload(Buffer.from(HEADINGS), '1001')).status).toBe(403);
});
