import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDiskStore } from './disk-store.ts';
import type { RecordingStore } from './recording-store.ts';
import { KeyMissing, openSealedStore } from './sealed-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sansheng-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const key = Buffer.alloc(32, 7);
const newerKey = Buffer.alloc(32, 8);
const PATH = '2026/11/21/r1.mp3';
const disk = () => openDiskStore(join(folder, 'store'));
const stored = () => join(folder, 'store', PATH);

async function keep(store: RecordingStore, sound: Buffer): Promise<void> {
  await writeFile(join(folder, 'local'), sound);
  await store.put(PATH, join(folder, 'local'));
}
async function read(store: RecordingStore, from: number, count: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await store.read(PATH, from, count)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function pathsOf(store: RecordingStore, prefix: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { path } of store.list(prefix)) paths.push(path);
  return paths;
}

it.each([
  ['on disk', () => disk()],
  ['sealed', () => openSealedStore(disk(), [key])],
])('%s: gives back every range of what was put, and lists and removes it', async (_, open) => {
  for (const length of [1, 65_535, 65_536, 65_537, 200_000]) {
    const store = open();
    const sound = randomBytes(length);
    await keep(store, sound);
    expect(await store.size(PATH)).toBe(length);
    const ranges = [
      [0, length],
      [0, 1],
      [length - 1, 1],
      [Math.floor(length / 2), Math.ceil(length / 4)],
      [Math.max(0, Math.min(65_530, length - 12)), Math.min(12, length)],
    ] as const;
    for (const [from, count] of ranges) {
      expect((await read(store, from, count)).equals(sound.subarray(from, from + count)), `${from}+${count}`).toBe(
        true,
      );
    }
  }
  const store = open();
  expect(await pathsOf(store, '2026/11/21/')).toEqual([PATH]);
  expect(await pathsOf(store, '2025/')).toEqual([]);
  expect(await readdir(join(folder, 'store/2026/11/21')), 'no part is left').toEqual(['r1.mp3']);
  await store.remove(PATH);
  await store.remove(PATH);
  expect(await store.size(PATH)).toBeNull();
});

it('keeps nothing readable on disk, and opens with an older key', async () => {
  const sound = Buffer.alloc(100_000, 'secret sound ');
  await keep(openSealedStore(disk(), [key]), sound);
  expect((await readFile(stored())).includes('secret')).toBe(false);
  expect((await readdir(folder)).toSorted()).toEqual(['local', 'store']);
  expect((await read(openSealedStore(disk(), [newerKey, key]), 0, 100_000)).equals(sound)).toBe(true);
  await expect(read(openSealedStore(disk(), [newerKey]), 0, 1)).rejects.toThrow(KeyMissing);
  await expect(read(openSealedStore(disk(), []), 0, 1)).rejects.toThrow(KeyMissing);
});

it('reads what was kept before there was a key', async () => {
  await keep(disk(), Buffer.from('plain sound that is longer than a header of a sealed file'));
  expect((await read(openSealedStore(disk(), [key]), 6, 5)).toString()).toBe('sound');
});

it('takes nothing altered, swapped or cut off for sound', async () => {
  const store = openSealedStore(disk(), [key]);
  await keep(store, randomBytes(200_000));
  const whole = await readFile(stored());
  const piece = (n: number) => 36 + n * (65_536 + 16);
  const altered = Buffer.from(whole);
  altered[piece(1) + 5]! ^= 1;
  const swapped = Buffer.concat([
    whole.subarray(0, 36),
    whole.subarray(piece(1), piece(2)),
    whole.subarray(piece(0), piece(1)),
    whole.subarray(piece(2)),
  ]);
  const longer = Buffer.from(whole);
  longer.writeBigUInt64BE(300_000n, 28);
  for (const broken of [altered, swapped, whole.subarray(0, piece(3)), longer]) {
    await writeFile(stored(), broken);
    await expect(read(store, 0, 200_000)).rejects.toThrow();
  }
});

it('leaves its folder to nobody', async () => {
  await expect(disk().put('../out.mp3', join(folder, 'local'))).rejects.toThrow('outside');
});
