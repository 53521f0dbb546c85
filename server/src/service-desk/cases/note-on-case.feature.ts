import { entryOf } from '@sansheng/shared/db';
import type { NoteCaseBody } from '@sansheng/shared/contracts/service-desk/cases';
import { isReadBy } from '@sansheng/shared/domain/cases/case-access';
import type { z } from 'zod';
import { UserError } from '../../platform/http/routes.ts';
import type { Asker, CaseWork } from './case-work.ts';
import { addTo } from './change-case.feature.ts';
import { mustSeeCase } from './see-case.store.ts';

/** Adds words; what the case is stays as it is, so nobody's change is refused for it. */
export async function noteOn(
  work: CaseWork,
  { session, address }: Asker,
  name: string,
  { text, visibility }: z.output<typeof NoteCaseBody>,
  noteId: string,
): Promise<void> {
  const { row, sight } = await mustSeeCase(work, session, name);
  if (!sight.mayWrite || !isReadBy(visibility, sight.reads)) throw new UserError('notAllowed');
  await addTo(work, { session, address }, row.caseId, 'cases.noted', async (into) => {
    // A retry that nobody remembers; should two get as far as this, the database takes one.
    const kept = (await into.query('SELECT seq FROM case_events WHERE noteId = ?', [noteId])) as unknown[];
    if (kept.length > 0) return null;
    return { entry: { ...entryOf('noted', session.employeeNo, Date.now(), text), visibility, data: { noteId } } };
  });
}
