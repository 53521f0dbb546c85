import { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { type CaseTypesView, caseViews } from '@sansheng/shared/contracts/service-desk/cases';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { readTable } from '../../queue-workers/src/jobs/customers/customers/read-table.ts';
import { eventually } from '../records/records-center.ts';
import { ACCOUNTANT, aServiceDesk, FINANCE, type ServiceDesk, WORKER } from './a-service-desk.ts';

const CUSTOMER = 'c00003';
const WORDS = '独一无二的事由';
/** 1001 opened it, 6001 has it, finance is to answer; 1003 is complained about. */
let desk: ServiceDesk;
let caseNo: string;
let caseId: string;
let attachmentId: string;
beforeAll(async () => {
  desk = await aServiceDesk();
  ({ caseNo, caseId } = await desk.open('1001', {
    type: 'complaint',
    title: WORDS,
    customerId: CUSTOMER,
    contactNumber: '13911113333',
    fields: { subject: '1003' },
  }));
  await desk.act('6001', caseNo, 'takeUp');
  await desk.act('6001', caseNo, 'dispatch', { fields: { department: FINANCE } });
  const { cookie, csrfToken } = desk.server.as('6001');
  const attached = await fetch(
    `${desk.server.url}/api/v1/cases/${caseNo}/attachments?name=bill.txt&visibility=department`,
    { method: 'POST', headers: { cookie, 'x-csrf-token': csrfToken }, body: '账单' },
  );
  ({ attachmentId } = (await attached.json()) as { attachmentId: string });
});
afterAll(() => desk?.close());

/**
 * Who finds it: its first owner, the lead of that team, the desks of the center, the administrator, the department that
 * has it. Who does not: another seat, the person complained about, another department. Quality control has no case list.
 */
const finders = ['1001', '2001', '3001', '5001', '6001', '9001', ACCOUNTANT];
const strangers = ['1002', '1003', WORKER];
const outside = ['4101'];

const paths = () => [
  `/cases/${caseNo}`,
  `/cases/${caseId}`,
  `/cases/${caseNo}/clocks`,
  `/cases/${caseNo}/merged`,
  `/cases/${caseNo}/family`,
  `/cases/${caseNo}/notices`,
  `/cases/${caseNo}/attachments/${attachmentId}`,
];
const evidence = () => `/cases/${caseNo}/evidence?reason=x`;

describe('a case', () => {
  it.each(finders)('is found by %s by every route that reads it', async (who) => {
    for (const path of paths()) expect([path, (await desk.reply(who, 'GET', path)).status]).toEqual([path, 200]);
  });
  it.each(strangers)('is not there for %s, whatever is asked', async (who) => {
    for (const path of paths()) expect([path, (await desk.reply(who, 'GET', path)).status]).toEqual([path, 404]);
  });
  it.each(outside)('is not for %s at all', async (who) => {
    for (const path of paths()) expect([path, (await desk.reply(who, 'GET', path)).status]).toEqual([path, 403]);
  });
  it('goes out as evidence only by those who read all of it and answer for it', async () => {
    const everybody = [...finders, ...strangers, ...outside];
    const statuses = await Promise.all(everybody.map(async (who) => (await desk.reply(who, 'GET', evidence())).status));
    expect(everybody.filter((_, i) => statuses[i] === 200)).toEqual(['3001', '6001']);
  });
});

describe('what changes a case', () => {
  /** Each route with a body that is sound, so that nothing but access decides. */
  const changes = (): [method: string, path: string, body: object][] => [
    ['PATCH', `/cases/${caseNo}`, { version: 1, title: 'x' }],
    ['POST', `/cases/${caseNo}/transitions/accept`, { version: 1 }],
    ['POST', `/cases/${caseNo}/notes`, { text: 'x', visibility: 'department' }],
    ['POST', `/cases/${caseNo}/chase`, {}],
    ['POST', `/cases/${caseNo}/calls`, { callId: 'call-1' }],
    ['POST', `/cases/${caseNo}/extend`, { version: 1, clock: 'whole', dueAtMs: 9_999_999_999_999, text: 'x' }],
    ['POST', `/cases/${caseNo}/excuses`, { clock: 'whole', round: 1, startedAtMs: 1, reason: 'x' }],
    ['POST', `/cases/${caseNo}/excuses/take-back`, { clock: 'whole', round: 1, startedAtMs: 1 }],
    ['POST', `/cases/${caseNo}/merge`, { version: 1, into: caseNo }],
    ['POST', `/cases/${caseNo}/merge/undo`, {}],
    ['PUT', `/cases/${caseNo}/parent`, { parent: null }],
    ['POST', `/cases/${caseNo}/attachments?name=x.txt&visibility=department`, {}],
  ];
  it.each([...strangers, ...outside])('does not exist for %s, and nothing happens', async (who) => {
    const standing = async () => {
      const { version, entries, links } = await desk.find('3001', caseNo);
      return { version, entries, links };
    };
    const before = await standing();
    for (const [method, path, body] of changes()) {
      const { status } = await desk.reply(who, method, path, body);
      expect([method, path, status === 404 || status === 403]).toEqual([method, path, true]);
    }
    const acts = await desk.reply(who, 'POST', '/case-acts/accept', { cases: [{ caseNo, version: 1 }] });
    if (acts.status === 200)
      expect(acts.body).toEqual({ cases: [{ caseNo, isDone: false, code: 'notFound', field: null }] });
    expect(await standing()).toEqual(before);
  });

  it('is covered here like what reads it, route by route', () => {
    const asked: [method: string, path: string][] = [
      ...changes().map(([method, path]): [string, string] => [method, path]),
      ...[...paths(), evidence()].map((path): [string, string] => ['GET', path]),
    ];
    const covered = new Set(
      asked.map(([method, path]) => {
        const [bare = ''] = path.split('?');
        const named = bare
          .replace(caseNo, ':caseNo')
          .replace('/accept', '/:key')
          .replace(attachmentId, ':attachmentId');
        return `${method.toLowerCase()} /api/v1${named}`;
      }),
    );
    const routes = desk.server.routes
      .filter(({ path }) => path.startsWith('/api/v1/cases/:caseNo'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(routes.filter((one) => !covered.has(one))).toEqual([]);
  });
});

describe('lists, searches, hints and exports', () => {
  const numbers = async (who: string, query: string) =>
    (await desk.ask<{ cases: { caseNo: string }[] }>(who, 'GET', `/cases?${query}&limit=100`)).cases.map(
      (one) => one.caseNo,
    );
  const queries = () => [
    'view=open',
    `q=${encodeURIComponent(WORDS)}`,
    `q=${caseNo}`,
    `q=${caseNo.slice(-4)}`,
    'q=13911113333',
    `department=${FINANCE}`,
    `customer=${CUSTOMER}`,
    'assignee=6001',
  ];
  it.each(finders)('have it for %s', async (who) => {
    const query = who === ACCOUNTANT || who === '2001' || who === '1001' ? 'view=open' : `q=${caseNo}`;
    expect(await numbers(who, query)).toContain(caseNo);
  });
  it.each(strangers)('do not have it for %s', async (who) => {
    for (const query of [...queries(), ...caseViews.map((view) => `view=${view}`)])
      expect([query, (await numbers(who, query)).includes(caseNo)]).toEqual([query, false]);
    const alike = `/cases/alike?type=complaint&customer=${CUSTOMER}&number=13911113333`;
    expect(await desk.ask(who, 'GET', alike)).toEqual({ cases: [] });
  });
  it('are exported as they are listed: with a reason, guarded against formulas, and audited', async () => {
    const title = `=cmd|' /C calc'!A0`;
    const { caseNo: guarded } = await desk.open('6001', { type: 'complaint', title });
    const csv = async (who: string) => {
      const reply = await desk.reply(who, 'GET', `/cases-export?format=csv&reason=${encodeURIComponent('月度核对')}`);
      return { status: reply.status, text: String(reply.body) };
    };
    const whole = await csv('3001');
    expect(whole.text).toContain(caseNo);
    expect(whole.text).toContain(`'${title}`);
    expect(whole.text).toContain('+8613911113333');
    expect((await csv(ACCOUNTANT)).text).toContain(caseNo);
    expect((await csv(WORKER)).text).not.toMatch(new RegExp(`${caseNo}|${guarded}|1391111`));
    expect((await csv('1002')).status).toBe(403);
    expect(await desk.refused('3001', 'GET', '/cases-export?format=csv')).toEqual(['badRequest', 'reason']);
    const kept: { detail: { reason: string } | string }[] = await desk.db.query(
      `SELECT detail FROM audit_log WHERE action = 'cases.exported' AND employeeNo = '3001'`,
    );
    expect(JSON.stringify(kept)).toContain('月度核对');
  });
});

it('a field that a type no longer asks stays with its cases, on the page and in exports, and is asked of no other', async () => {
  const { caseNo: old } = await desk.open('6001', {
    type: 'complaint',
    title: '老版本',
    fields: { demand: '@SUM(A1)' },
  });
  const [{ definition }] = (await desk.db.query(
    `SELECT definition FROM case_types WHERE typeKey = 'complaint' ORDER BY version DESC LIMIT 1`,
  )) as [{ definition: string | object }];
  const known = CaseType.parse(typeof definition === 'string' ? JSON.parse(definition) : definition);
  const origin = {
    key: 'origin',
    name: { zh: '成因', en: 'Origin' },
    kind: 'text',
    choices: [],
    visibility: 'internal',
  };
  const former = { ...known, version: 999_999, fields: [...known.fields, origin] };
  await desk.db.query('REPLACE INTO case_types (typeKey, version, definition, keptAtMs) VALUES (?, ?, ?, 1)', [
    'complaint',
    former.version,
    JSON.stringify(former),
  ]);
  await desk.db.query(
    `UPDATE cases SET typeVersion = ?, fields = JSON_SET(fields, '$.origin', '设备老化') WHERE caseNo = ?`,
    [former.version, old],
  );
  const { caseNo: young } = await desk.open('6001', { type: 'complaint', title: '新版本' });
  expect((await desk.find('6001', old)).fields.origin).toBe('设备老化');
  const query = `format=csv&type=complaint&reason=${encodeURIComponent('核对')}`;
  const lines = String((await desk.reply('3001', 'GET', `/cases-export?${query}`)).body).split('\r\n');
  const heads = (lines[0] ?? '').split(',');
  const cells = (of: string) => lines.find((line) => line.includes(of))?.split(',') ?? [];
  expect(heads).toContain('成因');
  expect(cells(old)[heads.indexOf('成因')]).toBe('设备老化');
  expect(cells(young)[heads.indexOf('成因')]).toBe('');
  // Nothing of a case is a formula in the table of whoever exports it.
  expect(cells(old)[heads.indexOf('客户诉求')]).toBe("'@SUM(A1)");
  const { cookie } = desk.server.as('3001');
  const workbook = await fetch(`${desk.server.url}/api/v1/cases-export?${query.replace('csv', 'xlsx')}`, {
    headers: { cookie },
  });
  const table = await readTable(Buffer.from(await workbook.arrayBuffer()));
  expect(table.find((row) => row.includes(old))).toEqual(expect.arrayContaining(['设备老化', '@SUM(A1)']));
  const { types } = await desk.ask<z.infer<typeof CaseTypesView>>('6001', 'GET', '/case-types');
  expect(JSON.stringify(types)).not.toContain('成因');
  const asked = { type: 'complaint', title: 'x', fields: { origin: '设备' } };
  expect(await desk.refused('6001', 'POST', '/cases', asked)).toEqual(['badRequest', 'fields.origin']);
});

it('ten chosen at once are done one by one: nine, and the one that lacks a field is named', async () => {
  const cases: { caseNo: string; version: number }[] = [];
  for (let n = 0; n < 10; n += 1) {
    const one = await desk.open('6001', { type: 'complaint', title: `批量 ${n}` });
    await desk.act('6001', one.caseNo, 'takeUp');
    await desk.act('6001', one.caseNo, 'dispatch', { fields: { department: FINANCE } });
    await desk.act(ACCOUNTANT, one.caseNo, 'accept');
    const fields = n === 4 ? {} : { cause: 'system' };
    const { version } = await desk.find('3001', one.caseNo);
    await desk.db.query('UPDATE cases SET fields = JSON_MERGE_PATCH(fields, ?) WHERE caseNo = ?', [
      JSON.stringify(fields),
      one.caseNo,
    ]);
    cases.push({ caseNo: one.caseNo, version });
  }
  const { cases: done } = await desk.ask<{ cases: { isDone: boolean; code: string; field: string }[] }>(
    ACCOUNTANT,
    'POST',
    '/case-acts/answer',
    { cases, text: '已核对', fields: { findings: '系统重复出账' } },
  );
  expect(done.map(({ isDone }) => isDone)).toEqual(cases.map((_, at) => at !== 4));
  expect(done[4]).toMatchObject({ caseNo: cases[4]?.caseNo, code: 'badRequest', field: 'fields.cause' });
});

it('is shown as open to those who find it, until the socket goes; nobody else learns of it', async () => {
  const sockets = new Map<string, Socket>();
  const connect = async (who: string) => {
    const { cookie, csrfToken } = desk.server.as(who);
    const socket = io(desk.server.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { csrfToken },
      extraHeaders: { cookie },
    });
    await new Promise<void>((settle) => void socket.once('connect', settle));
    sockets.set(who, socket);
  };
  const say = (who: string, is: string) =>
    (sockets.get(who) as Socket).emitWithAck('cases.present', { caseNo, is }) as Promise<{
      code?: string;
      others?: { employeeNo: string; isWriting: boolean }[];
    }>;
  try {
    await Promise.all(['1001', '6001', WORKER, '1003'].map(connect));
    expect(await say('6001', 'writing')).toEqual({ ok: true, others: [] });
    expect((await say('1001', 'reading')).others).toMatchObject([{ employeeNo: '6001', isWriting: true }]);
    expect((await say('6001', 'reading')).others).toMatchObject([{ employeeNo: '1001', isWriting: false }]);
    for (const stranger of [WORKER, '1003'])
      expect(await say(stranger, 'reading')).toMatchObject({ ok: false, code: 'notFound' });
    expect((await say('6001', 'reading')).others).toHaveLength(1);
    sockets.get('6001')?.close();
    await eventually('the closed socket to be gone', async () => (await say('1001', 'reading')).others?.length === 0);
  } finally {
    for (const socket of sockets.values()) socket.close();
  }
});
