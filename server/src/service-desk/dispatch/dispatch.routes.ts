import {
  type BoardCase,
  DispatchBoard,
  DispatchBody,
  DispatchResult,
} from '@sansheng/shared/contracts/service-desk/dispatch';
import { inTransaction } from '@sansheng/shared/db';
import { access } from '@sansheng/shared/domain/access';
import {
  candidateIdsOf,
  chooseByRules,
  type DispatchFacts,
  isAway,
  rankOf,
} from '@sansheng/shared/domain/dispatch/choose-person';
import { mayAct } from '@sansheng/shared/domain/cases/move-case';
import type { DispatchRow } from '@sansheng/shared/tables/service-desk/dispatch';
import { dispatchActFrom } from '@sansheng/shared/domain/cases/dispatch-acts';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { type CaseWork, type FoundCase, mustSeeCase, caseMarks, rowView, sightsOn, viewerOf } from '../cases/index.ts';
import { dispatchCase } from './dispatch-case.feature.ts';
import { readDispatchFacts, subjectsOf, toDispatch, withLoads } from './dispatch-facts.store.ts';
import { dispatchesOf, liftSupervision } from './dispatches.store.ts';
import { casesToAccept, casesToDispatch } from './find-dispatches.store.ts';

const OneCase = z.object({ caseNo: z.string().min(1).max(40) });

export function addDispatchRoutes(context: AppContext, work: CaseWork): void {
  const { db, env, routes, audit } = context;
  const timeZone = env.CENTER_TIME_ZONE;

  routes.add({
    method: 'get',
    path: '/api/v1/dispatch',
    access: access.dispatchBoard,
    summary:
      'The dispatcher’s board: what is to be dispatched and to whom it would go, what is not accepted, who has how much',
    tag: 'dispatch',
    reply: DispatchBoard,
    handler: async ({ session }) => {
      const board = await readBoard(work, session);
      const { departments } = board.facts;
      const loads = [...departments.values()]
        .filter(({ isActive }) => isActive)
        .flatMap((department) =>
          candidateIdsOf(department, board.facts).map((employeeNo) =>
            loadOf(employeeNo, department.departmentId, board.facts),
          ),
        );
      return { toDispatch: board.toDispatch, notAccepted: board.notAccepted, loads };
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/dispatch/:caseNo',
    access: access.dispatchBoard,
    summary:
      'Dispatches a case as the rules say, or to the department and person that are given; the reason is kept in it',
    tag: 'dispatch',
    params: OneCase,
    body: DispatchBody,
    reply: DispatchResult,
    handler: ({ params, body, session, address }) => dispatchCase(work, { session, address }, params.caseNo, body),
  });

  routes.add({
    method: 'delete',
    path: '/api/v1/dispatch/:caseNo/supervision',
    access: access.supervisedCases,
    summary: 'Ends the supervision of a case that was returned or worked on again too often',
    tag: 'dispatch',
    params: OneCase,
    handler: async ({ params, session, address }) => {
      const { row } = await mustSeeCase(work, session, params.caseNo);
      const { employeeNo } = session;
      await inTransaction(db, async (into) => {
        const lifted = await liftSupervision(into, row.caseId, { liftedAtMs: Date.now(), liftedById: employeeNo });
        if (lifted.affected === 0) throw new UserError('wrongState', { detail: 'it is not supervised' });
        const detail = { caseNo: row.caseNo };
        await audit({ employeeNo, action: 'supervision.ended', target: row.caseId, address, detail }, into);
      });
    },
  });

  async function readBoard({ types, calendars }: CaseWork, session: Session) {
    const viewer = await viewerOf(db, session, null);
    const [waiting, sent, known] = await Promise.all([
      casesToDispatch(db, types.current, viewer),
      casesToAccept(db, types.current, viewer),
      readDispatchFacts(db, timeZone, Date.now()),
    ]);
    const rows = [...waiting, ...sent];
    const caseIds = rows.map(({ caseId }) => caseId);
    const active = [...known.departments.values()].filter(({ isActive }) => isActive);
    const everybody = active.flatMap((one) => [
      ...candidateIdsOf(one, known),
      ...(one.headId === null ? [] : [one.headId]),
    ]);
    const [facts, sights, marks, subjects, former] = await Promise.all([
      withLoads(db, known, [...new Set(everybody)], { timeZone }),
      sightsOn(db, rows, viewer),
      caseMarks(db, rows, calendars.all()),
      subjectsOf(db, caseIds),
      dispatchesOf(db, caseIds),
    ]);
    const show = async (row: FoundCase, isToDispatch: boolean): Promise<BoardCase[]> => {
      const sight = sights.get(row.caseId);
      if (sight === undefined) return [];
      const type = await types.of(row.typeKey, row.typeVersion);
      const act = dispatchActFrom(type, row.stepKey);
      const may = act !== null && mayAct(act.transition.who, row, viewer);
      if (isToDispatch && !may) return [];
      return [
        {
          ...rowView(row, type, sight.seesContact, marks.get(row.caseId)),
          returned: returnedBy(former.get(row.caseId) ?? []),
          proposal: isToDispatch ? chooseByRules(toDispatch(row, type, subjects.get(row.caseId)), facts) : null,
        },
      ];
    };
    const shown = async (list: FoundCase[], isToDispatch: boolean) =>
      (await Promise.all(list.map((row) => show(row, isToDispatch)))).flat();
    return { facts, toDispatch: await shown(waiting, true), notAccepted: await shown(sent, false) };
  }
}

/** What the last of them said that returned it. */
function returnedBy(rows: readonly DispatchRow[]): BoardCase['returned'] {
  const last = rows.findLast(({ returnedAtMs }) => returnedAtMs !== null);
  if (last === undefined) return null;
  const { departmentId, returnReason, returnText, returnedAtMs } = last;
  return { departmentId, reason: returnReason, text: returnText, atMs: returnedAtMs as number };
}

function loadOf(employeeNo: string, departmentId: string, facts: DispatchFacts): DispatchBoard['loads'][number] {
  const { open = 0, today = 0, thisWeek = 0 } = facts.loads.get(employeeNo) ?? {};
  return {
    departmentId,
    employeeNo,
    name: facts.names.get(employeeNo) ?? '',
    rank: rankOf(employeeNo, facts),
    isAway: isAway(facts.people.get(employeeNo), facts.nowMs),
    open,
    today,
    thisWeek,
  };
}
