import { decodeAlaw, decodeUlaw } from '@sansheng/config/sound/g711';
import { resample } from '@sansheng/config/sound/sound';
import { readWavHead, type Sound, soundBytes, writeWav } from '@sansheng/shared/wav';
import { MPEGDecoder } from 'mpg123-decoder';

/** What a telephone carries, and what Asterisk plays without converting it for each caller. */
const RATE = 8000;
/** Below it (of 32767) nobody hears anything. */
const AUDIBLE = 150;
const SHORTEST_MS = 100;

export type ConvertedSound =
  | { kind: 'sound'; wav: Buffer; durationMs: number }
  | { kind: 'unreadable' | 'tooLong' | 'silent' };

/** Makes an 8 kHz mono WAV of a WAV (PCM, float, A-law, mu-law; any rate and channels) or an mp3. */
export async function convertSound(bytes: Uint8Array, longestMs: number): Promise<ConvertedSound> {
  const sound = startsWith(bytes, 'RIFF') ? decodeWav(Buffer.from(bytes)) : await decodeMp3(bytes);
  if (sound === null || sound.rate < 4000 || sound.rate > 192_000) return { kind: 'unreadable' };
  const lengthMs = (sound.samples.length / sound.rate) * 1000;
  if (lengthMs > longestMs) return { kind: 'tooLong' };
  if (lengthMs < SHORTEST_MS || sound.samples.every((sample) => Math.abs(sample) < AUDIBLE)) return { kind: 'silent' };
  return { kind: 'sound', wav: writeWav(resample(sound, RATE)), durationMs: Math.round(lengthMs) };
}

const startsWith = (bytes: Uint8Array, word: string) =>
  Buffer.from(bytes.subarray(0, word.length)).toString('latin1') === word;

/** Null for what is not an mp3: the decoder skips what it does not know, so an empty result means the same. */
async function decodeMp3(bytes: Uint8Array): Promise<Sound | null> {
  const isMp3 = startsWith(bytes, 'ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2);
  if (!isMp3) return null;
  const decoder = new MPEGDecoder();
  try {
    await decoder.ready;
    const { channelData, samplesDecoded, sampleRate } = decoder.decode(bytes);
    return samplesDecoded === 0 ? null : { rate: sampleRate, samples: mix(channelData, samplesDecoded) };
  } finally {
    decoder.free();
  }
}

/** Mixes channels of -1 to 1 into one. */
function mix(channels: readonly { [index: number]: number }[], length: number): Int16Array {
  const samples = new Int16Array(length);
  for (let i = 0; i < length; i += 1) {
    let sum = 0;
    for (const channel of channels) sum += channel[i] ?? 0;
    samples[i] = Math.max(-32_768, Math.min(32_767, Math.round((sum / channels.length) * 32_767)));
  }
  return samples;
}

/** Null when it is incomplete or in a format nobody uses for speech. */
function decodeWav(bytes: Buffer): Sound | null {
  const head = readWavHead(bytes);
  if (head === null || head === 'short') return null;
  const { tag, channels, rate, bits, dataStart } = head;
  const size = soundBytes(head, bytes.length);
  const read = readerOf(tag, bits, bytes.subarray(dataStart, dataStart + size));
  if (read === null || channels < 1 || channels > 8) return null;
  const length = Math.floor(size / ((bits / 8) * channels));
  const every = Array.from({ length: channels }, (_, channel) => {
    const values = new Float32Array(length);
    for (let i = 0; i < length; i += 1) values[i] = read(i * channels + channel);
    return values;
  });
  return { rate, samples: mix(every, length) };
}

/** Reads the nth sample as -1 to 1; null for an unknown format. */
function readerOf(tag: number, bits: number, data: Buffer): ((nth: number) => number) | null {
  const law = tag === 6 ? decodeAlaw : tag === 7 ? decodeUlaw : null;
  if (law !== null && bits === 8) {
    const samples = law(data);
    return (nth) => (samples[nth] ?? 0) / 32_768;
  }
  switch (`${tag}/${bits}`) {
    case '1/8':
      return (nth) => ((data[nth] ?? 128) - 128) / 128;
    case '1/16':
      return (nth) => data.readInt16LE(nth * 2) / 32_768;
    case '1/24':
      return (nth) => data.readIntLE(nth * 3, 3) / 8_388_608;
    case '1/32':
      return (nth) => data.readInt32LE(nth * 4) / 2_147_483_648;
    case '3/32':
      return (nth) => data.readFloatLE(nth * 4);
    case '3/64':
      return (nth) => data.readDoubleLE(nth * 8);
    default:
      return null;
  }
}
