import { z } from 'zod';

export type Revised<T> = T & { revision: string };

/** A setting with its revision, which a change sends back (`request`, `meantFor`). */
export function revised<T>(schema: z.ZodType<T>): z.ZodType<Revised<T>> {
  return z.intersection(schema, z.object({ revision: z.string() }));
}

/**
 * Merges somebody else's changes into a form: an untouched field takes the new value, an edited one keeps its own.
 * `both`: what both have changed differently.
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
