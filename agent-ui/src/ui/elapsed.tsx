import { serverClock } from '../socket/server-clock.ts';
import { formatDuration } from './format.ts';
import { useServerNow } from './use-server-now.ts';

/** Time since an instant of the server, ticking. Before the instant it counts nothing. */
export function Elapsed({ sinceMs }: { sinceMs: number }) {
  useServerNow(500);
  return <span className="elapsed">{formatDuration(serverClock.nowMs() - sinceMs)}</span>;
}
