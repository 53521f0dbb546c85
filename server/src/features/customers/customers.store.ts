import { randomUUID } from 'node:crypto';
import type { CustomerCard, CustomerEdit, CustomerSummary } from '@sansheng/shared/contracts/customers';
import {
  CustomerNumberSchema,
  type CustomerReferenceRow,
  type CustomerRow,
  CustomerSchema,
  writeRows,
} from '@sansheng/shared/db';
import { readNumber, showNumber, type NumberPlan } from '@sansheng/shared/domain/phone-number';
import type { DataSource, EntityManager } from 'typeorm';
import type { z } from 'zod';
import { UserError } from '../../platform/http/routes.ts';

export type CustomerFile = z.output<typeof CustomerEdit>;
type Found = Pick<CustomerRow, 'customerId' | 'name' | 'tier'> & { e164s: string };
type FoundCard = Found & Pick<CustomerRow, 'address' | 'note'> & { tags: string | string[] };

const LAST_CALLS = 5;
const numbersOf = `(SELECT GROUP_CONCAT(e164) FROM customer_numbers WHERE customerId = c.customerId) AS e164s`;

/**
 * The customer who has this number, or null: what a seat sees before it answers. Two round trips, each by index.
 * `country` decides how the numbers are written.
 */
export function findCustomerByNumber(db: DataSource, e164: string, country = 'CN'): Promise<CustomerCard | null> {
  return findCard(db, 'JOIN customer_numbers n ON n.customerId = c.customerId WHERE n.e164 = ?', e164, country);
}

export function findCustomer(db: DataSource, customerId: string, country: string): Promise<CustomerCard | null> {
  return findCard(db, 'WHERE c.customerId = ?', customerId, country);
}

/** The customer whose customer or account number was keyed in; as a customer number their own telephone number will do too. */
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
    `SELECT c.customerId, c.name, c.tier, c.address, c.tags, c.note, ${numbersOf} FROM customers c ${where}`,
    [key],
  );
  if (found === undefined) return null;
  const { e164s, tags, ...customer } = found;
  const [openMatters, lastCalls] = await Promise.all([
    db.query(
      `SELECT m.matterId, m.kind, m.title, m.openedAtMs, m.dueAtMs, a.name AS ownerName
       FROM matters m LEFT JOIN accounts a ON a.employeeNo = m.ownerId
       WHERE m.customerId = ? AND m.status = 'open' ORDER BY m.openedAtMs DESC LIMIT 20`,
      [customer.customerId],
    ),
    db.query(
      `SELECT c.callId, c.arrivedAtMs, c.outcome, a.name AS agentName, w.name AS category, c.note
       FROM calls c LEFT JOIN accounts a ON a.employeeNo = c.agentId
         LEFT JOIN wrap_up_categories w ON w.categoryId = c.categoryId
       WHERE c.customerId = ? ORDER BY c.arrivedAtMs DESC LIMIT ${LAST_CALLS}`,
      [customer.customerId],
    ),
  ]);
  return {
    ...customer,
    // MariaDB keeps JSON as text, and drivers differ in whether they parse it.
    tags: typeof tags === 'string' ? (JSON.parse(tags) as string[]) : tags,
    numbers: e164s.split(',').map((number) => showNumber(number, country)),
    openMatters,
    lastCalls,
  };
}

/** By whole number, by the end of a number (three digits or more), or by the beginning of a name. */
export async function searchCustomers(
  db: DataSource,
  search: string,
  limit: number,
  plan: NumberPlan,
): Promise<z.infer<typeof CustomerSummary>[]> {
  const select = (where: string, value: string): Promise<Found[]> =>
    db.query(
      `SELECT DISTINCT c.customerId, c.name, c.tier, ${numbersOf}
       FROM customers c JOIN customer_numbers n ON n.customerId = c.customerId
       WHERE ${where} ORDER BY c.name, c.customerId LIMIT ?`,
      [value, limit],
    );
  const found = async (): Promise<Found[]> => {
    if (!/^\+?[\d\s()-]+$/.test(search)) return select('c.name LIKE ?', `${search.replace(/[\\%_]/g, '\\$&')}%`);
    const { e164 } = readNumber(search, plan);
    const whole = e164 === null ? [] : await select('n.e164 = ?', e164);
    if (whole.length > 0) return whole;
    const digits = search.replace(/\D/g, '');
    return digits.length < 3 ? [] : select('n.reversed LIKE ?', `${reverse(digits)}%`);
  };
  return (await found()).map(({ e164s, ...customer }) => ({ ...customer, numbers: e164s.split(',') }));
}

/** Returns the new customer's id. Throws `badRequest` for a number that cannot be read, `conflict` for one taken. */
export async function addCustomer(
  db: DataSource,
  file: CustomerFile,
  plan: NumberPlan,
  nowMs: number,
): Promise<string> {
  const customerId = randomUUID();
  const numbers = readNumbers(file, plan);
  await db.transaction(async (write) => {
    const { numbers: _, ...rest } = file;
    await write.getRepository(CustomerSchema).insert({ ...rest, customerId, createdAtMs: nowMs, updatedAtMs: nowMs });
    await writeNumbers(write, customerId, numbers);
  });
  return customerId;
}

/** Replaces the file and its numbers. Throws `notFound`, `badRequest` and `conflict` as above. */
export async function changeCustomer(
  db: DataSource,
  customerId: string,
  file: CustomerFile,
  plan: NumberPlan,
  nowMs: number,
): Promise<void> {
  const numbers = readNumbers(file, plan);
  await db.transaction(async (write) => {
    const { numbers: _, ...rest } = file;
    const customers = write.getRepository(CustomerSchema);
    const isThere = await customers.findOne({ where: { customerId }, lock: { mode: 'pessimistic_write' } });
    if (isThere === null) throw new UserError('notFound');
    await customers.update({ customerId }, { ...rest, updatedAtMs: nowMs });
    await write.getRepository(CustomerNumberSchema).delete({ customerId });
    await writeNumbers(write, customerId, numbers);
  });
}

function readNumbers(file: CustomerFile, plan: NumberPlan): string[] {
  const numbers = file.numbers.map((number, i) => {
    const { e164 } = readNumber(number, plan);
    if (e164 === null) throw new UserError('badRequest', { field: `numbers.${i}`, detail: 'not a phone number' });
    return e164;
  });
  return [...new Set(numbers)];
}

async function writeNumbers(write: EntityManager, customerId: string, e164s: string[]): Promise<void> {
  const rows = e164s.map((e164) => ({ e164, customerId, reversed: reverse(e164.slice(1)) }));
  try {
    await writeRows(write, CustomerNumberSchema, rows, 'fail');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ER_DUP_ENTRY') throw error;
    throw new UserError('conflict', { field: 'numbers', detail: 'another customer has this number' });
  }
}

const reverse = (digits: string) => [...digits].reverse().join('');
