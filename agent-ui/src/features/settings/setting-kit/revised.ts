import { z } from 'zod';

export type Revised<T> = T & { revision: string };

/** A setting as it is read: with the word of what it is now, which a change gives back (`request`, `meantFor`). */
export function revised<T>(schema: z.ZodType<T>): z.ZodType<Revised<T>> {
  return z.intersection(schema, z.object({ revision: z.string() }));
}

/**
 * Puts what somebody else has changed meanwhile into a form: a field that its writer has left as it was read takes the
 * new value, one that they have changed keeps theirs. `both`: what the two have changed differently.
 */
export function bringTogether(
  read: Record<string, unknown>,
  typed: Record<string, unknown>,
  now: Record<string, unknown>,
): { merged: Record<string, unknown>; theirs: string[]; both: string[] } {
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  const merged = { ...typed };
  const theirs: string[] = [];
  const both: string[] = [];
  for (const name of Object.keys(now)) {
    if (name === 'revision' || isSame(read[name], now[name])) continue;
    const isUntouched = !(name in typed) || isSame(read[name], typed[name]);
    if (isUntouched) {
      merged[name] = now[name];
      theirs.push(name);
    } else if (!isSame(typed[name], now[name])) both.push(name);
  }
  return { merged, theirs, both };
}
