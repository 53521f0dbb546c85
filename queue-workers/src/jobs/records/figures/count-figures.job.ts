import { countingAlone, countStaleFigures, moveDays } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import type { WorkerContext } from '../../../worker-context.ts';

/** The zone whose days this process has already checked: it does not change while the process runs. */
const movedTo = new WeakSet<WorkerContext>();

/**
 * Recounts what has changed, until nothing is marked. If another process is counting, this one leaves it to that one.
 */
export async function countChangedFigures(context: WorkerContext): Promise<void> {
  const { db, env, log } = context;
  const clock = centerClock(env.CENTER_TIME_ZONE);
  await countingAlone(db, 0, async () => {
    if (!movedTo.has(context)) {
      const former = await moveDays(db, clock);
      if (former > 0)
        log.warn(
          { timeZone: env.CENTER_TIME_ZONE, days: former },
          'the days of the figures belong to another time zone and are summed up again',
        );
      movedTo.add(context);
    }
    while ((await countStaleFigures(db, clock)) > 0);
  });
}
