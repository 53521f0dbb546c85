import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import type { CaseViewer } from '@sansheng/shared/domain/cases/case-access';
import type { DataSource } from 'typeorm';
import { byDue, casesWhere, type FoundCase } from '../cases/index.ts';

/** As many as somebody looks through. */
const MOST = 100;
const SOON_MS = 2 * 3_600_000;

/** What is due first: what the desk has to do, and what others have of it once that is due soon. */
export async function casesOfInfoDesk(
  db: DataSource,
  types: readonly CaseType[],
  viewer: CaseViewer,
  nowMs: number,
): Promise<Record<'memos' | 'enquiries' | 'dueSoon', FoundCase[]>> {
  const find = (sql: string, ...values: unknown[]) =>
    casesWhere(db, viewer, { sql: `c.isOver = 0 AND ${sql}`, values }, byDue, MOST);
  const isDesks = `c.departmentId IS NULL AND (c.typeKey = 'enquiry' OR c.stepKey IN (?))`;
  const steps = stepsToAnswer(types);
  const [memos, enquiries, dueSoon] = await Promise.all([
    find(`c.typeKey = 'memo' AND ${isDesks}`, steps),
    find(`c.typeKey = 'enquiry' AND ${isDesks}`, steps),
    find(`c.typeKey IN ('memo', 'enquiry') AND c.sortDueMs < ? AND NOT (${isDesks})`, nowMs + SOON_MS, steps),
  ]);
  return { memos, enquiries, dueSoon };
}

const stepsToAnswer = (types: readonly CaseType[]): string[] => {
  const memo = types.find(({ key }) => key === 'memo');
  return memo?.transitions.find(({ key }) => key === 'answer')?.from ?? [];
};
