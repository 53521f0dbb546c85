/**
 * Random numbers that a seed repeats: xoshiro128** (D. Blackman, S. Vigna, "Scrambled linear pseudorandom number
 * generators", 2021), its state filled from the seed by splitmix32. Returns exponential times of a given mean.
 */
function createExponential(seed: number): (mean: number) => number {
  const state = new Uint32Array(4).map((_, i) => splitmix(seed + Math.imul(i + 1, 0x9e3779b9)));
  const rotate = (x: number, k: number) => (x << k) | (x >>> (32 - k));
  function next(): number {
    const [a = 0, b = 0, c = 0, d = 0] = state;
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    state.set([a ^ d ^ b, b ^ c ^ a, c ^ a ^ (b << 9), rotate(d ^ b, 11)]);
    return result;
  }
  // In (0, 1], so that the logarithm is finite.
  return (mean) => -Math.log((next() + 1) / 2 ** 32) * mean;
}

function splitmix(seed: number): number {
  let z = seed | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/** Three independent sequences of times: between arrivals, of talk in the order of the answers, of patience. */
export function createCallers(seed: number) {
  const [drawGap, drawTalk, drawPatience] = [1, 2, 3].map((stream) => createExponential(seed * 16 + stream)) as [
    (mean: number) => number,
    (mean: number) => number,
    (mean: number) => number,
  ];
  return { drawGap, drawTalk, drawPatience };
}
