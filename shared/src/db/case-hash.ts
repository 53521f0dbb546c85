import { createHash } from 'node:crypto';
import type { CaseEventRow } from '../tables/service-desk/cases.ts';

/** Of a case without an entry. */
export const FIRST_HASH = '0'.repeat(64);

/** SHA-256 over the entry, the hash before it included: who changes one entry has to change all that follow. */
export function hashOfEntry(entry: Omit<CaseEventRow, 'hash'>): string {
  return createHash('sha256').update(canonical(entry)).digest('hex');
}

/** The seq of the first entry that is not what it was when it was written; null: all are. */
export function findBrokenEntry(entries: readonly CaseEventRow[]): number | null {
  let before = FIRST_HASH;
  for (const [at, { hash, ...entry }] of entries.entries()) {
    if (entry.seq !== at + 1 || entry.prevHash !== before || hashOfEntry(entry) !== hash) return at + 1;
    before = hash;
  }
  return null;
}

/** JSON with the names of every object in order, so that the same entry is the same text wherever it comes from. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}
