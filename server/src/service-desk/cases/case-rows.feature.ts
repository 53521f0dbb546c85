import type { CaseOnDesk } from '@sansheng/shared/contracts/service-desk/cases';
import type { CaseViewer } from '@sansheng/shared/domain/cases/case-access';
import { actsFor, type CaseNow } from '@sansheng/shared/domain/cases/move-case';
import type { CaseWork } from './case-work.ts';
import { caseMarks } from './case-marks.store.ts';
import { sightsOn } from './case-sights.store.ts';
import { rowView } from './case-view.ts';
import type { FoundCase } from './find-cases.store.ts';

/** As they stand on somebody's desk. What this person does not see is left out. */
export async function casesOnDesk(
  { context: { db }, types, calendars }: CaseWork,
  viewer: CaseViewer,
  rows: readonly FoundCase[],
): Promise<CaseOnDesk[]> {
  const [sights, marks] = await Promise.all([sightsOn(db, rows, viewer), caseMarks(db, rows, calendars.all())]);
  const shown = rows.map(async (row) => {
    const sight = sights.get(row.caseId);
    if (sight === undefined) return [];
    const type = await types.of(row.typeKey, row.typeVersion);
    const acts = sight.mayWrite ? actsFor({ type }, row as CaseNow, viewer) : [];
    return [
      {
        ...rowView(row, type, sight.seesContact, marks.get(row.caseId)),
        acts: acts.map((act) => ({ ...act, isPause: act.effects.some((effect) => effect.do === 'pause') })),
      },
    ];
  });
  return (await Promise.all(shown)).flat();
}
