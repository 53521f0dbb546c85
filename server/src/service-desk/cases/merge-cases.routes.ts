import {
  AlikeCases,
  AlikeQuery,
  CaseFamily,
  MergeCaseBody,
  type MergedCase,
  MergedCases,
  ParentBody,
} from '@sansheng/shared/contracts/service-desk/case-merges';
import { caseAccess } from '@sansheng/shared/contracts/service-desk/cases';
import { entriesOf, findCase } from '@sansheng/shared/db';
import { isReadBy } from '@sansheng/shared/domain/cases/case-access';
import { differencesOf, mayUndoMerge } from '@sansheng/shared/domain/cases/merge-cases';
import { canonicalNumber, readNumber } from '@sansheng/shared/domain/phone-number';
import type { CaseMergeRow } from '@sansheng/shared/tables/service-desk/case-merges';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import type { Session } from '../../platform/http/routes.ts';
import { listAlike } from './alike-cases.store.ts';
import { caseMarks } from './case-marks.store.ts';
import { setParent } from './case-family.feature.ts';
import { sightsOn, viewerOf } from './case-sights.store.ts';
import { readable, rowView } from './case-view.ts';
import type { CaseWork } from './case-work.ts';
import { childrenOf, parentOf } from './nested-clocks.store.ts';
import { mergeOne, mergesInto, mustSeeStanding, undoMerge } from './merge-cases.feature.ts';
import { seeCase, type SeenCase } from './see-case.store.ts';

const FIELD = 'fields.';
const fieldsReadBy = ({ type, sight }: SeenCase): ReadonlySet<string> =>
  new Set(type.fields.filter(({ visibility }) => isReadBy(visibility, sight.reads)).map(({ key }) => key));

const OneCase = z.object({ caseNo: z.string().min(1).max(40) });

export function addMergeRoutes({ db, env, routes }: AppContext, work: CaseWork): void {
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };
  const tag = 'cases';

  routes.add({
    method: 'get',
    path: '/api/v1/cases/alike',
    access: caseAccess.cases,
    summary:
      'Cases that are perhaps the one about to be opened: same customer or number, and category; open or closed within a week',
    tag,
    query: AlikeQuery,
    reply: AlikeCases,
    handler: async ({ query, session }) => {
      const number = query.number === undefined ? undefined : canonicalNumber(readNumber(query.number, plan));
      const viewer = await viewerOf(db, session, query.customer ?? null, work.isOnLine);
      const rows = await listAlike(db, viewer, { ...query, number }, Date.now());
      const [sights, marks] = await Promise.all([
        sightsOn(db, rows, viewer),
        caseMarks(db, rows, work.calendars.all()),
      ]);
      const cases = [];
      for (const row of rows) {
        const sight = sights.get(row.caseId);
        if (sight !== undefined)
          cases.push(
            rowView(row, await work.types.of(row.typeKey, row.typeVersion), sight.seesContact, marks.get(row.caseId)),
          );
      }
      return { cases };
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/cases/:caseNo/merge',
    access: caseAccess.caseOpening,
    summary: 'Merges it into another case, whose facts stay as they are; its number opens that one from then on',
    tag,
    params: OneCase,
    body: MergeCaseBody,
    handler: async ({ params, body, session, address }) => mergeOne(work, { session, address }, params.caseNo, body),
  });

  routes.add({
    method: 'post',
    path: '/api/v1/cases/:caseNo/merge/undo',
    access: caseAccess.caseOpening,
    summary: 'Makes it a case of its own again, within a week and while the other one is open',
    tag,
    params: OneCase,
    handler: async ({ params, session, address }) => undoMerge(work, { session, address }, params.caseNo),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/cases/:caseNo/merged',
    access: caseAccess.cases,
    summary: 'Cases that were merged into it: what they say otherwise, and what happened to them',
    tag,
    params: OneCase,
    reply: MergedCases,
    handler: async ({ params, session }) => {
      const seen = await mustSeeStanding(work, session, params.caseNo);
      const merges = await mergesInto(db, seen.row.caseId);
      const shown = await Promise.all(merges.map((merge) => mergedFor(session, seen, merge)));
      return { cases: shown.filter((one) => one !== null) };
    },
  });

  routes.add({
    method: 'put',
    path: '/api/v1/cases/:caseNo/parent',
    access: caseAccess.caseOpening,
    summary: 'Makes it belong to another case, which is not settled before it and not due before it is; null: to none',
    tag,
    params: OneCase,
    body: ParentBody,
    handler: async ({ params, body, session, address }) =>
      setParent(work, { session, address }, params.caseNo, body.parent),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/cases/:caseNo/family',
    access: caseAccess.cases,
    summary: 'The case that it belongs to, and those that belong to it, as far as who asks may find them',
    tag,
    params: OneCase,
    reply: CaseFamily,
    handler: async ({ params, session }) => {
      const { row } = await mustSeeStanding(work, session, params.caseNo);
      const parentId = await parentOf(db, row.caseId);
      const relative = async (caseId: string) => {
        const seen = await seeCase(work, session, caseId);
        return seen && rowView({ ...seen.row, assigneeName: null }, seen.type, seen.sight.seesContact);
      };
      const children = await Promise.all((await childrenOf(db, row.caseId)).map(relative));
      return {
        parent: parentId === null ? null : await relative(parentId),
        children: children.filter((one) => one !== null),
      };
    },
  });

  /** Null: this person finds the case that it goes on in, but not this one. */
  async function mergedFor(session: Session, into: SeenCase, merge: CaseMergeRow): Promise<MergedCase | null> {
    const one = await seeCase(work, session, merge.caseId);
    if (one === null) return null;
    const [entries, target] = await Promise.all([
      entriesOf(db, merge.caseId),
      merge.intoId === into.row.caseId ? into.row : findCase(db, merge.intoId),
    ]);
    const ids = [...new Set(entries.map(({ byId }) => byId))];
    const people = (await db.query('SELECT employeeNo, name FROM accounts WHERE employeeNo IN (?)', [ids])) as {
      employeeNo: string;
      name: string;
    }[];
    const nameOf = new Map(people.map(({ employeeNo, name }) => [employeeNo, name]));
    const { sight } = one;
    const reads = fieldsReadBy(one);
    const readsOther = fieldsReadBy(into);
    const seesContact = sight.seesContact && into.sight.seesContact;
    const isShown = (name: string) =>
      name.startsWith(FIELD)
        ? reads.has(name.slice(FIELD.length)) && readsOther.has(name.slice(FIELD.length))
        : seesContact || !name.startsWith('contact');
    const isInside = (of: SeenCase) => of.sight.mayWrite && of.sight.reads !== 'department';
    return {
      caseNo: one.row.caseNo,
      title: one.row.title,
      mergedAtMs: merge.mergedAtMs,
      differences: differencesOf(one.row, into.row).filter(({ name }) => isShown(name)),
      entries: entries
        .filter(({ visibility }) => isReadBy(visibility, sight.reads))
        .map((entry) => ({ ...entry, byName: nameOf.get(entry.byId) ?? null, data: readable(entry.data, reads) })),
      mayUndo: target !== null && mayUndoMerge(merge.mergedAtMs, target, Date.now()) && isInside(one) && isInside(into),
    };
  }
}
