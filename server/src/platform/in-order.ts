import { AsyncLocalStorage } from 'node:async_hooks';

export interface InOrder {
  /**
   * Runs work after everything queued before under the same key has settled; other keys run beside it.
   * Inside the work, a nested call with the same key runs at once, so it cannot wait for itself.
   */
  <T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** A queue per key. A key costs nothing once its work is done. */
export function createInOrder(): InOrder {
  const tails = new Map<string, Promise<unknown>>();
  const held = new AsyncLocalStorage<{ key: string; running: boolean; outer: unknown }>();

  function isHeld(key: string): boolean {
    let turn = held.getStore();
    while (turn !== undefined) {
      // A turn that is over no longer covers work that was started in it and not awaited.
      if (turn.key === key && turn.running) return true;
      turn = turn.outer as typeof turn | undefined;
    }
    return false;
  }

  return async (key, work) => {
    if (isHeld(key)) return work();
    const turn = { key, running: true, outer: held.getStore() };
    const run = async () => {
      try {
        return await held.run(turn, work);
      } finally {
        turn.running = false;
      }
    };
    const before = tails.get(key);
    const result = before === undefined ? run() : before.then(run);
    const tail = result.catch(() => undefined);
    tails.set(key, tail);
    try {
      return await result;
    } finally {
      if (tails.get(key) === tail) tails.delete(key);
    }
  };
}
