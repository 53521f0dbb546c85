import { makeTones } from '@sansheng/config/sound/sound';
import { readWav, writeWav } from '@sansheng/shared/wav';
import { expect, it } from 'vitest';
import { createMp3Encoder } from 'wasm-media-encoders';
import { convertSound } from './convert-sound.ts';

const tone = (rate: number, ms: number) => makeTones(rate, [[440, ms]]);

/** A WAV of any format: `header` is tag, channels, rate, bits. */
function wavOf([tag, channels, rate, bits]: [number, number, number, number], data: Buffer): Buffer {
  const wav = writeWav({ rate, samples: new Int16Array(0) });
  wav.writeUInt16LE(tag, 20);
  wav.writeUInt16LE(channels, 22);
  wav.writeUInt16LE((channels * bits) / 8, 32);
  wav.writeUInt16LE(bits, 34);
  wav.writeUInt32LE(data.length, 40);
  return Buffer.concat([wav, data]);
}
const loudnessOf = (wav: Buffer) => {
  const { samples } = readWav(wav);
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
};

it('makes 8 kHz mono of stereo at 44.1 kHz', async () => {
  const { samples } = tone(44_100, 500);
  const stereo = Buffer.alloc(samples.length * 4);
  samples.forEach((sample, i) => {
    stereo.writeInt16LE(sample, i * 4);
    stereo.writeInt16LE(sample, i * 4 + 2);
  });
  const converted = await convertSound(wavOf([1, 2, 44_100, 16], stereo), 10_000);
  if (converted.kind !== 'sound') throw new Error(converted.kind);
  expect(converted.durationMs).toBe(500);
  expect(readWav(converted.wav)).toMatchObject({ rate: 8000 });
  expect(loudnessOf(converted.wav)).toBeCloseTo(loudnessOf(writeWav(tone(8000, 500))), -2);
});

it.each([
  [1, 8, (value: number) => Buffer.from([Math.round(value * 127) + 128])],
  [1, 24, (value: number) => Buffer.from(Int32Array.of(Math.round(value * 8_388_607)).buffer).subarray(0, 3)],
  [1, 32, (value: number) => Buffer.from(Int32Array.of(Math.round(value * 2_147_483_647)).buffer)],
  [3, 32, (value: number) => Buffer.from(Float32Array.of(value).buffer)],
  [3, 64, (value: number) => Buffer.from(Float64Array.of(value).buffer)],
])('reads WAV of format %i with %i bits', async (tag, bits, write) => {
  const data = Buffer.concat(Array.from(tone(8000, 200).samples, (sample) => write(sample / 32_768)));
  const converted = await convertSound(wavOf([tag, 1, 8000, bits], data), 10_000);
  if (converted.kind !== 'sound') throw new Error(converted.kind);
  expect(loudnessOf(converted.wav)).toBeCloseTo(loudnessOf(writeWav(tone(8000, 200))), -2);
});

it('reads an mp3', async () => {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: 44_100, channels: 1, bitrate: 64 });
  const pcm = Float32Array.from(tone(44_100, 800).samples, (sample) => sample / 32_768);
  const mp3 = Buffer.concat([Buffer.from(encoder.encode([pcm])), Buffer.from(encoder.finalize())]);
  const converted = await convertSound(mp3, 10_000);
  if (converted.kind !== 'sound') throw new Error(converted.kind);
  expect(converted.durationMs).toBeGreaterThan(750);
  expect(converted.durationMs).toBeLessThan(950);
  expect(loudnessOf(converted.wav)).toBeGreaterThan(3000);
});

it.each([
  ['unreadable', Buffer.from('<html>not a sound, but long enough to look at it twice</html>')],
  ['unreadable', Buffer.from([0xff, 0xfb, 1, 2, 3, 4])],
  ['unreadable', Buffer.from('RIFF....WAVE and then nothing that makes any sense at all')],
  ['silent', writeWav({ rate: 8000, samples: new Int16Array(8000) })],
  ['silent', writeWav(tone(8000, 20))],
  ['tooLong', writeWav(tone(8000, 10_500))],
])('says %s', async (kind, bytes) => {
  expect(await convertSound(bytes, 10_000)).toEqual({ kind });
});
