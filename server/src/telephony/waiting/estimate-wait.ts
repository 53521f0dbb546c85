/** How long a caller waited from a position; a wait that ended without a seat would have lasted at least that long. */
export interface WaitSample {
  atMs: number;
  position: number;
  waitedMs: number;
  isServed: boolean;
}

export interface WaitEstimate {
  /** Four of five waits end earlier. */
  waitMs: number;
  /**
   * The error of the same estimate for recently served callers: the median of |waited - estimated| / estimated, and the
   * share served within it. Null with too few.
   */
  error: { ratio: number; within: number; count: number } | null;
}

/** Older waits say little about the present. */
export const SAMPLES_MS = 3_600_000;
const QUANTILE = 0.8;
const LEAST_SAMPLES = 10;
const LEAST_CHECKS = 10;
const LARGEST_ERROR = 0.4;
const LEAST_WITHIN = 0.7;

/**
 * The remaining wait at a position (1 is next), from recent waits in the same queue; null with too few. Waits are
 * scaled by position, using positions from half to double; callers who gave up count as censored.
 */
export function estimateWait(samples: readonly WaitSample[], position: number, nowMs: number): WaitEstimate | null {
  const recent = samples.filter(({ atMs }) => nowMs - atMs <= SAMPLES_MS).sort((a, b) => a.atMs - b.atMs);
  const waitMs = waitAt(recent, position);
  return waitMs === null ? null : { waitMs, error: errorOf(recent) };
}

/** Announced only if it was recently right for most callers, and not far off. */
export function isHonest({ error }: WaitEstimate): boolean {
  return error !== null && error.ratio <= LARGEST_ERROR && error.within >= LEAST_WITHIN;
}

function waitAt(samples: readonly WaitSample[], position: number): number | null {
  const alike = samples.filter((one) => one.position >= position / 2 && one.position <= position * 2);
  if (alike.length < LEAST_SAMPLES) return null;
  const perPosition = quantile(
    alike.map(({ waitedMs, position: place, isServed }) => ({ value: waitedMs / place, isServed })),
    QUANTILE,
  );
  return perPosition === null ? null : perPosition * position;
}

/** The estimate that each served caller would have got, from what was known before: it is judged as it was used. */
function errorOf(samples: readonly WaitSample[]): WaitEstimate['error'] {
  const ratios: number[] = [];
  let within = 0;
  for (const [i, { position, waitedMs, isServed }] of samples.entries()) {
    const said = isServed ? waitAt(samples.slice(0, i), position) : null;
    if (said === null || said <= 0) continue;
    ratios.push(Math.abs(waitedMs - said) / said);
    if (waitedMs <= said) within += 1;
  }
  if (ratios.length < LEAST_CHECKS) return null;
  ratios.sort((a, b) => a - b);
  return { ratio: ratios[ratios.length >> 1] as number, within: within / ratios.length, count: ratios.length };
}

/** Kaplan-Meier: the value by which a share q is served, given that some left unserved. Null when too many left. */
function quantile(values: { value: number; isServed: boolean }[], q: number): number | null {
  values.sort((a, b) => a.value - b.value || Number(b.isServed) - Number(a.isServed));
  let unserved = 1;
  for (const [i, { value, isServed }] of values.entries()) {
    if (isServed) unserved *= 1 - 1 / (values.length - i);
    // The product of shares is only approximately exact.
    if (unserved <= 1 - q + 1e-9) return value;
  }
  return null;
}
