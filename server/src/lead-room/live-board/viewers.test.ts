import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { createViewers, type ViewerSocket } from './viewers.ts';

function aSocket(id: string) {
  const socket = Object.assign(new EventEmitter(), { id, connected: true });
  const close = () => {
    socket.connected = false;
    socket.emit('disconnect');
  };
  return { socket: socket as ViewerSocket & EventEmitter, close };
}

it('lets a scope go with its last viewer, however that one goes', () => {
  const empty: string[] = [];
  const viewers = createViewers((scope) => empty.push(scope));
  const [first, second] = [aSocket('a'), aSocket('b')];
  for (const { socket } of [first, second]) expect(viewers.join('team-a', socket)).toBe(true);
  viewers.leave('team-a', 'a');
  viewers.leave('team-a', 'a');
  expect(empty).toEqual([]);
  second.close();
  expect(empty).toEqual(['team-a']);
});

it('takes in nobody who has closed, and follows a socket once', () => {
  const empty: string[] = [];
  const viewers = createViewers((scope) => empty.push(scope));
  const { socket, close } = aSocket('a');
  for (let visit = 0; visit < 20; visit += 1) {
    viewers.join('', socket);
    viewers.leave('', 'a');
  }
  expect(socket.listenerCount('disconnect')).toBe(1);
  viewers.join('team-a', socket);
  viewers.join('', socket);
  close();
  expect(empty.slice(-2).sort()).toEqual(['', 'team-a']);
  expect(viewers.join('', socket)).toBe(false);
});
