import { type FileHandle, open } from 'node:fs/promises';

/** Where the sound of one leg lies in its file: 16-bit mono PCM, little endian. */
export interface WavLeg {
  sampleRate: number;
  dataStart: number;
  /** Frames really in the file, whatever the header says. */
  frames: number;
  /** False when the header was never brought up to date: still being written, or its writer died. */
  isFinished: boolean;
}

const BYTES_PER_FRAME = 2;
const HEADER_LOOK = 4096;

/** Reads a leg's header. Throws when it is not 16-bit mono PCM; a file too short for a header has no frames. */
export async function readWavLeg(file: FileHandle): Promise<WavLeg> {
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_LOOK), 0, HEADER_LOOK, 0);
  if (bytesRead < 44) return { sampleRate: 8000, dataStart: size, frames: 0, isFinished: false };
  if (buffer.toString('latin1', 0, 4) !== 'RIFF' || buffer.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('not a WAV file');
  }
  let sampleRate = 0;
  for (let at = 12; at + 8 <= bytesRead; ) {
    const chunk = buffer.toString('latin1', at, at + 4);
    const length = buffer.readUInt32LE(at + 4);
    if (chunk === 'fmt ') {
      const [format, channels, bits] = [at + 8, at + 10, at + 22].map((offset) => buffer.readUInt16LE(offset));
      if (format !== 1 || channels !== 1 || bits !== 16) throw new Error('not 16-bit mono PCM');
      sampleRate = buffer.readUInt32LE(at + 12);
    } else if (chunk === 'data') {
      const dataStart = at + 8;
      const there = size - dataStart;
      // A crashed writer leaves a length of 0 or one of long ago: the file's own size is the truth.
      const isFinished = length > 0 && there - length >= 0 && there - length < BYTES_PER_FRAME;
      return { sampleRate: sampleRate || 8000, dataStart, frames: Math.floor(there / BYTES_PER_FRAME), isFinished };
    }
    at += 8 + length + (length % 2);
  }
  throw new Error('a WAV file without sound');
}

/** Reads up to `count` frames from the `from`-th on as -1..1; what the leg does not have is silence. */
export async function readFrames(
  file: FileHandle | null,
  leg: WavLeg,
  from: number,
  count: number,
): Promise<Float32Array> {
  const samples = new Float32Array(count);
  const wanted = Math.min(count, leg.frames - from);
  if (file === null || wanted <= 0) return samples;
  const bytes = Buffer.alloc(wanted * BYTES_PER_FRAME);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, leg.dataStart + from * BYTES_PER_FRAME);
  for (let i = 0; i * BYTES_PER_FRAME + 1 < bytesRead; i += 1)
    samples[i] = bytes.readInt16LE(i * BYTES_PER_FRAME) / 32_768;
  return samples;
}

/** Opens a leg; null when the file is not there. */
export async function openLeg(path: string): Promise<FileHandle | null> {
  return open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
