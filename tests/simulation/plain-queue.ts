import { createCallers } from './random.ts';

/**
 * Waits in seconds of the same callers in a queue that is nothing but arithmetic: each call starts when it has come and
 * the first of the seats is free (J. Kiefer, J. Wolfowitz, 1955). In whole ms, as the simulation on the transitions.
 */
export function plainWaits(queue: { seats: number; rho: number; talkSeconds: number; calls: number; seed: number }) {
  const { drawGap, drawTalk } = createCallers(queue.seed);
  const talkMs = queue.talkSeconds * 1000;
  const freeAtMs = Array.from({ length: queue.seats }, () => 0);
  let arrivesAtMs = 0;
  return Float64Array.from({ length: queue.calls }, () => {
    arrivesAtMs += drawGap(talkMs / (queue.rho * queue.seats));
    const arrivedAtMs = Math.round(arrivesAtMs);
    const seat = freeAtMs.indexOf(Math.min(...freeAtMs));
    const startsAtMs = Math.max(arrivedAtMs, freeAtMs[seat] ?? 0);
    freeAtMs[seat] = startsAtMs + Math.max(1, Math.round(drawTalk(talkMs)));
    return (startsAtMs - arrivedAtMs) / 1000;
  });
}
