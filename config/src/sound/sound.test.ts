import { describe, expect, it } from 'vitest';
import { describeSound, measureTone } from './describe-sound.ts';
import { decodeAlaw, encodeAlaw } from './g711.ts';
import { makeTones, resample } from './sound.ts';

describe('sound', () => {
  it('survives A-law within its step, from the quietest to the loudest', () => {
    const samples = Int16Array.from({ length: 4001 }, (_, i) => (i - 2000) * 16);
    const back = decodeAlaw(encodeAlaw(samples));
    for (const [i, sample] of samples.entries()) {
      expect(Math.abs((back[i] ?? 0) - sample)).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) / 16));
    }
  });

  it('keeps the frequency when the rate changes and drops what the new rate cannot carry', () => {
    expect(describeSound(resample(makeTones(22_050, [[880, 500]]), 8000))).toEqual({ kind: 'tone', hz: 880 });
    expect(describeSound(resample(makeTones(22_050, [[6000, 500]]), 8000))).toEqual({ kind: 'silence' });
  });

  it('tells silence, a tone and a mixture apart', () => {
    const low = makeTones(8000, [[300, 500]]).samples;
    const high = makeTones(8000, [[1100, 500]]).samples;
    const middle = makeTones(8000, [[700, 500]]).samples;
    const mixture = low.map((sample, i) => sample + (high[i] ?? 0) + (middle[i] ?? 0));
    expect(describeSound({ rate: 8000, samples: new Int16Array(4000) })).toEqual({ kind: 'silence' });
    expect(describeSound(makeTones(8000, [[440, 500]]))).toEqual({ kind: 'tone', hz: 440 });
    expect(describeSound({ rate: 8000, samples: mixture }).kind).toBe('sound');
    const shareOf = (hz: number) => measureTone({ rate: 8000, samples: mixture }, hz);
    for (const hz of [300, 700, 1100]) expect(shareOf(hz)).toBeCloseTo(1 / 3, 1);
    expect(shareOf(500)).toBeLessThan(0.01);
    expect(measureTone({ rate: 8000, samples: new Int16Array(4000) }, 300)).toBe(0);
  });
});
