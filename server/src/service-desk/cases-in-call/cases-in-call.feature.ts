import { setTimeout as delay } from 'node:timers/promises';
import { caseAccess } from '@sansheng/shared/contracts/service-desk/cases';
import { CasesOfCall } from '@sansheng/shared/contracts/service-desk/cases-in-call';
import { isChasedByCall } from '@sansheng/shared/domain/cases/chased-by-call';
import { type CallRow, CallSchema } from '@sansheng/shared/tables/records/call-records';
import { z } from 'zod';
import { hasServed } from '../../customers/index.ts';
import type { AppContext } from '../../platform/app-context.ts';
import type { AgentsStore, CallsStore } from '../../telephony/index.ts';
import { type CaseWork, caseMarks, rowView, viewerOf } from '../cases/index.ts';
import { findCasesOfCall } from './cases-of-call.store.ts';
import { type ServedCall, servedCall } from './served-call.ts';

const RECORD_WITHIN_MS = 2000;
const ASK_AGAIN_MS = 100;

/** Cases around a call: asked beside the screen pop, which waits for none of it. */
export function casesInCallFeature(
  { db, routes }: AppContext,
  work: CaseWork,
  { calls, agents }: { calls: Pick<CallsStore, 'readCall'>; agents: Pick<AgentsStore, 'readAgent'> },
): void {
  /** Workers write it just after the end: who writes the call up waits for it, but not for long. */
  async function recordOf(callId: string, employeeNo: string): Promise<CallRow | null> {
    const find = () => db.getRepository(CallSchema).findOneBy({ callId });
    const found = await find();
    if (found !== null || (await agents.readAgent(employeeNo))?.wrapCallId !== callId) return found;
    for (let waitedMs = 0; waitedMs < RECORD_WITHIN_MS; waitedMs += ASK_AGAIN_MS) {
      await delay(ASK_AGAIN_MS);
      const record = await find();
      if (record !== null) return record;
    }
    return null;
  }

  /** While it goes on, and for the rest of the day; null: there is no such call. */
  async function callOf(callId: string, employeeNo: string): Promise<ServedCall | null> {
    const live = await calls.readCall(callId);
    if (live !== null) return servedCall(live, employeeNo);
    const record = await recordOf(callId, employeeNo);
    if (record === null) return null;
    const { customerId, direction } = record;
    const isServed = customerId !== null && (await hasServed(db, customerId, employeeNo, Date.now()));
    return { customerId, direction, isServed };
  }

  routes.add({
    method: 'get',
    path: '/api/v1/calls/:callId/cases',
    access: caseAccess.cases,
    summary: 'Cases that came up in a call, and open ones of its customer for who serves them',
    tag: 'cases',
    params: z.object({ callId: z.string().min(1).max(64) }),
    reply: CasesOfCall,
    handler: async ({ params: { callId }, session }) => {
      const nowMs = Date.now();
      const [call, viewer] = await Promise.all([callOf(callId, session.employeeNo), viewerOf(db, session, null)]);
      const customerId = call?.isServed === true ? call.customerId : null;
      const served = { ...viewer, servedCustomerIds: customerId === null ? [] : [customerId] };
      const found = await findCasesOfCall(db, served, { callId, customerId });
      const marks = await caseMarks(db, found, work.calendars.all());
      return {
        cases: await Promise.all(
          found.map(async ({ link, ...row }) => {
            const type = await work.types.of(row.typeKey, row.typeVersion);
            const isChased =
              link === null && call?.direction === 'inbound' && isChasedByCall(type, row, work.calendars.all(), nowMs);
            return { ...rowView(row, type, false, marks.get(row.caseId)), link, isChased };
          }),
        ),
      };
    },
  });
}
