import type { ErrorBody } from '@sansheng/shared/contracts/errors';
import type { CaseDetail, CasePage, CaseRowView } from '@sansheng/shared/contracts/service-desk/cases';
import type { CaseClocks } from '@sansheng/shared/contracts/service-desk/cases';
import type { KeptCaseDraft } from '@sansheng/shared/contracts/service-desk/case-drafts';
import type { InfoDesk } from '@sansheng/shared/contracts/service-desk/info-desk';
import type { CaseField, CaseTransition } from '@sansheng/shared/contracts/service-desk/case-types';
import { entriesOf, findBrokenEntry, inTransaction, isOverTime, nextCaseNumber, withinTime } from '@sansheng/shared/db';
import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { type CaseViewer, sightOfCase } from '@sansheng/shared/domain/cases/case-access';
import type { Role } from '@sansheng/shared/domain/roles';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { CaseEventSchema, DepartmentMemberSchema, DepartmentSchema } from '@sansheng/shared/tables/service-desk/cases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { findLateCases, foundBy } from '../../server/src/service-desk/cases/find-cases.store.ts';
import { aRecordsCenter, type RecordsCenter } from '../records/records-center.ts';
import { startRecordsServer } from '../records/records-server.ts';

type Page = z.infer<typeof CasePage>;
const CUSTOMER = 'c00003';
/** Of finance, of the workshop, its head, and one of finance who has a seat as well. */
const [ACCOUNTANT, WORKER, HEAD, SEATED] = ['8301', '8002', '8001', '8302'] as const;

const noHead = { headId: null, deputyId: null, deputyFromMs: null, deputyToMs: null, isActive: true };

let center: RecordsCenter;
let server: Awaited<ReturnType<typeof startRecordsServer>>;

beforeAll(async () => {
  center = await aRecordsCenter();
  const { db } = center;
  await seedDemonstration(db, Date.now());
  const accounts = db.getRepository(AccountSchema);
  const seat = await accounts.findOneByOrFail({ employeeNo: '1001' });
  for (const [employeeNo, name] of Object.entries({ [ACCOUNTANT]: '苗会计', [WORKER]: '卢师傅', [HEAD]: '沈维修' }))
    await accounts.insert({ ...seat, employeeNo, name, roles: ['department'], teamId: null });
  await accounts.insert({ ...seat, employeeNo: SEATED, name: '兼岗', roles: ['agent', 'department'], teamId: null });
  await db.getRepository(DepartmentSchema).insert([
    { departmentId: 'finance', name: '财务部', ...noHead },
    { departmentId: 'repair', name: '工程维修部', ...noHead, headId: HEAD },
  ]);
  await db.getRepository(DepartmentMemberSchema).insert([
    { departmentId: 'finance', employeeNo: ACCOUNTANT },
    { departmentId: 'finance', employeeNo: SEATED },
    { departmentId: 'repair', employeeNo: WORKER },
  ]);
  server = await startRecordsServer(center, [
    '1001',
    '1002',
    '1003',
    '2001',
    '3001',
    '4101',
    '5001',
    '6001',
    '9001',
    ACCOUNTANT,
    WORKER,
    HEAD,
    SEATED,
  ]);
});
afterAll(async () => {
  await server?.close();
  await center?.close();
});

const reply = (employeeNo: string, method: string, path: string, body?: unknown) =>
  server.as(employeeNo).send(method, `/api/v1${path}`, body);
async function ask<T>(employeeNo: string, method: string, path: string, body?: unknown): Promise<T> {
  const { status, body: read } = await reply(employeeNo, method, path, body);
  expect(status, `${employeeNo} ${method} ${path} ${JSON.stringify(read)}`).toBeLessThan(300);
  return read as T;
}
async function refused(employeeNo: string, method: string, path: string, body?: unknown) {
  const { code, body: read } = await reply(employeeNo, method, path, body);
  return [code, (read as ErrorBody).error?.field];
}
const open = (employeeNo: string, more: object = {}) =>
  ask<CaseDetail>(employeeNo, 'POST', '/cases', {
    type: 'complaint',
    title: '账单金额有异议',
    customerId: CUSTOMER,
    ...more,
  });
const find = (employeeNo: string, caseNo: string) => ask<CaseDetail>(employeeNo, 'GET', `/cases/${caseNo}`);
const list = (employeeNo: string, query: string) => ask<Page>(employeeNo, 'GET', `/cases?${query}`);
async function act(employeeNo: string, caseNo: string, key: string, more: object = {}) {
  const { version } = await find(employeeNo, caseNo);
  return ask(employeeNo, 'POST', `/cases/${caseNo}/transitions/${key}`, { version, text: '好的', ...more });
}
const isPausing = (deed?: CaseTransition) => deed?.effects.some((effect) => effect.do === 'pause') === true;
const valueOf = ({ key, kind, choices }: CaseField): unknown =>
  ({ department: 'finance', worker: WORKER })[key] ??
  { choice: choices[0]?.key, yesNo: true, rating: 4, number: 1, money: 1, instant: Date.now(), date: '2026-12-20' }[
    kind as 'choice'
  ] ??
  '文字';
const clockOf = ({ clocks }: CaseDetail, key: string) => clocks.find(({ clockKey }) => clockKey === key);

describe('a complaint', () => {
  it('goes from the call to the archive, each desk in its turn, and every entry can be checked', async () => {
    const { caseNo, caseId, clocks } = await open('1001', { fields: { description: '重复扣费', demand: '退费' } });
    expect(caseNo).toMatch(/^TS\d{8}-\d{4}$/);
    expect(clocks.map(({ clockKey, state }) => [clockKey, state])).toEqual([
      ['judge', 'running'],
      ['whole', 'running'],
    ]);
    await act('6001', caseNo, 'takeUp');
    await act('6001', caseNo, 'dispatch', { fields: { department: 'finance' } });
    await act(ACCOUNTANT, caseNo, 'accept');
    await act(ACCOUNTANT, caseNo, 'answer', { fields: { findings: '系统重复出账', cause: 'system' } });
    await act('6001', caseNo, 'propose', { fields: { plan: '退费并致歉' } });
    await act('3001', caseNo, 'approve');
    await act('6001', caseNo, 'carriedOut', { fields: { hasConsent: true, consentAtSecond: 72 } });
    await act('1001', caseNo, 'satisfied', { fields: { satisfaction: 5 } });
    await act('6001', caseNo, 'archive', { fields: { improvement: '出账前核对' } });
    const archived = await find('1001', caseNo);
    expect(archived).toMatchObject({ stepKey: 'archived', state: 'closed', assigneeId: '6001', firstOwnerId: '1001' });
    expect(archived.clocks.filter(({ stoppedAtMs }) => stoppedAtMs === null)).toEqual([]);
    expect(archived.nextDueAtMs).toBeNull();
    const kept = await center.db.getRepository(CaseEventSchema).find({ where: { caseId }, order: { seq: 'ASC' } });
    expect(kept.map(({ kind, transition }) => transition ?? kind)).toEqual([
      'opened',
      'takeUp',
      'dispatch',
      'accept',
      'answer',
      'propose',
      'approve',
      'carriedOut',
      'satisfied',
      'archive',
    ]);
    expect(findBrokenEntry(kept)).toBeNull();
    await center.db.query(`UPDATE case_events SET text = '客户很满意' WHERE caseId = ? AND seq = 5`, [caseId]);
    const changed = await center.db.getRepository(CaseEventSchema).find({ where: { caseId }, order: { seq: 'ASC' } });
    expect(findBrokenEntry(changed)).toBe(5);
  });

  it('has the name and number of its customer, or what the caller gave, and nothing of a file masked to who takes it', async () => {
    const aFile = (name: string, number: string, confidentiality: string) =>
      ask<{ customerId: string }>('3001', 'POST', '/customers', {
        name,
        tier: 'ordinary',
        numbers: [number],
        confidentiality,
      });
    const { customerId } = await aFile('郝联系', '13711220001', 'ordinary');
    expect(await open('1001', { customerId })).toMatchObject({
      contactName: '郝联系',
      contactNumber: '+8613711220001',
    });
    expect(await open('1001', { customerId, contactName: '其子', contactNumber: '13711220002' })).toMatchObject({
      contactName: '其子',
      contactNumber: '+8613711220002',
    });
    const guarded = await aFile('安保密', '13711220003', 'confidential');
    const { caseNo } = await open('1001', { customerId: guarded.customerId });
    expect(await find('3001', caseNo)).toMatchObject({ contactName: '', contactNumber: '' });
  });

  it('says why it is due when it is', async () => {
    const { caseNo } = await open('1001');
    const { clocks } = await ask<z.infer<typeof CaseClocks>>('1001', 'GET', `/cases/${caseNo}/clocks`);
    const judge = clocks.find(({ clockKey }) => clockKey === 'judge');
    const countedMs = judge?.why.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
    expect([judge?.measure, countedMs]).toEqual([{ kind: 'openTime', minutes: 120 }, 120 * 60_000]);
  });

  it('that becomes major starts its half hour, and its acknowledgement stops it', async () => {
    const opened = await open('1001');
    const { caseNo, version } = opened;
    const major = await ask<CaseDetail>('1001', 'PATCH', `/cases/${caseNo}`, {
      version,
      grade: 'major',
      text: '媒体关注',
    });
    const clock = clockOf(major, 'acknowledge');
    expect((clock?.dueAtMs as number) - (clock?.startedAtMs as number)).toBe(30 * 60_000);
    expect(await refused('6001', 'POST', `/cases/${caseNo}/transitions/acknowledge`, { version: version + 1 })).toEqual(
      ['notAllowed', undefined],
    );
    await act('3001', caseNo, 'acknowledge');
    expect(clockOf(await find('3001', caseNo), 'acknowledge')?.state).toBe('kept');
  });
});

describe('two people at once', () => {
  it('are told apart a hundred times: one act is done, the other learns who was faster', async () => {
    for (let round = 0; round < 100; round += 1) {
      const { caseNo, version } = await open('1001', { customerId: null });
      const take = (who: string) =>
        reply(who, 'POST', `/cases/${caseNo}/transitions/takeUp`, { version, text: `${who} 受理` });
      const replies = await Promise.all([take('6001'), take('3001')]);
      const late = replies.find(({ status }) => status === 409);
      expect(replies.map(({ status }) => status).toSorted()).toEqual([204, 409]);
      const { assigneeId } = await find('3001', caseNo);
      expect(late?.code).toBe('changedMeanwhile');
      expect((late as { body: ErrorBody }).body.error.conflict).toMatchObject({
        by: { employeeNo: assigneeId },
        now: { version: version + 1 },
      });
    }
  });

  it('lose no note that was written while somebody else moved the case on', async () => {
    const { caseNo, version } = await open('1001');
    await act('6001', caseNo, 'takeUp');
    await ask('1001', 'POST', `/cases/${caseNo}/notes`, { text: '客户补充：扣了两次' });
    expect((await find('6001', caseNo)).entries.at(-1)).toMatchObject({
      kind: 'noted',
      text: '客户补充：扣了两次',
      byId: '1001',
    });
    expect(await refused('1001', 'PATCH', `/cases/${caseNo}`, { version, title: '扣费' })).toEqual([
      'changedMeanwhile',
      undefined,
    ]);
  });

  it('have each note once, also when it is sent again and nobody remembers the first time', async () => {
    const { caseNo, caseId } = await open('1001');
    const note = { text: '客户补充：已付两次' };
    const path = `/api/v1/cases/${caseNo}/notes`;
    const send = () => server.as('1001').send('POST', path, note, { 'idempotency-key': `note-of-${caseNo}` });
    const forget = async () => {
      const keys = await center.redis.keys('*request*');
      if (keys.length > 0) await center.redis.del(...keys);
    };
    for (let round = 0; round < 3; round += 1) {
      expect((await send()).status).toBe(204);
      await forget();
    }
    await Promise.all([send(), send()]);
    const noted = (await find('1001', caseNo)).entries.filter(({ kind }) => kind === 'noted');
    expect(noted.map(({ text }) => text)).toEqual([note.text]);
    await expect(
      center.db.query(
        `INSERT INTO case_events (caseId, seq, atMs, kind, byId, transition, fromStep, toStep, visibility, text, data, prevHash, hash)
         SELECT caseId, 99, atMs, kind, byId, transition, fromStep, toStep, visibility, text, data, prevHash, hash
         FROM case_events WHERE caseId = ? AND kind = 'noted'`,
        [caseId],
      ),
    ).rejects.toThrow(/Duplicate/);
  });

  it('who open twenty at a time have twenty numbers, none left out', async () => {
    const opened = await Promise.all(
      Array.from({ length: 20 }, () =>
        open('1001', { type: 'enquiry', title: '携号转网', fields: { question: '能否' } }),
      ),
    );
    expect(new Set(opened.map(({ caseNo }) => caseNo)).size).toBe(20);
    for (const ofDay of Map.groupBy(opened, ({ caseNo }) => caseNo.slice(2, 10)).values()) {
      const running = ofDay.map(({ caseNo }) => Number(caseNo.slice(-4)));
      expect(Math.max(...running) - Math.min(...running)).toBe(ofDay.length - 1);
    }
    const { dateOf } = centerClock(center.env.CENTER_TIME_ZONE);
    for (const { caseNo, openedAtMs } of opened)
      expect(caseNo.slice(2, 10)).toBe(dateOf(openedAtMs).replaceAll('-', ''));
  });

  it('who open twenty at midnight have twenty numbers, each with its own date', async () => {
    const days = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? '2031-12-31' : '2032-01-01'));
    const numbers = await Promise.all(
      days.map((day) => inTransaction(center.db, (into) => nextCaseNumber(into, 'TS', day))),
    );
    expect(numbers.map((caseNo) => caseNo.slice(2, 10))).toEqual(days.map((day) => day.replaceAll('-', '')));
    expect(new Set(numbers).size).toBe(20);
  });

  it.each(shippedCaseTypes().map((type) => [type.key, type] as const))(
    'who act on one %s in any order leave it where its table leads, with a whole chain',
    async (key, type) => {
      const { caseNo, caseId, stepKey } = await open('3001', { type: key, title: '同时处理', fields: {} });
      let step = stepKey;
      const people = ['1001', '2001', '3001', '6001', ACCOUNTANT, HEAD];
      for (let round = 0; round < 12; round += 1) {
        const { version } = await find('3001', caseNo);
        const from = type.transitions.filter(({ from: steps }) => steps.includes(step));
        const statuses = await Promise.all(
          people.map(async (who, at) => {
            const deed = from[(round + at) % Math.max(1, from.length)] ?? type.transitions[0];
            const path = `/cases/${caseNo}/transitions/${deed?.key}`;
            const asked = type.fields.filter((field) => deed?.required.includes(field.key));
            const fields = Object.fromEntries(asked.map((field) => [field.key, valueOf(field)]));
            const pause = { reason: 'customer', untilMs: null };
            const body = { version, text: `${who} 处理`, fields, ...(isPausing(deed) && { pause }) };
            return (await reply(who, 'POST', path, who === '3001' ? { ...body, isForced: true } : body)).status;
          }),
        );
        // At most one of those who saw the same case has moved it; nothing breaks.
        expect(statuses.filter((status) => status < 300).length).toBeLessThanOrEqual(1);
        expect(statuses.filter((status) => status >= 500)).toEqual([]);
        step = (await find('3001', caseNo)).stepKey;
      }
      const entries = await entriesOf(center.db, caseId);
      expect(findBrokenEntry(entries)).toBeNull();
      let place = type.steps[0]?.key;
      for (const { kind, transition, fromStep, toStep } of entries) {
        if (kind !== 'moved' && kind !== 'forced') continue;
        const deed = type.transitions.find((one) => one.key === transition);
        expect([fromStep, deed?.from.includes(fromStep ?? ''), toStep]).toEqual([place, true, deed?.to ?? fromStep]);
        place = toStep ?? place;
      }
      expect((await find('3001', caseNo)).stepKey).toBe(place);
    },
  );

  it('are refused by one who asks again with the same key, who gets the same case', async () => {
    const body = { type: 'memo', title: '优惠', fields: { question: '还有吗' } };
    const ones = await Promise.all(
      [1, 2].map(() => server.as('1001').send('POST', '/api/v1/cases', body, { 'idempotency-key': 'case-once-0001' })),
    );
    expect(new Set(ones.map((one) => (one.body as CaseDetail).caseNo)).size).toBe(1);
  });
});

describe('who has nothing to do with a case', () => {
  it('finds it by no way: number, id, list, search, count, clocks, note, act', async () => {
    const { caseNo, caseId } = await open('1001', {
      title: '退费纠纷独一无二',
      fields: { description: '独一无二的投诉' },
    });
    await act('6001', caseNo, 'takeUp');
    await act('6001', caseNo, 'dispatch', { fields: { department: 'finance' } });
    for (const stranger of [WORKER, HEAD]) {
      for (const path of [`/cases/${caseNo}`, `/cases/${caseId}`, `/cases/${caseNo}/clocks`])
        expect(await refused(stranger, 'GET', path)).toEqual(['notFound', undefined]);
      for (const query of [
        'view=open',
        `q=${encodeURIComponent('独一无二')}`,
        `q=${caseNo}`,
        `q=${caseNo.slice(-4)}`,
        'department=finance',
      ])
        expect((await list(stranger, query)).cases.map((one) => one.caseNo)).not.toContain(caseNo);
      expect(
        await refused(stranger, 'POST', `/cases/${caseNo}/notes`, { text: 'x', visibility: 'department' }),
      ).toEqual(['notFound', undefined]);
      expect(await refused(stranger, 'POST', `/cases/${caseNo}/transitions/accept`, { version: 3 })).toEqual([
        'notFound',
        undefined,
      ]);
    }
    expect((await list(ACCOUNTANT, `q=${encodeURIComponent('独一无二')}`)).cases.map((one) => one.caseNo)).toEqual([
      caseNo,
    ]);
  });

  it('of a department sees the customer only while the case is theirs, and never what is inside the center', async () => {
    const { caseNo } = await open('1001', {
      contactName: '王芳',
      contactNumber: '13800138000',
      fields: { subject: '1003' },
    });
    await ask('1001', 'POST', `/cases/${caseNo}/notes`, { text: '客户语气激动', visibility: 'internal' });
    await act('6001', caseNo, 'takeUp');
    await act('6001', caseNo, 'dispatch', { fields: { department: 'finance' } });
    const theirs = await find(ACCOUNTANT, caseNo);
    expect(theirs).toMatchObject({ contactNumber: '+8613800138000', seesContact: true });
    expect(theirs.people).toEqual({});
    expect((await find('6001', caseNo)).people).toEqual({ '1003': '刘洋' });
    expect(JSON.stringify(theirs)).not.toMatch(/语气激动|"1003"/);
    await act(ACCOUNTANT, caseNo, 'return', { text: '不归财务', fields: { returnReason: 'notOurs' } });
    const former = await find(ACCOUNTANT, caseNo);
    expect(former).toMatchObject({ seesContact: false, contactName: '', acts: [], may: { note: false } });
    expect(former.contactNumber).not.toContain('138001380');
    expect(
      await refused(ACCOUNTANT, 'POST', `/cases/${caseNo}/notes`, { text: 'x', visibility: 'department' }),
    ).toEqual(['notAllowed', undefined]);
  });

  it('of a department that had the case reads in the list what the case itself says, also who has a seat', async () => {
    const { caseNo } = await open('1001', { contactName: '王芳', contactNumber: '13800138000' });
    await act('6001', caseNo, 'takeUp');
    await act('6001', caseNo, 'dispatch', { fields: { department: 'finance' } });
    const inList = async () => (await list(SEATED, `q=${caseNo}`)).cases.map((one) => one.contactNumber);
    expect(await inList()).toEqual(['+8613800138000']);
    await act(ACCOUNTANT, caseNo, 'return', { text: '不归财务', fields: { returnReason: 'notOurs' } });
    expect(await inList()).toEqual([(await find(SEATED, caseNo)).contactNumber]);
    expect(await inList()).not.toEqual(['+8613800138000']);
  });

  it('is complained about finds nothing of it, even where the customer is theirs', async () => {
    const { caseNo } = await open('1001', { fields: { subject: '1003' } });
    expect(
      await refused('1003', 'POST', '/cases', { type: 'complaint', title: '态度', fields: { subject: '1003' } }),
    ).toEqual(['badRequest', 'fields.subject']);
    expect(await refused('1003', 'GET', `/cases/${caseNo}`)).toEqual(['notFound', undefined]);
    expect((await list('1003', 'view=mine')).cases.map((one) => one.caseNo)).not.toContain(caseNo);
  });

  it('finds in lists exactly what is found one by one, for every kind of person', async () => {
    const viewers: CaseViewer[] = (
      [
        ['1001', ['agent']],
        ['1002', ['agent']],
        ['1003', ['agent']],
        ['2001', ['lead']],
        ['3001', ['supervisor']],
        ['6001', ['complaint_handler']],
        ['9001', ['admin']],
        [ACCOUNTANT, ['department']],
        [WORKER, ['department']],
        ['4101', ['qa']],
      ] as [string, Role[]][]
    ).map(([employeeNo, roles]) => ({
      employeeNo,
      roles,
      teamId: employeeNo === '2001' ? 'team-a' : null,
      departmentIds: employeeNo === ACCOUNTANT ? ['finance'] : employeeNo === WORKER ? ['repair'] : [],
      headOf: [],
      servedCustomerIds: employeeNo === '1002' ? [CUSTOMER] : [],
    }));
    const { db } = center;
    const rows = (await db.query('SELECT * FROM cases')) as {
      caseId: string;
      customerId: string | null;
      assigneeId: string | null;
      firstOwnerId: string;
      departmentId: string | null;
    }[];
    const people = (await db.query('SELECT * FROM case_people')) as { caseId: string; relation: string; ref: string }[];
    const teams = new Map(
      (
        (await db.query('SELECT employeeNo, teamId FROM accounts')) as { employeeNo: string; teamId: string | null }[]
      ).map((one) => [one.employeeNo, one.teamId]),
    );
    for (const viewer of viewers) {
      const { sql, values } = foundBy(viewer);
      const found = ((await db.query(`SELECT c.caseId FROM cases c WHERE ${sql}`, values)) as { caseId: string }[]).map(
        ({ caseId }) => caseId,
      );
      const one = rows.filter((row) => {
        const refs = (relation: string) =>
          people.filter((of) => of.caseId === row.caseId && of.relation === relation).map(({ ref }) => ref);
        const teamIds = [row.assigneeId, row.firstOwnerId]
          .map((no) => (no === null ? null : teams.get(no)))
          .filter((id) => id !== null && id !== undefined);
        return (
          sightOfCase(
            { ...row, teamIds, subjectIds: refs('subject'), formerDepartmentIds: refs('formerDepartment') },
            viewer,
          ) !== null
        );
      });
      expect(found.toSorted(), viewer.employeeNo).toEqual(one.map(({ caseId }) => caseId).toSorted());
    }
  });
});

describe('a call about a case', () => {
  it('is one that was made: a made-up one is no way to chase again and again', async () => {
    const { caseNo } = await open('1001');
    for (const way of ['chase', 'calls'])
      expect(await refused('1001', 'POST', `/cases/${caseNo}/${way}`, { callId: 'made-up' })).toEqual([
        'badRequest',
        'callId',
      ]);
    expect((await find('1001', caseNo)).links).toEqual([]);
  });
});

describe('a list of cases', () => {
  it('is walked by its cursor, each case once, what is due first before the rest', async () => {
    const whole: CaseRowView[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = await list('3001', `view=open&limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`);
      whole.push(...page.cases);
      cursor = page.nextCursor;
    }
    const [{ count }] = (await center.db.query(
      `SELECT COUNT(*) AS count FROM cases WHERE state IN ('open', 'waiting', 'settled')`,
    )) as [{ count: number }];
    expect(new Set(whole.map(({ caseNo }) => caseNo)).size).toBe(count);
    expect(whole).toHaveLength(count);
    const dues = whole.map(({ nextDueAtMs }) => nextDueAtMs ?? Infinity);
    expect(dues).toEqual(dues.toSorted((one, other) => one - other));
  });

  it('is given up by the database after a time, and says so', async () => {
    const { db } = center;
    const slow = db.query(withinTime('SELECT SLEEP(5) AS slept', 1));
    expect(
      isOverTime(
        await slow.then(
          () => null,
          (error: unknown) => error,
        ),
      ),
    ).toBe(true);
    expect(await db.query(withinTime('SELECT 1 AS one', 1))).toEqual([{ one: 1 }]);
  });

  it('finds a case by its number, its last digits, the telephone, the number of an outside body, and two characters of it', async () => {
    const { caseNo } = await open('1001', {
      channel: 'mayorHotline',
      externalNo: '12345-2611-0877',
      contactNumber: '010-66668888',
      fields: { description: '夜间施工噪音扰民' },
    });
    for (const q of [
      caseNo,
      caseNo.toLowerCase(),
      caseNo.slice(-4),
      '66668888',
      '01066668888',
      '12345-2611-0877',
      '噪音',
      '施工噪音',
    ]) {
      expect(
        (await list('6001', `q=${encodeURIComponent(q)}`)).cases.map((one) => one.caseNo),
        q,
      ).toContain(caseNo);
    }
  });
});

describe('nonsense', () => {
  it.each<[why: string, body: object, field: string]>([
    ['no such type', { type: 'poem' }, 'type'],
    ['a field that is not asked', { fields: { plan: '退费' } }, 'fields.plan'],
    ['a field that is not what it should be', { fields: { description: 7 } }, 'fields.description'],
    ['a field too long', { fields: { demand: '退'.repeat(201) } }, 'fields.demand'],
    ['no title', { title: '   ' }, 'title'],
    ['an amount below nothing', { amountFen: -1 }, 'amountFen'],
    ['something nobody asked for', { isSecret: true }, ''],
  ])('opens nothing and names the field: %s', async (_, body, field) => {
    const [{ before }] = (await center.db.query('SELECT COUNT(*) AS `before` FROM cases')) as [{ before: number }];
    const [code, named] = await refused('1001', 'POST', '/cases', { type: 'complaint', title: '投诉', ...body });
    expect([code, field === '' ? '' : named]).toEqual(['badRequest', field]);
    const [{ after }] = (await center.db.query('SELECT COUNT(*) AS `after` FROM cases')) as [{ after: number }];
    expect(after).toBe(before);
  });
});

it('are told to the lead room while one is overdue, or major and not acknowledged', async () => {
  const { caseNo } = await open('1001', { title: '媒体来电', grade: 'major' });
  const waiting = async () => (await list('3001', 'view=notAcknowledged')).cases.map((one) => one.caseNo);
  expect(await waiting()).toContain(caseNo);
  expect((await findLateCases(center.db)).isMajorWaiting).toBe(true);
  for (const one of await waiting()) await act('3001', one, 'acknowledge');
  expect([await waiting(), (await findLateCases(center.db)).isMajorWaiting]).toEqual([[], false]);

  const soonMs = Date.now() + 3_600_000;
  const moveDue = (fromMs: number, toMs: number) =>
    center.db.query('UPDATE cases SET nextDueAtMs = ? WHERE isOver = 0 AND nextDueAtMs < ?', [toMs, fromMs]);
  await moveDue(soonMs, soonMs);
  expect((await findLateCases(center.db)).isMissed).toBe(false);
  await center.db.query('UPDATE cases SET nextDueAtMs = 1 WHERE caseNo = ?', [caseNo]);
  expect((await findLateCases(center.db)).isMissed).toBe(true);
});

it('of the information desk are its memos and enquiries, and what others have of them that is due soon', async () => {
  const question = { question: '携号转网后宽带优惠还有吗' };
  const memo = await open('1001', { type: 'memo', title: '携号转网', fields: question });
  const enquiry = await open('1001', { type: 'enquiry', title: '国际漫游', fields: question });
  const desk = async () => {
    const { body } = await server.as('5001').get('/api/v1/info-desk');
    const numbersOf = (part: keyof InfoDesk) => (body as InfoDesk)[part].map((one) => one.caseNo);
    const isOn = (part: keyof InfoDesk) =>
      numbersOf(part).filter((caseNo) => [memo.caseNo, enquiry.caseNo].includes(caseNo));
    return [isOn('memos'), isOn('enquiries'), isOn('dueSoon')];
  };
  expect(await desk()).toEqual([[memo.caseNo], [enquiry.caseNo], []]);
  await act('5001', memo.caseNo, 'passOn', { fields: { department: 'finance' } });
  expect(await desk()).toEqual([[], [enquiry.caseNo], []]);
  await center.db.query('UPDATE cases SET nextDueAtMs = ? WHERE caseNo = ?', [Date.now() + 60_000, memo.caseNo]);
  expect(await desk()).toEqual([[], [enquiry.caseNo], [memo.caseNo]]);
  await act(ACCOUNTANT, memo.caseNo, 'answer', { fields: { answer: '有' } });
  expect((await desk())[0]).toEqual([]);
  expect(await refused('1001', 'GET', '/info-desk')).toEqual(['notAllowed', undefined]);
});

describe('the draft of a case', () => {
  const keep = (who: string, name: string, draft: unknown, atMs = Date.now()) =>
    reply(who, 'PUT', `/case-drafts/${name}`, { atMs, draft });
  const kept = async (who: string, name: string) => (await ask<KeptCaseDraft>(who, 'GET', `/case-drafts/${name}`)).kept;

  it('is kept for one person and call, until it is saved', async () => {
    const draft = { type: 'complaint', fields: { title: '账单', fields: { demand: '退费' } } };
    expect(await kept('1001', 'call-1')).toBeNull();
    expect((await keep('1001', 'call-1', draft)).status).toBe(204);
    expect(await kept('1001', 'call-1')).toMatchObject({ draft });
    expect([await kept('1001', 'call-2'), await kept('1002', 'call-1')]).toEqual([null, null]);
    await keep('1001', 'call-1', { fields: { title: '早先的' } }, Date.now() - 60_000);
    expect(await kept('1001', 'call-1')).toMatchObject({ draft });
    // That it is gone is known, so that a browser that still has it does not offer it again.
    await keep('1001', 'call-1', null);
    expect(await kept('1001', 'call-1')).toMatchObject({ draft: null });
  });

  it('is bounded, in length and number, and refused with its field', async () => {
    expect(
      await refused('1001', 'PUT', '/case-drafts/none', { atMs: 1, draft: { fields: { title: 'x'.repeat(20_001) } } }),
    ).toEqual(['badRequest', 'draft']);
    expect(await refused('1001', 'PUT', '/case-drafts/none', { atMs: 1, draft: { fields: 7 } })).toEqual([
      'badRequest',
      'draft.fields',
    ]);
    for (let n = 0; n < 22; n += 1) await keep('1002', `many-${n}`, { fields: { n } }, Date.now() - 22 + n);
    const left = await Promise.all(Array.from({ length: 22 }, (_, n) => kept('1002', `many-${n}`)));
    expect(left.filter((one) => one !== null)).toHaveLength(20);
    expect(left.at(-1)).not.toBeNull();
    expect(await refused(ACCOUNTANT, 'GET', '/case-drafts/none')).toEqual(['notAllowed', undefined]);
  });
});
