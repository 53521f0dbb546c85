/** The one place that writes a customer's rows, so that the search columns always agree with the file. */
import type { DataSource, EntityManager } from 'typeorm';
import { readName } from './name-in-letters.ts';
import type { CustomerReferenceRow, CustomerRow } from '../tables/customers/customers.ts';
import {
  CustomerNumberSchema,
  CustomerReferenceSchema,
  CustomerSchema,
  CustomerTagSchema,
} from '../tables/customers/customers.ts';
import { writeRows } from './write-rows.ts';

export interface CustomerFile extends Omit<CustomerRow, 'pinyin' | 'initials' | 'mergedInto'> {
  /** E.164, the one to call first. */
  numbers: readonly string[];
  references: readonly Pick<CustomerReferenceRow, 'kind' | 'digits'>[];
}

/** Throws ER_DUP_ENTRY when somebody else has one of the numbers or references. */
export async function insertCustomerFiles(
  write: DataSource | EntityManager,
  files: readonly CustomerFile[],
): Promise<void> {
  // What belongs to other tables is left out by writeRows, which writes the schema's columns alone.
  const rows = files.map((file) => ({ ...file, ...readName(file.name), mergedInto: null }));
  await writeRows(write, CustomerSchema, rows, 'fail');
  await writeParts(
    write,
    files.map((file, i) => ({ ...file, pinyin: rows[i]?.pinyin ?? '' })),
  );
}

/** Throws ER_DUP_ENTRY as above. Call it in a transaction that has locked the customers' rows. */
export async function replaceCustomerFiles(write: EntityManager, files: readonly CustomerFile[]): Promise<void> {
  if (files.length === 0) return;
  const rows = files.map((file) => ({ ...file, ...readName(file.name), mergedInto: null }));
  await writeRows(write, CustomerSchema, rows, [
    'name',
    'pinyin',
    'initials',
    'tier',
    'addresses',
    'tags',
    'note',
    'ownerId',
    'confidentiality',
    'updatedAtMs',
  ]);
  const ids = files.map(({ customerId }) => customerId);
  for (const schema of [CustomerNumberSchema, CustomerReferenceSchema, CustomerTagSchema]) {
    await write.query(`DELETE FROM ${schema.options.tableName} WHERE customerId IN (?)`, [ids]);
  }
  await writeParts(write, rows);
}

async function writeParts(
  write: DataSource | EntityManager,
  files: readonly (CustomerFile & { pinyin: string })[],
): Promise<void> {
  const numbers = files.flatMap(({ customerId, numbers: e164s }) =>
    e164s.map((e164, position) => ({
      e164,
      customerId,
      position,
      reversed: Array.from(e164.slice(1)).reverse().join(''),
    })),
  );
  await writeRows(write, CustomerNumberSchema, numbers, 'fail');
  const references = files.flatMap(({ customerId, references: given }) =>
    given.map(({ kind, digits }) => ({ kind, digits, customerId })),
  );
  await writeRows(write, CustomerReferenceSchema, references, 'fail');
  const tags = files.flatMap(({ customerId, pinyin, tags: given }) =>
    [...new Set(given)].map((tag) => ({ tag, pinyin, customerId })),
  );
  await writeRows(write, CustomerTagSchema, tags, 'fail');
}
