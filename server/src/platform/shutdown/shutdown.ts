import type { Logger } from '../log/log.ts';

export interface Shutdown {
  /** Adds what must be closed; the last added is closed first. */
  add(name: string, fn: () => Promise<void> | void): void;
  /**
   * Closes everything once, in order. A part that fails or hangs does not hold up the others; resolves within
   * `limitMs`.
   */
  run(limitMs: number): Promise<void>;
}

export function createShutdown(log: Logger): Shutdown {
  const parts: { name: string; fn: () => Promise<void> | void }[] = [];
  let running: Promise<void> | undefined;

  const closeAll = async (limitMs: number) => {
    const giveUpAt = performance.now() + limitMs;
    for (const { name, fn } of parts.toReversed()) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        const leftMs = Math.max(0, giveUpAt - performance.now());
        timer = setTimeout(() => reject(new Error('took too long')), leftMs);
      });
      try {
        await Promise.race([(async () => fn())(), late]);
      } catch (error) {
        log.warn({ part: name, err: error }, 'could not be closed properly');
      } finally {
        clearTimeout(timer);
      }
    }
  };
  return {
    add: (name, fn) => void parts.push({ name, fn }),
    run: (limitMs) => (running ??= closeAll(limitMs)),
  };
}
