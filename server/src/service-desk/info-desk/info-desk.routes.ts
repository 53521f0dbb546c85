import { InfoDesk } from '@sansheng/shared/contracts/service-desk/info-desk';
import { access } from '@sansheng/shared/domain/access';
import type { AppContext } from '../../platform/app-context.ts';
import { casesOnDesk, type CaseWork, viewerOf } from '../cases/index.ts';
import { casesOfInfoDesk } from './find-questions.store.ts';

export function addInfoDeskRoutes({ db, routes }: AppContext, work: CaseWork): void {
  routes.add({
    method: 'get',
    path: '/api/v1/info-desk',
    access: access.infoDesk,
    summary: 'What the information desk has before it: memos to answer, open enquiries, and what is due soon of both',
    tag: 'cases',
    reply: InfoDesk,
    handler: async ({ session }) => {
      const viewer = await viewerOf(db, session, null);
      const found = await casesOfInfoDesk(db, work.types.current, viewer, Date.now());
      const [memos, enquiries, dueSoon] = await Promise.all([
        casesOnDesk(work, viewer, found.memos),
        casesOnDesk(work, viewer, found.enquiries),
        casesOnDesk(work, viewer, found.dueSoon),
      ]);
      return { memos, enquiries, dueSoon };
    },
  });
}
