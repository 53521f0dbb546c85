import { checkLedger } from '@sansheng/shared/db';
import { LedgerCheckSchema } from '@sansheng/shared/tables/records/reports';
import { centerClock } from '@sansheng/shared/domain/center-day';
import type { WorkerContext } from '../../../worker-context.ts';

/** The wrap-up of yesterday's call may be finished today: each day is proved again for a week. */
const DAYS = 7;

/** Proves the books of the last days, up to midnight, and stores the result for the report page. */
export async function checkLedgerOfLastDays({ db, env, log, metrics }: WorkerContext): Promise<void> {
  const clock = centerClock(env.CENTER_TIME_ZONE);
  const nowMs = Date.now();
  const toMs = clock.startOfDay(nowMs);
  let fromMs = toMs;
  for (let day = 0; day < DAYS; day += 1) fromMs = clock.startOfDay(fromMs - 1);
  const check = await checkLedger(db, clock, { fromMs, toMs }, nowMs);
  await db.getRepository(LedgerCheckSchema).insert(check);
  metrics.ledgerFaults.set(check.faultCount);
  if (check.faultCount > 0) log.error({ check }, 'the books do not balance');
}
