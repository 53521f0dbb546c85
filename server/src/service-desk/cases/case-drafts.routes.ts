import { CaseDraftBody, CaseDraftName, KeptCaseDraft } from '@sansheng/shared/contracts/service-desk/case-drafts';
import { caseAccess } from '@sansheng/shared/contracts/service-desk/cases';
import type { AppContext } from '../../platform/app-context.ts';
import { createCaseDraftStore } from './case-drafts.store.ts';

export function addCaseDraftRoutes(context: AppContext): void {
  const { routes } = context;
  const drafts = createCaseDraftStore(context);
  const path = '/api/v1/case-drafts/:name';

  routes.add({
    method: 'get',
    path,
    access: caseAccess.caseOpening,
    summary: 'What who asks has typed into the form of a case, in a call or outside of one, and not saved yet',
    tag: 'cases',
    params: CaseDraftName,
    reply: KeptCaseDraft,
    handler: async ({ params, session }) => ({ kept: await drafts.read(session.employeeNo, params.name, Date.now()) }),
  });
  routes.add({
    method: 'put',
    path,
    access: caseAccess.caseOpening,
    summary: 'Keeps it for 20 hours, for every browser of this person; null when it was saved or thrown away',
    tag: 'cases',
    params: CaseDraftName,
    body: CaseDraftBody,
    handler: ({ params, body, session }) => drafts.write(session.employeeNo, params.name, body, Date.now()),
  });
}
