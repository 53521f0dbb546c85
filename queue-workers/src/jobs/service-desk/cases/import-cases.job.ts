import { randomUUID } from 'node:crypto';
import type { JobData } from '@sansheng/shared/contracts/jobs';
import { CASE_IMPORT_LINES } from '@sansheng/shared/contracts/service-desk/case-imports';
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { createDeadlineCalendars, entryOf, inTransaction, insertCase, nextCaseNumber } from '@sansheng/shared/db';
import { carryOver } from '@sansheng/shared/domain/cases/carry-over-case';
import type { CaseParts } from '@sansheng/shared/domain/cases/move-case';
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
      const calendars = (await createDeadlineCalendars(into, context.env.CENTER_TIME_ZONE)).all();
      for (const one of fresh)
        await writeOne(into, one, customerOf.get(one.contactNumber) ?? null, by, { ...context, calendars });
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

async function readFile(file: Buffer, { db, env }: WorkerContext) {
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
    people: await idsIn(db, 'SELECT employeeNo AS id, name FROM accounts WHERE isActive = 1'),
    departments: await idsIn(db, 'SELECT departmentId AS id, name FROM departments WHERE isActive = 1'),
  });
  return read.cases.length + read.faults.length === 0 ? 'empty' : read;
}

/** By id, and by each name that one alone has. */
async function idsIn(db: DataSource, question: string): Promise<ReadonlyMap<string, string>> {
  const rows = (await db.query(question)) as { id: string; name: string }[];
  const ofName = Map.groupBy(rows, ({ name }) => name);
  const named = [...ofName].flatMap(([name, [one, other]]): [string, string][] =>
    one !== undefined && other === undefined ? [[name, one.id]] : [],
  );
  return new Map([...named, ...rows.map(({ id }): [string, string] => [id, id])]);
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

/** What is over runs no clock; what goes on is due by its clocks from here on. Nobody is told of either. */
async function writeOne(
  into: EntityManager,
  old: OldCase,
  customerId: string | null,
  by: string,
  { env, calendars }: Pick<WorkerContext, 'env'> & Pick<CaseParts, 'calendars'>,
): Promise<void> {
  const { type, openedAtMs, closedAtMs, grade, fields, contactName, contactNumber, title } = old;
  const nowMs = Date.now();
  const facts = {
    grade,
    channel: 'call',
    categoryId: null,
    areaKind: null,
    amountFen: null,
    isDifficult: false,
  } as const;
  const last = type.steps.find(({ state }) => state === 'closed') as CaseType['steps'][number];
  const at = {
    stepKey: old.stepKey ?? (type.steps[0] as CaseType['steps'][number]).key,
    openedAtMs,
    firstOwnerId: by,
    departmentId: old.departmentId,
    assigneeId: old.assigneeId,
  };
  const carried = carryOver({ type, calendars }, { ...facts, tier: null, fields }, at, nowMs);
  // Its fields were checked line by line.
  if (carried === null) throw new RangeError(`line ${old.line} cannot be carried over`);
  const over = { stepKey: last.key, state: 'closed' as const, stepSinceMs: closedAtMs ?? nowMs };
  const now = closedAtMs === null ? carried.now : { ...carried.now, ...over, settledAtMs: closedAtMs, closedAtMs };
  const row = {
    ...now,
    ...facts,
    caseId: randomUUID(),
    caseNo: await nextCaseNumber(into, type.prefix, centerClock(env.CENTER_TIME_ZONE).dateOf(openedAtMs)),
    typeKey: type.key,
    typeVersion: type.version,
    externalNo: old.number,
    customerId,
    contactName,
    contactNumber,
    callId: null,
    title,
    fields,
    chases: 0,
    lastChasedAtMs: null,
    repeatOf: null,
  };
  await insertCase(into, type, row, closedAtMs === null ? carried.clocks : [], {
    ...entryOf('imported', by, closedAtMs ?? nowMs, old.text),
    toStep: now.stepKey,
    data: { number: old.number },
  });
}
