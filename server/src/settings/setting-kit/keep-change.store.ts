import type { AuditAction } from '@sansheng/shared/contracts/audit';
import { auditIdAt, inTransaction } from '@sansheng/shared/db';
import type { DataSource, EntityManager, EntitySchema, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import { revisionOf } from '../../platform/http/revision.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { tellSettingsChanged } from './settings-mark.store.ts';
import { describeChange } from './describe-change.ts';

/** Somebody else saved while the form was open. */
const LOOKED_BACK_MS = 7 * 24 * 3_600_000;

/** Who changes a setting, and the audit entry that the change reverts, if any. */
export interface Author {
  session: Session;
  address: string;
  takesBack?: string;
  /** Revision that they have read; absent: whatever it is now. */
  meantFor?: string;
}

export interface Change {
  /** Which settings are announced as changed, e.g. `queues`; absent: no server caches them. */
  what?: string;
  action: AuditAction;
  target: string;
  author: Author;
}

/**
 * Saves a change together with its audit entry, in one transaction, then tells every server. `write` returns what was
 * changed; null: nothing was, and then nothing is recorded. An error in it, or in writing the entry, rolls both back.
 * It is called again when the database rolled it back to break a deadlock.
 */
export async function keepChange<T>(
  context: AppContext,
  { what, action, target, author: { session, address, takesBack } }: Change,
  write: (into: EntityManager) => Promise<{ detail: object | null; result: T }>,
): Promise<T> {
  const { result } = await inTransaction(context.db, async (into) => {
    const written = await write(into);
    if (written.detail !== null) {
      const detail = { ...written.detail, ...(takesBack !== undefined && { takesBack }) };
      await context.audit({ employeeNo: session.employeeNo, action, target, address, detail }, into);
    }
    return written;
  });
  // Also when nothing changed: the first attempt may have been cut off before it could tell.
  if (what !== undefined) await tellSettingsChanged(context, what);
  return result;
}

/**
 * Locks the rows that a change refers to until it is committed: whoever deletes one waits, and then sees the change
 * that uses it. Must come before other reads in the transaction, which see one snapshot from then on. FOR UPDATE,
 * because MariaDB and MySQL have no common syntax for a shared lock.
 */
export const hold = <Row extends ObjectLiteral>(
  into: EntityManager,
  schema: EntitySchema<Row>,
  where: FindOptionsWhere<Row> = {},
): Promise<Row[]> => into.getRepository(schema).find({ where, lock: { mode: 'pessimistic_write' } });

interface Now {
  /** The part of its current state that may leave the server. */
  shown: object;
  target: string;
  /** Audited actions that change it. */
  actions: readonly string[];
}

/** Throws `changedMeanwhile`, with who did it and what it is now, unless `revision` is the one the author read. */
export async function mustBeAsRead(
  db: Querying,
  { meantFor }: Pick<Author, 'meantFor'>,
  revision: string,
  now: Now,
): Promise<void> {
  if (meantFor !== undefined && meantFor !== revision) throw await changedMeanwhile(db, now);
}

type Querying = Pick<DataSource, 'query'>;

/** With whoever was the last to do one of the actions with it, within a week. */
export async function changedMeanwhile(db: Querying, { shown, target, actions }: Now): Promise<UserError> {
  const [last]: { employeeNo: string; name: string | null; atMs: number }[] = await db.query(
    `SELECT l.employeeNo, a.name, l.atMs FROM audit_log l LEFT JOIN accounts a ON a.employeeNo = l.employeeNo
     WHERE l.auditId >= ? AND l.target = ? AND l.action IN (?) ORDER BY l.auditId DESC LIMIT 1`,
    [auditIdAt(Date.now() - LOOKED_BACK_MS), target, actions],
  );
  return new UserError('changedMeanwhile', {
    conflict: { by: last === undefined ? null : { ...last, name: last.name ?? '' }, now: { ...shown } },
  });
}

/** Something that is read and written as a whole, such as the members of a queue, with its revision. */
export const withRevision = <V extends object>(value: V) => ({ ...value, revision: revisionOf(value) });

/**
 * Changes it. Within a transaction, `read` locks whatever keeps two writers apart. Returns the new state; nothing is
 * recorded when that equals the old.
 */
export function changeWhole<V extends object>(
  context: AppContext,
  change: Change,
  whole: { read(from: EntityManager): Promise<V>; write(into: EntityManager, before: V): Promise<void> },
): Promise<V & { revision: string }> {
  return keepChange(context, change, async (into) => {
    const before = await whole.read(into);
    const { target, action, author } = change;
    const now = withRevision(before);
    await mustBeAsRead(into, author, now.revision, { shown: now, target, actions: [action] });
    await whole.write(into, before);
    const after = await whole.read(into);
    const result = withRevision(after);
    return { detail: result.revision === now.revision ? null : describeChange(before, after), result };
  });
}
