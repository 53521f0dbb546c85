import { randomUUID } from 'node:crypto';
import { IMPORT_LINES } from '@sansheng/shared/contracts/customers/customers';
import type { JobData } from '@sansheng/shared/contracts/jobs';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { type CustomerFile, insertCustomerFiles, inTransaction, replaceCustomerFiles } from '@sansheng/shared/db';
import { type CustomerImportRow, CustomerImportSchema } from '@sansheng/shared/tables/customers/import';
import {
  CustomerNumberSchema,
  CustomerReferenceSchema,
  CustomerSchema,
} from '@sansheng/shared/tables/customers/customers';
import { access, may } from '@sansheng/shared/domain/access';
import { stricterOf, type Viewer } from '@sansheng/shared/domain/customer-access';
import { type DataSource, type EntityManager, In } from 'typeorm';
import type { WorkerContext } from '../../../worker-context.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import { type ReadLine, readHeadings, readLines } from './read-lines.ts';
import { readTable, type Table } from './read-table.ts';

const FAULTS_KEPT = 1000;
const FILES_AT_ONCE = 1000;

type Failure = NonNullable<CustomerImportRow['failure']>;

/** The file as a whole cannot be used; retrying would not help. */
class FailedImport extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure);
    this.failure = failure;
  }
}

/**
 * Checks a file, or writes what was checked, in one transaction: all or nothing, whenever this process dies. The file
 * is compared with the customers again while it is written; if anything differs, nothing is written.
 */
export async function importCustomers(
  { importId }: JobData<'importCustomers'>,
  { db, env, log }: WorkerContext,
  isLastTry: boolean,
): Promise<void> {
  const imports = db.getRepository(CustomerImportSchema);
  const row = await imports.findOneBy({ importId });
  if (row === null || row.file === null || (row.state !== 'checking' && row.state !== 'importing')) return;
  const { state, file } = row;
  try {
    const importer = await findImporter(db, row.by);
    const { policy } = row;
    const { lines, faults } = await readFile(db, file, {
      country: env.CENTER_COUNTRY,
      areaCode: env.CENTER_AREA_CODE,
    });
    await imports.update({ importId, state }, { lines: lines.length + faults.length, linesDone: 0 });
    const tell = (linesDone: number) => imports.update({ importId, state }, { linesDone }).then(() => undefined);
    if (state === 'checking') {
      const plan = await planImport(db, lines, { policy, importer }, tell);
      const all = [...faults, ...plan.faults].sort((a, b) => a.line - b.line);
      await imports.update(
        { importId, state },
        { ...countsOf(plan, all.length), state: 'checked', faults: all.slice(0, FAULTS_KEPT) },
      );
      return;
    }
    // READ COMMITTED: the progress is written on another connection, and MariaDB would otherwise refuse to touch that
    // row again.
    await inTransaction(db, 'READ COMMITTED', async (write) => {
      const plan = await planImport(write, lines, { policy, importer }, async () => undefined);
      const counts = countsOf(plan, faults.length + plan.faults.length);
      for (const [count, value] of Object.entries(counts) as [keyof typeof counts, number][]) {
        if (row[count] !== value) throw new FailedImport('changedMeanwhile');
      }
      await writePlan(write, plan, may(importer, access.customerKeeping), tell);
      const done = await write
        .getRepository(CustomerImportSchema)
        .update({ importId, state: 'importing' }, { state: 'done', file: null, linesDone: row.lines });
      // Another worker was faster, having assumed that this one was dead.
      if (done.affected !== 1) throw new FailedImport('changedMeanwhile');
    });
    log.info({ importId, added: row.added, changed: row.changed }, 'customers imported');
  } catch (error) {
    const failure = failureOf(error);
    if (failure === null && !isLastTry) throw error;
    await imports.update({ importId, state }, { state: 'failed', failure: failure ?? 'internal', file: null });
    if (failure === null) throw error;
    log.info({ importId, failure }, 'customers were not imported');
  }
}

async function readFile(db: DataSource, file: Buffer, plan: { country: string; areaCode: string }) {
  let table: Table;
  try {
    table = await readTable(file);
  } catch {
    throw new FailedImport('unreadable');
  }
  const columns = readHeadings(table[0] ?? []);
  if (columns === null) throw new FailedImport('noHeadings');
  if (table.length > IMPORT_LINES + 1) throw new FailedImport('tooManyLines');
  const accounts = await db.getRepository(AccountSchema).find({ select: { employeeNo: true } });
  const read = readLines(table, columns, plan, new Set(accounts.map(({ employeeNo }) => employeeNo)));
  if (read.lines.length + read.faults.length === 0) throw new FailedImport('empty');
  return read;
}

async function writePlan(
  write: EntityManager,
  { added, changed }: ImportPlan,
  mayOpen: boolean,
  onLines: (count: number) => Promise<void>,
): Promise<void> {
  const nowMs = Date.now();
  for (let from = 0; from < added.length; from += FILES_AT_ONCE) {
    const some = added.slice(from, from + FILES_AT_ONCE);
    await insertCustomerFiles(
      write,
      some.map((line) => newFile(line, nowMs)),
    );
    await onLines(from + some.length);
  }
  for (let from = 0; from < changed.length; from += FILES_AT_ONCE) {
    const some = changed.slice(from, from + FILES_AT_ONCE);
    await replaceCustomerFiles(write, await changedFiles(write, some, mayOpen, nowMs));
    await onLines(added.length + from + some.length);
  }
}

function newFile(line: ReadLine, nowMs: number): CustomerFile {
  return {
    tier: 'ordinary',
    addresses: [],
    tags: [],
    note: '',
    ownerId: null,
    confidentiality: 'ordinary',
    ...line,
    customerId: randomUUID(),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

/**
 * The content of a cell replaces the old value; numbers and references are added to those known; empty cells change
 * nothing.
 * `mayOpen`: the importer may make a file less confidential; others can only make it more so.
 */
async function changedFiles(
  write: EntityManager,
  changes: ImportPlan['changed'],
  mayOpen: boolean,
  nowMs: number,
): Promise<CustomerFile[]> {
  const ids = changes.map(({ customerId }) => customerId);
  const rows = await write
    .getRepository(CustomerSchema)
    .find({ where: { customerId: In(ids) }, order: { customerId: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  const numbers = await write
    .getRepository(CustomerNumberSchema)
    .find({ where: { customerId: In(ids) }, order: { position: 'ASC' } });
  const references = await write.getRepository(CustomerReferenceSchema).findBy({ customerId: In(ids) });
  const rowOf = new Map(rows.map((row) => [row.customerId, row]));
  const numbersOf = Map.groupBy(numbers, ({ customerId }) => customerId);
  const referencesOf = Map.groupBy(references, ({ customerId }) => customerId);
  return changes.map(({ customerId, line: given }) => {
    const row = rowOf.get(customerId);
    if (row === undefined) throw new FailedImport('changedMeanwhile');
    const e164s = (numbersOf.get(customerId) ?? []).map(({ e164 }) => e164);
    const known = (referencesOf.get(customerId) ?? []).map(({ kind, digits }) => ({ kind, digits }));
    const isKnown = (one: { kind: string; digits: string }) =>
      known.some(({ kind, digits }) => kind === one.kind && digits === one.digits);
    return {
      ...row,
      ...given,
      confidentiality: mayOpen
        ? (given.confidentiality ?? row.confidentiality)
        : stricterOf(given.confidentiality ?? row.confidentiality, row.confidentiality),
      numbers: [...new Set([...e164s, ...given.numbers])],
      references: [...known, ...given.references.filter((one) => !isKnown(one))],
      updatedAtMs: Math.max(nowMs, row.updatedAtMs + 1),
    };
  });
}

/** With their current roles: a person who has lost a role imports no more than they still may. */
async function findImporter(db: DataSource, employeeNo: string): Promise<Viewer> {
  const account = await db.getRepository(AccountSchema).findOneBy({ employeeNo, isActive: true });
  return { employeeNo, roles: account?.roles ?? [] };
}

function countsOf(plan: ImportPlan, faulty: number) {
  return { added: plan.added.length, changed: plan.changed.length, skipped: plan.skipped, faulty };
}

function failureOf(error: unknown): Failure | null {
  if (error instanceof FailedImport) return error.failure;
  // The number was assigned to somebody in between.
  return (error as { code?: string }).code === 'ER_DUP_ENTRY' ? 'changedMeanwhile' : null;
}
