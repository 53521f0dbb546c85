import type {
  Matter,
  MatterDetail,
  MatterPage,
  MatterQuery,
  OpenMatterBody,
} from '@sansheng/shared/contracts/service-desk/matters';
import { writeDeliveries } from '@sansheng/shared/db';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import {
  type MatterNoteRow,
  MatterNoteSchema,
  type MatterRow,
  MatterSchema,
} from '@sansheng/shared/tables/service-desk/matters';
import type { Role } from '@sansheng/shared/domain/roles';
import { type DataSource, type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { cutPage, readCursor } from '../../platform/http/page-cursor.ts';
import { UserError } from '../../platform/http/user-error.ts';

export type MatterFilter = z.output<typeof MatterQuery> & {
  employeeNo: string;
  /** Secret files too. */
  findsSecret: boolean;
  nowMs: number;
};
type Note = Pick<MatterNoteRow, 'kind' | 'text'> & { toId?: string };
/** Who does it, when, and the id of the note that it leaves. */
export interface Doing {
  session: { employeeNo: string };
  nowMs: number;
  id: string;
}

const columns = `m.matterId, m.customerId, c.name AS customerName, c.tier, m.kind, m.title, m.status, m.openedAtMs,
  m.dueAtMs, m.closedAtMs, m.ownerId, a.name AS ownerName, m.callId
  FROM matters m JOIN customers c ON c.customerId = m.customerId LEFT JOIN accounts a ON a.employeeNo = m.ownerId`;
/** Stands for no due time: behind all that have one. */
const NEVER_MS = Number.MAX_SAFE_INTEGER;
/** `behind`: what comes after the row with these three. */
const byTime = {
  // By due time, then by age; the rest has no due time.
  open: {
    order: `COALESCE(m.dueAtMs, ${NEVER_MS}), m.openedAtMs, m.matterId`,
    behind: `(COALESCE(m.dueAtMs, ${NEVER_MS}), m.openedAtMs, m.matterId) > (?, ?, ?)`,
  },
  closed: {
    order: 'm.closedAtMs DESC, m.openedAtMs DESC, m.matterId DESC',
    behind: '(m.closedAtMs, m.openedAtMs, m.matterId) < (?, ?, ?)',
  },
};

export async function listMatters(
  db: DataSource,
  { view, kind, owner, customer, cursor, limit, employeeNo, findsSecret, nowMs }: MatterFilter,
): Promise<z.input<typeof MatterPage>> {
  const status = view === 'closed' ? 'closed' : 'open';
  const conditions = ['m.status = ?'];
  const values: unknown[] = [status];
  const where = (condition: string, ...given: unknown[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (view === 'mine') where('m.ownerId = ?', employeeNo);
  if (view === 'overdue') where('m.dueAtMs < ?', nowMs);
  if (kind !== undefined) where('m.kind = ?', kind);
  if (owner !== undefined) where('m.ownerId = ?', owner);
  if (customer !== undefined) where('m.customerId = ?', customer);
  if (!findsSecret) where(`(c.confidentiality <> 'secret' OR c.ownerId = ? OR m.ownerId = ?)`, employeeNo, employeeNo);
  const ofAll = { condition: conditions.join(' AND '), values: [...values] };
  const after = readMatterCursor(cursor);
  const { order, behind } = byTime[status];
  if (after !== null) where(behind, ...after);
  const [matters, [counted]] = (await Promise.all([
    db.query(`SELECT ${columns} WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ?`, [...values, limit + 1]),
    db.query(
      `SELECT COUNT(*) AS total FROM matters m JOIN customers c ON c.customerId = m.customerId WHERE ${ofAll.condition}`,
      ofAll.values,
    ),
  ])) as [Matter[], [{ total: number | string }]];
  const { page, nextCursor } = cutPage(matters, limit, ({ matterId, openedAtMs, ...last }) => {
    const atMs = status === 'closed' ? last.closedAtMs : (last.dueAtMs ?? NEVER_MS);
    return { key: `${atMs} ${openedAtMs}`, id: matterId };
  });
  return { matters: page, nextCursor, total: Number(counted.total) };
}

/** When it is due or was closed, when it was opened, and its id. */
function readMatterCursor(text: string | undefined): [number, number, string] | null {
  const cursor = readCursor(text);
  if (cursor === null) return null;
  const [, atMs, openedAtMs] = /^(\d{1,16}) (\d{1,16})$/.exec(String(cursor.key)) ?? [];
  if (atMs === undefined || openedAtMs === undefined) throw new UserError('badRequest', { field: 'cursor' });
  return [Number(atMs), Number(openedAtMs), cursor.id];
}

export async function findMatter(db: DataSource | EntityManager, matterId: string): Promise<Matter | null> {
  const [found]: Matter[] = await db.query(`SELECT ${columns} WHERE m.matterId = ?`, [matterId]);
  return found ?? null;
}

/** Its history, oldest first, with the names of people. */
export async function listNotes(db: DataSource, matterId: string): Promise<MatterDetail['notes']> {
  const notes = await db
    .getRepository(MatterNoteSchema)
    .find({ where: { matterId }, order: { atMs: 'ASC', noteId: 'ASC' } });
  const ids = [...new Set(notes.flatMap(({ employeeNo, toId }) => [employeeNo, toId ?? employeeNo]))];
  const people = await db.getRepository(AccountSchema).findBy({ employeeNo: In(ids) });
  const nameOf = new Map(people.map(({ employeeNo, name }) => [employeeNo, name]));
  return notes.map((note) => ({
    ...note,
    name: nameOf.get(note.employeeNo) ?? null,
    toName: note.toId === null ? null : (nameOf.get(note.toId) ?? null),
  }));
}

/** People who may own a matter. */
export async function listOwners(db: DataSource, roles: readonly Role[]) {
  const people = await db
    .getRepository(AccountSchema)
    .find({ where: { isActive: true }, order: { employeeNo: 'ASC' } });
  return people
    .filter((one) => one.roles.some((role) => roles.includes(role)))
    .map(({ employeeNo, name }) => ({ employeeNo, name }));
}

/** Within a transaction: the webhook deliveries are written with it. */
export async function openMatter(
  write: EntityManager,
  { customerId, kind, title, dueAtMs, callId, ownerId, text }: OpenMatterBody & { ownerId: string },
  matterId: string,
  by: Doing,
): Promise<void> {
  const matter: MatterRow = {
    matterId,
    customerId,
    kind,
    title,
    status: 'open',
    openedAtMs: by.nowMs,
    dueAtMs,
    ownerId,
    callId,
    closedAtMs: null,
  };
  await write.getRepository(MatterSchema).insert(matter);
  await keepNote(write, matterId, { kind: 'opened', text }, by);
  await writeDeliveries(write, [
    {
      id: matterId,
      kind: 'matter.opened',
      atMs: by.nowMs,
      callId: callId ?? '',
      agentId: by.session.employeeNo,
      data: { matterId, customerId, kind, title, ownerId, dueAtMs },
    },
  ]);
}

export async function changeMatter(
  write: EntityManager,
  matterId: string,
  to: Partial<MatterRow>,
  note: Note,
  by: Doing,
): Promise<void> {
  await write.getRepository(MatterSchema).update({ matterId }, to);
  await keepNote(write, matterId, note, by);
}

export async function keepNote(
  write: EntityManager,
  matterId: string,
  { kind, text, toId }: Note,
  { id, nowMs, session }: Doing,
): Promise<void> {
  await write.getRepository(MatterNoteSchema).insert({
    noteId: id,
    matterId,
    kind,
    text,
    atMs: nowMs,
    employeeNo: session.employeeNo,
    toId: toId ?? null,
  });
}
