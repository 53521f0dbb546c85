import { isDeepStrictEqual } from 'node:util';
import type { ObjectLiteral } from 'typeorm';

const secrets = ['passwordHash', 'secret'];

/** Fields that differ, before and after; for a secret, only that it changed. */
export function describeChange(before: ObjectLiteral | null, after: ObjectLiteral | null): object {
  const names = Object.keys({ ...before, ...after }).filter(
    (name) => !isDeepStrictEqual(before?.[name], after?.[name]),
  );
  const pick = (row: ObjectLiteral | null) =>
    row && Object.fromEntries(names.map((name) => [name, secrets.includes(name) ? '[secret]' : row[name]]));
  return { before: pick(before), after: pick(after) };
}
