import type { ProcessControl } from '../stack/index.ts';
import { until } from '../stack/until.ts';
import { END_MISSES, partsSilentFor } from './judge-life.ts';
import type { SwitchAddress } from './probe-switch.ts';
import { type SwitchWatch, watchSwitch } from './watch-switch.ts';

/** Time to stop by itself: a hanging process does not hear the request. */
const END_MS = 2000;
/** Longest time it takes to start on a busy machine. */
const START_MS = 60_000;

/**
 * Ends an Asterisk that runs but does not answer; the supervisor of the process restarts it. Its calls are lost:
 * nothing can be done for them any more. One that does answer is ended too when the server asks for it because of a
 * channel that cannot be removed otherwise.
 */
export function superviseSwitch(
  part: Pick<ProcessControl, 'name' | 'pid' | 'kill'>,
  address: SwitchAddress,
  { isRestartDue, say }: { isRestartDue: () => Promise<boolean>; say: (text: string) => void },
): SwitchWatch {
  let pid = part.pid;
  let seenAtMs = performance.now();
  let hasAnswered = false;
  let isEnding = false;
  let isAsking = false;
  const isSame = (): boolean => {
    if (part.pid === pid && pid !== 0) return true;
    pid = part.pid;
    seenAtMs = performance.now();
    hasAnswered = false;
    return false;
  };

  async function end(why: string): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    const ended = pid;
    say(`${part.name} ${why}: it is ended`);
    void part.kill('SIGTERM');
    if (!(await until(() => part.pid !== ended, { limitMs: END_MS }))) await part.kill('SIGKILL');
    isEnding = false;
  }
  async function endWhenAsked(): Promise<void> {
    // The server's request cannot mean one that has just started, and none must be ended again and again.
    if (isAsking || performance.now() - seenAtMs < START_MS) return;
    isAsking = true;
    const asked = pid;
    if ((await isRestartDue()) && isSame() && pid === asked)
      await end('has a channel that cannot be hung up, and the server asks for a new start');
    isAsking = false;
  }
  return watchSwitch(
    address,
    (misses, heard) => {
      hasAnswered ||= heard.ari === true;
      // One that is starting gets its time.
      if (!hasAnswered && performance.now() - seenAtMs < START_MS) return;
      const silent = partsSilentFor(misses, END_MISSES);
      const names = silent.map((one) => one.toUpperCase()).join(' and ');
      if (names !== '') void end(`lives, but by ${names} it has not answered ${END_MISSES} times`);
      else if (heard.ari === true) void endWhenAsked();
    },
    isSame,
  );
}
