/** Why something is not done to a case. */
import type { CaseMove } from '@sansheng/shared/domain/cases/move-case';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import { UserError } from '../../platform/http/routes.ts';

/** A case that was merged goes on in another. */
export function mustGoOn({ state }: CaseRow): void {
  if (state === 'merged') throw new UserError('wrongState', { detail: 'it goes on in another case' });
}

/** Who was faster, and what the case is now, so that the page can say so and offer the act again. */
export async function overtaken(from: EntityManager, row: CaseRow): Promise<UserError> {
  const [last] = (await from.query(
    `SELECT e.byId AS employeeNo, COALESCE(a.name, '') AS name, e.atMs FROM case_events e
     LEFT JOIN accounts a ON a.employeeNo = e.byId
     WHERE e.caseId = ? AND e.kind IN ('moved', 'forced', 'edited', 'clock', 'opened') ORDER BY e.seq DESC LIMIT 1`,
    [row.caseId],
  )) as { employeeNo: string; name: string; atMs: number }[];
  const { version, stepKey, assigneeId, departmentId, grade, title } = row;
  const now = { version, stepKey, assigneeId, departmentId, grade, title };
  return new UserError('changedMeanwhile', { conflict: { by: last ?? null, now } });
}

export function refusalOf(move: Exclude<CaseMove, { kind: 'moved' }>): UserError {
  switch (move.kind) {
    case 'unknownAct':
      return new UserError('notFound');
    case 'notHere':
      return new UserError('wrongState', { detail: `the case is at ${move.stepKey}` });
    case 'notAllowed':
      return new UserError('notAllowed', { detail: `due to ${move.who.join(', ')}` });
    case 'textMissing':
      return new UserError('badRequest', { field: 'text', detail: 'a reason is needed' });
    case 'fieldMissing':
      return new UserError('badRequest', { field: `fields.${move.field}`, detail: 'is needed for this' });
    case 'badField':
      return refusalOfField(move.fault.field, move.fault.code);
    case 'pauseMissing':
      return new UserError('badRequest', { field: 'pause', detail: 'what is waited for' });
    case 'childrenOpen':
      return new UserError('wrongState', { field: 'children', detail: 'cases that belong to it are open' });
  }
}

export const refusalOfField = (field: string, code: string) =>
  new UserError('badRequest', { field: `fields.${field}`, detail: code });
