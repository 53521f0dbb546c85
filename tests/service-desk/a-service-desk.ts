import type { ErrorBody } from '@sansheng/shared/contracts/errors';
import type { CaseDetail, CasePage } from '@sansheng/shared/contracts/service-desk/cases';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { CallSchema } from '@sansheng/shared/tables/records/call-records';
import { DepartmentMemberSchema, DepartmentSchema } from '@sansheng/shared/tables/service-desk/cases';
import { expect } from 'vitest';
import type { z } from 'zod';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { aRecordsCenter } from '../records/records-center.ts';
import { startRecordsServer } from '../records/records-server.ts';

/** Of finance and of the workshop, which the demonstration does not need to have. */
export const [ACCOUNTANT, WORKER] = ['8391', '8092'] as const;
const departments = { 'finance-of-story': ['财务部', ACCOUNTANT], 'repair-of-story': ['维修部', WORKER] } as const;
export const FINANCE = 'finance-of-story';
export const REPAIR = 'repair-of-story';

/** The service desk with its seats, two departments of its own, and words to act on it. */
export async function aServiceDesk() {
  const center = await aRecordsCenter();
  const { db } = center;
  await seedDemonstration(db, Date.now());
  const accounts = db.getRepository(AccountSchema);
  const seat = await accounts.findOneByOrFail({ employeeNo: '1001' });
  for (const [departmentId, [name, employeeNo]] of Object.entries(departments)) {
    await accounts.insert({ ...seat, employeeNo, name, roles: ['department'], teamId: null });
    await db.getRepository(DepartmentSchema).insert({
      departmentId,
      name,
      headId: null,
      deputyId: null,
      deputyFromMs: null,
      deputyToMs: null,
      isActive: true,
    });
    await db.getRepository(DepartmentMemberSchema).insert({ departmentId, employeeNo });
  }
  const people = ['1001', '1002', '1003', '2001', '3001', '4101', '5001', '6001', '9001', ACCOUNTANT, WORKER];
  const server = await startRecordsServer(center, people);

  const reply = (employeeNo: string, method: string, path: string, body?: unknown) =>
    server.as(employeeNo).send(method, `/api/v1${path}`, body);
  async function ask<T>(employeeNo: string, method: string, path: string, body?: unknown): Promise<T> {
    const { status, body: read } = await reply(employeeNo, method, path, body);
    expect(status, `${employeeNo} ${method} ${path} ${JSON.stringify(read)}`).toBeLessThan(300);
    return read as T;
  }
  const find = (employeeNo: string, caseNo: string) => ask<CaseDetail>(employeeNo, 'GET', `/cases/${caseNo}`);
  let calls = 0;

  return {
    center,
    db,
    server,
    reply,
    ask,
    find,
    list: (employeeNo: string, query: string) => ask<z.infer<typeof CasePage>>(employeeNo, 'GET', `/cases?${query}`),
    /** Code and field of a refusal. */
    async refused(employeeNo: string, method: string, path: string, body?: unknown) {
      const { code, body: read } = await reply(employeeNo, method, path, body);
      return [code, (read as ErrorBody).error?.field];
    },
    open: (employeeNo: string, body: object) => ask<CaseDetail>(employeeNo, 'POST', '/cases', body),
    async act(employeeNo: string, caseNo: string, key: string, more: object = {}): Promise<CaseDetail> {
      const { version } = await find('3001', caseNo);
      await ask(employeeNo, 'POST', `/cases/${caseNo}/transitions/${key}`, { version, text: '好的', ...more });
      return find('3001', caseNo);
    },
    /** A record, as the workers leave it of a call that a seat placed. */
    async aCallOf(employeeNo: string, number: string, talkMs: number): Promise<string> {
      calls += 1;
      const callId = `placed-${calls}`;
      const arrivedAtMs = Date.now();
      const answeredAtMs = talkMs > 0 ? arrivedAtMs : null;
      const columns = Object.keys(CallSchema.options.columns);
      const unknown = Object.fromEntries(columns.map((name) => [name, null]));
      await db.getRepository(CallSchema).insert({
        ...unknown,
        callId,
        direction: 'outbound',
        arrivedAtMs,
        answeredAtMs,
        endedAtMs: arrivedAtMs + talkMs,
        talkMs: talkMs > 0 ? talkMs : null,
        hotline: '4000',
        callerNumber: number,
        agentId: employeeNo,
        isVoteAsked: false,
        transfers: 0,
        note: '',
        isComplete: true,
        ronas: 0,
      } as never);
      return callId;
    },
    async close(): Promise<void> {
      await server.close();
      await center.close();
    },
  };
}
export type ServiceDesk = Awaited<ReturnType<typeof aServiceDesk>>;
