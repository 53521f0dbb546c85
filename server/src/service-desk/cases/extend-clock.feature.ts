import { entryOf } from '@sansheng/shared/db';
import type { ExtendClockBody } from '@sansheng/shared/contracts/service-desk/cases';
import { extendClock } from '@sansheng/shared/domain/cases/case-clock';
import { type CaseNow, clockParts } from '@sansheng/shared/domain/cases/move-case';
import type { z } from 'zod';
import { UserError } from '../../platform/http/routes.ts';
import type { Asker, CaseWork } from './case-work.ts';
import { changeCase } from './change-case.feature.ts';
import { mustSeeCase } from './see-case.store.ts';

export async function extendOne(
  work: CaseWork,
  asker: Asker,
  name: string,
  { clock: clockKey, dueAtMs, text }: z.output<typeof ExtendClockBody>,
  version: number,
): Promise<void> {
  const seen = await mustSeeCase(work, asker.session, name);
  await changeCase(work, asker, seen, version, async (_into, parts, row, clocks, nowMs) => {
    if (dueAtMs <= nowMs) throw new UserError('badRequest', { field: 'dueAtMs', detail: 'lies in the past' });
    const clock = clocks.find((one) => one.clockKey === clockKey && one.stoppedAtMs === null);
    if (clock === undefined) throw new UserError('wrongState', { field: 'clock' });
    const extended = extendClock(clockParts(parts, row as CaseNow, clockKey), clock, dueAtMs, nowMs);
    return {
      change: {},
      clocks: clocks.map((one) => (one === clock ? extended : one)),
      entry: {
        ...entryOf('clock', asker.session.employeeNo, nowMs, text),
        data: { clock: clockKey, before: clock.dueAtMs, after: dueAtMs },
      },
      action: 'cases.extended',
    };
  });
}
