import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import type { Seat } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { areTogether, hasCall, isRecordedWithoutSeat, ringsAt, takesPart, toNumber, toSeat } from '../support/talks.ts';
import { theStack } from '../support/the-stack.ts';

it('brings seats and numbers into one conversation, removes one, goes on without its owner, and ends with the customer', async () => {
  const center = await aCallCenter({ ready: ['1001', '1002', '1003'], ringCycleMs: 1000 });
  const [first, second, third] = [await center.seat('1001'), await center.seat('1002'), await center.seat('1003')];
  const phone = await CustomerPhone.open(theStack().customerPort);
  const caller = center.dial('4000');
  const callId = await first.answers();

  await first.does('consult.start', { callId, to: toSeat('1002') });
  (await ringsAt(second)).answer();
  await takesPart(second, callId, 'consult');
  await first.does('conference.join', { callId });
  await takesPart(second, callId, 'conference');
  await areTogether(center, callId, ['1', '2', 'customer']);
  // A third seat and a number, straight into the talk; once each.
  for (let time = 0; time < 2; time += 1) {
    await first.does('conference.add', { callId, to: toSeat('1003') });
    await first.does('conference.add', { callId, to: toNumber('13900139000') });
  }
  (await ringsAt(third)).answer();
  (await phone.rings()).answer();
  await areTogether(center, callId, ['1', '2', '3', '4', 'customer']);
  expect(phone.calls).toHaveLength(1);
  await eventually(() => caller.sound.kind === 'tone' && caller.sound.hz === 660, { what: 'the number in the ear' });
  await expect(first.does('consult.start', { callId, to: toSeat('2001') })).rejects.toThrow('wrongState');
  await expect(second.does('conference.drop', { callId, offerGen: 3 })).rejects.toThrow('notYourCall');

  // The customer on hold hears music, the others go on; each mutes for itself.
  await first.does('call.hold', { callId });
  await areTogether(center, callId, ['1', '2', '3', '4'], ['customer']);
  await first.does('call.retrieve', { callId });
  await areTogether(center, callId, ['1', '2', '3', '4', 'customer']);
  await second.does('call.mute', { callId, on: true });
  await eventually(() => second.desk.call?.isMuted === true);
  expect(first.desk.call?.isMuted).toBe(false);

  // A page that takes part and is loaded anew has its leg back.
  await second.does('call.rejoin', { callId });
  await eventually(() => second.phone.calls.length === 2, { what: 'the new leg' });
  second.phone.calls[1]?.answer();
  await areTogether(center, callId, ['1', '3', '4', '5', 'customer']);
  await takesPart(second, callId, 'conference');

  // One is dropped, one hangs up by itself: each goes back to what it was, without wrap-up.
  await first.does('conference.drop', { callId, offerGen: 4 });
  await first.does('conference.drop', { callId, offerGen: 4 });
  await eventually(() => phone.calls[0]?.isOver === true, { what: 'the number hung up' });
  await third.does('call.hangUp', { callId });
  await third.is('ready');
  await hasCall(first, callId, 1);
  await areTogether(center, callId, ['1', '5', 'customer']);

  await first.does('conference.leave', { callId });
  await first.does('conference.leave', { callId });
  await first.is('wrapUp');
  await hasCall(second, callId);
  await areTogether(center, callId, ['5', 'customer']);
  expect(caller.end).toBeNull();

  // The seat that has it now adds a number and leaves as well; the customer ends it.
  await second.does('conference.add', { callId, to: toNumber('13900139000') });
  (await phone.rings(2)).answer();
  await areTogether(center, callId, ['5', '6', 'customer']);
  await second.does('conference.leave', { callId });
  await second.is('wrapUp');
  await areTogether(center, callId, ['6', 'customer']);
  await isRecordedWithoutSeat(center, callId);
  await caller.hangsUp();
  await eventually(() => phone.calls[1]?.isOver === true, { what: 'the number hung up' });
  await first.wrapsUp();
  await second.wrapsUp();
  await center.isQuiet();

  const record = await center.record(callId, (call) => call.isComplete);
  expect(record).toMatchObject({ outcome: 'answered', endedBy: 'customer', agentId: '1001' });
  expect(record.legs.map(({ who, role, end }) => [who, role, end])).toEqual([
    ['1001', 'answer', 'transferred'],
    ['1002', 'conference', 'transferred'],
    ['1003', 'conference', 'left'],
    ['13900139000', 'conference', 'dropped'],
    ['13900139000', 'conference', 'callEnded'],
  ]);
  expect(record.recordings, 'one per leg of a seat, one for the one that came back, one without any').toHaveLength(5);
  expect(record.legs[2]).toMatchObject({ ownedFromMs: null, wrapUpMs: null });
});

it('survives the death of the server with one consulting and one in a conference', async () => {
  const center = await aCallCenter({ ready: ['1001', '1002', '1003', '1004'], ringCycleMs: 3000, workers: false });
  const seats: Seat[] = [];
  for (const no of ['1001', '1002', '1003', '1004']) seats.push(await center.seat(no));
  const [first, second, third, fourth] = seats as [
    (typeof seats)[0],
    (typeof seats)[0],
    (typeof seats)[0],
    (typeof seats)[0],
  ];
  const one = center.dial('4000', { from: '13800138001' });
  const consulting = await first.answers();
  await first.does('consult.start', { callId: consulting, to: toSeat('1002') });
  (await ringsAt(second)).answer();
  await takesPart(second, consulting, 'consult');
  await areTogether(center, consulting, ['1', '2'], ['customer']);
  const two = center.dial('4000', { from: '13800138002' });
  const conference = await third.answers();
  await third.does('conference.add', { callId: conference, to: toSeat('1004') });
  (await ringsAt(fourth)).answer();
  await areTogether(center, conference, ['1', '2', 'customer'], ['customer']);

  await center.server.kill('SIGKILL');
  // One of those in the conference hangs up while nobody listens.
  await areTogether(center, conference, ['1', '2', 'customer'], ['customer']);
  await center.startServer();
  await areTogether(center, consulting, ['1', '2'], ['customer']);
  await areTogether(center, conference, ['1', '2', 'customer'], ['customer']);
  await Promise.all(seats.map((seat) => seat.registersAgain()));
  await eventually(() => seats.every(({ socket }) => socket.connected), { what: 'all sockets' });
  for (const seat of seats) await seat.does('desk.load', {});

  // All that was possible before is possible now.
  await first.does('consult.complete', { callId: consulting });
  await hasCall(second, consulting);
  await areTogether(center, consulting, ['2', 'customer']);
  await third.does('conference.leave', { callId: conference });
  await hasCall(fourth, conference);
  await areTogether(center, conference, ['2', 'customer']);
  expect([one.end, two.end]).toEqual([null, null]);
  await one.hangsUp();
  await two.hangsUp();
  for (const seat of seats) await seat.wrapsUp();
  await center.isQuiet();
});
