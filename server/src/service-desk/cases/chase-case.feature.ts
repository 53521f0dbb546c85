import type { ChaseCaseBody } from '@sansheng/shared/contracts/service-desk/cases';
import { entryOf, keepLink } from '@sansheng/shared/db';
import type { CaseNow } from '@sansheng/shared/domain/cases/move-case';
import type { z } from 'zod';
import { UserError } from '../../platform/http/routes.ts';
import { tellOutcomes } from './case-notices.store.ts';
import type { Asker, CaseWork } from './case-work.ts';
import { addTo } from './change-case.feature.ts';
import { mustBeCall } from './link-call.feature.ts';
import { mustSeeCase, mustWork } from './see-case.store.ts';

/** Nobody is chased twice within this by the same crowd. */
export const CHASE_AGAIN_MS = 30 * 60_000;

/** Asks whoever has it to get on with it. A customer who rings counts, however short ago the last was. */
export async function chaseOne(
  work: CaseWork,
  { session, address }: Asker,
  name: string,
  { text, callId }: z.output<typeof ChaseCaseBody>,
): Promise<void> {
  const seen = await mustSeeCase(work, session, name);
  mustWork(seen);
  if (callId !== null) await mustBeCall(work, callId, session);
  await addTo(work, { session, address }, seen.row.caseId, 'cases.chased', async (into, row) => {
    const nowMs = Date.now();
    if (row.state !== 'open' && row.state !== 'waiting') throw new UserError('wrongState');
    const isSoon = row.lastChasedAtMs !== null && nowMs - row.lastChasedAtMs < CHASE_AGAIN_MS;
    if (callId === null && isSoon)
      throw new UserError('conflict', {
        detail: 'it was chased less than half an hour ago',
        retryAfterSeconds: Math.ceil(((row.lastChasedAtMs as number) + CHASE_AGAIN_MS - nowMs) / 1000),
      });
    if (callId !== null) {
      const link = { caseId: row.caseId, kind: 'call' as const, ref: callId, atMs: nowMs, byId: session.employeeNo };
      // One call is one question, however often it is linked.
      if (!(await keepLink(into, link))) return null;
    }
    const outcomes = (['assignee', 'departmentHead'] as const).map((whom) => ({
      do: 'notify' as const,
      template: 'caseChased',
      whom,
    }));
    await tellOutcomes(into, row, row as CaseNow, outcomes, nowMs);
    return {
      entry: {
        ...entryOf('chased', session.employeeNo, nowMs, text),
        visibility: 'department' as const,
        data: callId === null ? {} : { callId },
      },
      change: { chases: row.chases + 1, lastChasedAtMs: nowMs },
    };
  });
}
