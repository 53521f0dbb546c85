import { expect, it } from 'vitest';
import { readWav, readWavHead, soundBytes, writeWav } from './index.ts';

const sound = { rate: 8000, samples: Int16Array.of(1, -2, 30_000) };
const wav = writeWav(sound);
const head = { tag: 1, channels: 1, rate: 8000, bits: 16, dataStart: 44, statedBytes: 6 };

function withLength(length: number): Buffer {
  const bytes = Buffer.from(wav);
  bytes.writeUInt32LE(length, 40);
  return bytes;
}
function chunk(name: string, body: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(name), size, body, Buffer.alloc(body.length % 2)]);
}
const fileOf = (...chunks: Buffer[]) => Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), ...chunks]);
const format = wav.subarray(20, 36);
const extensible = Buffer.concat([Buffer.from([0xfe, 0xff]), format.subarray(2), Buffer.alloc(8), Buffer.from([7, 0])]);
const data = chunk('data', wav.subarray(44));

it.each([
  ['a finished file', wav, head],
  ['only its first bytes', wav.subarray(0, 44), head],
  ['a file that is being written', withLength(0), { ...head, statedBytes: 0 }],
  ['a stream', withLength(0xffff_ffff), { ...head, statedBytes: 0xffff_ffff }],
  [
    'a chunk of odd length in front',
    fileOf(chunk('LIST', Buffer.alloc(3)), chunk('fmt ', format), data),
    { ...head, dataStart: 56 },
  ],
  ['an extensible header', fileOf(chunk('fmt ', extensible), data), { ...head, tag: 7, dataStart: 54 }],
  ['no byte yet', Buffer.alloc(0), 'short'],
  ['half a header', wav.subarray(0, 30), 'short'],
  ['a chunk beyond the end', fileOf(chunk('fmt ', format), chunk('LIST', Buffer.alloc(9)).subarray(0, 10)), 'short'],
  ['sound without a format', fileOf(data), null],
  ['something else', Buffer.from('<html>not a sound</html>'), null],
])('reads the header of %s', (_, bytes, found) => {
  expect(readWavHead(bytes)).toEqual(found);
});

it.each([
  [6, 50, 6],
  [0xffff_ffff, 50, 6],
  [0, 50, 0],
  [100, 50, 6],
])('takes of %i stated bytes in a file of %i the %i that are there', (statedBytes, size, bytes) => {
  expect(soundBytes({ ...head, statedBytes }, size)).toBe(bytes);
});

it('reads back what it writes, of several channels the first', () => {
  expect(readWav(wav)).toEqual(sound);
  const stereo = Buffer.from(wav);
  stereo.writeUInt16LE(2, 22);
  expect(readWav(stereo)).toEqual({ rate: 8000, samples: Int16Array.of(1) });
});

it.each([
  ['not a WAV file', Buffer.from('<html>not a sound</html>')],
  ['a WAV file without sound', wav.subarray(0, 30)],
  ['not 16-bit PCM', fileOf(chunk('fmt ', extensible), data)],
])('says %s', (message, bytes) => {
  expect(() => readWav(bytes)).toThrow(message);
});
