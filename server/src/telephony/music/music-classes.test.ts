import { expect, it } from 'vitest';
import { roomOfMusic, writeMusicClasses } from './music-classes.ts';

it('names a class and a room after the queue and its pieces, in their order', () => {
  const room = roomOfMusic('service', ['/p/own/a/zh-1', '/p/own/b/zh-2']);
  expect(room).toEqual({
    bridgeId: `waiting-room-${room.mohClass}`,
    mohClass: expect.stringMatching(/^queue-service-/),
  });
  expect(roomOfMusic('service', ['/p/own/b/zh-2', '/p/own/a/zh-1'])).not.toEqual(room);
  expect(roomOfMusic('vip', ['/p/own/a/zh-1', '/p/own/b/zh-2'])).not.toEqual(room);
});

it('writes a playlist for each queue', () => {
  const pieces = ['/p/own/a/zh-1', '/p/own/b/zh-2'];
  expect(writeMusicClasses(new Map([['service', pieces]]))).toBe(`; Written by the server.
[${roomOfMusic('service', pieces).mohClass}]
mode = playlist
entry = /p/own/a/zh-1
entry = /p/own/b/zh-2

`);
  expect(writeMusicClasses(new Map())).toBe('; Written by the server.\n');
});
