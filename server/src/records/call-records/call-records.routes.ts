import {
  CallCount,
  CallCountQuery,
  CallDetail,
  CallPage,
  CallQuery,
  OpenWrapUps,
} from '@sansheng/shared/contracts/records/call-records';
import { findEmployees } from '@sansheng/shared/db';
import { access } from '@sansheng/shared/domain/access';
import { canonicalNumber, readNumber } from '@sansheng/shared/domain/phone-number';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { readTimeCursor, writeCursor } from '../../platform/http/page-cursor.ts';
import type { Session } from '../../platform/http/routes.ts';
import { shownNumber } from '../../customers/index.ts';
import {
  countCalls,
  findEntries,
  findLegalHold,
  findOpenWrapUps,
  findOffers,
  findQualities,
  findRecordings,
  findTimeline,
  findWrapUps,
  isCoachingSeen,
  listCalls,
} from './call-records.store.ts';
import { callScopeOf } from './call-scope.ts';
import { hideLeads } from './hide-leads.ts';
import { mustSeeCall } from './must-see-call.ts';

export function addCallRecordRoutes({ env, db, routes }: AppContext): void {
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };
  const numberFor = (session: Session, stored: string) => shownNumber(stored, plan.country, session.roles);

  routes.add({
    method: 'get',
    path: '/api/v1/calls',
    access: access.calls,
    summary: 'Call records, newest first: own, of the team or of the center, by role; `to` is exclusive',
    tag: 'calls',
    query: CallQuery,
    reply: CallPage,
    handler: async ({ query: { cursor, ...query }, session }) => {
      const after = readTimeCursor(cursor);
      const rows = await listCalls(db, await callScopeOf(db, session), { ...(await filterOf(query)), after });
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      return {
        calls: page.map((call) => ({ ...call, callerNumber: numberFor(session, call.callerNumber) })),
        nextCursor:
          rows.length > query.limit && last !== undefined
            ? writeCursor({ key: last.arrivedAtMs, id: last.callId })
            : null,
      };
    },
  });

  // Must come before the path with an id in this place.
  routes.add({
    method: 'get',
    path: '/api/v1/calls/count',
    access: access.calls,
    summary: 'How many calls these filters find, and how often the figure counts them',
    tag: 'calls',
    query: CallCountQuery,
    reply: CallCount,
    handler: async ({ query, session }) => countCalls(db, await callScopeOf(db, session), await filterOf(query)),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/calls/:callId',
    access: access.calls,
    summary: 'One call record with its offers, timeline and recording',
    tag: 'calls',
    params: z.object({ callId: z.string().min(1).max(64) }),
    reply: CallDetail,
    handler: async ({ params: { callId }, session }) => {
      const { call, legs, scope } = await mustSeeCall(db, session, callId);
      const [offers, entries, qualities, timeline, recordings, legalHold] = await Promise.all([
        findOffers(db, callId),
        findEntries(db, callId),
        findQualities(db, callId),
        findTimeline(db, callId),
        findRecordings(db, callId),
        findLegalHold(db, callId),
      ]);
      const wrapUps = await findWrapUps(db, callId, timeline);
      const detail = {
        ...call,
        callerNumber: numberFor(session, call.callerNumber),
        offers,
        entries,
        legs: legs.map((leg) => (leg.kind === 'number' ? { ...leg, who: numberFor(session, leg.who) } : leg)),
        wrapUps,
        qualities,
        timeline: timeline.map((event) => ({ ...event, data: withNumbersShown(event.data, session) })),
        recording: recordings.find((one) => one.recordingId === call.recordingId) ?? null,
        recordings,
        legalHold,
      };
      const isSeatOnly = scope.kind === 'seats' && !session.roles.includes('lead');
      return isSeatOnly && !(await isCoachingSeen(db)) ? hideLeads(detail, session.employeeNo) : detail;
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/wrap-ups/open',
    access: seatRoles,
    summary: "The calls that the reader's seat is still to write up: their wrap-up ran out, or was cut short",
    tag: 'calls',
    reply: OpenWrapUps,
    handler: async ({ session }) => {
      const open = await findOpenWrapUps(db, session.employeeNo, Date.now());
      return { wrapUps: open.map((one) => ({ ...one, callerNumber: numberFor(session, one.callerNumber) })) };
    },
  });

  async function filterOf<Q extends Partial<z.output<typeof CallQuery>>>({ from, to, number, agent, ...query }: Q) {
    return {
      ...query,
      fromMs: msOf(from),
      toMs: msOf(to),
      agents: agent === undefined || agent === '' ? undefined : await findEmployees(db, agent),
      callerNumbers: number === undefined ? undefined : storedForms(number),
    };
  }

  /** If a call ended before its number was parsed, the number is as the carrier sent it. */
  function storedForms(number: string): string[] {
    return [number.trim(), number.replace(/[^+\d]/g, ''), canonicalNumber(readNumber(number, plan))];
  }

  /** The timeline must not reveal a number that the record hides. */
  function withNumbersShown(data: Record<string, unknown>, session: Session): Record<string, unknown> {
    const shown = { ...data };
    for (const field of ['callerNumber', 'e164', 'number']) {
      const stored = shown[field];
      if (typeof stored !== 'string' || stored === '') continue;
      shown[field] = numberFor(session, canonicalNumber(readNumber(stored, plan)));
    }
    const isNumber = shown.kind === 'number' || shown.to === 'number';
    if (isNumber && typeof shown.who === 'string') shown.who = numberFor(session, shown.who);
    return shown;
  }
}

function msOf(instant: string | number | undefined): number | undefined {
  return typeof instant === 'string' ? Date.parse(instant) : instant;
}
