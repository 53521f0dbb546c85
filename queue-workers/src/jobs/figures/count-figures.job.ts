import { countingAlone, countStaleFigures } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import type { WorkerContext } from '../../worker-context.ts';

/** Counts again what has changed, until nothing is marked. While another counts, this one leaves it to them. */
export async function countChangedFigures({ db, env }: WorkerContext): Promise<void> {
  const clock = centerClock(env.CENTER_TIME_ZONE);
  await countingAlone(db, 0, async () => {
    while ((await countStaleFigures(db, clock)) > 0);
  });
}
