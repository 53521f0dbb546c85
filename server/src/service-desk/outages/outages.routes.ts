import {
  AttachCallerBody,
  AttachCaseBody,
  type Outage,
  OutageDetail,
  OutageOfCallerQuery,
  OutagePage,
  OutageQuery,
  OutagesOfCaller,
  TellCallerBody,
} from '@sansheng/shared/contracts/service-desk/outages';
import { findCase, inTransaction } from '@sansheng/shared/db';
import { access } from '@sansheng/shared/domain/access';
import { namesWithin, placesOf, reachesAddress } from '@sansheng/shared/domain/outages/outage-reach';
import { canonicalNumber, readNumber } from '@sansheng/shared/domain/phone-number';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { AreaRow } from '@sansheng/shared/tables/service-desk/desk-settings';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { findCustomer, shownNumber, sightById } from '../../customers/index.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { type Asker, type CaseWork, mustSeeCase } from '../cases/index.ts';
import { attachCaller, attachCase, isOver, lockOutage, tellCaller } from './outage-commands.feature.ts';
import {
  addressesOf,
  areasOf,
  attachedCases,
  attachedOf,
  callersOf,
  listOutages,
  type Progress,
  progressOf,
  shownCases,
  standingOutages,
} from './outages.store.ts';

const OneOutage = z.object({ caseNo: z.string().min(1).max(40) });
const nobody: Progress = { callers: 0, told: 0, toBeTold: 0, notReached: 0 };
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const instantOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const path = '/api/v1/outages';

/** Outages over HTTP: known while the phone rings, attached by one key, and who is told and who is to be told. */
export function addOutageRoutes(context: AppContext, cases: CaseWork): void {
  const { db, env, routes, audit } = context;
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };
  const canonical = (number: string) => (number === '' ? '' : canonicalNumber(readNumber(number, plan)));

  async function outageView(row: CaseRow, areas: readonly AreaRow[], progress = nobody): Promise<Outage> {
    const { caseId, caseNo, title, state, stepKey, fields, openedAtMs } = row;
    const type = await cases.types.of(row.typeKey, row.typeVersion);
    const area = textOf(fields.areas);
    return {
      caseId,
      caseNo,
      title,
      state,
      stepName: type.steps.find(({ key }) => key === stepKey)?.name ?? { zh: '', en: '' },
      areaName: areas.find(({ areaId }) => areaId === area)?.name ?? area,
      words: textOf(fields.words),
      expectedEndAtMs: instantOf(fields.expectedEndAt),
      openedAtMs,
      ...progress,
    };
  }

  async function detailFor(session: Session, name: string): Promise<OutageDetail> {
    const row = await findCase(db, name);
    if (row === null || row.typeKey !== 'outage') throw new UserError('notFound');
    const [areas, progress, people, attached] = await Promise.all([
      areasOf(db),
      progressOf(db, [row.caseId]),
      callersOf(db, row.caseId),
      attachedCases(db, row.caseId),
    ]);
    return {
      ...(await outageView(row, areas, progress.get(row.caseId))),
      people: people.map((one) => ({ ...one, number: shownNumber(one.number, plan.country, session.roles) })),
      cases: await shownCases(db, attached),
      may: { attach: !isOver(row) },
    };
  }

  /** The outage is locked; what is done to it is audited with it. */
  async function change(
    name: string,
    { session: { employeeNo }, address }: Asker,
    action: 'outage.callerAttached' | 'outage.caseAttached' | 'outage.callerTold',
    detail: Record<string, unknown>,
    write: (into: EntityManager, outage: CaseRow) => Promise<void>,
  ): Promise<void> {
    await inTransaction(db, async (into) => {
      const outage = await lockOutage(into, name);
      await audit({ employeeNo, action, target: outage.caseId, address, detail }, into);
      await write(into, outage);
    });
  }

  routes.add({
    method: 'get',
    path: `${path}/of-caller`,
    access: access.outages,
    summary: 'Outages that a caller may be calling about, by their addresses, and those that they are to be told of',
    tag: 'outages',
    query: OutageOfCallerQuery,
    reply: OutagesOfCaller,
    handler: async ({ query, session }) => {
      const number = canonical(query.number);
      const found = query.customer === undefined ? null : await sightById(db, session, query.customer);
      const customerId = found === null || found.sight === 'hidden' ? null : found.customerId;
      const standing = await standingOutages(db);
      const caseIds = standing.map(({ caseId }) => caseId);
      const [areas, attached, addresses] = await Promise.all([
        areasOf(db),
        attachedOf(db, number, caseIds),
        standing.length === 0 ? [] : addressesOf(db, customerId, number),
      ]);
      const active = areas.filter(({ isActive }) => isActive);
      const concerns = (row: CaseRow): boolean => {
        const known = attached.get(row.caseId);
        if (isOver(row)) return known !== undefined && known.wantsCall && !known.isTold;
        const places = [...namesWithin(active, textOf(row.fields.areas)), ...placesOf(textOf(row.fields.places))];
        return known !== undefined || reachesAddress(places, addresses);
      };
      return {
        outages: standing.filter(concerns).map((row) => ({
          caseNo: row.caseNo,
          title: row.title,
          words: textOf(row.fields.words),
          cause: textOf(row.fields.cause),
          expectedEndAtMs: instantOf(row.fields.expectedEndAt),
          isOver: isOver(row),
          isAttached: attached.has(row.caseId),
        })),
      };
    },
  });
  routes.add({
    method: 'get',
    path,
    access: access.outages,
    summary: 'Outages with how many called, are told, and are to be told; the newest first',
    tag: 'outages',
    query: OutageQuery,
    reply: OutagePage,
    handler: async ({ query: { view, cursor, limit } }) => {
      const { rows, nextCursor } = await listOutages(db, { view, cursor, limit });
      const caseIds = rows.map(({ caseId }) => caseId);
      const [areas, progress] = await Promise.all([areasOf(db), progressOf(db, caseIds)]);
      return {
        outages: await Promise.all(rows.map((row) => outageView(row, areas, progress.get(row.caseId)))),
        nextCursor,
      };
    },
  });
  routes.add({
    method: 'get',
    path: `${path}/:caseNo`,
    access: access.outages,
    summary: 'One outage: who called about it, who is told and who is to be told, and the cases attached to it',
    tag: 'outages',
    params: OneOutage,
    reply: OutageDetail,
    handler: ({ params, session }) => detailFor(session, params.caseNo),
  });
  routes.add({
    method: 'post',
    path: `${path}/:caseNo/callers`,
    access: access.outages,
    summary:
      'Attaches who calls about it: they are told of each new end, and called when it is over if they want to be',
    tag: 'outages',
    params: OneOutage,
    body: AttachCallerBody,
    reply: OutageDetail,
    handler: async ({ params, body: { callId, wantsCall, ...body }, session, address }) => {
      const { e164: number } = readNumber(body.number, plan);
      if (number === null) throw new UserError('badRequest', { field: 'number' });
      const found = body.customerId === null ? null : await sightById(db, session, body.customerId);
      if (found?.sight === 'hidden') throw new UserError('badRequest', { field: 'customerId' });
      const customerId = found?.customerId ?? null;
      const file = customerId === null ? null : await findCustomer(db, customerId, plan.country);
      const caller = { number, name: body.name || (file?.name ?? ''), customerId, wantsCall, callId };
      const by = { session, address };
      await change(params.caseNo, by, 'outage.callerAttached', { callId, wantsCall }, (into, outage) =>
        attachCaller(into, outage, caller, by),
      );
      return detailFor(session, params.caseNo);
    },
  });
  routes.add({
    method: 'post',
    path: `${path}/:caseNo/callers/told`,
    access: access.outages,
    summary: 'Who rings in when it is over and is told that is not called any more',
    tag: 'outages',
    params: OneOutage,
    body: TellCallerBody,
    reply: OutageDetail,
    handler: async ({ params, body: { number, callId }, session, address }) => {
      const by = { session, address };
      const told = { number: canonical(number), callId };
      await change(params.caseNo, by, 'outage.callerTold', { callId }, (into, outage) =>
        tellCaller(into, cases, outage, told, by),
      );
      return detailFor(session, params.caseNo);
    },
  });
  routes.add({
    method: 'post',
    path: `${path}/:caseNo/cases`,
    access: access.outages,
    summary: 'Attaches a case: it is settled when the outage is over, and its customer told with the others',
    tag: 'outages',
    params: OneOutage,
    body: AttachCaseBody,
    reply: OutageDetail,
    handler: async ({ params, body, session, address }) => {
      const { row, sight } = await mustSeeCase(cases, session, body.caseNo);
      if (!sight.mayWrite) throw new UserError('notAllowed');
      const by = { session, address };
      await change(params.caseNo, by, 'outage.caseAttached', { caseNo: row.caseNo }, async (into, outage) => {
        const locked = (await findCase(into, row.caseId, true)) as CaseRow;
        await attachCase(into, cases, outage, locked, by);
      });
      return detailFor(session, params.caseNo);
    },
  });
}
