import { expect, it } from 'vitest';
import { isSpent, judgeRoom, roomToKeep } from './judge-room.ts';

const MB = 1024 * 1024;
const small = (freeMb: number) => ({ freeBytes: freeMb * MB, totalBytes: 400 * MB });

it.each([
  ['of a small disk', small(61), 'ample'],
  ['of a small disk below 15 %', small(59), 'low'],
  ['of a small disk below 2 %', small(7.9), 'full'],
  ['of a large disk with 21 GB', { freeBytes: 21_000 * MB, totalBytes: 4_000_000 * MB }, 'ample'],
  ['of a large disk with 19 GB', { freeBytes: 19_000 * MB, totalBytes: 4_000_000 * MB }, 'low'],
  ['of a large disk with 900 MB', { freeBytes: 900 * MB, totalBytes: 4_000_000 * MB }, 'full'],
])('judges the space %s', (_what, disk, room) => {
  expect(judgeRoom(disk)).toBe(room);
});

it('knows when the next write fails', () => {
  expect([0, 1.9 * MB, 2 * MB].map(isSpent)).toEqual([true, true, false]);
});

it('is not misled by the space that it has just released', () => {
  expect(judgeRoom(small(20), 'full', 20 * MB)).toBe('full');
  expect(judgeRoom(small(20))).toBe('low');
  expect(judgeRoom(small(37), 'full', 20 * MB)).toBe('low');
});

it('reserves a twentieth of a small disk, and no more than configured on a large one', () => {
  expect(roomToKeep(400 * MB, 64 * MB)).toBe(20 * MB);
  expect(roomToKeep(4_000_000 * MB, 64 * MB)).toBe(64 * MB);
});
