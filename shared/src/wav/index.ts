/** 16-bit mono sound. */
export interface Sound {
  rate: number;
  samples: Int16Array;
}

/** What the header of a WAV says, and where its sound begins. */
export interface WavHead {
  /** 1: PCM; 3: floating point; 6: A-law; 7: mu-law. Of an extensible header, the format inside it. */
  tag: number;
  channels: number;
  rate: number;
  bits: number;
  dataStart: number;
  /** Length of the sound as stated: 0 or far too much in a file whose writer has not finished, or writes to a pipe. */
  statedBytes: number;
}

const WAVE_EXTENSIBLE = 0xfffe;
const HEADER_BYTES = 44;

/**
 * Reads a header from the first bytes of a file. `'short'`: they end before the sound begins, as in a file that was
 * just opened for writing. Null: not a WAV.
 */
export function readWavHead(bytes: Buffer): WavHead | 'short' | null {
  const text = (from: number) => bytes.toString('latin1', from, from + 4);
  if (bytes.length >= 12 && (text(0) !== 'RIFF' || text(8) !== 'WAVE')) return null;
  let format: Pick<WavHead, 'tag' | 'channels' | 'rate' | 'bits'> | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (text(at) === 'fmt ' && size >= 16 && body + 16 <= bytes.length) {
      const tag = bytes.readUInt16LE(body);
      const isExtensible = tag === WAVE_EXTENSIBLE && size >= 26 && body + 26 <= bytes.length;
      format = {
        tag: isExtensible ? bytes.readUInt16LE(body + 24) : tag,
        channels: bytes.readUInt16LE(body + 2),
        rate: bytes.readUInt32LE(body + 4),
        bits: bytes.readUInt16LE(body + 14),
      };
    }
    if (text(at) === 'data') return format && { ...format, dataStart: body, statedBytes: size };
    // Chunks begin at even places.
    at = body + size + (size % 2);
  }
  return 'short';
}

/** The bytes of sound that are really there: `size` is that of the file. */
export function soundBytes({ dataStart, statedBytes }: WavHead, size: number): number {
  return Math.min(statedBytes, size - dataStart);
}

/** Reads a PCM 16-bit WAV (the first channel of it). Throws when it is something else. */
export function readWav(bytes: Buffer): Sound {
  const head = readWavHead(bytes);
  if (head === null) throw new Error('not a WAV file');
  if (head === 'short') throw new Error('a WAV file without sound');
  const { tag, channels, rate, bits, dataStart } = head;
  if (tag !== 1 || bits !== 16 || channels < 1) throw new Error('not 16-bit PCM');
  const samples = new Int16Array(Math.floor(soundBytes(head, bytes.length) / (2 * channels)));
  for (let i = 0; i < samples.length; i += 1) samples[i] = bytes.readInt16LE(dataStart + i * 2 * channels);
  return { rate, samples };
}

export function writeWav({ rate, samples }: Sound): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_BYTES - 8 + samples.length * 2, 4);
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
