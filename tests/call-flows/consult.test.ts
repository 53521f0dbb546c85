import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import { eventually } from '../support/eventually.ts';
import { areTogether, hasCall, ringsAt, takesPart, toNumber, toSeat } from '../support/talks.ts';
import { theStack } from '../support/the-stack.ts';

it('consults a seat with the customer on hold, swaps, cancels, and completes the transfer', async () => {
  const center = await aCallCenter({ ready: ['1001', '1002'], ringCycleMs: 1500 });
  const [first, second] = [await center.seat('1001'), await center.seat('1002')];
  const caller = center.dial('4000', { from: '13800138001' });
  const callId = await first.answers();
  await areTogether(center, callId, ['1', 'customer']);

  await first.does('consult.start', { callId, to: toSeat('1002') });
  await first.does('consult.start', { callId, to: toSeat('1002') });
  expect(await second.is('offered')).toMatchObject({
    offer: { callId, leg: { role: 'consult', by: '1001', byName: '陈静' } },
  });
  await areTogether(center, callId, ['1'], ['customer']);
  expect(await hasCall(first, callId, 1)).toMatchObject({
    legs: [{ who: '1002', role: 'consult', state: 'ringing' }],
    heldSinceMs: expect.any(Number),
  });
  // Reserved: a call that arrives now waits.
  const other = center.dial('4000', { from: '13800138002' });
  await other.hears('ringing');
  (await ringsAt(second)).answer();
  await takesPart(second, callId, 'consult');
  await areTogether(center, callId, ['1', '2'], ['customer', 'customer']);
  await eventually(() => caller.sound.kind === 'sound', { what: 'music for the customer' });

  // What would join all three by accident, or leave the customer alone, is refused.
  for (const name of ['call.hold', 'call.retrieve', 'call.hangUp', 'conference.leave'] as const) {
    await expect(first.does(name, { callId }), name).rejects.toThrow('wrongState');
  }
  await expect(first.does('consult.start', { callId, to: toSeat('1003') })).rejects.toThrow('wrongState');
  await expect(first.does('transfer.blind', { callId, to: toSeat('1003') })).rejects.toThrow('wrongState');
  await expect(second.does('consult.complete', { callId })).rejects.toThrow('notYourCall');
  await expect(second.does('consult.swap', { callId, with: 'customer' })).rejects.toThrow('notYourCall');

  await first.does('consult.swap', { callId, with: 'customer' });
  await first.does('consult.swap', { callId, with: 'customer' });
  await areTogether(center, callId, ['1', 'customer'], ['2', 'customer']);
  await eventually(() => second.desk.call?.legs[0]?.isHeld === true, {
    what: 'music on the screen of who is consulted',
  });
  await first.does('consult.swap', { callId, with: 'consulted' });
  await areTogether(center, callId, ['1', '2'], ['customer', 'customer']);

  await first.does('consult.giveUp', { callId });
  await first.does('consult.giveUp', { callId });
  await hasCall(first, callId);
  expect(first.desk.call?.heldSinceMs).toBeNull();
  // Ready again without wrap-up: the call that waited is next.
  const otherId = await second.answersLatest();
  expect(otherId).not.toBe(callId);
  await areTogether(center, callId, ['1', 'customer']);
  await other.hangsUp();
  await second.wrapsUp();
  await second.is('ready');

  // A refusal leaves the customer on music until the seat takes them back.
  await first.does('consult.start', { callId, to: toSeat('1002') });
  await ringsAt(second);
  await second.does('offer.decline', { callId, offerGen: second.desk.offer?.offerGen ?? 0 });
  await second.is('ready');
  await hasCall(first, callId);
  await areTogether(center, callId, ['1'], ['customer']);
  await first.does('call.retrieve', { callId });
  await areTogether(center, callId, ['1', 'customer']);

  await first.does('consult.start', { callId, to: toSeat('1002') });
  (await ringsAt(second)).answer();
  await takesPart(second, callId, 'consult');
  await first.does('consult.complete', { callId });
  await first.does('consult.complete', { callId });
  await first.is('wrapUp');
  await hasCall(second, callId);
  await areTogether(center, callId, ['4', 'customer']);
  await first.wrapsUp();
  await second.does('call.hangUp', { callId });
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  await second.wrapsUp();
  await center.isQuiet();

  const record = await center.record(callId, (call) => call.legs.at(-1)?.wrapUpMs !== null);
  expect(record).toMatchObject({ outcome: 'answered', endedBy: 'agent', agentId: '1001' });
  expect(record.legs.map(({ who, role, end, ownedFromMs }) => [who, role, end, ownedFromMs !== null])).toEqual([
    ['1001', 'answer', 'transferred', true],
    ['1002', 'consult', 'gaveUp', false],
    ['1002', 'consult', 'declined', false],
    ['1002', 'consult', 'callEnded', true],
  ]);
  const [answered, , , taken] = record.legs;
  expect(answered?.holdMs).toBe(record.holdMs);
  expect(answered?.talkMs).toBe((answered?.endedAtMs ?? 0) - (answered?.answeredAtMs ?? 0) - (answered?.holdMs ?? 0));
  expect(taken).toMatchObject({ holdMs: 0, wrapUpMs: expect.any(Number) });
  expect(record.timeline.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['leg.added', 'leg.answered', 'leg.held', 'leg.retrieved', 'leg.ended', 'call.takenOver']),
  );
  // The seat that took over finds the call among its own.
  expect((await second.who.ask('GET', `/api/v1/calls/${callId}`)).status).toBe(200);
});

it('ends properly whoever leaves a consultation, and whenever', async () => {
  const center = await aCallCenter({ ready: ['1001'], notReady: ['1002'], ringCycleMs: 1500 });
  const [first, second] = [await center.seat('1001'), await center.seat('1002')];
  await second.does('agent.goNotReady', { reason: 'meal' });
  await eventually(() => second.desk.reason === 'meal');
  let dialled = 0;
  const begin = async () => {
    dialled += 1;
    const caller = center.dial('4000', { from: `1380013800${dialled}` });
    const callId = await first.answersLatest();
    await areTogether(center, callId, ['1', 'customer']);
    await first.does('consult.start', { callId, to: toSeat('1002') });
    const ring = await ringsAt(second);
    return { caller, callId, ring };
  };
  const consulted = async () => {
    const begun = await begin();
    begun.ring.answer();
    await takesPart(second, begun.callId, 'consult');
    await areTogether(center, begun.callId, ['1', '2'], ['customer']);
    return begun;
  };
  const nextCall = async () => {
    await first.wrapsUp();
    await first.is('ready');
    expect(await second.is('notReady')).toMatchObject({ reason: 'meal' });
    await center.isQuiet();
  };

  // The customer, while it rings, and while both seats talk.
  for (const point of [begin, consulted]) {
    const { caller } = await point();
    await caller.hangsUp();
    await first.is('wrapUp');
    await nextCall();
  }

  // The consulted party hangs up by phone: the seat is left alone, its customer hears music.
  const left = await consulted();
  left.ring.hangUp();
  await hasCall(first, left.callId);
  await second.is('notReady');
  await areTogether(center, left.callId, ['1'], ['customer']);
  await left.caller.hangsUp();
  await nextCall();

  // The seat that asked loses its line while both talk: who was consulted has the customer.
  const lost = await consulted();
  first.phone.calls.findLast(({ isOver }) => !isOver)?.hangUp();
  await hasCall(second, lost.callId);
  await areTogether(center, lost.callId, ['2', 'customer']);
  await first.is('wrapUp');
  await lost.caller.hangsUp();
  await second.wrapsUp();
  await second.does('agent.goNotReady', { reason: 'meal' });
  await eventually(() => second.desk.reason === 'meal');
  await nextCall();

  // The same while it rings: the ringing goes on, and who answers has the customer.
  const ringing = await begin();
  first.phone.calls.findLast(({ isOver }) => !isOver)?.hangUp();
  await eventually(() => second.desk.offer?.leg?.role === 'transfer', { what: 'a transfer on the screen' });
  ringing.ring.answer();
  await hasCall(second, ringing.callId);
  await areTogether(center, ringing.callId, ['2', 'customer']);
  await second.does('call.hangUp', { callId: ringing.callId });
  await ringing.caller.isOver();
  await second.wrapsUp();
  await first.wrapsUp();
  await center.isQuiet();
});

it('lets nobody hear anybody they should not, when an outside number is consulted', async () => {
  const center = await aCallCenter({ ready: ['1001'], ringCycleMs: 1000, workers: false });
  const first = await center.seat('1001');
  const phone = await CustomerPhone.open(theStack().customerPort);
  const caller = center.dial('4000', { toneHz: 440 });
  const callId = await first.answers();
  await first.does('consult.start', { callId, to: toNumber('13900139000') });
  (await phone.rings()).answer();
  await areTogether(center, callId, ['1', '2'], ['customer']);
  await eventually(() => caller.sound.kind === 'sound', { what: 'music for the customer' });
  // Never each other, for as long as the customer is told what is heard three times.
  const heard = { customer: [] as object[], number: [] as object[] };
  const begunAtMs = performance.now();
  await eventually(
    () => {
      heard.customer.push(caller.sound);
      heard.number.push(phone.sound);
      return performance.now() - begunAtMs > 1500;
    },
    { everyMs: 250 },
  );
  expect(heard.customer).not.toContainEqual({ kind: 'tone', hz: 660 });
  expect(heard.number).not.toContainEqual({ kind: 'tone', hz: 440 });

  await first.does('consult.swap', { callId, with: 'customer' });
  await areTogether(center, callId, ['1', 'customer'], ['2']);
  await eventually(() => phone.sound.kind === 'sound', { what: 'music for the number', everyMs: 500 });
  await first.does('conference.join', { callId });
  await first.does('conference.join', { callId });
  await areTogether(center, callId, ['1', '2', 'customer']);
  await eventually(() => caller.sound.kind === 'tone' && caller.sound.hz === 660, { what: 'the number in the ear' });
  await eventually(
    () => {
      const { sound } = phone;
      return sound.kind === 'tone' && sound.hz === 440;
    },
    { what: 'the customer at the number', everyMs: 500 },
  );
  await caller.hangsUp();
  await eventually(() => phone.calls[0]?.isOver === true, { what: 'the number hung up' });
  await first.is('wrapUp');
  await center.isQuiet();
});
