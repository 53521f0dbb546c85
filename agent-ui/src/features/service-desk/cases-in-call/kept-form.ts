import { serverClock } from '../../../socket/server-clock.ts';

/** As long as a day's work: what was not saved by then was not wanted. */
const KEPT_FOR_MS = 20 * 3_600_000;

interface Kept {
  atMs: number;
  values: unknown;
}

/**
 * What is typed into forms and not saved yet, by name: in this browser at once, so that a page that is left, or dies,
 * loses none of it. `T` is what JSON holds.
 */
export function createFormKeeper<T>(employeeNo: string, storage: Storage = localStorage) {
  const prefix = `sansheng.form.${employeeNo}.`;
  return {
    read(name: string): T | null {
      try {
        forgetOld(prefix, storage);
        const kept = JSON.parse(storage.getItem(prefix + name) ?? 'null') as Kept | null;
        return kept === null ? null : (kept.values as T);
      } catch {
        return null;
      }
    },
    keep(name: string, values: T): void {
      try {
        storage.setItem(prefix + name, JSON.stringify({ atMs: serverClock.nowMs(), values } satisfies Kept));
      } catch {
        // A browser without storage keeps it as long as the page is open.
      }
    },
    forget(name: string): void {
      storage.removeItem(prefix + name);
    },
  };
}

function forgetOld(prefix: string, storage: Storage): void {
  for (const name of Object.keys(storage).filter((one) => one.startsWith(prefix))) {
    const { atMs } = JSON.parse(storage.getItem(name) ?? '{}') as Partial<Kept>;
    if (serverClock.nowMs() - (atMs ?? 0) > KEPT_FOR_MS) storage.removeItem(name);
  }
}
