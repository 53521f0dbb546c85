/** 16-bit mono sound. */
export interface Sound {
  rate: number;
  samples: Int16Array;
}

/** Reads a PCM 16-bit WAV (the first channel of it). Throws when it is something else. */
export function readWav(bytes: Buffer): Sound {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('not a WAV file');
  }
  let channels = 1;
  let rate = 8000;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = bytes.toString('latin1', at, at + 4);
    // A program that writes to a pipe leaves the size open.
    const size = Math.min(bytes.readUInt32LE(at + 4), bytes.length - at - 8);
    const body = at + 8;
    if (id === 'fmt ') {
      if (bytes.readUInt16LE(body) !== 1 || bytes.readUInt16LE(body + 14) !== 16) throw new Error('not 16-bit PCM');
      channels = bytes.readUInt16LE(body + 2);
      rate = bytes.readUInt32LE(body + 4);
    }
    if (id === 'data') {
      const samples = new Int16Array(Math.floor(size / (2 * channels)));
      for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(body + i * 2 * channels);
      return { rate, samples };
    }
    at = body + size + (size % 2);
  }
  throw new Error('a WAV file without sound');
}

export function writeWav({ rate, samples }: Sound): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length * 2, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length * 2, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]);
}

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
