import {
  CaseActBody,
  caseAccess,
  CaseClocks,
  CaseDetail,
  CasePage,
  CaseQuery,
  CaseTypesView,
  ChaseCaseBody,
  EditCaseBody,
  ExtendClockBody,
  LinkCallBody,
  NoteCaseBody,
  OpenCaseBody,
} from '@sansheng/shared/contracts/service-desk/cases';
import { may } from '@sansheng/shared/domain/access';
import { clocksOf, entriesOf, linksOf } from '@sansheng/shared/db';
import { whyOf } from '@sansheng/shared/domain/cases/case-clock';
import { type CaseNow, clockParts } from '@sansheng/shared/domain/cases/move-case';
import { whyBudget } from '@sansheng/shared/domain/cases/why-budget';
import { canonicalNumber, readNumber } from '@sansheng/shared/domain/phone-number';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { findCustomer, sightById } from '../../customers/index.ts';
import { actOn } from './act-on-case.feature.ts';
import { sightsOn, viewerOf } from './case-sights.store.ts';
import { clockView, detailView, peopleIn, rowView } from './case-view.ts';
import { caseMarks } from './case-marks.store.ts';
import type { CaseWork } from './case-work.ts';
import { chaseOne } from './chase-case.feature.ts';
import { editOne } from './edit-case.feature.ts';
import { extendOne } from './extend-clock.feature.ts';
import { listCases } from './find-cases.store.ts';
import { linkCall } from './link-call.feature.ts';
import { mustSeeStanding } from './merge-cases.feature.ts';
import { noteOn } from './note-on-case.feature.ts';
import { openOne } from './open-case.feature.ts';
import { mustSeeCase } from './see-case.store.ts';

const OneCase = z.object({ caseNo: z.string().min(1).max(40) });
const OneAct = OneCase.extend({ key: z.string().min(1).max(40) });

export function addCaseRoutes(context: AppContext, work: CaseWork): void {
  const { db, env, routes } = context;
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };

  async function detailFor(session: Session, name: string): Promise<CaseDetail> {
    const { row, type, sight, viewer } = await mustSeeStanding(work, session, name);
    const calendars = work.calendars.all();
    const [clocks, entries, links, marks] = await Promise.all([
      clocksOf(db, row.caseId),
      entriesOf(db, row.caseId),
      linksOf(db, row.caseId),
      caseMarks(db, [row], calendars),
    ]);
    const inFields = [row.fields, ...entries.map(({ data }) => data)].flatMap((part) => peopleIn(type, part));
    const ids = [...new Set([...entries.map(({ byId }) => byId), row.assigneeId ?? row.firstOwnerId, ...inFields])];
    const people = (await db.query('SELECT employeeNo, name FROM accounts WHERE employeeNo IN (?)', [ids])) as {
      employeeNo: string;
      name: string;
    }[];
    const nameOf = new Map(people.map(({ employeeNo, name: of }) => [employeeNo, of]));
    const assigneeName = row.assigneeId === null ? null : (nameOf.get(row.assigneeId) ?? null);
    return detailView(
      {
        row: { ...row, assigneeName },
        marks: marks.get(row.caseId),
        type,
        clocks,
        entries,
        links,
        nameOf,
        calendars,
        nowMs: Date.now(),
      },
      sight,
      viewer,
    );
  }

  routes.add({
    method: 'get',
    path: '/api/v1/case-types',
    access: caseAccess.cases,
    summary: 'Types of cases with their steps and fields, and what is asked when one is opened',
    tag: 'cases',
    reply: CaseTypesView,
    handler: async ({ session }) => ({
      types: work.types.current.map((type) => ({
        ...type,
        acts: type.transitions,
        mayOpen: may(session, type.openedBy),
      })),
    }),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/cases',
    access: caseAccess.cases,
    summary: 'Cases that who asks may find, what is due first before the rest; by view, filter, number or words',
    tag: 'cases',
    query: CaseQuery,
    reply: CasePage,
    handler: async ({ query, session }) => {
      const viewer = await viewerOf(db, session, query.customer ?? null, work.isOnLine);
      const { cases, nextCursor } = await listCases(db, viewer, query, { plan, nowMs: Date.now() });
      const [sights, marks] = await Promise.all([
        sightsOn(db, cases, viewer),
        caseMarks(db, cases, work.calendars.all()),
      ]);
      const shown = cases.flatMap((row) => {
        const sight = sights.get(row.caseId);
        return sight === undefined ? [] : [{ row, sight }];
      });
      return {
        cases: await Promise.all(
          shown.map(async ({ row, sight }) =>
            rowView(row, await work.types.of(row.typeKey, row.typeVersion), sight.seesContact, marks.get(row.caseId)),
          ),
        ),
        nextCursor,
      };
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/cases',
    access: caseAccess.caseOpening,
    summary: 'Opens a case; who opens it is its first owner and is told of each step',
    tag: 'cases',
    body: OpenCaseBody,
    reply: CaseDetail,
    handler: async ({ body, session, address, newId }) => {
      const found = body.customerId === null ? null : await sightById(db, session, body.customerId);
      if (found?.sight === 'hidden')
        throw new UserError('badRequest', { field: 'customerId', detail: 'no such customer' });
      const file = found === null ? null : await findCustomer(db, found.customerId, plan.country);
      const contactNumber = body.contactNumber === '' ? '' : canonicalNumber(readNumber(body.contactNumber, plan));
      const { caseNo } = await openOne(work, { session, address }, body, {
        caseId: newId(),
        customerId: found?.customerId ?? null,
        tier: file?.tier ?? null,
        contactNumber,
      });
      return detailFor(session, caseNo);
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/cases/:caseNo',
    access: caseAccess.cases,
    summary: 'One case by its number or id: steps, entries, clocks, and what may be done with it now',
    tag: 'cases',
    params: OneCase,
    reply: CaseDetail,
    handler: ({ params, session }) => detailFor(session, params.caseNo),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/cases/:caseNo/clocks',
    access: caseAccess.cases,
    summary: 'Clocks of a case, each with the time that was counted until it is due',
    tag: 'cases',
    params: OneCase,
    reply: CaseClocks,
    handler: async ({ params, session }) => {
      const { row, type } = await mustSeeCase(work, session, params.caseNo);
      const parts = { type, calendars: work.calendars.all() };
      const clocks = await clocksOf(db, row.caseId);
      return {
        clocks: clocks.map((clock) => {
          const ofClock = clockParts(parts, row as CaseNow, clock.clockKey);
          const why = whyOf(ofClock, clock);
          return {
            ...clockView(clock, type, parts.calendars, Date.now()),
            measure: { ...clock.measure },
            calendarId: clock.calendarId,
            because: whyBudget(ofClock.rule, clock, ofClock.facts),
            why: why === null || why.kind === 'noCalendar' ? [] : why.counted,
          };
        }),
      };
    },
  });

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
      return detailFor(session, params.caseNo);
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
    handler: async ({ params, body, session, address }) => noteOn(work, { session, address }, params.caseNo, body),
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
