import {
  CaseActBody,
  caseAccess,
  CaseDetail,
  ChaseCaseBody,
  EditCaseBody,
  ExtendClockBody,
  LinkCallBody,
  NoteCaseBody,
} from '@sansheng/shared/contracts/service-desk/cases';
import { z } from 'zod';
import { actOn } from './act-on-case.feature.ts';
import { caseDetail } from './case-detail.store.ts';
import type { CaseWork } from './case-work.ts';
import { chaseOne } from './chase-case.feature.ts';
import { editOne } from './edit-case.feature.ts';
import { extendOne } from './extend-clock.feature.ts';
import { linkCall } from './link-call.feature.ts';
import { noteOn } from './note-on-case.feature.ts';

const OneCase = z.object({ caseNo: z.string().min(1).max(40) });
const OneAct = OneCase.extend({ key: z.string().min(1).max(40) });

/** What is done to a case, over HTTP. */
export function addCaseActRoutes(work: CaseWork): void {
  const { routes } = work.context;

  routes.add({
    method: 'patch',
    path: '/api/v1/cases/:caseNo',
    access: caseAccess.caseOpening,
    summary: 'Puts facts and fields right without a step; clocks follow grade, category and amount',
    tag: 'cases',
    params: OneCase,
    body: EditCaseBody,
    reply: CaseDetail,
    handler: async ({ params, body, session, address }) => {
      await editOne(work, { session, address }, params.caseNo, body);
      return caseDetail(work, session, params.caseNo);
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/cases/:caseNo/transitions/:key',
    access: caseAccess.caseWork,
    summary: 'One step of the case, by the table of its type',
    tag: 'cases',
    params: OneAct,
    body: CaseActBody,
    handler: async ({ params, body, session, address }) => {
      await actOn(work, { session, address }, params.caseNo, params.key, body);
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/cases/:caseNo/notes',
    access: caseAccess.caseWork,
    summary: 'Adds words to a case, for those whom they are meant for',
    tag: 'cases',
    params: OneCase,
    body: NoteCaseBody,
    handler: async ({ params, body, session, address, newId }) =>
      noteOn(work, { session, address }, params.caseNo, body, newId()),
  });

  routes.add({
    method: 'post',
    path: '/api/v1/cases/:caseNo/chase',
    access: caseAccess.caseOpening,
    summary: 'Asks whoever has it to get on with it; a call of the customer about it counts as one',
    tag: 'cases',
    params: OneCase,
    body: ChaseCaseBody,
    handler: async ({ params, body, session, address }) => chaseOne(work, { session, address }, params.caseNo, body),
  });

  routes.add({
    method: 'post',
    path: '/api/v1/cases/:caseNo/calls',
    access: caseAccess.caseOpening,
    summary: 'Links a call that was about it',
    tag: 'cases',
    params: OneCase,
    body: LinkCallBody,
    handler: async ({ params, body, session, address }) =>
      linkCall(work, { session, address }, params.caseNo, body.callId),
  });

  routes.add({
    method: 'post',
    path: '/api/v1/cases/:caseNo/extend',
    access: caseAccess.caseExtending,
    summary: 'Gives a clock of the case more time, with the reason',
    tag: 'cases',
    params: OneCase,
    body: ExtendClockBody.extend({ version: z.number().int().positive() }),
    handler: async ({ params, body: { version, ...body }, session, address }) => {
      await extendOne(work, { session, address }, params.caseNo, body, version);
    },
  });
}
