/** What may stand in the fields of a case. The same check on both ends. */
import type { CaseField } from '../../contracts/service-desk/case-types.ts';

export type FieldFault = {
  field: string;
  code: 'missing' | 'unknown' | 'badKind' | 'tooLong' | 'tooLarge' | 'notAChoice';
};

const LONGEST = { text: 200, longText: 4000, address: 200, call: 64, other: 40 };
const LARGEST = 1_000_000_000_000;
/** The year 3000. */
const LATEST_MS = 32_503_680_000_000;

/** The first field that cannot be kept as it is given; null: all can. `before` has choices that are offered no more. */
export function checkFields(
  known: readonly CaseField[],
  given: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>>,
): FieldFault | null {
  for (const [key, value] of Object.entries(given)) {
    const field = known.find((one) => one.key === key);
    if (field === undefined) return { field: key, code: 'unknown' };
    if (isEmpty(value)) continue;
    const code = faultOf(field, value, before[key]);
    if (code !== null) return { field: key, code };
  }
  return null;
}

/** The first of these that is not filled in. */
export const findMissing = (keys: readonly string[], fields: Readonly<Record<string, unknown>>): string | null =>
  keys.find((key) => isEmpty(fields[key])) ?? null;

/** Nothing was written; `false` and 0 are answers. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

function faultOf(field: CaseField, value: unknown, before: unknown): FieldFault['code'] | null {
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'address':
    case 'call':
      return checkText(value, field.max ?? LONGEST[field.kind]);
    case 'person':
    case 'department':
    case 'area':
      return checkText(value, LONGEST.other);
    case 'number':
      return checkNumber(value, field.max, Number.isFinite);
    case 'money':
      return checkNumber(value, field.max, Number.isSafeInteger);
    case 'instant':
      return checkNumber(value, LATEST_MS, Number.isSafeInteger);
    case 'rating':
      return checkNumber(value, field.max ?? 5, Number.isInteger);
    case 'date':
      return typeof value === 'string' && isDate(value) ? null : 'badKind';
    case 'yesNo':
      return typeof value === 'boolean' ? null : 'badKind';
    case 'choice':
      return typeof value === 'string' && (isOffered(field, value) || value === before) ? null : 'notAChoice';
    case 'many': {
      if (!Array.isArray(value)) return 'badKind';
      const kept: unknown[] = Array.isArray(before) ? before : [];
      const isDouble = new Set(value).size < value.length;
      return isDouble || value.some((one) => !isOffered(field, one) && !kept.includes(one)) ? 'notAChoice' : null;
    }
  }
}

function checkText(value: unknown, longest: number): FieldFault['code'] | null {
  if (typeof value !== 'string') return 'badKind';
  return value.length > longest ? 'tooLong' : null;
}

function checkNumber(value: unknown, largest = LARGEST, isKind: (value: number) => boolean): FieldFault['code'] | null {
  if (typeof value !== 'number' || !isKind(value) || value < 0) return 'badKind';
  return value > largest ? 'tooLarge' : null;
}

const isOffered = ({ choices }: CaseField, value: unknown): boolean =>
  choices.some(({ key, isRetired }) => key === value && !isRetired);

/** A day that there is: not the 30th of February. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
}
