import { isDeepStrictEqual } from 'node:util';
import { access } from '@sansheng/shared/domain/access';
import type { SettingDeed, SettingThing } from '@sansheng/shared/contracts/audit';
import type { EntityManager, EntitySchema, FindOptionsOrder, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Access, parseInput, type Session, UserError } from '../../platform/http/routes.ts';
import { revisionOf } from '../../platform/http/revision.ts';
import { describeChange } from './describe-change.ts';
import { type Author, changedMeanwhile, keepChange, mustBeAsRead } from './keep-change.store.ts';
import { letTakeBack } from './take-back.routes.ts';

/** One kind of setting: a table in which administrators list, add, change and delete rows. */
export interface SettingKind<Row extends ObjectLiteral, E extends z.ZodObject> {
  /** Last part of the path and the `what` of the change that is published, e.g. `queues`. */
  path: string;
  singular: SettingThing;
  schema: EntitySchema<Row>;
  idField: string & keyof Row & keyof z.output<E>;
  edit: E;
  /** What is shown of a row. */
  view: z.ZodObject;
  /** Who reads and who changes it; absent: administrators change it, supervisors read it too. */
  access?: { read: Access; write: Access };
  /** Checks what the edit refers to and builds the row. Throws UserError. */
  toRow(edit: z.output<E>, former: Row | null, session: Session): Promise<Row>;
  /**
   * What past records name is set inactive, never deleted. Otherwise: throws UserError while something current still refers to the row; called in the transaction, with the row locked.
   */
  removal: 'deactivate' | ((row: Row, from: EntityManager) => Promise<void>);
  /**
   * Runs in the transaction, the row locked unless it is new: throws UserError when what the row refers to is not there
   * (it is held by `hold`, so that it is still there afterwards) or when what is switched off is still used, and does
   * what must be done with the change or not at all.
   */
  within?(into: EntityManager, row: Row, former: Row | null): Promise<void>;
  /** Runs before the transaction of a change; what it does stays done when the change is then refused. */
  beforehand?(row: Row, former: Row): Promise<void>;
  /** Runs after the change is kept. */
  changed?(row: Row, former: Row | null): Promise<void>;
}

export function addSettingRoutes<Row extends ObjectLiteral, E extends z.ZodObject>(
  context: AppContext,
  kind: SettingKind<Row, E>,
): void {
  const { routes, db } = context;
  const { idField, singular } = kind;
  const rights = kind.access ?? { read: access.settings, write: access.administration };
  const rows = db.getRepository(kind.schema);
  const whereId = (id: string) => ({ [idField]: id }) as FindOptionsWhere<Row>;
  const path = `/api/v1/admin/${kind.path}`;
  const params = z.object({ id: z.string().max(200) });
  const view = kind.view.extend({ revision: z.string() });
  const shown = (row: Row) => ({ ...row, revision: revisionOf(row) });
  const findRow = async (id: string) => {
    const row = await rows.findOneBy(whereId(id));
    if (row === null) throw new UserError('notFound');
    return row;
  };
  const changeOf = (action: SettingDeed, target: string, author: Author) => ({
    what: kind.path,
    action: `${singular}.${action}` as const,
    target,
    author,
  });
  const actions = ['added', 'changed', 'deactivated', 'deleted'].map((action) => `${singular}.${action}`);
  const conflictWith = (now: Row) => ({ shown: view.parse(shown(now)), target: String(now[idField]), actions });
  /** Locks the row and checks that it is as it was read: what `toRow` has checked still holds. */
  const lockAsRead = async (into: EntityManager, id: string, former: Row) => {
    const now = await into
      .getRepository(kind.schema)
      .findOne({ where: whereId(id), lock: { mode: 'pessimistic_write' } });
    if (now === null) throw new UserError('notFound');
    if (!isDeepStrictEqual(now, former)) throw await changedMeanwhile(into, conflictWith(now));
  };
  const insert = async (edit: z.output<E>, author: Author): Promise<Row> => {
    const row = await kind.toRow(edit, null, author.session);
    await keepChange(context, changeOf('added', String(row[idField]), author), async (into) => {
      await kind.within?.(into, row, null);
      try {
        await into.getRepository(kind.schema).insert(row);
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'ER_DUP_ENTRY') throw error;
        throw new UserError('conflict', { field: idField });
      }
      return { detail: describeChange(null, row), result: undefined };
    });
    await kind.changed?.(row, null);
    return findRow(String(row[idField]));
  };
  const write = async (
    action: SettingDeed,
    id: string,
    former: Row,
    edit: z.output<E>,
    author: Author,
  ): Promise<Row> => {
    await mustBeAsRead(db, author, revisionOf(former), conflictWith(former));
    const row = await kind.toRow(edit, former, author.session);
    await kind.beforehand?.(row, former);
    await keepChange(context, changeOf(action, id, author), async (into) => {
      await lockAsRead(into, id, former);
      if (isSame(former, row)) return { detail: null, result: undefined };
      await kind.within?.(into, row, former);
      await into.getRepository(kind.schema).update(whereId(id), row);
      return { detail: describeChange(former, { ...former, ...row }), result: undefined };
    });
    // Also when nothing was changed: the first attempt may have been cut off before this point.
    await kind.changed?.(row, former);
    return findRow(id);
  };
  const change = async (id: string, edit: z.output<E>, author: Author): Promise<Row> => {
    if (edit[idField] !== id) throw new UserError('badRequest', { field: idField, detail: 'differs from the path' });
    return write('changed', id, await findRow(id), edit, author);
  };
  const { removal } = kind;
  const remove = async (id: string, author: Author): Promise<void> => {
    const former = await findRow(id);
    if (removal === 'deactivate') {
      await write('deactivated', id, former, kind.edit.parse({ ...former, isActive: false }), author);
      return;
    }
    await mustBeAsRead(db, author, revisionOf(former), conflictWith(former));
    await keepChange(context, changeOf('deleted', id, author), async (into) => {
      await lockAsRead(into, id, former);
      await removal(former, into);
      await into.getRepository(kind.schema).delete(whereId(id));
      return { detail: describeChange(former, null), result: undefined };
    });
    await kind.changed?.(former, former);
  };
  letTakeBack(context, singular, {
    read: (id) => rows.findOneBy(whereId(id)),
    write: async (id, to, author) => {
      if (to === null) return remove(id, author);
      const edit = parseInput(kind.edit, to, 'before');
      if (await rows.existsBy(whereId(id))) await change(id, edit, author);
      else await insert(edit, author);
    },
  });

  routes.add({
    method: 'get',
    path,
    access: rights.read,
    summary: `All ${kind.path.replaceAll('-', ' ')}`,
    tag: 'admin',
    reply: z.array(view),
    handler: async () => (await rows.find({ order: { [idField]: 'ASC' } as FindOptionsOrder<Row> })).map(shown),
  });

  routes.add({
    method: 'post',
    path,
    access: rights.write,
    summary: `Add a ${singular}`,
    tag: 'admin',
    body: kind.edit,
    reply: view,
    handler: async ({ body, session, address, response }) => {
      const row = await insert(body, { session, address });
      response.status(201);
      return shown(row);
    },
  });

  routes.add({
    method: 'put',
    path: `${path}/:id`,
    access: rights.write,
    summary: `Change a ${singular}`,
    tag: 'admin',
    params,
    body: kind.edit,
    reply: view,
    heedsRevision: true,
    handler: async ({ params: { id }, body, session, address, meantFor }) =>
      shown(await change(id, body, { session, address, meantFor })),
  });

  routes.add({
    method: 'delete',
    path: `${path}/:id`,
    access: rights.write,
    summary: removal === 'deactivate' ? `Set a ${singular} inactive` : `Delete a ${singular}`,
    tag: 'admin',
    params,
    heedsRevision: true,
    handler: ({ params: { id }, session, address, meantFor }) => remove(id, { session, address, meantFor }),
  });
}

/** The time and author of the last change do not count as a change. */
const stamps = ['updatedAtMs', 'updatedBy'];

function isSame(former: ObjectLiteral, row: ObjectLiteral): boolean {
  return Object.keys(row).every((name) => stamps.includes(name) || isDeepStrictEqual(former[name], row[name]));
}
