import { DepartmentDesk } from '@sansheng/shared/contracts/service-desk/dispatch';
import { access } from '@sansheng/shared/domain/access';
import type { AppContext } from '../../platform/app-context.ts';
import { casesOnDesk, type CaseWork, viewerOf } from '../cases/index.ts';
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
      const [toAccept, inWork, answered] = await Promise.all([
        casesOnDesk(work, viewer, found.toAccept),
        casesOnDesk(work, viewer, found.inWork),
        casesOnDesk(work, viewer, found.answered),
      ]);
      return { toAccept, inWork, answered };
    },
  });
}
