/** A stretch in which neither side speaks, in seconds. */
export interface Silence {
  from: number;
  to: number;
}

/** Below this share of full scale nobody speaks; line noise is. */
const QUIET = 0.012;
const WINDOW_SECONDS = 0.05;
/** Shorter pauses belong to talking. */
const SHORTEST_SECONDS = 1.2;
/** Kept on both sides, so that no word is cut. */
const MARGIN_SECONDS = 0.25;

/** Silences of a recording, in their order. `channels`: samples of each side, -1..1. */
export function findSilences(channels: readonly Float32Array[], sampleRate: number): Silence[] {
  const window = Math.max(1, Math.round(sampleRate * WINDOW_SECONDS));
  const length = Math.max(0, ...channels.map((samples) => samples.length));
  const silences: Silence[] = [];
  let quietFrom: number | null = null;
  const close = (at: number) => {
    if (quietFrom !== null && at - quietFrom >= SHORTEST_SECONDS * sampleRate) {
      silences.push({ from: quietFrom / sampleRate + MARGIN_SECONDS, to: at / sampleRate - MARGIN_SECONDS });
    }
    quietFrom = null;
  };
  for (let at = 0; at < length; at += window) {
    if (channels.every((samples) => loudness(samples, at, window) < QUIET)) quietFrom ??= at;
    else close(at);
  }
  close(length);
  return silences;
}

/** Root mean square. */
function loudness(samples: Float32Array, from: number, count: number): number {
  const to = Math.min(samples.length, from + count);
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += (samples[i] as number) ** 2;
  return to <= from ? 0 : Math.sqrt(sum / (to - from));
}
