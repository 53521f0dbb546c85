import { DepartmentDesk } from '@sansheng/shared/contracts/service-desk/dispatch';
import { access } from '@sansheng/shared/domain/access';
import { actsFor, type CaseNow } from '@sansheng/shared/domain/cases/move-case';
import type { AppContext } from '../../platform/app-context.ts';
import { type CaseWork, type FoundCase, nextLefts, rowView, sightsOn, viewerOf } from '../cases/index.ts';
import { casesOfDepartments } from './find-dispatches.store.ts';

export function addDepartmentDeskRoutes({ db, routes }: AppContext, work: CaseWork): void {
  routes.add({
    method: 'get',
    path: '/api/v1/department-desk',
    access: access.departmentDesk,
    summary: 'What the departments of who asks have to accept, in work, and answered, with what may be done now',
    tag: 'dispatch',
    reply: DepartmentDesk,
    handler: async ({ session }) => {
      const viewer = await viewerOf(db, session, null);
      const found = await casesOfDepartments(db, work.types.current, viewer);
      const rows = [...found.toAccept, ...found.inWork, ...found.answered];
      const [sights, lefts] = await Promise.all([
        sightsOn(db, rows, viewer),
        nextLefts(db, rows, work.calendars.all()),
      ]);
      const show = async (row: FoundCase) => {
        const sight = sights.get(row.caseId);
        if (sight === undefined) return [];
        const type = await work.types.of(row.typeKey, row.typeVersion);
        const acts = sight.mayWrite ? actsFor({ type }, row as CaseNow, viewer) : [];
        return [
          {
            ...rowView(row, type, sight.seesContact, lefts.get(row.caseId)),
            acts: acts.map((act) => ({ ...act, isPause: act.effects.some((effect) => effect.do === 'pause') })),
          },
        ];
      };
      const shown = async (part: readonly FoundCase[]) => (await Promise.all(part.map(show))).flat();
      return {
        toAccept: await shown(found.toAccept),
        inWork: await shown(found.inWork),
        answered: await shown(found.answered),
      };
    },
  });
}
