import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { createMp3Encoder } from 'wasm-media-encoders';
import { openLeg, readFrames, readWavLeg, type WavLeg } from './wav-leg.ts';

export interface LegsToMerge {
  /** Null: there is no seat, and the file is mono. */
  agentPath: string | null;
  customerPath: string;
  /** Created anew and synced to disk. */
  targetPath: string;
}
export interface MergedFile {
  bytes: number;
  /** Length of the longer leg. */
  durationMs: number;
  sha256: string;
}

/** Enough for speech at 8 kHz, and MPEG-2.5 allows no more than 64. */
const BITRATE_KBPS = 32;
/** 8 s per round: a call of hours needs no more memory than one of seconds. */
const FRAMES_A_TURN = 65_536;

const noLeg: WavLeg = { sampleRate: 0, dataStart: 0, frames: 0, isFinished: true };

/**
 * Makes one stereo mp3 of a call's two legs: the seat left, the customer right. A missing leg is silence. A message to
 * the center has one leg and becomes a mono mp3.
 * Throws when neither leg has sound, or their sample rates differ.
 */
export async function mergeLegs({ agentPath, customerPath, targetPath }: LegsToMerge): Promise<MergedFile> {
  await using files = new AsyncDisposableStack();
  const openAndRead = async (path: string | null) => {
    const file = path === null ? null : await openLeg(path);
    if (file === null) return { file, leg: noLeg };
    files.use(file);
    return { file, leg: await readWavLeg(file) };
  };
  const agent = await openAndRead(agentPath);
  const customer = await openAndRead(customerPath);
  const withSound = [agent.leg, customer.leg].filter(({ frames }) => frames > 0);
  const sampleRate = withSound[0]?.sampleRate;
  if (sampleRate === undefined) throw new Error('neither leg has any sound');
  if (withSound.some((leg) => leg.sampleRate !== sampleRate)) throw new Error('the sample rates of the legs differ');
  const frames = Math.max(agent.leg.frames, customer.leg.frames);

  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate, channels: agentPath === null ? 1 : 2, bitrate: BITRATE_KBPS });
  const target = files.use(await open(targetPath, 'w', 0o640));
  const hash = createHash('sha256');
  let bytes = 0;
  const append = async (encoded: Uint8Array) => {
    // The encoder reuses its memory, but not before this round's write has ended.
    hash.update(encoded);
    await target.writeFile(encoded);
    bytes += encoded.byteLength;
  };
  for (let from = 0; from < frames; from += FRAMES_A_TURN) {
    const count = Math.min(FRAMES_A_TURN, frames - from);
    const right = await readFrames(customer.file, customer.leg, from, count);
    if (agentPath === null) await append(encoder.encode([right]));
    else await append(encoder.encode([await readFrames(agent.file, agent.leg, from, count), right]));
  }
  await append(encoder.finalize());
  await target.sync();
  return { bytes, durationMs: Math.round((frames / sampleRate) * 1000), sha256: hash.digest('hex') };
}
