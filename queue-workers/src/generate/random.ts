/** Numbers that come the same from the same seed (mulberry32, Tommy Ettinger, public domain). */
export function seededRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    chance: (share: number) => next() < share,
    below: (count: number) => Math.floor(next() * count),
    pick: <T>(some: readonly T[]): T => some[Math.floor(next() * some.length)] as T,
    /** Waits and patience. */
    exponential: (mean: number) => -mean * Math.log(1 - next()),
    /** Talks: as many below the median as above, and some very long. */
    logNormal: (median: number, spread: number) =>
      median * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
  };
}
export type Random = ReturnType<typeof seededRandom>;
