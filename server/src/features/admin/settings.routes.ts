import { isDeepStrictEqual } from 'node:util';
import type { EntitySchema, FindOptionsOrder, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { type Access, parseInput, type Session, UserError } from '../../platform/http/routes.ts';
import { tellSettingsChanged } from '../queues/index.ts';
import { type Author, letTakeBack } from './take-back.routes.ts';

const readers: Access = ['admin', 'supervisor'];
const writers: Access = ['admin'];

/** One kind of setting: a table that administrators list, add to, change and take from. */
export interface SettingKind<Row extends ObjectLiteral, E extends z.ZodObject> {
  /** Last part of the path and the `what` of the change that is published, e.g. `queues`. */
  path: string;
  singular: string;
  schema: EntitySchema<Row>;
  idField: string & keyof Row & keyof z.output<E>;
  edit: E;
  /** What is shown of a row. */
  view: z.ZodType;
  /** Who reads and who changes it; absent: the administrator changes, the supervisor too reads. */
  access?: { read: Access; write: Access };
  /** Checks what the edit refers to and makes the row of it. Throws UserError. */
  toRow(edit: z.output<E>, former: Row | null, session: Session): Promise<Row>;
  /**
   * What records of the past name is set inactive, never deleted. Else: throws UserError while something current
   * still points at the row.
   */
  removal: 'deactivate' | ((row: Row) => Promise<void>);
  /** Runs after the change is kept. */
  changed?(row: Row, former: Row | null): Promise<void>;
}

/** Keeps a change's trace and tells every server of it. */
export async function noteChange(
  context: AppContext,
  change: { what: string; action: string; target: string; employeeNo: string; address: string; detail: object },
): Promise<void> {
  const { what, action, target, employeeNo, address, detail } = change;
  await context.audit({ employeeNo, action, target, address, detail });
  await tellSettingsChanged(context, what);
}

export function addSettingRoutes<Row extends ObjectLiteral, E extends z.ZodObject>(
  context: AppContext,
  kind: SettingKind<Row, E>,
): void {
  const { routes, db } = context;
  const { idField, singular } = kind;
  const { read, write } = kind.access ?? { read: readers, write: writers };
  const rows = db.getRepository(kind.schema);
  const whereId = (id: string) => ({ [idField]: id }) as FindOptionsWhere<Row>;
  const path = `/api/v1/admin/${kind.path}`;
  const params = z.object({ id: z.string().max(200) });
  const findRow = async (id: string) => {
    const row = await rows.findOneBy(whereId(id));
    if (row === null) throw new UserError('notFound');
    return row;
  };
  const finish = async (action: string, row: Row, former: Row | null, author: Author) => {
    const { session, address, takesBack } = author;
    await noteChange(context, {
      what: kind.path,
      action: `${singular}.${action}`,
      target: String(row[idField]),
      employeeNo: session.employeeNo,
      address,
      detail: {
        ...describeChange(former, action === 'deleted' ? null : row),
        ...(takesBack !== undefined && { takesBack }),
      },
    });
    await kind.changed?.(row, former);
  };
  const insert = async (edit: z.output<E>, author: Author): Promise<Row> => {
    const row = await kind.toRow(edit, null, author.session);
    try {
      await rows.insert(row);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ER_DUP_ENTRY') throw error;
      throw new UserError('conflict', { field: idField });
    }
    await finish('added', row, null, author);
    return row;
  };
  const change = async (id: string, edit: z.output<E>, author: Author): Promise<Row> => {
    if (edit[idField] !== id) throw new UserError('badRequest', { field: idField, detail: 'differs from the path' });
    const former = await findRow(id);
    const row = await kind.toRow(edit, former, author.session);
    await rows.update(whereId(id), row);
    await finish('changed', row, former, author);
    return row;
  };
  const { removal } = kind;
  const remove = async (id: string, author: Author): Promise<void> => {
    const former = await findRow(id);
    if (removal === 'deactivate') {
      const row = await kind.toRow(kind.edit.parse({ ...former, isActive: false }), former, author.session);
      await rows.update(whereId(id), row);
      await finish('deactivated', row, former, author);
    } else {
      await removal(former);
      await rows.delete(whereId(id));
      await finish('deleted', former, former, author);
    }
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
    access: read,
    summary: `All ${kind.path.replaceAll('-', ' ')}`,
    tag: 'admin',
    reply: z.array(kind.view),
    handler: () => rows.find({ order: { [idField]: 'ASC' } as FindOptionsOrder<Row> }),
  });

  routes.add({
    method: 'post',
    path,
    access: write,
    summary: `Add a ${singular}`,
    tag: 'admin',
    body: kind.edit,
    reply: kind.view,
    handler: async ({ body, session, address, response }) => {
      const row = await insert(body, { session, address });
      response.status(201);
      return row;
    },
  });

  routes.add({
    method: 'put',
    path: `${path}/:id`,
    access: write,
    summary: `Change a ${singular}`,
    tag: 'admin',
    params,
    body: kind.edit,
    reply: kind.view,
    handler: ({ params: { id }, body, session, address }) => change(id, body, { session, address }),
  });

  routes.add({
    method: 'delete',
    path: `${path}/:id`,
    access: write,
    summary: removal === 'deactivate' ? `Set a ${singular} inactive` : `Delete a ${singular}`,
    tag: 'admin',
    params,
    handler: ({ params: { id }, session, address }) => remove(id, { session, address }),
  });
}

const secrets = ['passwordHash', 'secret'];

/** Fields that differ, before and after; of a secret only that it changed. */
export function describeChange(before: ObjectLiteral | null, after: ObjectLiteral | null): object {
  const names = Object.keys({ ...before, ...after }).filter(
    (name) => !isDeepStrictEqual(before?.[name], after?.[name]),
  );
  const pick = (row: ObjectLiteral | null) =>
    row && Object.fromEntries(names.map((name) => [name, secrets.includes(name) ? '[secret]' : row[name]]));
  return { before: pick(before), after: pick(after) };
}
