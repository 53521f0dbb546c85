import type { routingStrategies } from '@sansheng/shared/contracts/telephony/queues';
import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter, type CallCenter } from '../support/call-center.ts';
import type { Seat } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

let callers = 0;
const nextNumber = () => `139000${String(10_000 + (callers += 1))}`;

/** A center whose queue of the VIP hotline has these seats, not ready yet, and no wrap-up. */
async function aCenter(
  strategy: (typeof routingStrategies)[number],
  members: string[],
  turns: Record<string, number> = {},
) {
  const center = await aCallCenter({ workers: false, notReady: members.toSorted() });
  const admin = await anAdministrator(center);
  await admin.setsMembers('vip', members, turns);
  await admin.changesQueue('vip', { strategy, wrapUpMode: 'none' });
  const seats = await Promise.all(members.toSorted().map((agentId) => center.seat(agentId)));
  return { center, admin, seats };
}

/** The seat that is rung for the next caller, who then gives up. */
async function rungFor(center: CallCenter, seats: Seat[]): Promise<string> {
  const caller = center.dial('4003', { from: nextNumber() });
  const seat = await eventually(() => seats.find(({ desk }) => desk.state === 'offered'), {
    what: 'a seat that rings',
  });
  await caller.hangsUp();
  await seat.is('ready');
  return seat.agentId;
}
async function talks(center: CallCenter, seat: Seat, forMs = 0): Promise<void> {
  const caller = center.dial('4003', { from: nextNumber() });
  await seat.answersLatest();
  const answeredAtMs = seat.desk.call?.answeredAtMs ?? 0;
  await eventually(() => Date.now() - answeredAtMs >= forMs);
  await caller.hangsUp();
  await seat.is('ready');
}
async function rests(seat: Seat): Promise<void> {
  await seat.does('agent.goNotReady', { reason: 'break' });
  await seat.is('notReady');
}

it('longestIdle: rings the seat that has been idle longest, and after a call it is the last', async () => {
  const { center, seats } = await aCenter('longestIdle', ['1001', '1002']);
  const [first, second] = seats as [Seat, Seat];
  await second.goesReady();
  await first.goesReady();
  expect(await rungFor(center, seats)).toBe('1002');
  await talks(center, second);
  expect(await rungFor(center, seats)).toBe('1001');
});

it('fewestCalls: rings the seat with fewer calls today, though the other is idle longer', async () => {
  const { center, seats } = await aCenter('fewestCalls', ['1001', '1002']);
  const [first, second] = seats as [Seat, Seat];
  await first.goesReady();
  await talks(center, first);
  await second.goesReady();
  expect(await rungFor(center, seats)).toBe('1002');
});

it('leastTalk: rings the seat that talked less today, though it had more calls', async () => {
  const { center, seats } = await aCenter('leastTalk', ['1001', '1002']);
  const [first, second] = seats as [Seat, Seat];
  await first.goesReady();
  await talks(center, first, 2100);
  await rests(first);
  await second.goesReady();
  await talks(center, second);
  await talks(center, second);
  await rests(second);
  await first.goesReady();
  await second.goesReady();
  expect(await rungFor(center, seats)).toBe('1002');
});

it('roundRobin: rings the seat whose last call is longest ago, though it has just become ready', async () => {
  const { center, seats } = await aCenter('roundRobin', ['1001', '1002']);
  const [first, second] = seats as [Seat, Seat];
  await second.goesReady();
  await talks(center, second);
  await first.goesReady();
  await talks(center, first);
  await rests(second);
  await second.goesReady();
  const order = [await rungFor(center, seats), await rungFor(center, seats), await rungFor(center, seats)];
  expect(order).toEqual(['1002', '1001', '1002']);
});

it('mostSkilled: rings the seat with the highest level', async () => {
  const { center, admin, seats } = await aCenter('mostSkilled', ['1001', '1002', '1003']);
  await admin.setsSkills('1001', { english: 3 });
  await admin.setsSkills('1003', { english: 8 });
  for (const seat of seats) await seat.goesReady();
  expect(await rungFor(center, seats)).toBe('1003');
  await rests(seats[2] as Seat);
  expect(await rungFor(center, seats)).toBe('1001');
});

it('linear: rings the first free seat of the list, whatever it has done', async () => {
  const { center, seats } = await aCenter('linear', ['1003', '1001', '1002']);
  for (const seat of seats) await seat.goesReady();
  expect(await rungFor(center, seats)).toBe('1003');
  await talks(center, seats[2] as Seat);
  expect(await rungFor(center, seats)).toBe('1003');
  await rests(seats[2] as Seat);
  expect(await rungFor(center, seats)).toBe('1001');
});

it('asks a seat of a later turn only when none of an earlier one is free', async () => {
  const { center, seats } = await aCenter('longestIdle', ['1001', '1002'], { '1001': 1 });
  for (const seat of seats) await seat.goesReady();
  expect(await rungFor(center, seats)).toBe('1002');
  center.dial('4003', { from: nextNumber() });
  await (seats[1] as Seat).answersLatest();
  expect(await rungFor(center, [seats[0] as Seat])).toBe('1001');
});
