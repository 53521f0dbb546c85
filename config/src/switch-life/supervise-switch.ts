import type { ProcessControl } from '../stack/index.ts';
import { until } from '../stack/until.ts';
import { END_MISSES, partsSilentFor } from './judge-life.ts';
import type { SwitchAddress } from './probe-switch.ts';
import { type SwitchWatch, watchSwitch } from './watch-switch.ts';

/** For an end by itself: one that stands still does not hear the request. */
const END_MS = 2000;
/** Longest that one takes to start on a busy machine. */
const START_MS = 60_000;

/**
 * Ends an Asterisk that lives and does not answer; who supervises the process starts it again. Calls that are up go with
 * it: nothing can be done for them any more.
 */
export function superviseSwitch(
  part: Pick<ProcessControl, 'name' | 'pid' | 'kill'>,
  address: SwitchAddress,
  say: (text: string) => void,
): SwitchWatch {
  let pid = part.pid;
  let seenAtMs = performance.now();
  let hasAnswered = false;
  let isEnding = false;
  const isSame = (): boolean => {
    if (part.pid === pid && pid !== 0) return true;
    pid = part.pid;
    seenAtMs = performance.now();
    hasAnswered = false;
    return false;
  };

  async function end(names: string): Promise<void> {
    const silent = pid;
    say(`${part.name} lives, but by ${names} it has not answered ${END_MISSES} times: it is ended`);
    void part.kill('SIGTERM');
    if (!(await until(() => part.pid !== silent, { limitMs: END_MS }))) await part.kill('SIGKILL');
  }
  return watchSwitch(
    address,
    (misses, heard) => {
      hasAnswered ||= heard.ari === true;
      // One that is being started has its time.
      if (!hasAnswered && performance.now() - seenAtMs < START_MS) return;
      const silent = partsSilentFor(misses, END_MISSES);
      if (silent.length === 0 || isEnding) return;
      isEnding = true;
      void end(silent.map((one) => one.toUpperCase()).join(' and ')).finally(() => (isEnding = false));
    },
    isSame,
  );
}
