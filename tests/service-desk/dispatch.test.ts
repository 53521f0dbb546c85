import type { ErrorBody } from '@sansheng/shared/contracts/errors';
import type { CaseDetail, CasePage } from '@sansheng/shared/contracts/service-desk/cases';
import type {
  DepartmentDesk,
  DispatchBoard,
  DispatchReason,
  StuckCases,
} from '@sansheng/shared/contracts/service-desk/dispatch';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { DepartmentMemberSchema, DepartmentSchema } from '@sansheng/shared/tables/service-desk/cases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { aRecordsCenter, type RecordsCenter } from '../records/records-center.ts';
import { startRecordsServer } from '../records/records-server.ts';

/** A dispatcher; of the workshop its head, a chief and an ordinary one; one of the network, who has no head. */
const [DISPATCHER, HEAD, CHIEF, WORKER, NETWORK] = ['7001', '8001', '8002', '8003', '8101'] as const;
const HOUR_MS = 3_600_000;

let center: RecordsCenter;
let server: Awaited<ReturnType<typeof startRecordsServer>>;

beforeAll(async () => {
  center = await aRecordsCenter();
  const { db } = center;
  await seedDemonstration(db, Date.now());
  const accounts = db.getRepository(AccountSchema);
  const seat = await accounts.findOneByOrFail({ employeeNo: '1001' });
  const people = { [HEAD]: '沈维修', [CHIEF]: '卢师傅', [WORKER]: '丁师傅', [NETWORK]: '魏网络' };
  for (const [employeeNo, name] of Object.entries(people))
    await accounts.save({ ...seat, employeeNo, name, roles: ['department'], teamId: null });
  await accounts.save({ ...seat, employeeNo: DISPATCHER, name: '蒋调度', roles: ['dispatcher'], teamId: null });
  const department = { deputyId: null, deputyFromMs: null, deputyToMs: null, isActive: true };
  await db.getRepository(DepartmentSchema).insert([
    { ...department, departmentId: 'workshop', name: '工程维修部', headId: HEAD },
    { ...department, departmentId: 'network', name: '网络部', headId: null },
  ]);
  await db.getRepository(DepartmentMemberSchema).insert([
    { departmentId: 'workshop', employeeNo: CHIEF },
    { departmentId: 'workshop', employeeNo: WORKER },
    { departmentId: 'network', employeeNo: NETWORK },
  ]);
  const seats = ['1001', '2001', '3001', '4101', '6001', '9001'];
  server = await startRecordsServer(center, [...seats, DISPATCHER, HEAD, CHIEF, WORKER, NETWORK]);
  await ask(DISPATCHER, 'POST', '/admin/dispatch-rules', {
    ruleId: 'leaks',
    name: '漏水',
    order: 10,
    typeKeys: ['workOrder'],
    categoryId: 'property',
    departmentId: 'workshop',
    ranks: ['ordinary'],
    season: 'quiet',
    perDay: null,
    perWeek: null,
  });
  await ask(DISPATCHER, 'POST', '/admin/dispatch-rules', {
    ruleId: 'broadband',
    name: '宽带',
    order: 20,
    categoryId: 'broadband',
    departmentId: 'network',
    method: 'pool',
  });
  await ask(DISPATCHER, 'POST', '/admin/dispatch-people', { employeeNo: CHIEF, rank: 'chief' });
  await ask(DISPATCHER, 'POST', '/admin/dispatch-people', {
    employeeNo: HEAD,
    awayFromMs: Date.now() - HOUR_MS,
    awayToMs: Date.now() + HOUR_MS,
  });
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
const open = (categoryId: string | null = 'water-leak') =>
  ask<CaseDetail>('1001', 'POST', '/cases', { type: 'workOrder', title: '厨房漏水', categoryId });
const find = (caseNo: string, employeeNo = '3001') => ask<CaseDetail>(employeeNo, 'GET', `/cases/${caseNo}`);
const board = (employeeNo: string = DISPATCHER) => ask<DispatchBoard>(employeeNo, 'GET', '/dispatch');
const onBoard = async (caseNo: string) => (await board()).toDispatch.find((one) => one.caseNo === caseNo);
async function dispatch(caseNo: string, more: object = {}, employeeNo: string = DISPATCHER) {
  const { version } = await find(caseNo);
  return ask<{ reason: DispatchReason }>(employeeNo, 'POST', `/dispatch/${caseNo}`, { version, ...more });
}
async function refusedDispatch(caseNo: string, more: object = {}, employeeNo: string = DISPATCHER) {
  const { version } = await find(caseNo);
  return refused(employeeNo, 'POST', `/dispatch/${caseNo}`, { version, ...more });
}
async function act(employeeNo: string, caseNo: string, key: string, more: object = {}) {
  const { version } = await find(caseNo);
  return ask(employeeNo, 'POST', `/cases/${caseNo}/transitions/${key}`, { version, text: '好的', ...more });
}
const giveBack = (employeeNo: string, caseNo: string) =>
  act(employeeNo, caseNo, 'return', { text: '不归我们', fields: { returnReason: 'notOurs' } });
const finish = async (employeeNo: string, caseNo: string) => {
  await act(employeeNo, caseNo, 'accept');
  await act(employeeNo, caseNo, 'finish', { fields: { work: '换管', cause: 'equipment' } });
};
const whys = ({ passedOver }: DispatchReason) =>
  Object.fromEntries(passedOver.map(({ employeeNo, why }) => [employeeNo, why]));

describe('dispatch by the rules', () => {
  it('proposes, dispatches by one key, and keeps in the case why it went there and not elsewhere', async () => {
    const { caseNo } = await open();
    const proposal = (await onBoard(caseNo))?.proposal;
    expect(proposal).toMatchObject({ kind: 'person', employeeNo: WORKER, name: '丁师傅', ruleName: '漏水' });
    const { reason } = await dispatch(caseNo);
    expect(whys(reason)).toEqual({ [HEAD]: 'away', [CHIEF]: 'rank' });
    const sent = await find(caseNo);
    expect(sent).toMatchObject({ stepKey: 'dispatched', departmentId: 'workshop', assigneeId: WORKER });
    expect(sent.entries.at(-1)).toMatchObject({ transition: 'dispatch', data: { dispatch: reason } });
    const clock = (key: string) => sent.clocks.find(({ clockKey }) => clockKey === key);
    expect([clock('dispatch')?.state, clock('accept')?.state]).toEqual(['kept', 'running']);
    expect(clock('accept')?.startedAtMs).toBe(sent.entries.at(-1)?.atMs);
    expect((await board()).notAccepted.map((one) => one.caseNo)).toContain(caseNo);
    await finish(WORKER, caseNo);
  });

  it('two at once onto one who may have one more: exactly one arrives, the other lies in the pool with the reason', async () => {
    const first = await open();
    await dispatch(first.caseNo);
    for (let round = 0; round < 5; round += 1) {
      const two = [await open(), await open()];
      const reasons = (await Promise.all(two.map(({ caseNo }) => dispatch(caseNo)))).map(({ reason }) => reason);
      expect(reasons.map(({ employeeNo }) => employeeNo).toSorted()).toEqual([WORKER, null].toSorted());
      const late = reasons.find(({ employeeNo }) => employeeNo === null);
      expect(late).toMatchObject({ kind: 'nobody', departmentId: 'workshop' });
      expect(late?.passedOver).toContainEqual({ employeeNo: WORKER, name: '丁师傅', why: 'openCap', has: 2, cap: 2 });
      for (const { caseNo } of two) await finish(WORKER, caseNo);
    }
    const three = [await open(), await open()];
    const byHand = await Promise.all(
      three.map(async ({ caseNo, version }) =>
        reply('3001', 'POST', `/cases/${caseNo}/transitions/dispatch`, {
          version,
          fields: { department: 'workshop', worker: WORKER },
        }),
      ),
    );
    expect(byHand.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect(byHand.find(({ status }) => status === 409)?.code).toBe('capReached');
    for (const { caseNo } of [first, ...three])
      await reply('3001', 'POST', `/cases/${caseNo}/transitions/cancel`, {
        version: (await find(caseNo)).version,
        text: '撤',
      });
  });

  it('leaves to the pool what its rule says, and to the dispatcher what no rule knows', async () => {
    const pooled = await open('no-internet');
    const { reason } = await dispatch(pooled.caseNo);
    expect(reason).toMatchObject({ kind: 'pool', departmentId: 'network', employeeNo: null });
    const unknown = await open(null);
    expect((await onBoard(unknown.caseNo))?.proposal).toBeNull();
    expect(await refusedDispatch(unknown.caseNo)).toEqual(['noDispatchRule', undefined]);
    expect(await refusedDispatch(unknown.caseNo, { departmentId: 'workshop', employeeNo: NETWORK })).toEqual([
      'badRequest',
      'employeeNo',
    ]);
    expect(await refusedDispatch(unknown.caseNo, { departmentId: 'nowhere' })).toEqual(['badRequest', 'departmentId']);
    const byHand = await dispatch(unknown.caseNo, { departmentId: 'workshop', employeeNo: CHIEF });
    expect(byHand.reason).toMatchObject({ kind: 'byHand', ruleId: null, employeeNo: CHIEF });
    expect((await find(unknown.caseNo)).assigneeId).toBe(CHIEF);
  });

  it('of a case that somebody else has moved tells who was faster', async () => {
    const { caseNo, version } = await open();
    await dispatch(caseNo, { departmentId: 'network' });
    expect(await refused(DISPATCHER, 'POST', `/dispatch/${caseNo}`, { version })).toEqual([
      'changedMeanwhile',
      undefined,
    ]);
    expect(await refusedDispatch(caseNo)).toEqual(['wrongState', undefined]);
  });
});

describe('a case that is returned', () => {
  it('comes with its reason, is overruled once by the dispatcher with words, and then by the supervisor', async () => {
    const { caseNo } = await open('no-internet');
    await dispatch(caseNo);
    await giveBack(NETWORK, caseNo);
    expect(await onBoard(caseNo)).toMatchObject({
      returns: 1,
      isSupervised: false,
      returned: { departmentId: 'network', reason: 'notOurs', text: '不归我们' },
    });
    expect(await refusedDispatch(caseNo)).toEqual(['returnedByDepartment', undefined]);
    const { version } = await find(caseNo);
    const plain = { version, fields: { department: 'network' } };
    expect(await refused(DISPATCHER, 'POST', `/cases/${caseNo}/transitions/dispatch`, plain)).toEqual([
      'returnedByDepartment',
      undefined,
    ]);
    expect(await refusedDispatch(caseNo, { isOverruling: true })).toEqual(['badRequest', 'text']);
    await dispatch(caseNo, { isOverruling: true, text: '线路归网络部' });
    expect((await find(caseNo)).entries.at(-1)).toMatchObject({ kind: 'forced', text: '线路归网络部' });
    await giveBack(NETWORK, caseNo);
    expect(await refusedDispatch(caseNo, { isOverruling: true, text: '再派' })).toEqual([
      'overruledAlready',
      undefined,
    ]);
    await dispatch(caseNo, { isOverruling: true, text: '主管定' }, '3001');
    await giveBack(NETWORK, caseNo);
    expect(await onBoard(caseNo)).toMatchObject({ returns: 3, isSupervised: true });
    const listed = async () =>
      (await ask<z.infer<typeof CasePage>>(DISPATCHER, 'GET', `/cases?q=${caseNo}`)).cases.map(
        (one) => one.isSupervised,
      );
    expect([await listed(), (await find(caseNo)).isSupervised]).toEqual([[true], true]);
    expect(await refused(DISPATCHER, 'DELETE', `/dispatch/${caseNo}/supervision`)).toEqual(['notAllowed', undefined]);
    await ask('3001', 'DELETE', `/dispatch/${caseNo}/supervision`);
    expect(await refused('3001', 'DELETE', `/dispatch/${caseNo}/supervision`)).toEqual(['wrongState', undefined]);
    expect((await onBoard(caseNo))?.isSupervised).toBe(false);
    expect([await listed(), (await find(caseNo)).isSupervised]).toEqual([[false], false]);
  });

  it('goes to another department without anybody overruling', async () => {
    const { caseNo } = await open('no-internet');
    await dispatch(caseNo);
    await giveBack(NETWORK, caseNo);
    const { reason } = await dispatch(caseNo, { departmentId: 'workshop' });
    expect(reason).toMatchObject({ kind: 'byHand', departmentId: 'workshop', employeeNo: null });
  });
});

describe('the department page', () => {
  it('has what is to accept, in work, and answered, each with what may be done', async () => {
    const desk = () => ask<DepartmentDesk>(NETWORK, 'GET', '/department-desk');
    const numbers = async (part: keyof DepartmentDesk) => (await desk())[part].map((one) => one.caseNo);
    const { caseNo } = await open('no-internet');
    await dispatch(caseNo);
    const waiting = (await desk()).toAccept.find((one) => one.caseNo === caseNo);
    expect(waiting?.acts.map(({ key }) => key)).toEqual(expect.arrayContaining(['accept', 'return']));
    await act(NETWORK, caseNo, 'accept');
    expect(await numbers('inWork')).toContain(caseNo);
    await act(NETWORK, caseNo, 'finish', { fields: { work: '重启', cause: 'line' } });
    expect(await numbers('answered')).toContain(caseNo);
    const other = await ask<DepartmentDesk>(WORKER, 'GET', '/department-desk');
    expect(JSON.stringify(other)).not.toContain(caseNo);
  });
});

describe('the stuck list', () => {
  it('has what stands too long, with its open time; chased once in half an hour', async () => {
    const stuck = async (query = '') =>
      (await ask<z.infer<typeof StuckCases>>(DISPATCHER, 'GET', `/stuck-cases${query}`)).cases;
    const { caseNo, caseId } = await open('no-internet');
    await dispatch(caseNo);
    expect((await stuck()).map((one) => one.caseNo)).not.toContain(caseNo);
    await center.db.query('UPDATE cases SET stepSinceMs = ? WHERE caseId = ?', [Date.now() - 9 * 24 * HOUR_MS, caseId]);
    const found = (await stuck('?department=network')).find((one) => one.caseNo === caseNo);
    expect(found).toMatchObject({ why: 'step', departmentId: 'network', mayChase: true, chases: 0 });
    expect(found?.openMs).toBeGreaterThan(15 * HOUR_MS);
    await center.db.query(`UPDATE case_clocks SET dueAtMs = ? WHERE caseId = ? AND clockKey = 'accept'`, [
      Date.now() - 1000,
      caseId,
    ]);
    expect((await stuck()).find((one) => one.caseNo === caseNo)?.why).toBe('accept');
    expect((await stuck('?department=workshop')).map((one) => one.caseNo)).not.toContain(caseNo);
    const listed = async (view: string) =>
      (await ask<z.infer<typeof CasePage>>('3001', 'GET', `/cases?view=${view}&limit=100`)).cases.map(
        (one) => one.caseNo,
      );
    const ofSupervisor = (await ask<z.infer<typeof StuckCases>>('3001', 'GET', '/stuck-cases')).cases;
    expect((await listed('stuck')).toSorted()).toEqual(ofSupervisor.map((one) => one.caseNo).toSorted());
    expect(await listed('stuck')).toContain(caseNo);
    await ask(DISPATCHER, 'POST', `/cases/${caseNo}/chase`, {});
    expect((await stuck()).find((one) => one.caseNo === caseNo)).toMatchObject({ chases: 1, mayChase: false });
    expect((await refused(DISPATCHER, 'POST', `/cases/${caseNo}/chase`, {}))[0]).toBe('conflict');
  });

  it('has what waits although its pause is over', async () => {
    const { caseNo, caseId } = await open('no-internet');
    await dispatch(caseNo);
    await act(NETWORK, caseNo, 'accept');
    await act(NETWORK, caseNo, 'wait', { text: '等配件', pause: { reason: 'parts', untilMs: Date.now() + HOUR_MS } });
    const stuck = async () => (await ask<z.infer<typeof StuckCases>>('2001', 'GET', '/stuck-cases')).cases;
    expect((await stuck()).map((one) => one.caseNo)).not.toContain(caseNo);
    const pauses = JSON.stringify([{ reason: 'parts', fromMs: Date.now() - 2000, toMs: Date.now() - 1000 }]);
    await center.db.query(
      `UPDATE case_clocks SET state = 'running', pauses = ? WHERE caseId = ? AND state = 'paused'`,
      [pauses, caseId],
    );
    expect((await stuck()).find((one) => one.caseNo === caseNo)?.why).toBe('pause');
    const { cases } = await ask<z.infer<typeof CasePage>>('2001', 'GET', '/cases?view=stuck&limit=100');
    expect(cases.map((one) => one.caseNo)).toContain(caseNo);
  });
});

describe('rules', () => {
  const rule = { ruleId: 'odd', name: '怪', departmentId: 'workshop' };
  it.each<[why: string, more: object, field: string]>([
    ['a type that there is not', { typeKeys: ['poem'] }, 'typeKeys.0'],
    ['a department that there is not', { departmentId: 'nowhere' }, 'departmentId'],
    ['a category that there is not', { categoryId: 'nowhere' }, 'categoryId'],
    ['an area that there is not', { areaId: 'nowhere' }, 'areaId'],
    ['a band that ends where it begins', { amountFromFen: 5, amountToFen: 5 }, 'amountToFen'],
    ['a season without an end', { busyFrom: '2026-12-01' }, 'busyTo'],
    ['a season that ends before it begins', { busyFrom: '2026-12-02', busyTo: '2026-12-01' }, 'busyTo'],
    ['a day that there is not', { busyFrom: '2026-02-30', busyTo: '2026-03-01' }, 'busyFrom'],
    ['nobody may have any', { openQuiet: 0 }, 'openQuiet'],
    ['a method that there is not', { method: 'lottery' }, 'method'],
  ])('name the field: %s', async (_, more, field) => {
    expect(await refused(DISPATCHER, 'POST', '/admin/dispatch-rules', { ...rule, ...more })).toEqual([
      'badRequest',
      field,
    ]);
  });

  it('of people name the field', async () => {
    const to = { employeeNo: WORKER, awayToMs: 5 };
    expect(await refused(DISPATCHER, 'POST', '/admin/dispatch-people', to)).toEqual(['badRequest', 'awayFromMs']);
    const nobody = { employeeNo: '8999' };
    expect(await refused(DISPATCHER, 'POST', '/admin/dispatch-people', nobody)).toEqual(['badRequest', 'employeeNo']);
  });
});

describe('who may', () => {
  const table: [path: string, who: readonly string[]][] = [
    ['/dispatch', ['2001', '3001', DISPATCHER]],
    ['/stuck-cases', ['2001', '3001', '6001', DISPATCHER]],
    ['/department-desk', [WORKER]],
    ['/admin/dispatch-rules', ['3001', '9001', DISPATCHER]],
    ['/admin/dispatch-people', ['3001', '9001', DISPATCHER]],
  ];
  it.each(table)('%s', async (path, who) => {
    for (const one of ['1001', '2001', '3001', '4101', '6001', '9001', DISPATCHER, WORKER])
      expect((await reply(one, 'GET', path)).status, one).toBe(who.includes(one) ? 200 : 403);
  });

  it('dispatch: those of the board alone', async () => {
    const { caseNo, version } = await open();
    for (const one of ['1001', '4101', '6001', '9001', WORKER])
      expect((await reply(one, 'POST', `/dispatch/${caseNo}`, { version })).code, one).toBe('notAllowed');
  });
});
