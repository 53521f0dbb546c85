import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import { eventually } from '../support/eventually.ts';
import { areTogether, hasCall, isRecordedWithoutSeat, ringsAt, toNumber, toSeat } from '../support/talks.ts';
import { theStack } from '../support/the-stack.ts';

it('transfers a call to a seat at once; without an answer it comes back; a number and a queue work too', async () => {
  const center = await aCallCenter({ ready: ['1001', '1002'], ringCycleMs: 1200 });
  const [first, second] = [await center.seat('1001'), await center.seat('1002')];
  const phone = await CustomerPhone.open(theStack().customerPort);
  const caller = center.dial('4000');
  const callId = await first.answers();
  await areTogether(center, callId, ['1', 'customer']);
  /** What is passed on at once is not recorded on that leg: first until it is. */
  const recorded = (legs: number) =>
    eventually(
      async () => (await center.events(callId)).filter(({ type }) => type === 'recording.started').length === legs,
      { what: `${legs} legs recorded` },
    );
  await recorded(1);

  // Refused while it makes no sense, and nothing has happened then.
  await expect(second.does('transfer.blind', { callId, to: toSeat('1001') })).rejects.toThrow('notYourCall');
  await expect(first.does('transfer.blind', { callId, to: toSeat('1001') })).rejects.toThrow('colleagueBusy');
  await expect(first.does('transfer.blind', { callId, to: toSeat('1003') })).rejects.toThrow('colleagueAway');
  await expect(first.does('transfer.blind', { callId, to: { kind: 'queue', queueId: 'none' } })).rejects.toThrow();
  await expect(first.does('consult.swap', { callId, with: 'consulted' })).rejects.toThrow('wrongState');
  await expect(first.does('consult.complete', { callId })).rejects.toThrow('wrongState');
  await expect(first.does('transfer.handBack', { callId })).rejects.toThrow('wrongState');
  expect(first.desk).toMatchObject({ state: 'talking', call: { role: 'main', legs: [] } });

  await first.does('transfer.blind', { callId, to: toSeat('1002') });
  await first.does('transfer.blind', { callId, to: toSeat('1002') });
  await first.is('wrapUp');
  expect(await second.is('offered')).toMatchObject({ offer: { callId, leg: { role: 'transfer', by: '1001' } } });
  await eventually(() => second.pops.some(({ pop }) => pop.callId === callId), { what: 'the customer on the screen' });
  await areTogether(center, callId, [], ['customer']);
  await eventually(() => caller.sound.kind === 'sound', { what: 'music' });

  // Let ring for three rings: not ready, and back to who passed it on, who is still writing it up.
  await eventually(() => second.desk.reason === 'rona', { what: 'not ready' });
  expect(await first.is('offered')).toMatchObject({ offer: { callId, leg: { by: '1001' } } });
  (await ringsAt(first)).answer();
  await hasCall(first, callId);
  await recorded(2);
  await areTogether(center, callId, ['3', 'customer']);

  // Taken this time, also by a seat that is not ready, and handed back to where it came from.
  await first.does('transfer.blind', { callId, to: toSeat('1002') });
  (await ringsAt(second)).answer();
  await hasCall(second, callId);
  await recorded(3);
  await first.is('wrapUp');
  await areTogether(center, callId, ['4', 'customer']);
  await second.does('transfer.handBack', { callId });
  await second.is('wrapUp');
  (await ringsAt(first)).answer();
  await hasCall(first, callId);
  await recorded(4);
  await second.wrapsUp();
  await second.is('ready');

  // To a number: busy there, back here; then it answers, and the customer talks on without any seat.
  await expect(first.does('transfer.blind', { callId, to: toNumber('0044 20 7946 0000') })).rejects.toThrow(
    'numberNotAllowed',
  );
  await first.does('transfer.blind', { callId, to: toNumber('139 0013 9000') });
  (await phone.rings()).refuse(486);
  await first.is('offered');
  (await ringsAt(first)).answer();
  await hasCall(first, callId);
  await recorded(5);
  await first.does('transfer.blind', { callId, to: toNumber('13900139000') });
  const outside = await phone.rings(2);
  expect(outside).toMatchObject({ to: '13900139000', from: '4000' });
  outside.answer();
  await areTogether(center, callId, ['8', 'customer']);
  await eventually(() => caller.sound.kind === 'tone' && caller.sound.hz === 660, { what: 'the number in the ear' });
  await isRecordedWithoutSeat(center, callId);
  await first.wrapsUp();
  await first.is('ready');

  await caller.hangsUp();
  await eventually(() => outside.isOver, { what: 'the number hung up' });
  await center.isQuiet();
  const record = await center.record(callId, (call) => call.isComplete);
  expect(record).toMatchObject({ outcome: 'answered', endedBy: 'customer', agentId: '1001' });
  expect(record.legs.map(({ kind, who, role, end }) => [kind, who, role, end])).toEqual([
    ['seat', '1001', 'answer', 'transferred'],
    ['seat', '1002', 'transfer', 'ignored'],
    ['seat', '1001', 'transfer', 'transferred'],
    ['seat', '1002', 'transfer', 'transferred'],
    ['seat', '1001', 'transfer', 'transferred'],
    ['number', '13900139000', 'transfer', 'declined'],
    ['seat', '1001', 'transfer', 'transferred'],
    ['number', '13900139000', 'transfer', 'callEnded'],
  ]);
  expect(record.talkMs).toBe(record.legs.reduce((sum, leg) => sum + (leg.talkMs ?? 0), 0));
  expect(record.recordings, 'one per leg of a seat, and one without any').toHaveLength(6);
});

it('transfers a call to a queue by its first arrival, or to the head of its own when nobody answers', async () => {
  const center = await aCallCenter({ ready: ['1001'], notReady: ['1002'], ringCycleMs: 1000 });
  const [first, second] = [await center.seat('1001'), await center.seat('1002')];
  const caller = center.dial('4000', { from: '13800138001' });
  const callId = await first.answers();
  const later = center.dial('4000', { from: '13800138002' });
  await later.hears('answered');
  const laterId = (await center.callIds(2))[1] ?? '';

  await first.does('transfer.blind', { callId, to: { kind: 'queue', queueId: 'service' } });
  await first.is('wrapUp');
  expect(await center.redis.zrange(center.keys.waiting('service'), 0, '-1')).toEqual([callId, laterId]);
  await eventually(() => caller.sound.kind === 'sound', { what: 'music' });
  await second.goesReady();
  expect(await second.answersLatest(), 'the first arrival first').toBe(callId);
  await hasCall(second, callId);

  // Nobody there to go back to: who was asked lets it ring, who asked has gone.
  await first.wrapsUp();
  expect(await first.answersLatest()).toBe(laterId);
  await later.hangsUp();
  await first.is('wrapUp');
  await first.does('agent.goNotReady', { reason: 'meal' });
  await first.wrapsUp();
  await first.is('notReady');
  await second.does('transfer.blind', { callId, to: toSeat('1001') });
  await ringsAt(first);
  await second.wrapsUp();
  await second.is('ready');
  await second.does('agent.goNotReady', { reason: 'meal' });
  second.leaves();
  await first.is('notReady');
  expect(first.desk.reason, 'as it was before').toBe('meal');
  await eventually(async () => (await center.redis.hget(center.keys.call(callId), 'state')) === 'waiting', {
    what: 'the call in its queue',
  });

  // The customer gives up there: a call that was answered is not abandoned.
  await caller.hangsUp();
  await center.isQuiet();
  const record = await center.record(callId);
  expect(record).toMatchObject({ outcome: 'answered', agentId: '1001', queueId: 'service' });
  expect(record.entries.map(({ left }) => left)).toEqual(['answered', 'answered', 'ended']);
});
