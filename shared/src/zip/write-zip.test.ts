import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readZipDirectory } from './index.ts';
import { writeZip } from './write-zip.ts';

const parts = [
  { name: 'manifest.json', read: () => [Buffer.from('{"case":'), Buffer.from('"投诉"}')] },
  { name: 'attachments/账单.png', read: () => [Buffer.alloc(100_000, 7)] },
  { name: 'empty.txt', read: () => [] },
];

it('is read again by others as it was written, whatever its names are', async () => {
  const pieces: Uint8Array[] = [];
  await writeZip(parts, Date.parse('2026-12-01T10:00Z'), async (piece) => void pieces.push(piece));
  const file = Buffer.concat(pieces);
  const read = unzipSync(file);
  expect(Object.keys(read)).toEqual(parts.map(({ name }) => name));
  expect(strFromU8(read['manifest.json'] as Uint8Array)).toBe('{"case":"投诉"}');
  expect(read['attachments/账单.png']).toHaveLength(100_000);
  expect(readZipDirectory(file).entries.map(({ unpacked }) => unpacked)).toEqual([17, 100_000, 0]);
});

it('gives up with what a part throws', async () => {
  const broken = {
    name: 'gone',
    read: () => {
      throw new Error('the file is gone');
    },
  };
  await expect(writeZip([broken], Date.parse('2026-12-01T10:00Z'), async () => {})).rejects.toThrow('the file is gone');
});
