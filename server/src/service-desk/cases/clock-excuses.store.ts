import type { ClockExcuse, OneClock } from '@sansheng/shared/contracts/service-desk/clock-excuses';
import { type ClockExcuseRow, ClockExcuseSchema } from '@sansheng/shared/tables/service-desk/desk-reports';
import type { DataSource, EntityManager } from 'typeorm';

type From = DataSource | EntityManager;
export type ExcuseOf = (clock: { clockKey: string; round: number; startedAtMs: number }) => ClockExcuse | null;

const nameOf = ({ clockKey, round, startedAtMs }: Pick<ClockExcuseRow, 'clockKey' | 'round' | 'startedAtMs'>) =>
  `${clockKey} ${round} ${startedAtMs}`;

export async function excusesOf(from: From, caseId: string): Promise<ExcuseOf> {
  const rows = (await from.query(
    `SELECT e.*, COALESCE(a.name, '') AS byName FROM clock_excuses e LEFT JOIN accounts a ON a.employeeNo = e.byId
     WHERE e.caseId = ?`,
    [caseId],
  )) as (ClockExcuseRow & { byName: string })[];
  const byClock = new Map(rows.map((row) => [nameOf(row), row]));
  return (clock) => {
    const row = byClock.get(nameOf(clock));
    return row === undefined ? null : { reason: row.reason, byId: row.byId, byName: row.byName, atMs: row.atMs };
  };
}

const keyOf = (caseId: string, { clock, round, startedAtMs }: OneClock) => ({
  caseId,
  clockKey: clock,
  round,
  startedAtMs,
});

export const hasExcuse = (from: From, caseId: string, clock: OneClock): Promise<boolean> =>
  from.getRepository(ClockExcuseSchema).existsBy(keyOf(caseId, clock));

export async function keepExcuse(
  into: EntityManager,
  caseId: string,
  clock: OneClock,
  why: Pick<ClockExcuseRow, 'reason' | 'byId' | 'atMs'>,
): Promise<void> {
  await into.getRepository(ClockExcuseSchema).insert({ ...keyOf(caseId, clock), ...why });
}

export async function removeExcuse(into: EntityManager, caseId: string, clock: OneClock): Promise<void> {
  await into.getRepository(ClockExcuseSchema).delete(keyOf(caseId, clock));
}
