import { type FileHandle, open } from 'node:fs/promises';
import { readWavHead } from '@sansheng/shared/wav';

/** Where the sound of one leg is in its file: 16-bit mono PCM, little endian. */
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
  const head = readWavHead(buffer.subarray(0, bytesRead));
  if (head === null) throw new Error('not a WAV file');
  if (head === 'short') {
    if (bytesRead === HEADER_LOOK) throw new Error('a WAV file without sound');
    return { sampleRate: 8000, dataStart: size, frames: 0, isFinished: false };
  }
  const { tag, channels, bits, rate, dataStart, statedBytes } = head;
  if (tag !== 1 || channels !== 1 || bits !== 16) throw new Error('not 16-bit mono PCM');
  const there = size - dataStart;
  // A crashed writer leaves a length of 0 or an old one: the size of the file is what counts.
  const surplus = there - statedBytes;
  const isFinished = statedBytes > 0 && surplus >= 0 && surplus < BYTES_PER_FRAME;
  return { sampleRate: rate, dataStart, frames: Math.floor(there / BYTES_PER_FRAME), isFinished };
}

/** Reads up to `count` frames from the `from`-th on as -1..1; missing frames are silence. */
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

/** Opens a leg; null when the file does not exist. */
export async function openLeg(path: string): Promise<FileHandle | null> {
  return open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
