import type { ErrorBody } from '@sansheng/shared/contracts/errors';
import type { CaseCategoryEdit } from '@sansheng/shared/contracts/service-desk/case-categories';
import type { CaseChoices, CasePeople } from '@sansheng/shared/contracts/service-desk/case-choices';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import type { DeadlineCalendarEdit } from '@sansheng/shared/contracts/service-desk/deadline-calendars';
import type { DepartmentEdit } from '@sansheng/shared/contracts/service-desk/departments';
import { readTitle } from '@sansheng/shared/db';
import { isOffered, pathTo } from '@sansheng/shared/domain/tree';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { CaseCategorySchema } from '@sansheng/shared/tables/service-desk/desk-settings';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { aRecordsCenter, type RecordsCenter } from '../records/records-center.ts';
import { startRecordsServer } from '../records/records-server.ts';

type Revised<T> = T & { revision: string };
const [HEAD, WORKER] = ['8001', '8002'] as const;
const HOUR_MS = 3_600_000;

let center: RecordsCenter;
let server: Awaited<ReturnType<typeof startRecordsServer>>;

beforeAll(async () => {
  center = await aRecordsCenter();
  const { db } = center;
  await seedDemonstration(db, Date.now());
  const accounts = db.getRepository(AccountSchema);
  const seat = await accounts.findOneByOrFail({ employeeNo: '1001' });
  for (const [employeeNo, name] of Object.entries({ [HEAD]: '沈维修', [WORKER]: '卢师傅' }))
    await accounts.save({ ...seat, employeeNo, name, roles: ['department'], teamId: null });
  server = await startRecordsServer(center, ['1001', '2001', '3001', '4101', '6001', '9001', HEAD, WORKER]);
});
afterAll(async () => {
  await server?.close();
  await center?.close();
});

const send = (employeeNo: string, method: string, path: string, body?: unknown, revision?: string) =>
  server.as(employeeNo).send(method, `/api/v1${path}`, body, revision === undefined ? {} : { 'if-match': revision });
async function ask<T>(employeeNo: string, method: string, path: string, body?: unknown, revision?: string) {
  const { status, body: read } = await send(employeeNo, method, path, body, revision);
  expect(status, `${employeeNo} ${method} ${path} ${JSON.stringify(read)}`).toBeLessThan(300);
  return read as T;
}
async function refused(employeeNo: string, method: string, path: string, body?: unknown, revision?: string) {
  const { code, body: read } = await send(employeeNo, method, path, body, revision);
  return [code, (read as ErrorBody).error?.field];
}
const list = <T>(path: string) => ask<Revised<T>[]>('3001', 'GET', `/admin/${path}`);
const department = (departmentId: string, more: Partial<DepartmentEdit> = {}) => ({
  departmentId,
  name: '工程维修部',
  headId: HEAD,
  members: [WORKER],
  ...more,
});

describe('a department', () => {
  it('is saved with who heads it and who works there, and is taken back as a whole', async () => {
    const added = await ask<Revised<DepartmentEdit>>('3001', 'POST', '/admin/departments', department('repair'));
    expect(added).toMatchObject({ headId: HEAD, members: [WORKER], isActive: true });
    const changed = { ...added, name: '维修部', members: [HEAD, WORKER, WORKER] };
    await ask('9001', 'PUT', '/admin/departments/repair', changed, added.revision);
    const now = (await list<DepartmentEdit>('departments')).find(({ departmentId }) => departmentId === 'repair');
    expect(now).toMatchObject({ name: '维修部', members: [HEAD, WORKER] });
    const [entry] = (await center.db.query(
      `SELECT auditId, detail FROM audit_log WHERE action = 'department.changed' AND target = 'repair'`,
    )) as { auditId: string; detail: unknown }[];
    expect(entry?.detail).toEqual({
      before: { name: '工程维修部', members: [WORKER] },
      after: { name: '维修部', members: [HEAD, WORKER] },
    });
  });

  it('that two change at once is saved for the faster, and the other learns who it was', async () => {
    const added = await ask<Revised<DepartmentEdit>>('9001', 'POST', '/admin/departments', department('finance'));
    for (let round = 0; round < 20; round += 1) {
      const read = (await list<DepartmentEdit>('departments')).find(({ departmentId }) => departmentId === 'finance');
      const replies = await Promise.all(
        (['3001', '9001'] as const).map((who) =>
          send(
            who,
            'PUT',
            '/admin/departments/finance',
            { ...added, ...read, name: `财务 ${round} ${who}` },
            read?.revision,
          ),
        ),
      );
      expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const lost = replies.findIndex(({ status }) => status === 409);
      const { error } = (replies[lost] as { body: unknown }).body as ErrorBody;
      expect(error.code).toBe('changedMeanwhile');
      expect(error.conflict?.by?.employeeNo).toBe(lost === 0 ? '9001' : '3001');
      expect(error.conflict?.now).toMatchObject({ name: `财务 ${round} ${lost === 0 ? '9001' : '3001'}` });
    }
  });

  it.each<[why: string, more: Partial<DepartmentEdit>, field: string]>([
    ['nobody of that number', { headId: '7777777' }, 'headId'],
    ['who has nothing to do with cases', { members: [WORKER, '4101'] }, 'members.0'],
    ['who is the head already', { deputyId: HEAD, deputyFromMs: 1, deputyToMs: 2 }, 'deputyId'],
    ['without a beginning', { deputyId: WORKER, deputyToMs: 2 }, 'deputyFromMs'],
    ['without an end', { deputyId: WORKER, deputyFromMs: 1 }, 'deputyToMs'],
    ['who stands in backwards', { deputyId: WORKER, deputyFromMs: 2, deputyToMs: 1 }, 'deputyToMs'],
    ['without a name', { name: ' ' }, 'name'],
    ['with more people than there can be', { members: Array.from({ length: 301 }, (_, at) => String(at)) }, 'members'],
  ])('names the field and saves nothing: %s', async (_, more, field) => {
    const body = department('nonsense', more);
    expect(await refused('3001', 'POST', '/admin/departments', body)).toEqual(['badRequest', field]);
    expect((await list<DepartmentEdit>('departments')).map(({ departmentId }) => departmentId)).not.toContain(
      'nonsense',
    );
  });

  it('is known by its id once', async () => {
    await ask('3001', 'POST', '/admin/departments', department('twice'));
    expect(await refused('3001', 'POST', '/admin/departments', department('twice'))).toEqual([
      'conflict',
      'departmentId',
    ]);
  });

  it('that open cases are with cannot be switched off, and it says how many', async () => {
    await ask('3001', 'POST', '/admin/departments', department('network', { name: '网络部' }));
    const { caseNo, version } = await ask<CaseDetail>('1001', 'POST', '/cases', { type: 'workOrder', title: '断网' });
    await ask('3001', 'POST', `/cases/${caseNo}/transitions/dispatch`, { version, fields: { department: 'network' } });
    const { code, body } = await send('3001', 'DELETE', '/admin/departments/network');
    expect([code, (body as ErrorBody).error.users]).toEqual(['stillUsed', [{ kind: 'openCases', name: '1' }]]);
    const read = await ask<CaseDetail>('3001', 'GET', `/cases/${caseNo}`);
    await ask('3001', 'POST', `/cases/${caseNo}/transitions/cancel`, { version: read.version, text: '客户撤回' });
    await ask('3001', 'DELETE', '/admin/departments/network');
    const now = (await list<DepartmentEdit>('departments')).find(({ departmentId }) => departmentId === 'network');
    expect(now?.isActive).toBe(false);
  });

  it('has the deputy act for the head from and to', async () => {
    const nowMs = Date.now();
    const away = { deputyId: WORKER, deputyFromMs: nowMs - HOUR_MS, deputyToMs: nowMs + HOUR_MS };
    await ask('3001', 'POST', '/admin/departments', department('away', { ...away, members: [] }));
    const { caseNo, version } = await ask<CaseDetail>('1001', 'POST', '/cases', { type: 'workOrder', title: '漏水' });
    await ask('3001', 'POST', `/cases/${caseNo}/transitions/dispatch`, { version, fields: { department: 'away' } });
    expect((await send(WORKER, 'GET', `/cases/${caseNo}`)).status).toBe(200);
  });
});

describe('categories', () => {
  it('come with the product: three levels, each type has some, and their letters are read as they are typed', async () => {
    const rows = await center.db.getRepository(CaseCategorySchema).find();
    const tree = new Map(rows.map((row) => [row.categoryId, row]));
    for (const { categoryId, name, initials, pinyin } of rows) {
      expect(pathTo(tree, categoryId).length, name).toBeLessThanOrEqual(3);
      expect(isOffered(tree, categoryId), name).toBe(true);
      expect({ initials, pinyin }, name).toEqual(readTitle(name));
    }
    const types = new Set(rows.flatMap(({ typeKeys }) => typeKeys));
    expect([...types].toSorted()).toEqual(['claimStep', 'complaint', 'enquiry', 'memo', 'outage', 'workOrder']);
    const parents = new Set(rows.map(({ parentId }) => parentId));
    expect(rows.filter(({ categoryId }) => !parents.has(categoryId)).length).toBeGreaterThanOrEqual(24);
  });

  it('are offered to the forms with their letters, inactive ones to be named', async () => {
    const { categories } = await ask<CaseChoices>('1001', 'GET', '/case-choices');
    expect(categories.find(({ name }) => name === '断网')).toMatchObject({ initials: 'dw', pinyin: 'duanwang' });
    const edit = { categoryId: 'old-offer', parentId: 'products', name: '旧套餐', nameEn: 'Old offers' };
    await ask('3001', 'POST', '/admin/case-categories', edit);
    const opened = await ask<CaseDetail>('1001', 'POST', '/cases', {
      type: 'enquiry',
      title: '旧套餐还能用吗',
      categoryId: 'old-offer',
    });
    await ask('3001', 'DELETE', '/admin/case-categories/old-offer');
    const after = await ask<CaseChoices>('1001', 'GET', '/case-choices');
    expect(after.categories.find(({ categoryId }) => categoryId === 'old-offer')).toMatchObject({
      name: '旧套餐',
      isActive: false,
    });
    expect((await ask<CaseDetail>('1001', 'GET', `/cases/${opened.caseNo}`)).categoryId).toBe('old-offer');
  });

  it.each<[why: string, edit: Partial<CaseCategoryEdit>, field: string]>([
    ['a fourth level', { parentId: 'no-internet' }, 'parentId'],
    ['below nothing that there is', { parentId: 'nowhere' }, 'parentId'],
    ['for a type that there is not', { parentId: null, typeKeys: ['poem'] }, 'typeKeys.0'],
    ['another type than what it hangs on', { parentId: 'repair', typeKeys: ['complaint'] }, 'typeKeys'],
    ['without a name', { name: '\u200b' }, 'name'],
    ['an id with spaces', { categoryId: 'a b' }, 'categoryId'],
  ])('names the field: %s', async (_, edit, field) => {
    const body = { categoryId: 'nonsense', parentId: null, name: '无', nameEn: 'None', ...edit };
    expect(await refused('3001', 'POST', '/admin/case-categories', body)).toEqual(['badRequest', field]);
  });

  it('do not turn in a circle, and are not switched off over active ones', async () => {
    const repair = (await list<CaseCategoryEdit>('case-categories')).find(({ categoryId }) => categoryId === 'repair');
    const circle = { ...repair, parentId: 'broadband', typeKeys: [] };
    expect(await refused('3001', 'PUT', '/admin/case-categories/repair', circle)).toEqual(['badRequest', 'parentId']);
    const { body } = await send('3001', 'DELETE', '/admin/case-categories/broadband');
    expect((body as ErrorBody).error.users).toContainEqual({ kind: 'category', name: '断网' });
  });

  it.each([
    ['formula', `=cmd|' /C calc'!A0`],
    ['markup', '<img src=x onerror="alert(1)">'],
    ['question', `'; DROP TABLE cases; --`],
  ])('keep a name that wants to be something else as it is: %s', async (id, name) => {
    const body = { categoryId: `odd-${id}`, parentId: 'handling', name, nameEn: name };
    await ask('9001', 'POST', '/admin/case-categories', body);
    const { categories } = await ask<CaseChoices>('1001', 'GET', '/case-choices');
    expect(categories.find(({ categoryId }) => categoryId === `odd-${id}`)).toMatchObject({ name, nameEn: name });
  });
});

describe('areas', () => {
  it('hang four levels deep, know how far away they are, and are found by their letters', async () => {
    const rows = [
      ['chaoyang', null, '朝阳区', 'city'],
      ['wangjing', 'chaoyang', '望京街道', 'city'],
      ['garden', 'wangjing', '望京花园', 'city'],
      ['garden-3', 'garden', '3 号楼', 'city'],
      ['yanqing', null, '延庆山区', 'remote'],
    ] as const;
    for (const [areaId, parentId, name, kind] of rows)
      await ask('3001', 'POST', '/admin/areas', { areaId, parentId, name, nameEn: areaId, kind });
    const fifth = { areaId: 'door', parentId: 'garden-3', name: '1203', nameEn: '1203' };
    expect(await refused('3001', 'POST', '/admin/areas', fifth)).toEqual(['badRequest', 'parentId']);
    const far = { areaId: 'moon', parentId: null, name: '月球', nameEn: 'Moon', kind: 'far' };
    expect(await refused('3001', 'POST', '/admin/areas', far)).toEqual(['badRequest', 'kind']);
    const { areas } = await ask<CaseChoices>(WORKER, 'GET', '/case-choices');
    expect(areas.find(({ areaId }) => areaId === 'yanqing')).toMatchObject({ kind: 'remote', initials: 'yqsq' });
  });
});

it('a work order is to be on site by how far away its place is, and follows when that is put right', async () => {
  const place = (areaId: string, kind: string) => ({ areaId, parentId: null, name: areaId, nameEn: areaId, kind });
  await ask('3001', 'POST', '/admin/areas', place('near', 'city'));
  await ask('3001', 'POST', '/admin/areas', place('far', 'remote'));
  const open = { type: 'workOrder', title: '断网', fields: { area: 'far' } };
  const opened = await ask<CaseDetail>('1001', 'POST', '/cases', open);
  expect(opened.areaKind).toBe('remote');
  const { caseNo, version } = opened;
  const nearer = { version, fields: { area: 'near' } };
  expect(await ask<CaseDetail>('1001', 'PATCH', `/cases/${caseNo}`, nearer)).toMatchObject({ areaKind: 'city' });
  await ask('3001', 'POST', '/admin/departments', department('on-site'));
  const dispatch = { version: version + 1, fields: { department: 'on-site' } };
  await ask('3001', 'POST', `/cases/${caseNo}/transitions/dispatch`, dispatch);
  const { clocks } = await ask<CaseDetail>('3001', 'GET', `/cases/${caseNo}`);
  const onSite = clocks.find(({ clockKey }) => clockKey === 'onSite');
  expect((onSite?.dueAtMs as number) - (onSite?.startedAtMs as number)).toBe(45 * 60_000);
});

describe('a calendar of deadlines', () => {
  const closed = Array.from({ length: 7 }, () => []);
  const night = { from: '20:00', to: '04:00' };

  it('has several spans a day, spans over night, hours of its own on holidays, or no end', async () => {
    const shift = { calendarId: 'night', name: '夜班', nameEn: 'Night', weekly: [[night], ...closed.slice(1)] };
    const saved = await ask<DeadlineCalendarEdit>('3001', 'POST', '/admin/deadline-calendars', {
      ...shift,
      holiday: [{ from: '10:00', to: '12:00' }],
      makeUp: [],
    });
    expect(saved).toMatchObject({ isAlwaysOpen: false, holiday: [{ from: '10:00', to: '12:00' }], makeUp: [] });
    await ask('3001', 'PUT', '/admin/deadline-calendars/night', { ...saved, isAlwaysOpen: true, weekly: closed });
    await ask('9001', 'DELETE', '/admin/deadline-calendars/night');
  });

  it.each<[why: string, edit: object, field: string]>([
    ['no open time at all', { weekly: closed }, 'weekly'],
    ['six days', { weekly: closed.slice(1) }, 'weekly'],
    [
      'spans that overlap',
      {
        weekly: [
          [
            { from: '09:00', to: '12:00' },
            { from: '11:00', to: '13:00' },
          ],
          ...closed.slice(1),
        ],
      },
      'weekly.0.1',
    ],
    ['a holiday whose spans overlap', { holiday: [night, { from: '23:00', to: '24:00' }] }, 'holiday.1'],
    [
      'an hour that there is not',
      { weekly: [[{ from: '25:00', to: '26:00' }], ...closed.slice(1)] },
      'weekly.0.0.from',
    ],
  ])('names the field: %s', async (_, edit, field) => {
    const whole = { calendarId: 'empty', name: '空', nameEn: 'Empty', weekly: [[night], ...closed.slice(1)] };
    const body = { ...whole, ...edit };
    expect(await refused('3001', 'POST', '/admin/deadline-calendars', body)).toEqual(['badRequest', field]);
  });

  it('that types of cases count by is not deleted', async () => {
    const { code, body } = await send('9001', 'DELETE', '/admin/deadline-calendars/office');
    expect(code).toBe('stillUsed');
    expect((body as ErrorBody).error.users).toContainEqual({ kind: 'caseType', name: '投诉' });
  });
});

describe('a case', () => {
  const open = (more: object) => refused('1001', 'POST', '/cases', { type: 'complaint', title: '投诉', ...more });

  it('is opened with categories that are offered for its type, and nothing else', async () => {
    expect(await open({ categoryId: 'nowhere' })).toEqual(['badRequest', 'categoryId']);
    expect(await open({ categoryId: 'no-internet' })).toEqual(['badRequest', 'categoryId']);
    await ask('3001', 'DELETE', '/admin/case-categories/delay-answer');
    expect(await open({ categoryId: 'delay-answer' })).toEqual(['badRequest', 'categoryId']);
    expect(await open({ categoryId: 'delay-repair' })).toEqual([undefined, undefined]);
    expect(await open({ fields: { subject: '7777777' } })).toEqual(['badRequest', 'fields.subject']);
    expect(await open({ fields: { subject: '张伟' } })).toEqual(['badRequest', 'fields.subject']);
  });

  it('keeps the category that was switched off, also when something else is put right', async () => {
    const opened = await ask<CaseDetail>('1001', 'POST', '/cases', {
      type: 'complaint',
      title: '投诉',
      categoryId: 'quality-promise',
    });
    await ask('3001', 'DELETE', '/admin/case-categories/quality-promise');
    const { caseNo, version } = opened;
    const edited = await ask<CaseDetail>('1001', 'PATCH', `/cases/${caseNo}`, { version, title: '承诺未兑现' });
    expect(edited.categoryId).toBe('quality-promise');
  });

  it('goes to a department that is there, and never to one that is being switched off', async () => {
    await ask('3001', 'POST', '/admin/departments', department('closing', { members: [] }));
    for (let round = 0; round < 10; round += 1) {
      const { caseNo, version } = await ask<CaseDetail>('1001', 'POST', '/cases', { type: 'workOrder', title: '漏水' });
      const dispatch = (to: string) =>
        send('3001', 'POST', `/cases/${caseNo}/transitions/dispatch`, { version, fields: { department: to } });
      const nowhere = await dispatch('nowhere');
      expect([nowhere.code, (nowhere.body as ErrorBody).error.field]).toEqual(['badRequest', 'fields.department']);
      const [sent, off] = await Promise.all([
        dispatch('closing'),
        send('9001', 'DELETE', '/admin/departments/closing'),
      ]);
      const isSent = sent.status < 300;
      expect([isSent, off.status < 300].filter(Boolean), `round ${round}`).toHaveLength(1);
      if (isSent) {
        const read = await ask<CaseDetail>('3001', 'GET', `/cases/${caseNo}`);
        await ask('3001', 'POST', `/cases/${caseNo}/transitions/cancel`, { version: read.version, text: '撤销' });
      } else await ask('3001', 'PUT', '/admin/departments/closing', department('closing', { members: [] }));
    }
  });
});

describe('people for a case', () => {
  const find = async (query: string) =>
    (await ask<z.infer<typeof CasePeople>>('1001', 'GET', `/case-people?${query}`)).people.map(
      ({ employeeNo }) => employeeNo,
    );

  it('are found by number, by part of the name, and by the department that they work in', async () => {
    await ask('3001', 'POST', '/admin/departments', department('people'));
    expect(await find('q=800')).toEqual(expect.arrayContaining([HEAD, WORKER]));
    expect(await find(`q=${encodeURIComponent('师傅')}`)).toContain(WORKER);
    expect(await find('department=people')).toEqual([HEAD, WORKER]);
    expect(await find('q=%25')).toEqual([]);
    expect((await find('')).length).toBeLessThanOrEqual(30);
  });
});

describe('who may', () => {
  const kinds = ['departments', 'case-categories', 'areas', 'deadline-calendars'];

  it.each(['1001', '2001', '6001', '4101', HEAD])(
    '%s changes no setting and reads no list of settings',
    async (who) => {
      for (const kind of kinds) {
        expect((await send(who, 'GET', `/admin/${kind}`)).code, kind).toBe('notAllowed');
        expect((await send(who, 'POST', `/admin/${kind}`, {})).code, kind).toBe('notAllowed');
        expect((await send(who, 'PUT', `/admin/${kind}/x`, {})).code, kind).toBe('notAllowed');
        expect((await send(who, 'DELETE', `/admin/${kind}/x`)).code, kind).toBe('notAllowed');
      }
      expect((await send(who, 'GET', '/admin/case-types')).code).toBe('notAllowed');
    },
  );

  it('those who work on cases read what forms offer, and nobody else', async () => {
    for (const who of ['1001', '3001', '9001', WORKER])
      expect((await send(who, 'GET', '/case-choices')).status, who).toBe(200);
    expect((await send('4101', 'GET', '/case-choices')).code).toBe('notAllowed');
    expect((await send('4101', 'GET', '/case-people')).code).toBe('notAllowed');
  });
});
