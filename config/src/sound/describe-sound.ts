import type { Sound } from '@sansheng/shared/wav';

export type SoundDescription =
  | { kind: 'silence' }
  | { kind: 'tone'; hz: number }
  /** Speech or music: no single frequency carries it. */
  | { kind: 'sound'; loudestHz: number };

/** Tells silence, a single tone and anything else apart; frequencies from 100 to 2000 Hz, to 10 Hz. */
export function describeSound({ rate, samples }: Sound): SoundDescription {
  const energy = measureEnergy(samples);
  if (isSilent(samples, energy)) return { kind: 'silence' };
  let loudestHz = 0;
  let loudest = 0;
  for (let hz = 100; hz <= 2000; hz += 10) {
    const power = measurePower(samples, rate, hz);
    if (power > loudest) [loudest, loudestHz] = [power, hz];
  }
  return shareOf(loudest, energy, samples) > 0.5 ? { kind: 'tone', hz: loudestHz } : { kind: 'sound', loudestHz };
}

/** One tone's share of the sound's energy, from 0 to 1: simultaneous tones have a share each. */
export function measureTone({ rate, samples }: Sound, hz: number): number {
  const energy = measureEnergy(samples);
  return isSilent(samples, energy) ? 0 : shareOf(measurePower(samples, rate, hz), energy, samples);
}

const measureEnergy = (samples: Int16Array): number => samples.reduce((sum, sample) => sum + sample * sample, 0);
const isSilent = (samples: Int16Array, energy: number): boolean =>
  samples.length === 0 || Math.sqrt(energy / samples.length) < 60;
/** A pure tone of amplitude a: energy n*a²/2, and by Goertzel (n*a/2)². */
const shareOf = (power: number, energy: number, samples: Int16Array): number => power / ((energy * samples.length) / 2);

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
