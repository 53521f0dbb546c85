import {
  caseAccess,
  CaseClocks,
  CaseDetail,
  CasePage,
  CaseQuery,
  CaseTypesView,
  OpenCaseBody,
} from '@sansheng/shared/contracts/service-desk/cases';
import { clocksOf } from '@sansheng/shared/db';
import { may } from '@sansheng/shared/domain/access';
import { whyOf } from '@sansheng/shared/domain/cases/case-clock';
import { type CaseNow, clockParts } from '@sansheng/shared/domain/cases/move-case';
import { whyBudget } from '@sansheng/shared/domain/cases/why-budget';
import { isReadBy } from '@sansheng/shared/domain/cases/case-access';
import { canonicalNumber, readNumber } from '@sansheng/shared/domain/phone-number';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { findCustomer, sightById } from '../../customers/index.ts';
import { caseDetail } from './case-detail.store.ts';
import { caseMarks } from './case-marks.store.ts';
import { sightsOn, viewerOf } from './case-sights.store.ts';
import { clockView, rowView } from './case-view.ts';
import type { CaseWork } from './case-work.ts';
import { excusesOf } from './clock-excuses.store.ts';
import { listCases } from './find-cases.store.ts';
import { openOne } from './open-case.feature.ts';
import { mustSeeCase } from './see-case.store.ts';
import { stuckBy } from './stuck-cases.store.ts';

const OneCase = z.object({ caseNo: z.string().min(1).max(40) });

export function addCaseRoutes(context: AppContext, work: CaseWork): void {
  const { db, env, routes } = context;
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };

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
      const nowMs = Date.now();
      const { cases, nextCursor } = await listCases(db, viewer, query, {
        plan,
        nowMs,
        stuck: () => stuckBy({ types: work.types.current, calendars: work.calendars.all(), nowMs }),
      });
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
      // Who is called about it: whoever rang, or else as the file says, to who reads it.
      const shown = found?.sight === 'whole' ? file : null;
      const number = body.contactNumber || (shown?.numbers[0] ?? '');
      const given = { ...body, contactName: body.contactName || (shown?.name ?? '') };
      const { caseNo } = await openOne(work, { session, address }, given, {
        caseId: newId(),
        customerId: found?.customerId ?? null,
        tier: file?.tier ?? null,
        contactNumber: number === '' ? '' : canonicalNumber(readNumber(number, plan)),
      });
      return caseDetail(work, session, caseNo);
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
    handler: ({ params, session }) => caseDetail(work, session, params.caseNo),
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
      const { row, type, sight } = await mustSeeCase(work, session, params.caseNo);
      const parts = { type, calendars: work.calendars.all() };
      const [clocks, excuseOf] = await Promise.all([clocksOf(db, row.caseId), excusesOf(db, row.caseId)]);
      return {
        clocks: clocks.map((clock) => {
          const ofClock = clockParts(parts, row as CaseNow, clock.clockKey);
          const why = whyOf(ofClock, clock);
          return {
            ...clockView(clock, type, parts.calendars, Date.now()),
            excuse: isReadBy('internal', sight.reads) ? excuseOf(clock) : null,
            measure: { ...clock.measure },
            calendarId: clock.calendarId,
            because: whyBudget(ofClock.rule, clock, ofClock.facts),
            why: why === null || why.kind === 'noCalendar' ? [] : why.counted,
          };
        }),
      };
    },
  });
}
