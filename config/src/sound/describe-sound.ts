import type { Sound } from './sound.ts';

export type SoundDescription =
  | { kind: 'silence' }
  | { kind: 'tone'; hz: number }
  /** Speech or music: no single frequency carries it. */
  | { kind: 'sound'; loudestHz: number };

/** Tells silence, a single tone and anything else apart; frequencies from 100 to 2000 Hz, to 10 Hz. */
export function describeSound({ rate, samples }: Sound): SoundDescription {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  if (samples.length === 0 || Math.sqrt(energy / samples.length) < 60) return { kind: 'silence' };
  let loudestHz = 0;
  let loudest = 0;
  for (let hz = 100; hz <= 2000; hz += 10) {
    const power = measurePower(samples, rate, hz);
    if (power > loudest) [loudest, loudestHz] = [power, hz];
  }
  // A pure tone of amplitude a: energy n*a²/2, and by Goertzel (n*a/2)².
  const share = loudest / ((energy * samples.length) / 2);
  return share > 0.5 ? { kind: 'tone', hz: loudestHz } : { kind: 'sound', loudestHz };
}

/** Power at one frequency (Goertzel). */
function measurePower(samples: Int16Array, rate: number, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let last = 0;
  let beforeLast = 0;
  for (const sample of samples) {
    const next = sample + coefficient * last - beforeLast;
    beforeLast = last;
    last = next;
  }
  return last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
}
