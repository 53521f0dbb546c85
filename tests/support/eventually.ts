import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks until `look` returns without throwing (an `expect` in it included) and what it returns is neither undefined, null
 * nor false. Throws what it threw last when the time is over.
 */
export async function eventually<T>(
  look: () => T | Promise<T>,
  { withinMs = 10_000, everyMs = 25, what = 'what was waited for' } = {},
): Promise<NonNullable<T>> {
  const endAtMs = performance.now() + withinMs;
  for (;;) {
    let failure: unknown;
    try {
      const seen = await look();
      if (seen !== undefined && seen !== null && seen !== false) return seen;
    } catch (error) {
      failure = error;
    }
    if (performance.now() > endAtMs) throw failure ?? new Error(`${what} did not come within ${withinMs} ms`);
    await delay(everyMs);
  }
}
