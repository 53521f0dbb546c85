/** A miss that is nobody's fault: the supervisor says why, or takes that back. One transaction with its entry and audit. */
import { ExcuseClockBody, OneClock } from '@sansheng/shared/contracts/service-desk/clock-excuses';
import { clocksOf, entryOf, keepVerdicts } from '@sansheng/shared/db';
import { access } from '@sansheng/shared/domain/access';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import type { CaseWork } from './case-work.ts';
import { addTo } from './change-case.feature.ts';
import { hasExcuse, keepExcuse, removeExcuse } from './clock-excuses.store.ts';
import { mustSeeCase } from './see-case.store.ts';

const OneCase = z.object({ caseNo: z.string().min(1).max(40) });

export function addClockExcuseRoutes({ routes }: AppContext, work: CaseWork): void {
  routes.add({
    method: 'post',
    path: '/api/v1/cases/:caseNo/excuses',
    access: access.clockExcuses,
    summary: 'Excuses one missed clock of a case: its verdict stays, the rate after excuses leaves it out',
    tag: 'cases',
    params: OneCase,
    body: ExcuseClockBody,
    handler: async ({ params, body: { reason, ...clock }, session, address }) => {
      const { row } = await mustSeeCase(work, session, params.caseNo);
      await addTo(work, { session, address }, row.caseId, 'clockExcuse.excused', async (into) => {
        const nowMs = Date.now();
        await mustBeMissed(into, row.caseId, clock, nowMs);
        if (await hasExcuse(into, row.caseId, clock))
          throw new UserError('changedMeanwhile', { detail: 'somebody has excused it' });
        await keepExcuse(into, row.caseId, clock, { reason, byId: session.employeeNo, atMs: nowMs });
        await keepVerdicts(into, [row.caseId]);
        return { entry: { ...entryOf('excused', session.employeeNo, nowMs, reason), data: { ...clock } } };
      });
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/cases/:caseNo/excuses/take-back',
    access: access.clockExcuses,
    summary: 'Takes an excuse back: the miss counts again in both rates',
    tag: 'cases',
    params: OneCase,
    body: OneClock,
    handler: async ({ params, body: clock, session, address }) => {
      const { row } = await mustSeeCase(work, session, params.caseNo);
      await addTo(work, { session, address }, row.caseId, 'clockExcuse.excuseTakenBack', async (into) => {
        if (!(await hasExcuse(into, row.caseId, clock)))
          throw new UserError('changedMeanwhile', { detail: 'it is not excused' });
        await removeExcuse(into, row.caseId, clock);
        await keepVerdicts(into, [row.caseId]);
        return { entry: { ...entryOf('excuseTakenBack', session.employeeNo, Date.now(), ''), data: { ...clock } } };
      });
    },
  });
}

async function mustBeMissed(into: EntityManager, caseId: string, one: OneClock, nowMs: number): Promise<void> {
  const clock = (await clocksOf(into, caseId)).find(
    ({ clockKey, round, startedAtMs }) =>
      clockKey === one.clock && round === one.round && startedAtMs === one.startedAtMs,
  );
  if (clock === undefined) throw new UserError('badRequest', { field: 'clock', detail: 'no such clock' });
  // A miss that nobody has entered yet is one.
  const isOver = clock.state === 'running' && clock.dueAtMs !== null && clock.dueAtMs < nowMs;
  if (clock.state !== 'missed' && !isOver) throw new UserError('wrongState', { field: 'clock', detail: 'not missed' });
}
