/** A case as somebody finds it, or no case at all. */
import { findCase } from '@sansheng/shared/db';
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import type { CaseSight, CaseViewer } from '@sansheng/shared/domain/cases/case-access';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { sightsOn, viewerOf } from './case-sights.store.ts';
import type { CaseWork } from './case-work.ts';

export interface SeenCase {
  row: CaseRow;
  type: CaseType;
  sight: CaseSight;
  viewer: CaseViewer;
}

/** Throws `notFound` also where it is there, but not for who asks: that there is such a case is told to nobody. */
export async function mustSeeCase(work: CaseWork, session: Session, name: string): Promise<SeenCase> {
  const { db } = work.context;
  const row = await findCase(db, name);
  if (row === null) throw new UserError('notFound');
  const viewer = await viewerOf(db, session, row.customerId, work.isOnLine);
  const sight = (await sightsOn(db, [row], viewer)).get(row.caseId);
  if (sight === undefined) throw new UserError('notFound');
  return { row, type: await work.types.of(row.typeKey, row.typeVersion), sight, viewer };
}

/** Null: there is none for this person. */
export const seeCase = (work: CaseWork, session: Session, name: string): Promise<SeenCase | null> =>
  mustSeeCase(work, session, name).catch((error: unknown) => {
    if (error instanceof UserError && error.code === 'notFound') return null;
    throw error;
  });

/** A department that has a case adds to it, but does not change or chase it, nor relate it to others. */
export function mustWork({ sight }: SeenCase): void {
  if (!sight.mayWrite || sight.reads === 'department') throw new UserError('notAllowed');
}
