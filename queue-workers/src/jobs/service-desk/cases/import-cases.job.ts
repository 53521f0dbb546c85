import { randomUUID } from 'node:crypto';
import type { JobData } from '@sansheng/shared/contracts/jobs';
import { CASE_IMPORT_LINES } from '@sansheng/shared/contracts/service-desk/case-imports';
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { inTransaction, insertCase, nextCaseNumber } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import { CustomerNumberSchema } from '@sansheng/shared/tables/customers/customers';
import { type CaseImportRow, CaseImportSchema } from '@sansheng/shared/tables/service-desk/case-imports';
import { CaseSchema } from '@sansheng/shared/tables/service-desk/cases';
import { type DataSource, type EntityManager, In } from 'typeorm';
import type { WorkerContext } from '../../../worker-context.ts';
import { readTable } from '../../customers/customers/read-table.ts';
import { type OldCase, readCaseLines, readHeadings } from './read-case-lines.ts';

const FAULTS_KEPT = 1000;
type Failure = NonNullable<CaseImportRow['failure']>;

/**
 * Checks a file, or writes its sound lines in one transaction. Old cases are known by type and number: those that are
 * there are left alone, so a file that comes again adds nothing.
 */
export async function importCases(
  { importId }: JobData<'importCases'>,
  context: WorkerContext,
  isLastTry: boolean,
): Promise<void> {
  const { db, log } = context;
  const imports = db.getRepository(CaseImportSchema);
  const row = await imports.findOneBy({ importId });
  if (row === null || row.file === null || (row.state !== 'checking' && row.state !== 'importing')) return;
  const { state, by } = row;
  try {
    const read = await readFile(row.file, context);
    if (typeof read === 'string') return await fail(read);
    const { cases, faults } = read;
    const lines = cases.length + faults.length;
    if (state === 'checking') {
      const added = (await unknownOf(db, cases)).length;
      const counts = { lines, added, skipped: cases.length - added, faulty: faults.length };
      await imports.update({ importId, state }, { ...counts, faults: faults.slice(0, FAULTS_KEPT), state: 'checked' });
      return;
    }
    const added = await inTransaction(db, async (into) => {
      // Held until the end: another worker that assumes this one dead waits, and finds it done.
      const held = await into.getRepository(CaseImportSchema).findOne({
        where: { importId, state: 'importing' },
        lock: { mode: 'pessimistic_write' },
      });
      if (held === null) return 0;
      const fresh = await unknownOf(into, cases);
      const customerOf = await customersOf(into, fresh);
      for (const one of fresh) await writeOne(into, one, customerOf.get(one.contactNumber) ?? null, by, context);
      const done = { state: 'done' as const, file: null, added: fresh.length, skipped: cases.length - fresh.length };
      await into.getRepository(CaseImportSchema).update({ importId }, done);
      return fresh.length;
    });
    log.info({ importId, added }, 'cases imported');
  } catch (error) {
    if (!isLastTry) throw error;
    await fail('internal');
    throw error;
  }

  async function fail(failure: Failure): Promise<void> {
    await imports.update({ importId, state }, { state: 'failed', failure, file: null });
    log.info({ importId, failure }, 'cases were not imported');
  }
}

async function readFile(file: Buffer, { env }: WorkerContext) {
  const table = await readTable(file).catch(() => null);
  if (table === null) return 'unreadable';
  const columns = readHeadings(table[0] ?? []);
  if (columns === null) return 'noHeadings';
  if (table.length > CASE_IMPORT_LINES + 1) return 'tooManyLines';
  const read = readCaseLines(table, columns, {
    types: shippedCaseTypes(),
    plan: { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE },
    instantAt: centerClock(env.CENTER_TIME_ZONE).instantAt,
    nowMs: Date.now(),
  });
  return read.cases.length + read.faults.length === 0 ? 'empty' : read;
}

async function unknownOf(from: DataSource | EntityManager, cases: readonly OldCase[]): Promise<OldCase[]> {
  if (cases.length === 0) return [];
  const known = await from.getRepository(CaseSchema).find({
    select: { externalNo: true, typeKey: true },
    where: { externalNo: In(cases.map(({ number }) => number)) },
  });
  const names = new Set(known.map(({ typeKey, externalNo }) => `${typeKey} ${externalNo}`));
  return cases.filter(({ type, number }) => !names.has(`${type.key} ${number}`));
}

/** By number, where one customer alone has it. */
async function customersOf(from: EntityManager, cases: readonly OldCase[]): Promise<Map<string, string>> {
  const numbers = [...new Set(cases.map(({ contactNumber }) => contactNumber))].filter((number) => number !== '');
  if (numbers.length === 0) return new Map();
  const found = await from.getRepository(CustomerNumberSchema).findBy({ e164: In(numbers) });
  const ofNumber = Map.groupBy(found, ({ e164 }) => e164);
  return new Map(
    [...ofNumber].flatMap(([e164, [one, other]]) =>
      one !== undefined && other === undefined ? [[e164, one.customerId] as const] : [],
    ),
  );
}

/** Over and done with: no clock runs, nobody is told. */
async function writeOne(
  into: EntityManager,
  old: OldCase,
  customerId: string | null,
  by: string,
  { env }: WorkerContext,
): Promise<void> {
  const { type, openedAtMs, closedAtMs } = old;
  const last = type.steps.find(({ state }) => state === 'closed') as CaseType['steps'][number];
  const caseNo = await nextCaseNumber(into, type.prefix, centerClock(env.CENTER_TIME_ZONE).dateOf(openedAtMs));
  const row = {
    caseId: randomUUID(),
    caseNo,
    typeKey: type.key,
    typeVersion: type.version,
    stepKey: last.key,
    state: 'closed' as const,
    round: 1,
    grade: old.grade,
    channel: 'call' as const,
    externalNo: old.number,
    categoryId: null,
    areaKind: null,
    amountFen: null,
    isDifficult: false,
    tier: null,
    customerId,
    contactName: old.contactName,
    contactNumber: old.contactNumber,
    callId: null,
    title: old.title,
    fields: old.fields,
    departmentId: null,
    assigneeId: null,
    firstOwnerId: by,
    returns: 0,
    reworks: 0,
    reopenings: 0,
    chases: 0,
    lastChasedAtMs: null,
    repeatOf: null,
    openedAtMs,
    stepSinceMs: closedAtMs,
    settledAtMs: closedAtMs,
    closedAtMs,
  };
  await insertCase(into, type, row, [], {
    kind: 'imported',
    byId: by,
    atMs: closedAtMs,
    text: old.text,
    transition: null,
    fromStep: null,
    toStep: last.key,
    visibility: 'internal',
    data: { number: old.number },
  });
}
