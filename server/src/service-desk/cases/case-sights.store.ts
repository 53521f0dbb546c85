/** Who asks, and how much of which cases they read. */
import { type CaseSight, type CaseViewer, sightOfCase } from '@sansheng/shared/domain/cases/case-access';
import { type CaseRow, CasePersonSchema } from '@sansheng/shared/tables/service-desk/cases';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { hasServed } from '../../customers/index.ts';
import type { Session } from '../../platform/http/routes.ts';
import { departmentsOf } from './departments.store.ts';

type From = DataSource | EntityManager;

/** Whether a person's phone rings for this customer, or they talk. */
export type IsOnLine = (employeeNo: string, customerId: string) => Promise<boolean>;

/** `customerId`: whose cases are asked for; who serves that customer now, or did today, finds them. */
export async function viewerOf(
  db: DataSource,
  session: Session,
  customerId: string | null,
  isOnLine: IsOnLine = async () => false,
): Promise<CaseViewer> {
  const { employeeNo, roles, teamId } = session;
  const nowMs = Date.now();
  const [departments, served] = await Promise.all([
    departmentsOf(db, employeeNo, nowMs),
    customerId !== null && ((await isOnLine(employeeNo, customerId)) || hasServed(db, customerId, employeeNo, nowMs)),
  ]);
  return {
    employeeNo,
    roles,
    teamId,
    ...departments,
    servedCustomerIds: served && customerId !== null ? [customerId] : [],
  };
}

/** By id; without those that are not for this person. */
export async function sightsOn(
  from: From,
  rows: readonly CaseRow[],
  viewer: CaseViewer,
): Promise<ReadonlyMap<string, CaseSight>> {
  if (rows.length === 0) return new Map();
  const ownersOf = ({ assigneeId, firstOwnerId }: CaseRow) => [firstOwnerId, assigneeId ?? firstOwnerId];
  const [people, owners] = await Promise.all([
    from.getRepository(CasePersonSchema).findBy({ caseId: In(rows.map(({ caseId }) => caseId)) }),
    from.query('SELECT employeeNo, teamId FROM accounts WHERE employeeNo IN (?) AND teamId IS NOT NULL', [
      rows.flatMap(ownersOf),
    ]) as Promise<{ employeeNo: string; teamId: string }[]>,
  ]);
  const teamOf = new Map(owners.map(({ employeeNo, teamId }) => [employeeNo, teamId]));
  const refsOf = Map.groupBy(people, ({ caseId, relation }) => `${relation} ${caseId}`);
  const refs = (relation: string, caseId: string) => (refsOf.get(`${relation} ${caseId}`) ?? []).map(({ ref }) => ref);
  const sights = rows.map((row) => {
    const found = {
      ...row,
      subjectIds: refs('subject', row.caseId),
      formerDepartmentIds: refs('formerDepartment', row.caseId),
      teamIds: ownersOf(row).flatMap((owner) => teamOf.get(owner) ?? []),
    };
    return [row.caseId, sightOfCase(found, viewer)] as const;
  });
  return new Map(sights.filter((one): one is [string, CaseSight] => one[1] !== null));
}
