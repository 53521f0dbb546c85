import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessControl } from './stack/index.ts';

const backOffMs = [250, 500, 1000, 2000, 5000];
const countedMs = 10 * 60_000;
const mostRestarts = 10;

/**
 * Restarts a part whenever it ends unexpectedly, each time a little later, and reports it. Gives up after ten restarts
 * within ten minutes.
 */
export function superviseProcess(
  part: Pick<ProcessControl, 'name' | 'restart' | 'onUnexpectedExit'>,
  options: { say: (text: string) => void; isStopping: AbortSignal; giveUp: (why: string) => void },
): void {
  const { say, isStopping, giveUp } = options;
  let restartsAtMs: number[] = [];
  const startAgain = async (how: string): Promise<void> => {
    if (isStopping.aborted) return;
    const nowMs = performance.now();
    restartsAtMs = restartsAtMs.filter((atMs) => nowMs - atMs < countedMs);
    if (restartsAtMs.length >= mostRestarts) {
      giveUp(`${part.name} ${how}, for the ${mostRestarts + 1}th time in ten minutes: see its log.`);
      return;
    }
    const waitMs = backOffMs[Math.min(restartsAtMs.length, backOffMs.length - 1)] ?? 0;
    restartsAtMs.push(nowMs);
    say(`${part.name} ${how}; restarting it in ${waitMs / 1000} s`);
    await delay(waitMs);
    if (isStopping.aborted) return;
    try {
      await part.restart();
      say(`${part.name} is running again`);
    } catch (error) {
      await startAgain(error instanceof Error ? error.message : String(error));
    }
  };
  part.onUnexpectedExit((how) => void startAgain(how));
}
