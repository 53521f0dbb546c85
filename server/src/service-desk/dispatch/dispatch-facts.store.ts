/** What rules of dispatch are asked with: rules, departments, people, and how much each of them has. */
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { centerClock } from '@sansheng/shared/domain/center-day';
import type { CaseToDispatch, DispatchFacts, LoadOfPerson } from '@sansheng/shared/domain/dispatch/choose-person';
import {
  type CaseRow,
  CasePersonSchema,
  DepartmentMemberSchema,
  DepartmentSchema,
} from '@sansheng/shared/tables/service-desk/cases';
import { AreaSchema, CaseCategorySchema } from '@sansheng/shared/tables/service-desk/desk-settings';
import { DispatchPersonSchema, DispatchRuleSchema } from '@sansheng/shared/tables/service-desk/dispatch';
import { type DataSource, type EntityManager, In } from 'typeorm';

type From = DataSource | EntityManager;

/** Without loads: whose are needed is known when a rule is found. */
export async function readDispatchFacts(from: From, timeZone: string, nowMs: number): Promise<DispatchFacts> {
  const [rules, categories, areas, departments, members, people] = await Promise.all([
    from.getRepository(DispatchRuleSchema).findBy({ isActive: true }),
    from.getRepository(CaseCategorySchema).find(),
    from.getRepository(AreaSchema).find(),
    from.getRepository(DepartmentSchema).find(),
    from.getRepository(DepartmentMemberSchema).find(),
    from.getRepository(DispatchPersonSchema).find(),
  ]);
  const membersOf = Map.groupBy(members, ({ departmentId }) => departmentId);
  return {
    rules,
    categories: new Map(categories.map((one) => [one.categoryId, one])),
    areas: new Map(areas.map((one) => [one.areaId, one])),
    departments: new Map(
      departments.map((one) => [
        one.departmentId,
        { ...one, memberIds: (membersOf.get(one.departmentId) ?? []).map(({ employeeNo }) => employeeNo) },
      ]),
    ),
    people: new Map(people.map((one) => [one.employeeNo, one])),
    names: new Map(),
    loads: new Map(),
    nowMs,
    today: centerClock(timeZone).dateOf(nowMs),
  };
}

/** The same with how much these people have, and what they are called; who has left is nobody's candidate. */
export async function withLoads(
  from: From,
  facts: DispatchFacts,
  ids: readonly string[],
  { timeZone, without = '' }: { timeZone: string; without?: string },
): Promise<DispatchFacts> {
  if (ids.length === 0) return facts;
  const clock = centerClock(timeZone);
  const [dayMs, weekMs] = [clock.startOfDay(facts.nowMs), clock.startOfWeek(facts.nowMs)];
  const rows = (await from.query(
    `SELECT a.employeeNo, a.name, COALESCE(l.lastAtMs, 0) AS lastAtMs,
       (SELECT COUNT(*) FROM cases c WHERE c.assigneeId = a.employeeNo AND c.state IN ('open', 'waiting') AND c.caseId <> ?) AS open,
       (SELECT COUNT(*) FROM dispatches d WHERE d.employeeNo = a.employeeNo AND d.atMs >= ? AND d.returnedAtMs IS NULL) AS today,
       (SELECT COUNT(*) FROM dispatches d WHERE d.employeeNo = a.employeeNo AND d.atMs >= ? AND d.returnedAtMs IS NULL) AS thisWeek
     FROM accounts a LEFT JOIN person_load l ON l.employeeNo = a.employeeNo
     WHERE a.employeeNo IN (?) AND a.isActive = 1`,
    [without, dayMs, weekMs, ids],
  )) as ({ employeeNo: string; name: string } & Record<keyof LoadOfPerson, number | string>)[];
  const there = new Set(rows.map(({ employeeNo }) => employeeNo));
  const isThere = (id: string | null) => id !== null && (there.has(id) || !ids.includes(id));
  return {
    ...facts,
    departments: new Map(
      [...facts.departments].map(([id, one]) => [
        id,
        {
          ...one,
          headId: isThere(one.headId) ? one.headId : null,
          deputyId: isThere(one.deputyId) ? one.deputyId : null,
          memberIds: one.memberIds.filter(isThere),
        },
      ]),
    ),
    names: new Map(rows.map(({ employeeNo, name }) => [employeeNo, name])),
    loads: new Map(
      rows.map(({ employeeNo, open, today, thisWeek, lastAtMs }) => [
        employeeNo,
        { open: Number(open), today: Number(today), thisWeek: Number(thisWeek), lastAtMs: Number(lastAtMs) },
      ]),
    ),
  };
}

/** Until the transaction ends nobody else counts what these have, or gives them more. */
export async function lockLoads(into: EntityManager, ids: readonly string[]): Promise<void> {
  for (const id of [...new Set(ids)].toSorted())
    await into.query(
      'INSERT INTO person_load (employeeNo, lastAtMs) VALUES (?, 0) ON DUPLICATE KEY UPDATE lastAtMs = lastAtMs',
      [id],
    );
}

/** By case. */
export async function subjectsOf(from: From, caseIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  if (caseIds.length === 0) return new Map();
  const rows = await from.getRepository(CasePersonSchema).findBy({ caseId: In(caseIds), relation: 'subject' });
  const of = Map.groupBy(rows, ({ caseId }) => caseId);
  return new Map([...of].map(([caseId, found]) => [caseId, found.map(({ ref }) => ref)]));
}

export function toDispatch(
  { typeKey, categoryId, areaKind, amountFen, fields }: CaseRow,
  type: CaseType,
  subjectIds: readonly string[] = [],
): CaseToDispatch {
  // Plain SQL has JSON as text where the database is MariaDB.
  const given = typeof fields === 'string' ? (JSON.parse(fields) as CaseRow['fields']) : fields;
  const place = type.fields.find(({ kind }) => kind === 'area');
  const areaId = place === undefined ? null : given[place.key];
  return { typeKey, categoryId, areaKind, areaId: typeof areaId === 'string' ? areaId : null, amountFen, subjectIds };
}
