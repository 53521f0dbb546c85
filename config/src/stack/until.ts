import { setTimeout as delay } from 'node:timers/promises';

/** Asks `condition` every `everyMs` until it holds. False when `limitMs` passed first. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { limitMs, everyMs = 25 }: { limitMs: number; everyMs?: number },
): Promise<boolean> {
  const endAtMs = performance.now() + limitMs;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() > endAtMs) return false;
    await delay(everyMs);
  }
}
