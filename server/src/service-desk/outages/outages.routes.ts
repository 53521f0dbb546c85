import {
  AttachCallerBody,
  AttachCaseBody,
  OutageDetail,
  OutageOfCallerQuery,
  OutagePage,
  OutageQuery,
  OutagesOfCaller,
  TellCallerBody,
} from '@sansheng/shared/contracts/service-desk/outages';
import { findCase, inTransaction } from '@sansheng/shared/db';
import { access } from '@sansheng/shared/domain/access';
import { canonicalNumber, readNumber } from '@sansheng/shared/domain/phone-number';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { findCustomer, sightById } from '../../customers/index.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { type Asker, type CaseWork, mustSeeCase } from '../cases/index.ts';
import { attachCaller, attachCase, lockOutage, tellCaller } from './outage-commands.feature.ts';
import { outageDetail, outagesOfCaller, outageView } from './outage-view.store.ts';
import { areasOf, listOutages, progressOf } from './outages.store.ts';

const OneOutage = z.object({ caseNo: z.string().min(1).max(40) });
const path = '/api/v1/outages';

/** Outages over HTTP: known while the phone rings, attached by one key, and who is told and who is to be told. */
export function addOutageRoutes(context: AppContext, cases: CaseWork): void {
  const { db, env, routes, audit } = context;
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };
  const canonical = (number: string) => (number === '' ? '' : canonicalNumber(readNumber(number, plan)));

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
      return outagesOfCaller(db, number, customerId);
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
        outages: await Promise.all(rows.map((row) => outageView(cases.types, row, areas, progress.get(row.caseId)))),
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
    handler: ({ params, session }) => outageDetail(context, cases.types, session, params.caseNo),
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
      return outageDetail(context, cases.types, session, params.caseNo);
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
      return outageDetail(context, cases.types, session, params.caseNo);
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
      return outageDetail(context, cases.types, session, params.caseNo);
    },
  });
}
