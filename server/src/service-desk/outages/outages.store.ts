/** Who called about an outage, what is attached to it, and how many of them are told. */
import type { Outage, OutageCaller, OutageDetail } from '@sansheng/shared/contracts/service-desk/outages';
import { CaseLinkSchema, type CaseRow, CaseSchema } from '@sansheng/shared/tables/service-desk/cases';
import { type AreaRow, AreaSchema } from '@sansheng/shared/tables/service-desk/desk-settings';
import { OutageCallerSchema } from '@sansheng/shared/tables/service-desk/outages';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { cutPage, readTimeCursor } from '../../platform/http/page-cursor.ts';

type From = DataSource | EntityManager;
/** More are never out at once. */
const MOST_OUTAGES = 100;
/** As many as a page shows. */
const MOST_CALLERS = 2000;

export type Progress = Pick<Outage, 'callers' | 'told' | 'toBeTold' | 'notReached'>;

/** Outages that go on, or of which not everybody is told. */
export const standingOutages = (from: From): Promise<CaseRow[]> =>
  from.getRepository(CaseSchema).find({
    where: { typeKey: 'outage', state: In(['open', 'waiting', 'settled']) },
    order: { openedAtMs: 'DESC' },
    take: MOST_OUTAGES,
  });

/** The newest first. */
export async function listOutages(
  db: DataSource,
  { view, cursor, limit }: { view: 'open' | 'completed'; cursor: string | undefined; limit: number },
): Promise<{ rows: CaseRow[]; nextCursor: string | null }> {
  const after = readTimeCursor(cursor);
  const states = view === 'open' ? ['open', 'waiting', 'settled'] : ['closed', 'cancelled'];
  const found = db
    .getRepository(CaseSchema)
    .createQueryBuilder('c')
    .where(`c.typeKey = 'outage' AND c.state IN (:...states)`, { states })
    .orderBy('c.openedAtMs', 'DESC')
    .addOrderBy('c.caseId', 'DESC')
    .take(limit + 1);
  if (after !== null) found.andWhere('(c.openedAtMs, c.caseId) < (:key, :id)', after);
  const rows = await found.getMany();
  const { page, nextCursor } = cutPage(rows, limit, (last) => ({ key: last.openedAtMs, id: last.caseId }));
  return { rows: page, nextCursor };
}

const withVisits = `FROM outage_callers o
  LEFT JOIN follow_ups v ON v.caseId = o.caseId AND v.number = o.number AND v.kind = 'outage'`;

/** By the id of the outage; one that nobody called about is not there. */
export async function progressOf(from: From, caseIds: readonly string[]): Promise<Map<string, Progress>> {
  if (caseIds.length === 0) return new Map();
  const rows = (await from.query(
    `SELECT o.caseId, COUNT(*) AS callers, SUM(o.toldAtMs IS NOT NULL) AS told,
       SUM(o.toldAtMs IS NULL AND o.wantsCall AND (v.state IS NULL OR v.state = 'planned')) AS toBeTold,
       SUM(o.toldAtMs IS NULL AND COALESCE(v.state, 'planned') <> 'planned') AS notReached
     ${withVisits} WHERE o.caseId IN (?) GROUP BY o.caseId`,
    [caseIds],
  )) as Record<keyof Progress | 'caseId', string | number>[];
  return new Map(
    rows.map(({ caseId, callers, told, toBeTold, notReached }) => [
      String(caseId),
      {
        callers: Number(callers),
        told: Number(told),
        toBeTold: Number(toBeTold),
        notReached: Number(notReached),
      },
    ]),
  );
}

/** Those to be told first, then by the time of their call. */
export async function callersOf(db: DataSource, caseId: string): Promise<OutageCaller[]> {
  const rows = (await db.query(
    `SELECT o.number, o.name, o.calls, o.wantsCall, o.attachedAtMs, o.toldAtMs, o.toldIn, v.state AS visit
     ${withVisits} WHERE o.caseId = ? ORDER BY o.toldAtMs IS NOT NULL, o.attachedAtMs, o.number LIMIT ?`,
    [caseId, MOST_CALLERS],
  )) as (Omit<OutageCaller, 'wantsCall'> & { wantsCall: 0 | 1 })[];
  return rows.map((row) => ({ ...row, wantsCall: row.wantsCall === 1 }));
}

/** Of these outages, those that the number called about, and whether it is told that they are over. */
export async function attachedOf(
  from: From,
  number: string,
  caseIds: readonly string[],
): Promise<Map<string, { isTold: boolean; wantsCall: boolean }>> {
  if (number === '' || caseIds.length === 0) return new Map();
  const rows = await from.getRepository(OutageCallerSchema).findBy({ number, caseId: In([...caseIds]) });
  return new Map(rows.map(({ caseId, toldAtMs, wantsCall }) => [caseId, { isTold: toldAtMs !== null, wantsCall }]));
}

export interface NewCaller {
  number: string;
  name: string;
  customerId: string | null;
  wantsCall: boolean;
}
/** One row for each number: who calls again only changes what they want. */
export async function keepCaller(
  into: EntityManager,
  caseId: string,
  { number, name, customerId, wantsCall }: NewCaller,
  byId: string,
  nowMs: number,
): Promise<void> {
  await into.query(
    `INSERT INTO outage_callers (caseId, number, customerId, name, calls, wantsCall, attachedAtMs, attachedById, toldAtMs, toldIn)
     VALUES (?, ?, ?, ?, 1, ?, ?, ?, NULL, NULL)
     ON DUPLICATE KEY UPDATE calls = calls + 1, wantsCall = VALUES(wantsCall), name = IF(name = '', VALUES(name), name),
       customerId = COALESCE(customerId, VALUES(customerId))`,
    [caseId, number, customerId, name, wantsCall, nowMs, byId],
  );
}

export async function keepTold(
  into: EntityManager,
  { caseId, number }: { caseId: string; number: string },
  toldIn: 'visit' | 'call',
  nowMs: number,
): Promise<void> {
  await into.query(
    'UPDATE outage_callers SET toldAtMs = ?, toldIn = ? WHERE caseId = ? AND number = ? AND toldAtMs IS NULL',
    [nowMs, toldIn, caseId, number],
  );
}

/** Whether anybody was visited, or told when they rang in. */
export async function hasBegun(from: From, caseId: string): Promise<boolean> {
  const rows = (await from.query(
    `SELECT 1 FROM follow_ups WHERE caseId = ? AND (tries > 0 OR state <> 'planned') LIMIT 1`,
    [caseId],
  )) as unknown[];
  return rows.length > 0;
}

/** Cases that were attached; merely related ones are no part of it. */
export async function attachedCases(from: From, caseId: string): Promise<string[]> {
  const links = await from.getRepository(CaseLinkSchema).findBy({ kind: 'outage', ref: caseId });
  return links.map((link) => link.caseId).toSorted();
}

export async function shownCases(from: From, caseIds: readonly string[]): Promise<OutageDetail['cases']> {
  if (caseIds.length === 0) return [];
  const rows = await from
    .getRepository(CaseSchema)
    .find({ where: { caseId: In([...caseIds]) }, order: { openedAtMs: 'ASC' } });
  return rows.map(({ caseNo, title, state }) => ({ caseNo, title, state }));
}

export const areasOf = (from: From): Promise<AreaRow[]> => from.getRepository(AreaSchema).find();

/** Addresses of a customer's file, and of cases that the number has open. */
export async function addressesOf(from: From, customerId: string | null, number: string): Promise<string[]> {
  const files = (
    customerId === null ? [] : await from.query('SELECT addresses FROM customers WHERE customerId = ?', [customerId])
  ) as { addresses: string | string[] }[];
  const cases = (
    number === ''
      ? []
      : await from.query(
          `SELECT JSON_UNQUOTE(JSON_EXTRACT(fields, '$.address')) AS address FROM cases
           WHERE contactNumber = ? AND state IN ('open', 'waiting') ORDER BY openedAtMs DESC LIMIT 20`,
          [number],
        )
  ) as { address: string | null }[];
  return [
    // MariaDB gives JSON as a text, MySQL as what it says.
    ...files.flatMap(({ addresses }) =>
      typeof addresses === 'string' ? (JSON.parse(addresses) as string[]) : addresses,
    ),
    ...cases.flatMap(({ address }) => address ?? []),
  ];
}
