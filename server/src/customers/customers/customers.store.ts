import type {
  ContactPage,
  CustomerCard,
  CustomerEdit,
  CustomerSummary,
} from '@sansheng/shared/contracts/customers/customers';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { type CustomerFile, insertCustomerFiles, inTransaction, replaceCustomerFiles } from '@sansheng/shared/db';
import { CustomerMergeSchema } from '@sansheng/shared/tables/customers/merging';
import {
  type CustomerReferenceRow,
  CustomerReferenceSchema,
  type CustomerRow,
  CustomerSchema,
} from '@sansheng/shared/tables/customers/customers';
import { type NumberPlan, readNumber, showNumber } from '@sansheng/shared/domain/phone-number';
import type { DataSource, EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { PageCursor } from '../../platform/http/page-cursor.ts';
import { UserError } from '../../platform/http/routes.ts';

type FoundCard = Omit<CustomerRow, 'tags' | 'addresses' | 'pinyin' | 'initials' | 'mergedInto'> & {
  tags: string | string[];
  addresses: string | string[];
  ownerName: string | null;
  e164s: string | null;
  referencesFound: string | null;
};

const LAST_CALLS = 5;
/** A file that was merged into one that was merged: chains are short, and never circles. */
const MERGES_FOLLOWED = 10;
const SERVED_WITHIN_MS = 24 * 3_600_000;

/**
 * Columns of a summary, of customers `c`; the numbers in their order. The index is named, since after a large import the
 * statistics are old, and MariaDB has then read all numbers for each customer.
 */
export const summaryColumns = `c.customerId, c.name, c.tier, c.tags, c.confidentiality, c.ownerId, c.updatedAtMs,
  (SELECT name FROM accounts WHERE employeeNo = c.ownerId) AS ownerName,
  (SELECT GROUP_CONCAT(e164 ORDER BY position, e164) FROM customer_numbers FORCE INDEX (numbers_of_customer)
   WHERE customerId = c.customerId) AS e164s`;

/**
 * The customer who has this number, or null: what a seat sees before it answers. Two round trips, each by index.
 * `country` decides how the numbers are written.
 */
export function findCustomerByNumber(db: DataSource, e164: string, country = 'CN'): Promise<CustomerCard | null> {
  return findCard(db, 'JOIN customer_numbers n ON n.customerId = c.customerId WHERE n.e164 = ?', e164, country);
}

/** A file that was merged into another is found as that other. */
export async function findCustomer(db: DataSource, customerId: string, country: string): Promise<CustomerCard | null> {
  return findCard(db, 'WHERE c.customerId = ?', await keptIdOf(db, customerId), country);
}

/**
 * The customer whose customer or account number was keyed in; their own telephone number is accepted as a customer
 * number too.
 */
export async function findCustomerByDigits(
  db: DataSource,
  { what, digits }: { what: CustomerReferenceRow['kind']; digits: string },
  plan: NumberPlan,
): Promise<CustomerCard | null> {
  const [found]: { customerId: string }[] = await db.query(
    'SELECT customerId FROM customer_references WHERE kind = ? AND digits = ?',
    [what, digits],
  );
  if (found !== undefined) return findCustomer(db, found.customerId, plan.country);
  const { e164 } = readNumber(digits, plan);
  return what === 'customerNumber' && e164 !== null ? findCustomerByNumber(db, e164, plan.country) : null;
}

async function findCard(db: DataSource, where: string, key: string, country: string): Promise<CustomerCard | null> {
  const [found]: FoundCard[] = await db.query(
    `SELECT ${summaryColumns}, c.addresses, c.note, c.createdAtMs,
       (SELECT GROUP_CONCAT(CONCAT(kind, ':', digits) ORDER BY kind, digits)
        FROM customer_references FORCE INDEX (references_of_customer) WHERE customerId = c.customerId) AS referencesFound
     FROM customers c ${where}`,
    [key],
  );
  if (found === undefined) return null;
  const { e164s, referencesFound, tags, addresses, ...customer } = found;
  const ids = await mergedIdsOf(db, customer.customerId);
  const lastCalls: CustomerCard['lastCalls'] = await db.query(
    `SELECT c.callId, c.arrivedAtMs, c.outcome, a.name AS agentName, w.name AS category, c.note
     FROM calls c LEFT JOIN accounts a ON a.employeeNo = c.agentId
       LEFT JOIN wrap_up_categories w ON w.categoryId = c.categoryId
     WHERE c.customerId IN (?) ORDER BY c.arrivedAtMs DESC LIMIT ${LAST_CALLS}`,
    [ids],
  );
  return {
    ...customer,
    tags: readJson(tags),
    addresses: readJson(addresses),
    numbers: listOf(e164s).map((number) => showNumber(number, country)),
    references: listOf(referencesFound).map((text) => {
      const [kind = '', digits = ''] = text.split(':');
      return { kind: kind as CustomerReferenceRow['kind'], digits };
    }),
    isWhole: true,
    lastCalls,
  };
}

/** Contacts of a customer and of the files that were merged into it, newest first, one more than `limit`. */
export async function listContacts(
  db: DataSource,
  customerId: string,
  after: PageCursor<number> | null,
  limit: number,
): Promise<z.infer<typeof ContactPage>['contacts']> {
  const ids = await mergedIdsOf(db, customerId);
  const rows: (Omit<z.infer<typeof ContactPage>['contacts'][number], 'hasVoicemail'> & { hasVoicemail: 0 | 1 })[] =
    await db.query(
      `SELECT c.callId, c.direction, c.arrivedAtMs, c.outcome, c.queueId, q.name AS queueName, c.agentId, c.result, c.note,
       c.talkMs, a.name AS agentName, w.name AS category,
       EXISTS (SELECT 1 FROM voicemails v WHERE v.callId = c.callId) AS hasVoicemail
     FROM calls c LEFT JOIN accounts a ON a.employeeNo = c.agentId
       LEFT JOIN queues q ON q.queueId = c.queueId
       LEFT JOIN wrap_up_categories w ON w.categoryId = c.categoryId
     WHERE c.customerId IN (?)${after === null ? '' : ' AND c.arrivedAtMs <= ? AND (c.arrivedAtMs < ? OR c.callId < ?)'}
     ORDER BY c.arrivedAtMs DESC, c.callId DESC LIMIT ?`,
      [ids, ...(after === null ? [] : [after.key, after.key, after.id]), limit + 1],
    );
  return rows.map((row) => ({ ...row, hasVoicemail: row.hasVoicemail === 1 }));
}

/** Whether this seat had the customer on the line within the last day, also after a transfer: it may finish what it began. */
export async function hasServed(
  db: DataSource | EntityManager,
  customerId: string,
  employeeNo: string,
  nowMs: number,
): Promise<boolean> {
  const [found] = await db.query(
    `SELECT 1 FROM calls c WHERE c.customerId IN (?) AND c.arrivedAtMs > ? AND (c.agentId = ? OR EXISTS (
       SELECT 1 FROM legs l WHERE l.callId = c.callId AND l.who = ? AND l.kind <> 'number' AND l.answeredAtMs IS NOT NULL
     )) LIMIT 1`,
    [await mergedIdsOf(db, customerId), nowMs - SERVED_WITHIN_MS, employeeNo, employeeNo],
  );
  return found !== undefined;
}

/** Records a change in the transaction that makes it. */
export type Trace = (within: EntityManager) => Promise<void>;

/** Throws `badRequest` for what cannot be parsed, `conflict` for a number or reference of another customer. */
export async function addCustomer(
  db: DataSource,
  edit: CustomerEdit,
  { plan, nowMs, by, customerId }: { plan: NumberPlan; nowMs: number; by: string; customerId: string },
  trace: Trace,
): Promise<void> {
  const ownerId = edit.ownerId === undefined ? by : edit.ownerId;
  const file = {
    ...readEdit(edit, plan),
    customerId,
    ownerId,
    confidentiality: edit.confidentiality ?? 'ordinary',
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  await mustExist(db, ownerId);
  await sayingWhatIsTaken(db, file, () =>
    inTransaction(db, 'READ COMMITTED', async (write) => {
      await insertCustomerFiles(write, [file]);
      await trace(write);
    }),
  );
}

/** Replaces the file. Throws `notFound`, `badRequest` and `conflict` as above, `conflict` too when it was changed since. */
export async function changeCustomer(
  db: DataSource,
  customerId: string,
  edit: CustomerEdit,
  { plan, nowMs }: { plan: NumberPlan; nowMs: number },
  trace: Trace,
): Promise<void> {
  const given = readEdit(edit, plan);
  if (edit.ownerId !== undefined) await mustExist(db, edit.ownerId);
  await sayingWhatIsTaken(db, { ...given, customerId }, () =>
    inTransaction(db, 'READ COMMITTED', async (write) => {
      const before = await takeFile(write, customerId);
      if (edit.updatedAtMs !== undefined && edit.updatedAtMs !== before.updatedAtMs) {
        throw new UserError('conflict', { field: 'updatedAtMs', detail: 'somebody changed the file in the meantime' });
      }
      await replaceCustomerFiles(write, [
        {
          ...before,
          ...given,
          ownerId: edit.ownerId === undefined ? before.ownerId : edit.ownerId,
          confidentiality: edit.confidentiality ?? before.confidentiality,
          // Two changes within a ms must not look like one.
          updatedAtMs: Math.max(nowMs, before.updatedAtMs + 1),
        },
      ]);
      await trace(write);
    }),
  );
}

/** The row of a file, held until the transaction ends. Throws `notFound` for one that is not there or was merged. */
export async function takeFile(write: EntityManager, customerId: string): Promise<CustomerRow> {
  const found = await write
    .getRepository(CustomerSchema)
    .findOne({ where: { customerId }, lock: { mode: 'pessimistic_write' } });
  if (found === null || found.mergedInto !== null) throw new UserError('notFound');
  return found;
}

/** Follows merges to the file that is there now. */
export async function keptIdOf(db: DataSource | EntityManager, customerId: string): Promise<string> {
  let id = customerId;
  for (let i = 0; i < MERGES_FOLLOWED; i += 1) {
    const [row]: { mergedInto: string | null }[] = await db.query(
      'SELECT mergedInto FROM customers WHERE customerId = ?',
      [id],
    );
    if (row === undefined || row.mergedInto === null) return id;
    id = row.mergedInto;
  }
  return id;
}

/** The file and all that has become part of it. */
export async function mergedIdsOf(db: DataSource | EntityManager, customerId: string): Promise<string[]> {
  const ids = [customerId];
  for (let from = 0; from < ids.length; ) {
    const newest = ids.slice(from);
    from = ids.length;
    const merged: { customerId: string }[] = await db.query(
      'SELECT customerId FROM customers WHERE mergedInto IN (?)',
      [newest],
    );
    ids.push(...merged.map((row) => row.customerId));
  }
  return ids;
}

export function listMerges(db: DataSource, keptId: string) {
  return db.getRepository(CustomerMergeSchema).find({ where: { keptId }, order: { atMs: 'DESC' } });
}

function readEdit(edit: CustomerEdit, plan: NumberPlan) {
  const numbers = edit.numbers.map((number, i) => {
    const { e164 } = readNumber(number, plan);
    if (e164 === null) throw new UserError('badRequest', { field: `numbers.${i}`, detail: 'not a phone number' });
    return e164;
  });
  const references = new Map(edit.references.map((one) => [`${one.kind} ${one.digits}`, one]));
  const { name, tier, note } = edit;
  return {
    name,
    tier,
    note,
    numbers: [...new Set(numbers)],
    addresses: [...new Set(edit.addresses)],
    tags: [...new Set(edit.tags)],
    references: [...references.values()],
  };
}

async function mustExist(db: DataSource, ownerId: string | null): Promise<void> {
  if (ownerId !== null && !(await db.getRepository(AccountSchema).existsBy({ employeeNo: ownerId }))) {
    throw new UserError('badRequest', { field: 'ownerId', detail: 'no account has this employee number' });
  }
}

/** A number or reference identifies one customer: reports which of those given belongs to another. */
async function sayingWhatIsTaken(
  db: DataSource,
  file: Pick<CustomerFile, 'customerId' | 'numbers' | 'references'>,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((error as { code?: string }).code !== 'ER_DUP_ENTRY') throw error;
    const taken: { e164: string }[] = await db.query(
      'SELECT e164 FROM customer_numbers WHERE e164 IN (?) AND customerId <> ?',
      [file.numbers, file.customerId],
    );
    const at = file.numbers.findIndex((number) => taken.some(({ e164 }) => e164 === number));
    if (at >= 0)
      throw new UserError('conflict', { field: `numbers.${at}`, detail: 'another customer has this number' });
    const references = await db.getRepository(CustomerReferenceSchema).find({ where: [...file.references] });
    const nth = file.references.findIndex(({ kind, digits }) =>
      references.some((one) => one.kind === kind && one.digits === digits && one.customerId !== file.customerId),
    );
    throw new UserError('conflict', {
      field: nth >= 0 ? `references.${nth}` : 'numbers',
      detail: 'another customer has this',
    });
  }
}

/** What a row of `summaryColumns` is to the contract, numbers still as stored. */
export function readSummary(
  row: Omit<CustomerSummary, 'numbers' | 'tags'> & { tags: string | string[]; e164s: string | null },
): CustomerSummary {
  const { e164s, tags, ...summary } = row;
  return { ...summary, tags: readJson(tags), numbers: listOf(e164s) };
}

/** MariaDB keeps JSON as text, and drivers differ in whether they parse it. */
export function readJson<T>(value: string | T): T {
  return typeof value === 'string' ? (JSON.parse(value) as T) : value;
}

function listOf(joined: string | null): string[] {
  return joined === null || joined === '' ? [] : joined.split(',');
}
