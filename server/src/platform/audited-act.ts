import type { AuditNote } from '@sansheng/shared/db';
import type { AppContext } from './app-context.ts';
import { UserError } from './http/user-error.ts';

/**
 * Does what no rollback undoes: a change in Redis, Asterisk or a store. Its entry is written before, so that nothing is
 * done without one; an act that came to nothing has a second entry, whose `notDone` says why.
 */
export async function auditedAct<T>(
  { audit, log }: Pick<AppContext, 'audit' | 'log'>,
  note: AuditNote,
  act: () => Promise<T>,
): Promise<T> {
  await audit(note);
  try {
    return await act();
  } catch (error) {
    const notDone = error instanceof UserError ? error.code : 'internal';
    await audit({ ...note, detail: { ...note.detail, notDone } }).catch((failed: unknown) =>
      log.warn({ err: failed, ...note }, 'that an audited act was not done could not be written'),
    );
    throw error;
  }
}
