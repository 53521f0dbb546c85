import type {
  ContactPage,
  CustomerCard,
  CustomerImport,
  CustomerMerge,
  CustomerPage,
  LikelyDuplicates,
} from '@sansheng/shared/contracts/customers/customers';
import type { LiveEvent } from '@sansheng/shared/contracts/events';
import { AuditSchema } from '@sansheng/shared/tables/settings/audit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { writeCallRecords } from '../../queue-workers/src/jobs/records/call-records/write-call-records.ts';
import { readTable } from '../../queue-workers/src/jobs/customers/customers/read-table.ts';
import { findCustomerByDigits, findCustomerByNumber } from '../../server/src/customers/customers/index.ts';
import { refusesRecording } from '../../server/src/customers/recording-refusal/index.ts';
import { answeredCall } from './made-up-calls.ts';
import { aRecordsCenter, eventually, type RecordsCenter } from './records-center.ts';
import { startRecordsServer } from './records-server.ts';

type Page = z.infer<typeof CustomerPage>;

const START_MS = Date.parse('2026-11-20T01:00:00Z');

let center: RecordsCenter;
let server: Awaited<ReturnType<typeof startRecordsServer>>;

beforeAll(async () => {
  center = await aRecordsCenter();
  await seedDemonstration(center.db, START_MS);
  for (let i = 0; i < 7; i += 1) await book(`early-${i}`, '1001', START_MS + i * 1000);
  server = await startRecordsServer(center, ['1001', '1002', '2001', '3001', '4101', '5001', '6001', '9001']);
});
afterAll(async () => {
  await server.close();
  await center.close();
});

/** A call of 王芳 that a seat took. */
async function book(callId: string, agentId: string, startMs: number): Promise<void> {
  const events = answeredCall(callId, agentId).map(
    ({ afterMs, ...event }, i) => ({ ...event, id: `${startMs}-${i}`, atMs: startMs + afterMs }) as LiveEvent,
  );
  await writeCallRecords(center.db, events);
}

async function ask<T>(employeeNo: string, method: string, path: string, body?: unknown): Promise<T> {
  const reply = await server.as(employeeNo).send(method, `/api/v1${path}`, body);
  expect(reply.status, `${method} ${path} ${JSON.stringify(reply.body)}`).toBe(200);
  return reply.body as T;
}
const refused = async (employeeNo: string, method: string, path: string, body?: unknown) => {
  const { code, body: reply } = await server.as(employeeNo).send(method, `/api/v1${path}`, body);
  return [code, (reply as { error: { field?: string } }).error.field];
};
const search = async (employeeNo: string, query: Record<string, string>) =>
  (await ask<Page>(employeeNo, 'GET', `/customers?${new URLSearchParams(query)}`)).customers;
const open = (employeeNo: string, file: object) => ask<CustomerCard>(employeeNo, 'POST', '/customers', file);
let opened = 0;
const newNumber = () => `1581234${String((opened += 1)).padStart(4, '0')}`;
const file = (more: object = {}) => ({ name: '赵新', tier: 'silver', numbers: [newNumber()], ...more });

describe('a customer', () => {
  it('is looked up by number with the last five calls', async () => {
    const card = await findCustomerByNumber(center.db, '+8613800138000');
    expect(card).toMatchObject({ name: '王芳', tier: 'vip', numbers: ['13800138000'], isWhole: true });
    expect(card?.lastCalls.map(({ callId }) => callId)).toEqual([
      'early-6',
      'early-5',
      'early-4',
      'early-3',
      'early-2',
    ]);
    expect(await findCustomerByNumber(center.db, '+8613900000000')).toBeNull();
  });

  it('is found by name, pinyin, initials, number, last digits, and reference', async () => {
    for (const text of ['王芳', '138 0013 8000', '00138000', '60000000', '8800000000']) {
      expect(await search('1001', { search: text }), text).toMatchObject([
        { customerId: 'c00000', numbers: ['13800138000'] },
      ]);
    }
    await open('3001', file({ name: '单雄信', references: [{ kind: 'contract', digits: 'ht-2026/07' }] }));
    for (const text of ['单雄', 'shanx', 'shan xiongxin', 'sxx', 'HT-2026/07']) {
      expect(await search('1001', { search: text }), text).toMatchObject([{ name: '单雄信' }]);
    }
    expect(await search('1001', { search: '%' })).toEqual([]);
    expect(await search('1001', { search: '雄' })).toEqual([]);
  });

  it('is found by tag, alone and with the beginning of a name, and by owner', async () => {
    const tag = '试点用户';
    for (const name of ['孙一', '孙二', '钱三']) await open('1002', file({ name, tags: [tag] }));
    const names = async (query: Record<string, string>) => (await search('3001', query)).map(({ name }) => name).sort();
    expect(await names({ tag })).toEqual(['孙一', '孙二', '钱三'].sort());
    expect(await names({ tag, search: '孙' })).toEqual(['孙一', '孙二'].sort());
    expect(await names({ tag, search: 'qian' })).toEqual(['钱三']);
    // The first contact owns the customer.
    expect(await names({ owner: '1002', search: 'sun' })).toEqual(['孙一', '孙二'].sort());
    expect(await names({ owner: '1001', search: 'sun' })).toEqual([]);
  });

  it('is listed page by page, each once', async () => {
    const all = new Set<string>();
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null; pages += 1) {
      const query = new URLSearchParams({ search: 'wang', limit: '100', ...(cursor !== '' && { cursor }) });
      const page: Page = await ask<Page>('3001', 'GET', `/customers?${query}`);
      for (const { customerId } of page.customers) {
        expect(all.has(customerId)).toBe(false);
        all.add(customerId);
      }
      cursor = page.nextCursor;
      expect(pages).toBeLessThan(50);
    }
    const [{ n }] = (await center.db.query(
      `SELECT COUNT(*) AS n FROM customers WHERE name LIKE '王%' OR name LIKE '汪%'`,
    )) as [{ n: number }];
    expect(all.size).toBe(n);
    expect(await refused('3001', 'GET', '/customers?cursor=nonsense')).toEqual(['badRequest', 'cursor']);
  });

  it('keeps several numbers in order, addresses and references, and belongs to who opened the file', async () => {
    const [first, second] = [newNumber(), newNumber()];
    const card = await open('1001', {
      ...file(),
      numbers: [second, first],
      addresses: ['北京市东城区 1 号', '通州区 2 号'],
      references: [
        { kind: 'equipment', digits: 'sn 0042' },
        { kind: 'accountNumber', digits: '77001' },
      ],
      tags: ['甲', '甲', '乙'],
    });
    expect(card).toMatchObject({
      numbers: [second, first],
      addresses: ['北京市东城区 1 号', '通州区 2 号'],
      tags: ['甲', '乙'],
      ownerId: '1001',
      ownerName: '陈静',
      confidentiality: 'ordinary',
    });
    expect(card.references).toHaveLength(2);
    const plan = { country: 'CN', areaCode: '10' };
    const keyed = await findCustomerByDigits(center.db, { what: 'accountNumber', digits: '77001' }, plan);
    expect(keyed?.customerId).toBe(card.customerId);
  });

  it("is changed and audited; another customer's number is refused with its field", async () => {
    const card = await open('1001', file({ name: '新客户' }));
    const path = `/customers/${card.customerId}`;
    const edit = { name: '新客户', tier: 'gold', numbers: card.numbers };
    const taken = { ...edit, numbers: [...card.numbers, '13800138000'] };
    expect(await refused('1001', 'PUT', path, taken)).toEqual(['conflict', 'numbers.1']);
    expect(await refused('1001', 'PUT', path, { ...edit, numbers: ['12'] })).toEqual(['badRequest', 'numbers.0']);
    const references = [{ kind: 'customerNumber', digits: '60000000' }];
    expect(await refused('1001', 'PUT', path, { ...edit, references })).toEqual(['conflict', 'references.0']);
    const changed = await ask<CustomerCard>('1001', 'PUT', path, { ...edit, name: '改名', numbers: ['68881234'] });
    expect(changed).toMatchObject({ name: '改名', numbers: ['010 6888 1234'], tier: 'gold', ownerId: '1001' });
    // An edit of the file as it was before overwrites nothing.
    const late = { ...edit, updatedAtMs: card.updatedAtMs };
    expect(await refused('1001', 'PUT', path, late)).toEqual(['conflict', 'updatedAtMs']);
    expect(await refused('1001', 'PUT', path, { ...edit, ownerId: '1002' })).toEqual(['notAllowed', 'ownerId']);
    expect(await refused('3001', 'PUT', path, { ...edit, ownerId: '7' })).toEqual(['badRequest', 'ownerId']);
    expect(await ask('2001', 'PUT', path, { ...edit, ownerId: '1002' })).toMatchObject({ ownerName: '李娜' });
    expect((await refused('4101', 'PUT', path, edit))[0]).toBe('notAllowed');
    const trace = await center.db.getRepository(AuditSchema).findBy({ target: card.customerId });
    expect(trace.map(({ action }) => action).sort()).toEqual([
      'customers.added',
      'customers.changed',
      'customers.changed',
    ]);
    expect(trace.flatMap(({ detail }) => (detail.fields as string[]) ?? [])).toEqual(
      expect.arrayContaining(['name', 'tier', 'numbers', 'ownerId']),
    );
  });

  it('shows its contacts page by page, also of years ago', async () => {
    const page = await ask<z.infer<typeof ContactPage>>('1002', 'GET', '/customers/c00000/contacts?limit=4');
    expect(page.contacts).toMatchObject([{ callId: 'early-6', agentName: '陈静', category: '账单费用' }, {}, {}, {}]);
    const rest = await ask<z.infer<typeof ContactPage>>(
      '1002',
      'GET',
      `/customers/c00000/contacts?limit=4&cursor=${page.nextCursor}`,
    );
    expect(rest.contacts.map(({ callId }) => callId)).toEqual(['early-2', 'early-1', 'early-0']);
    expect(rest.nextCursor).toBeNull();
  });
});

describe('confidentiality', () => {
  it('masks a confidential file, and hides a secret one, from those who do not serve the customer', async () => {
    const number = newNumber();
    const card = await open('3001', {
      ...file({ name: '密客', addresses: ['某处'], note: '不外传', confidentiality: 'confidential' }),
      numbers: [number],
    });
    const path = `/customers/${card.customerId}`;
    const masked = `${number.slice(0, 3)}****${number.slice(-4)}`;
    expect(await ask('1001', 'GET', path)).toMatchObject({
      isWhole: false,
      numbers: [masked],
      addresses: [],
      note: '',
    });
    expect(await search('1001', { search: '密客' })).toMatchObject([{ numbers: [masked] }]);
    expect(await refused('1001', 'PUT', path, file({ name: '密客' }))).toEqual(['notAllowed', undefined]);
    expect(await ask('2001', 'GET', path)).toMatchObject({ isWhole: true, numbers: [number] });

    const edit = { name: '密客', tier: 'silver', numbers: [number], confidentiality: 'secret' };
    await ask('3001', 'PUT', path, edit);
    for (const employeeNo of ['1001', '2001', '4101', '9001']) {
      expect((await refused(employeeNo, 'GET', path))[0], employeeNo).toBe('notFound');
      expect(await search(employeeNo, { search: '密客' }), employeeNo).toEqual([]);
      expect(await search(employeeNo, { search: number }), employeeNo).toEqual([]);
    }
    expect(await search('6001', { search: '密客' })).toHaveLength(1);
    expect((await refused('1001', 'PUT', path, { ...edit, confidentiality: 'ordinary' }))[0]).toBe('notFound');
    // A number that belongs to a secret file is taken all the same, and nothing else is told.
    expect((await refused('1001', 'POST', '/customers', { ...edit, confidentiality: undefined }))[0]).toBe('conflict');
  });

  it('opens the file to the seat that has just had the customer on the line', async () => {
    await ask('3001', 'PUT', '/customers/c00000', {
      ...(await ask<object>('3001', 'GET', '/customers/c00000')),
      updatedAtMs: undefined,
      confidentiality: 'secret',
    });
    await book('just-now', '1002', Date.now());
    expect(await ask('1002', 'GET', '/customers/c00000')).toMatchObject({ isWhole: true, numbers: ['13800138000'] });
    expect((await refused('1001', 'GET', '/customers/c00000'))[0]).toBe('notFound');
    await ask('3001', 'PUT', '/customers/c00000', {
      ...(await ask<object>('3001', 'GET', '/customers/c00000')),
      updatedAtMs: undefined,
      confidentiality: 'ordinary',
    });
  });

  it('opens the file also to the seat to which the customer was transferred', async () => {
    const card = await open('3001', file({ name: '转密', confidentiality: 'secret' }));
    const { customerId } = card;
    const nowMs = Date.now();
    await center.db.query(
      `INSERT INTO calls (callId, arrivedAtMs, customerId, agentId) VALUES ('passed-on', ?, ?, '1001')`,
      [nowMs, customerId],
    );
    expect((await refused('1002', 'GET', `/customers/${customerId}`))[0]).toBe('notFound');
    await center.db.query(
      `INSERT INTO legs (callId, legNo, kind, who, role, addedAtMs, answeredAtMs) VALUES ('passed-on', 1, 'seat', '1002', 'transfer', ?, ?)`,
      [nowMs, nowMs],
    );
    expect(await ask('1002', 'GET', `/customers/${customerId}`)).toMatchObject({ isWhole: true });
  });

  it('shows the recording refusal of a hidden file only to those who see the file', async () => {
    const { customerId } = await open('3001', file({ name: '密录', confidentiality: 'secret' }));
    const path = `/customers/${customerId}/recording`;
    for (const employeeNo of ['1001', '2001', '9001']) {
      expect((await refused(employeeNo, 'GET', path))[0], employeeNo).toBe('notFound');
      expect((await refused(employeeNo, 'PUT', path, { refuses: true }))[0], employeeNo).toBe('notFound');
    }
    expect((await refused('1001', 'GET', '/customers/no-such/recording'))[0]).toBe('notFound');
    expect(await ask('3001', 'GET', path)).toEqual({ refuses: false });
  });

  it('reveals hidden digits to nobody who searches for them', async () => {
    const number = newNumber();
    const ending = (length: number) => ({ search: number.slice(-length) });
    const { customerId } = await open('3001', { ...file({ name: '掩号' }), numbers: [number] });
    const finds = async (employeeNo: string, query: Record<string, string>) =>
      (await search(employeeNo, query)).some((one) => one.customerId === customerId);
    // Masked by role.
    expect(await finds('4101', ending(11))).toBe(true);
    expect(await finds('4101', ending(4))).toBe(true);
    for (const length of [3, 5, 6, 7, 8, 10]) expect(await finds('4101', ending(length)), `${length}`).toBe(false);
    expect(await finds('1001', ending(5))).toBe(true);
    // Nor by where the next page begins.
    const page = await ask<Page>('4101', 'GET', '/customers?search=0001&limit=1');
    const [key, id] = JSON.parse(Buffer.from(page.nextCursor ?? '', 'base64url').toString()) as unknown[];
    expect([key, id]).toEqual([page.customers[0]?.customerId, page.customers[0]?.customerId]);
    // Masked because the file is confidential.
    const card = await ask<CustomerCard>('3001', 'GET', `/customers/${customerId}`);
    await ask('3001', 'PUT', `/customers/${customerId}`, { ...card, confidentiality: 'confidential' });
    expect(await finds('1001', ending(4))).toBe(true);
    expect(await finds('1001', ending(11))).toBe(true);
    expect(await finds('1001', ending(5))).toBe(false);
    expect(await finds('2001', ending(5))).toBe(true);
  });

  it('masks numbers by role, whatever the file', async () => {
    expect(await search('4101', { search: '王芳' })).toMatchObject([{ numbers: ['138****8000'] }]);
    expect(await ask('5001', 'GET', '/customers/c00000')).toMatchObject({ numbers: ['138****8000'] });
  });
});

describe('merging', () => {
  it('merges two files and unmerges them again', async () => {
    const kept = await open('1001', file({ name: '双胞', tags: ['甲'], addresses: ['一处'], note: '先' }));
    const merged = await open('1002', {
      ...file({ name: '双胞', tags: ['甲', '丙'], addresses: ['一处', '二处'], note: '后', tier: 'gold' }),
      numbers: [newNumber(), newNumber()],
      references: [{ kind: 'contract', digits: 'M1' }],
    });
    const opening = { type: 'memo', title: '问', customerId: merged.customerId };
    const { caseNo } = await ask<{ caseNo: string }>('1002', 'POST', '/cases', opening);
    const whose = async () => (await ask<{ customerId: string }>('1002', 'GET', `/cases/${caseNo}`)).customerId;
    await center.db.query(
      `INSERT INTO calls (callId, arrivedAtMs, customerId, agentId) VALUES ('twin-call', 5, ?, '1002')`,
      [merged.customerId],
    );
    const path = `/customers/${kept.customerId}`;
    const likely = await ask<z.infer<typeof LikelyDuplicates>>('2001', 'GET', `${path}/duplicates`);
    expect(likely.customers).toMatchObject([{ customerId: merged.customerId, why: ['name', 'address'] }]);
    expect(await refused('1001', 'POST', `${path}/merges`, { mergedId: merged.customerId })).toEqual([
      'notAllowed',
      undefined,
    ]);
    expect((await refused('2001', 'POST', `${path}/merges`, { mergedId: kept.customerId }))[0]).toBe('badRequest');

    const one = await ask<CustomerCard>('2001', 'POST', `${path}/merges`, { mergedId: merged.customerId });
    expect(one).toMatchObject({
      customerId: kept.customerId,
      tier: 'gold',
      numbers: [...kept.numbers, ...merged.numbers],
      addresses: ['一处', '二处'],
      tags: ['甲', '丙'],
      references: merged.references,
      note: '先\n后',
      ownerId: '1001',
      lastCalls: [{ callId: 'twin-call' }],
    });
    expect(await whose()).toBe(kept.customerId);
    // The old file leads to the new one, is found no more, and its numbers ring up the new one.
    expect(await ask('2001', 'GET', `/customers/${merged.customerId}`)).toMatchObject({ customerId: kept.customerId });
    expect(await search('2001', { search: '双胞' })).toHaveLength(1);
    expect(await search('2001', { tag: '丙' })).toMatchObject([{ customerId: kept.customerId }]);
    expect(await search('2001', { search: merged.numbers[1]! })).toMatchObject([{ customerId: kept.customerId }]);
    expect((await refused('2001', 'POST', `${path}/merges`, { mergedId: merged.customerId }))[0]).toBe('badRequest');

    // Changed meanwhile: the note. It stays; all else goes back.
    const { merges } = await ask<{ merges: z.infer<typeof CustomerMerge>[] }>('2001', 'GET', `${path}/merges`);
    expect(merges).toMatchObject([{ mergedId: merged.customerId, mergedName: '双胞', by: '2001', undoneAtMs: null }]);
    await ask('2001', 'PUT', path, { ...one, updatedAtMs: undefined, note: '新写' });
    await ask('2001', 'DELETE', `/customer-merges/${merges[0]!.mergeId}`);
    const again = await ask<CustomerCard>('2001', 'GET', path);
    const { updatedAtMs: _, lastCalls: __, ...rest } = kept;
    expect(again).toMatchObject({ ...rest, note: '新写', lastCalls: [] });
    expect(await whose()).toBe(merged.customerId);
    const { updatedAtMs: ___, lastCalls: ____, ...theirs } = merged;
    expect(await ask('2001', 'GET', `/customers/${merged.customerId}`)).toMatchObject({
      ...theirs,
      lastCalls: [{ callId: 'twin-call' }],
    });
    expect(await search('2001', { tag: '丙' })).toMatchObject([{ customerId: merged.customerId }]);
    expect((await refused('2001', 'DELETE', `/customer-merges/${merges[0]!.mergeId}`))[0]).toBe('wrongState');
    const actions = (await center.db.getRepository(AuditSchema).findBy({ target: kept.customerId })).map(
      (a) => a.action,
    );
    expect(actions).toEqual(expect.arrayContaining(['customers.merged', 'customers.mergeUndone']));
  });

  it('keeps a recording refusal, whichever file it is on, and returns it when undone', async () => {
    const kept = await open('1001', file({ name: '拒甲' }));
    const merged = await open('1001', file({ name: '拒乙' }));
    const refuses = async ({ customerId }: CustomerCard) => [
      (await ask<{ refuses: boolean }>('1001', 'GET', `/customers/${customerId}/recording`)).refuses,
      await refusesRecording(center.db, customerId),
    ];
    const set = ({ customerId }: CustomerCard, on: boolean) =>
      ask('1001', 'PUT', `/customers/${customerId}/recording`, { refuses: on });
    const merge = async () => {
      await ask('2001', 'POST', `/customers/${kept.customerId}/merges`, { mergedId: merged.customerId });
      const { merges } = await ask<{ merges: z.infer<typeof CustomerMerge>[] }>(
        '2001',
        'GET',
        `/customers/${kept.customerId}/merges`,
      );
      return () => ask('2001', 'DELETE', `/customer-merges/${merges[0]!.mergeId}`);
    };
    await set(merged, true);
    let undo = await merge();
    expect([await refuses(kept), await refuses(merged)]).toEqual([
      [true, true],
      [true, true],
    ]);
    await undo();
    expect([await refuses(kept), await refuses(merged)]).toEqual([
      [false, false],
      [true, true],
    ]);
    // Taken back while they are one: by either id, for both.
    undo = await merge();
    await set(merged, false);
    expect([await refuses(kept), await refuses(merged)]).toEqual([
      [false, false],
      [false, false],
    ]);
    // Set while the two are merged: nobody knows by whom.
    await set(merged, true);
    await undo();
    expect([await refuses(kept), await refuses(merged)]).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  it('is undone only by people who see both files', async () => {
    const kept = await open('3001', file({ name: '密合' }));
    const merged = await open('3001', file({ name: '密合', confidentiality: 'secret' }));
    await ask('3001', 'POST', `/customers/${kept.customerId}/merges`, { mergedId: merged.customerId });
    const [{ mergeId } = { mergeId: '' }] = (
      await ask<{ merges: z.infer<typeof CustomerMerge>[] }>('3001', 'GET', `/customers/${kept.customerId}/merges`)
    ).merges;
    expect((await refused('2001', 'DELETE', `/customer-merges/${mergeId}`))[0]).toBe('notFound');
    expect(await ask('3001', 'GET', `/customers/${merged.customerId}`)).toMatchObject({ customerId: kept.customerId });
  });

  it('lets only one of two merges of the same file win', async () => {
    const [a, b, c] = [await open('1001', file()), await open('1001', file()), await open('1001', file())];
    const into = (keptId: string) =>
      server.as('2001').send('POST', `/api/v1/customers/${keptId}/merges`, { mergedId: c!.customerId });
    const replies = await Promise.all([into(a!.customerId), into(b!.customerId)]);
    const numbers = await search('2001', { search: c!.numbers[0]! });
    expect(numbers).toHaveLength(1);
    const { length } = (await center.db.query('SELECT 1 FROM customer_merges WHERE mergedId = ?', [
      c!.customerId,
    ])) as unknown[];
    expect([replies.map(({ status }) => status).sort(), length]).toEqual([[200, 404], 1]);
    // Nor one that comes when the other is done: the file that has it now is not moved along.
    const d = await open('1001', file());
    const later = await server
      .as('2001')
      .send('POST', `/api/v1/customers/${d.customerId}/merges`, { mergedId: c!.customerId });
    expect(later.status).toBe(404);
  });
});

describe('a spreadsheet', () => {
  let workers: ReturnType<RecordsCenter['startWorkers']>;
  const upload = async (content: string | Buffer, policy = 'skip', employeeNo = '3001') => {
    const reply = await fetch(`${server.url}/api/v1/customer-imports?fileName=a.csv&policy=${policy}`, {
      method: 'POST',
      headers: {
        cookie: server.as(employeeNo).cookie,
        'x-csrf-token': server.as(employeeNo).csrfToken,
        'content-type': 'application/octet-stream',
      },
      body: new Uint8Array(Buffer.from(content)),
    });
    expect(reply.status).toBe(201);
    return ((await reply.json()) as CustomerImport).importId;
  };
  const reach = async (importId: string, ...states: CustomerImport['state'][]): Promise<CustomerImport> => {
    let made: CustomerImport | undefined;
    await eventually(
      () => `the import is ${states.join(' or ')}, it is ${JSON.stringify(made)}; ${workers.log.join('')}`,
      async () => {
        made = await ask<CustomerImport>('3001', 'GET', `/customer-imports/${importId}`);
        return states.includes(made.state);
      },
      15_000,
    );
    return made as CustomerImport;
  };
  const start = async (importId: string) => ask('3001', 'POST', `/customer-imports/${importId}/start`);
  const count = async () => ((await center.db.query('SELECT COUNT(*) AS n FROM customers')) as [{ n: number }])[0].n;
  const numbers = Array.from({ length: 12 }, newNumber);

  beforeAll(() => {
    workers = center.startWorkers();
  });

  it('is checked line by line, and then written without the faulty lines', async () => {
    const before = await count();
    const csv = [
      '姓名,电话,地址,等级,标签,归属工号,保密级别,合同,备注',
      `导入甲,"${numbers[0]},${numbers[1]}",东城 1 号;西城 2 号,金卡,"甲,乙",1003,保密,HT-1,第一`,
      `导入乙,${numbers[2]},,,,,,,`,
      `,${numbers[3]},,,,,,,`,
      `导入丙,,,,,,,,`,
      `导入丁,12,,,,,,,`,
      `导入戊,${numbers[4]},,钻石,,,,,`,
      `导入己,${numbers[5]},,,,8888,,,`,
      `导入庚,${numbers[2]},,,,,,,`,
      `导入辛,13800138000,,,,,,,`,
      ``,
      `导入壬,"${numbers[6]},${numbers[7]}",,,,,,HT-1,`,
    ].join('\n');
    const importId = await upload(csv);
    const checked = await reach(importId, 'checked', 'failed');
    expect(checked).toMatchObject({ state: 'checked', lines: 10, added: 2, changed: 0, skipped: 1, faulty: 7 });
    expect(checked.faults.map(({ line, fault, column }) => [line, fault, column])).toEqual([
      [4, 'nameMissing', 'name'],
      [5, 'noNumber', 'numbers'],
      [6, 'numberUnreadable', 'numbers'],
      [7, 'tierUnknown', 'tier'],
      [8, 'ownerUnknown', 'ownerId'],
      [9, 'twiceInFile', 'numbers'],
      [12, 'twiceInFile', 'contract'],
    ]);
    expect(await count(), 'a check writes nothing').toBe(before);
    await start(importId);
    expect(await reach(importId, 'done')).toMatchObject({ linesDone: 10 });
    expect(await count()).toBe(before + 2);
    const [found] = await search('3001', { search: numbers[1]! });
    expect(await ask('3001', 'GET', `/customers/${found!.customerId}`)).toMatchObject({
      name: '导入甲',
      numbers: [numbers[0], numbers[1]],
      addresses: ['东城 1 号', '西城 2 号'],
      tier: 'gold',
      tags: ['甲', '乙'],
      ownerId: '1003',
      confidentiality: 'confidential',
      references: [{ kind: 'contract', digits: 'HT-1'.replace('-', '') }],
      note: '第一',
    });
    expect(await search('3001', { search: 'daorujia' })).toHaveLength(1);
    expect((await refused('3001', 'POST', `/customer-imports/${importId}/start`))[0]).toBe('wrongState');
    expect((await refused('1001', 'GET', '/customer-imports'))[0]).toBe('notAllowed');
  });

  it('updates known customers on request, adding numbers and ignoring empty cells', async () => {
    const importId = await upload(
      `name;numbers;tier;note\n导入乙改;${numbers[2]},${numbers[8]};;\n新来的;${numbers[9]};VIP;好\n`.replace(
        `${numbers[2]},`,
        `${numbers[2]}、`,
      ),
      'update',
    );
    expect(await reach(importId, 'checked', 'failed')).toMatchObject({ added: 1, changed: 1, faulty: 0 });
    await start(importId);
    await reach(importId, 'done');
    const [found] = await search('3001', { search: numbers[8]! });
    expect(found).toMatchObject({ name: '导入乙改', numbers: [numbers[2], numbers[8]], tier: 'ordinary' });
  });

  it('is not imported at all when a number was assigned to another customer after the check', async () => {
    const importId = await upload(`姓名,手机\n迟到甲,${numbers[10]}\n迟到乙,${numbers[11]}\n`);
    await reach(importId, 'checked');
    await open('1001', { ...file({ name: '先来的' }), numbers: [numbers[11]!] });
    await start(importId);
    expect(await reach(importId, 'done', 'failed')).toMatchObject({ state: 'failed', failure: 'changedMeanwhile' });
    expect(await search('3001', { search: '迟到甲' })).toEqual([]);
  });

  it('neither changes nor reveals a file that the importer cannot see', async () => {
    const secret = await open('3001', file({ name: '绝密', note: '不外传', confidentiality: 'secret' }));
    const closed = await open('3001', file({ name: '保密', confidentiality: 'confidential' }));
    const lines = `姓名,电话,保密级别\n改名,${secret.numbers[0]},普通\n保密改,${closed.numbers[0]},普通\n`;
    for (const policy of ['skip', 'update']) {
      const checked = await reach(await upload(lines, policy, '9001'), 'checked', 'failed');
      expect(checked).toMatchObject({ [policy === 'skip' ? 'skipped' : 'changed']: 1, faulty: 1 });
      expect(checked.faults).toMatchObject([{ line: 2, fault: 'numberOfAnother', column: 'numbers' }]);
      if (policy === 'update') await start(checked.importId);
      if (policy === 'update') await reach(checked.importId, 'done');
    }
    expect((await refused('9001', 'GET', `/customers/${secret.customerId}`))[0]).toBe('notFound');
    expect(await ask('3001', 'GET', `/customers/${secret.customerId}`)).toMatchObject({
      name: '绝密',
      confidentiality: 'secret',
    });
    expect(await ask('3001', 'GET', `/customers/${closed.customerId}`)).toMatchObject({
      name: '保密改',
      confidentiality: 'confidential',
    });
    // Somebody who keeps files may open one, by a list too.
    const importId = await upload(`姓名,电话,保密级别\n保密,${closed.numbers[0]},普通\n`, 'update');
    await reach(importId, 'checked');
    await start(importId);
    await reach(importId, 'done');
    expect(await ask('3001', 'GET', `/customers/${closed.customerId}`)).toMatchObject({ confidentiality: 'ordinary' });
  });

  it('that is not one, or lacks its headings, is refused as a whole', async () => {
    const failureOf = async (content: string | Buffer) => (await reach(await upload(content), 'failed')).failure;
    expect(await failureOf(Buffer.from([0x50, 0x4b, 3, 4, 9, 9]))).toBe('unreadable');
    expect(await failureOf('a,b\n1,2')).toBe('noHeadings');
    expect(await failureOf('姓名,电话\n,\n')).toBe('empty');
  });

  it('of ten thousand lines is exported, and read again as it was', async () => {
    const make = (i: number) => `158888${String(i).padStart(5, '0')}`;
    const lines = Array.from({ length: 10_000 }, (_, i) => `批量${i},${make(i)},地址 ${i},银卡,批量,,,,`);
    const importId = await upload(['姓名,电话,地址,等级,标签,归属工号,保密级别,合同,备注', ...lines].join('\r\n'));
    expect(await reach(importId, 'checked', 'failed')).toMatchObject({ added: 10_000, faulty: 0 });
    const beganMs = performance.now();
    await start(importId);
    await reach(importId, 'done', 'failed');
    console.log(`10,000 lines written in ${Math.round(performance.now() - beganMs)} ms`);
    const reply = await fetch(`${server.url}/api/v1/customers-export?tag=批量&format=xlsx`, {
      headers: { cookie: server.as('3001').cookie },
    });
    expect(reply.headers.get('content-disposition')).toContain('customers.xlsx');
    const table = await readTable(Buffer.from(await reply.arrayBuffer()));
    expect(table).toHaveLength(10_001);
    expect(new Set(table.slice(1).map(([, number]) => number)).size).toBe(10_000);
    const again = await upload(
      Buffer.from(table.map((row) => row.map((c) => `"${c}"`).join(',')).join('\n')),
      'update',
    );
    expect(await reach(again, 'checked', 'failed')).toMatchObject({ added: 0, changed: 10_000, faulty: 0 });
    // To a role that calls nobody the numbers are masked in the file too.
    const masked = await server.as('9001').get('/api/v1/customers-export?tag=批量&format=csv');
    expect(masked.status).toBe(200);
    expect(String(masked.body)).toContain('158****0007');
    expect(String(masked.body)).not.toContain(make(7));
    expect((await refused('2001', 'GET', '/customers-export'))[0]).toBe('notAllowed');
    const trace = await center.db.getRepository(AuditSchema).findBy({ action: 'customers.exported' });
    expect(trace).toMatchObject([
      { employeeNo: '3001', detail: { tag: '批量' } },
      { employeeNo: '9001', detail: { tag: '批量' } },
    ]);
  }, 180_000);
});
