import { CASE_DRAFT_KEPT_MS } from '@sansheng/shared/contracts/service-desk/case-drafts';
import { serverClock } from '../../../socket/server-clock.ts';

export interface KeptForm<T> {
  atMs: number;
  values: T;
}

/**
 * What is typed into forms and not saved yet, by name: in this browser at once, so that a page that is left, or dies,
 * loses none of it, even while the center cannot be reached. `T` is what JSON holds.
 */
export function createFormKeeper<T>(employeeNo: string, storage: Storage = localStorage) {
  const prefix = `sansheng.form.${employeeNo}.`;
  return {
    read(name: string): KeptForm<T> | null {
      try {
        forgetOld(prefix, storage);
        return JSON.parse(storage.getItem(prefix + name) ?? 'null') as KeptForm<T> | null;
      } catch {
        return null;
      }
    },
    /** When it was typed. */
    keep(name: string, values: T): number {
      const atMs = Math.round(serverClock.nowMs());
      try {
        storage.setItem(prefix + name, JSON.stringify({ atMs, values } satisfies KeptForm<T>));
      } catch {
        // A browser without storage keeps it as long as the page is open.
      }
      return atMs;
    },
    forget(name: string): void {
      storage.removeItem(prefix + name);
    },
  };
}

function forgetOld(prefix: string, storage: Storage): void {
  for (const name of Object.keys(storage).filter((one) => one.startsWith(prefix))) {
    const { atMs } = JSON.parse(storage.getItem(name) ?? '{}') as Partial<KeptForm<unknown>>;
    if (serverClock.nowMs() - (atMs ?? 0) > CASE_DRAFT_KEPT_MS) storage.removeItem(name);
  }
}
