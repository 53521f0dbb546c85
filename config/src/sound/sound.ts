import type { Sound } from '@sansheng/shared/wav';

/** Changes the rate by a windowed sinc, cut off at the lower of both Nyquist frequencies. */
export function resample({ rate, samples }: Sound, toRate: number): Sound {
  if (rate === toRate) return { rate, samples };
  const step = rate / toRate;
  const cutOff = Math.min(1, toRate / rate) * 0.94;
  const reach = Math.ceil(16 / cutOff);
  const result = new Int16Array(Math.floor(samples.length / step));
  for (let i = 0; i < result.length; i++) {
    const center = i * step;
    let sum = 0;
    for (let j = Math.max(0, Math.ceil(center - reach)); j <= Math.min(samples.length - 1, center + reach); j++) {
      const x = j - center;
      const sinc = x === 0 ? cutOff : Math.sin(Math.PI * cutOff * x) / (Math.PI * x);
      sum += (samples[j] ?? 0) * sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / reach));
    }
    result[i] = Math.max(-32768, Math.min(32767, Math.round(sum)));
  }
  return { rate: toRate, samples: result };
}

/** Tones one after another, each `[frequency in Hz, length in ms]`; 0 Hz is silence. */
export function makeTones(rate: number, tones: [hz: number, ms: number][]): Sound {
  const parts = tones.map(([hz, ms]) => {
    const length = Math.round((rate * ms) / 1000);
    // Faded at both ends: a tone that starts at once clicks.
    const fade = Math.min(rate / 100, length / 2);
    return Array.from({ length }, (_, i) => {
      const loudness = Math.min(1, i / fade, (length - i) / fade);
      return hz === 0 ? 0 : Math.round(9000 * loudness * Math.sin((2 * Math.PI * hz * i) / rate));
    });
  });
  return { rate, samples: Int16Array.from(parts.flat()) };
}
