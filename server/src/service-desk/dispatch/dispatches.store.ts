/** Rows of dispatches, with what reports count of them, and of the cases that the supervisor watches. */
import { keepVerdicts, writeRows } from '@sansheng/shared/db';
import {
  type DispatchRow,
  DispatchSchema,
  type SupervisedCaseRow,
  SupervisedCaseSchema,
} from '@sansheng/shared/tables/service-desk/dispatch';
import { type DataSource, type EntityManager, In, IsNull } from 'typeorm';

type From = DataSource | EntityManager;

/** By case, the oldest first. */
export async function dispatchesOf(
  from: From,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, DispatchRow[]>> {
  if (caseIds.length === 0) return new Map();
  const rows = await from.getRepository(DispatchSchema).find({ where: { caseId: In(caseIds) }, order: { seq: 'ASC' } });
  return Map.groupBy(rows, ({ caseId }) => caseId);
}

export async function keepDispatch(
  into: EntityManager,
  row: Omit<DispatchRow, 'acceptedAtMs' | 'returnedAtMs' | 'returnReason' | 'returnText'>,
): Promise<void> {
  const fresh = { acceptedAtMs: null, returnedAtMs: null, returnReason: '', returnText: '' };
  await into.getRepository(DispatchSchema).insert({ ...row, ...fresh });
  if (row.employeeNo !== null)
    await into.query('UPDATE person_load SET lastAtMs = ? WHERE employeeNo = ?', [row.atMs, row.employeeNo]);
  await keepVerdicts(into, [row.caseId]);
}

/** What became of the last one. */
export async function changeLastDispatch(into: EntityManager, caseId: string, to: Partial<DispatchRow>): Promise<void> {
  const last = (await dispatchesOf(into, [caseId])).get(caseId)?.at(-1);
  if (last === undefined) return;
  await into.getRepository(DispatchSchema).update({ caseId, seq: last.seq }, to);
  await keepVerdicts(into, [caseId]);
}

export const supervise = (into: EntityManager, caseId: string, sinceMs: number): Promise<void> =>
  writeRows(into, SupervisedCaseSchema, [{ caseId, sinceMs, liftedAtMs: null, liftedById: null }], 'replace');

export const liftSupervision = (
  into: EntityManager,
  caseId: string,
  by: Pick<SupervisedCaseRow, 'liftedAtMs' | 'liftedById'>,
) => into.getRepository(SupervisedCaseSchema).update({ caseId, liftedAtMs: IsNull() }, by);
