import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import type { Caller } from '../support/caller.ts';
import { hasCallsInHand, servesAll, talksThrough } from '../support/calls-in-hand.ts';
import { eventually } from '../support/eventually.ts';

it('loses no call when the server is killed with one talking, one ringing and two waiting', async () => {
  const center = await aCallCenter({ ready: ['1001', '1002'], ringCycleMs: 5000 });
  const seats = [await center.seat('1001'), await center.seat('1002')] as const;
  const calls = await hasCallsInHand(center, seats, 2);
  // Media has no need of us: the talk goes on with nobody there.
  const expectTalk = await talksThrough(center, calls, () => center.server.kill('SIGKILL'));
  await center.startServer();
  await Promise.all(seats.map((seat) => seat.registersAgain()));
  await expectTalk();
  await eventually(() => seats.every(({ socket }) => socket.connected), { what: 'both sockets' });
  await seats[0].does('desk.load', {});
  await servesAll(center, seats, calls);
});

it("stops ringing a seat by Asterisk's timeout when no server is left to do it", async () => {
  const center = await aCallCenter({ ready: ['1001'], ringCycleMs: 500, workers: false });
  const seat = await center.seat('1001');
  const caller = center.dial('4000');
  await seat.rings();
  await center.server.kill('SIGKILL');
  await eventually(async () => (await center.channels()).every(({ name }) => !name.includes('seat-1001')), {
    what: 'silence at the seat',
  });
  expect(caller.end, 'the caller is still there').toBeNull();
  await center.startServer();
  await caller.hears('answered');
});

it('rings no seat whose phone went with the server before, and blames none for it', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const seat = await center.seat('1001');
  await center.server.kill('SIGKILL');
  await eventually(async () => !(await center.hasPhone('1001')), { what: 'no phone of 1001 at Asterisk' });
  // They ask for a server in turn, so some come in the very moment in which the next one connects.
  const callers: Caller[] = [];
  for (let count = 0; count < 10; count += 1) {
    callers.push(center.dial('4000', { from: `1380013800${count}` }));
    await delay(100);
  }
  await Promise.all(callers.map((caller) => caller.hears('ringing')));
  await center.startServer();
  await center.queuedCallIds(callers.length);
  await eventually(() => seat.socket.connected);
  await seat.registersAgain();
  await seat.answersLatest();
  const offers = (await center.events()).filter(({ type }) => type.startsWith('routing.offer'));
  expect(offers.map(({ type }) => type)).toEqual(['routing.offered']);
});
