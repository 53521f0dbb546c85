import type { TransferTargets } from '@sansheng/shared/contracts/telephony/transfer';
import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import { watchLive } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { theStack } from '../support/the-stack.ts';

it('rings a seat on duty at home at its own number, where a key accepts the call, while its desk works as usual', {
  timeout: 120_000,
}, async () => {
  const center = await aCallCenter({ ringCycleMs: 10_000, notReady: ['1001', '1002'] });
  const home = await CustomerPhone.open(theStack().customerPort);
  const seat = await center.seat('1001');
  await expect(seat.does('phone.place', { number: '008613' })).rejects.toThrow('refused');
  await expect(seat.does('phone.place', { number: 'sip:evil' })).rejects.toThrow('numberInvalid');
  await seat.does('phone.place', { number: '13900139000' });
  await eventually(() => seat.desk.phone.ringsAt === '13900139000', { what: 'the number on the desk' });
  // Its browser has no phone any more, and needs none.
  seat.phone.close();
  await seat.goesReady();
  await expect(seat.does('phone.place', { number: null }), 'not while calls may come').rejects.toThrow('wrongState');

  // To its colleagues and its lead it is a seat like any other.
  const colleague = await center.seat('1002');
  const { seats } = (await colleague.does('transfer.targets', {})) as TransferTargets;
  expect(seats.find(({ employeeNo }) => employeeNo === '1001')).toMatchObject({ state: 'ready', canBeRung: true });
  const { snapshot, leaves } = await watchLive(center.url, '2001');
  expect(snapshot.seats.find(({ agentId }) => agentId === '1001')).toMatchObject({ isRegistered: true });
  leaves();

  const caller = center.dial('4000', { from: '13800138000' });
  const ring = await home.rings();
  expect(ring).toMatchObject({ to: '13900139000', from: '4000' });
  await eventually(() => seat.desk.offer !== null && seat.pops.length > 0, { what: 'the screen while it rings' });
  ring.answer();
  const asked = () => center.playback(`key-seat-${callId}.1`);
  const callId = seat.desk.offer?.callId ?? '';
  await eventually(asked, { what: 'the key asked for' });
  // Somebody picked up, but nobody has accepted the call: a restarted server sees it the same way.
  await center.server.kill('SIGKILL');
  await center.startServer();
  await eventually(() => seat.socket.connected && seat.desk.offer?.callId === callId);
  const pressedAtMs = Date.now();
  ring.press('251');
  await caller.hears('answered');
  await seat.is('talking');
  expect(await asked()).toBeNull();
  const answered = (await center.events(callId)).find(({ type }) => type === 'call.answered');
  expect(answered?.atMs).toBeGreaterThanOrEqual(pressedAtMs);
  await eventually(() => caller.sound.kind === 'tone', { what: 'the seat heard from its home' });
  await seat.does('call.hold', { callId });
  await eventually(() => caller.sound.kind === 'sound', { withinMs: 20_000, what: 'music on hold' });
  await seat.does('call.retrieve', { callId });
  await eventually(() => caller.sound.kind === 'tone', { what: 'the seat after the hold' });
  await seat.does('call.hangUp', { callId });
  await eventually(() => ring.isOver, { what: 'the phone at home hung up' });
  await seat.wrapsUp();
  await seat.is('ready');

  // So a colleague does who calls.
  await colleague.registersAgain();
  await eventually(() => colleague.desk.phone.isRegistered, { what: 'the phone of the colleague' });
  const { callId: internalId } = (await eventually(
    () => colleague.does('call.dialColleague', { employeeNo: '1001' }).catch(() => null),
    { what: 'a call to the seat at home' },
  )) as { callId: string };
  (await colleague.rings()).answer();
  const inside = await home.rings(2);
  inside.answer();
  await eventually(() => center.playback(`key-seat-${internalId}.2`), { what: 'the key asked for again' });
  expect(colleague.desk.call).toMatchObject({ callId: internalId, isDialling: true });
  inside.press('1');
  await eventually(() => colleague.desk.call?.isDialling === false, { what: 'the talk of colleagues' });
  await colleague.does('call.hangUp', { callId: internalId });
  await eventually(() => inside.isOver);
  await seat.is('ready');

  // A mailbox presses no key: that counts as letting it ring. Then the browser is the phone again.
  const admin = await anAdministrator(center);
  await admin.changesQueue('service', { ringsPerOffer: 1 });
  const second = center.dial('4000', { from: '13800138001' });
  const mailbox = await home.rings(3);
  mailbox.answer();
  await seat.is('notReady', 25_000);
  await eventually(() => mailbox.isOver, { what: 'the mailbox hung up' });
  expect(seat.desk.reason).toBe('rona');
  const [, secondId = ''] = await center.callIds(2);
  const expired = await eventually(async () =>
    (await center.events(secondId)).find(({ type }) => type === 'routing.offerExpired'),
  );
  expect(expired.data).toMatchObject({ cause: 'ignored' });
  await second.hangsUp();
  await seat.does('phone.place', { number: null });
  await eventually(() => seat.desk.phone.ringsAt === null);
  await expect(seat.does('agent.goReady', {})).rejects.toThrow('phoneNotRegistered');
  const record = await center.record(callId, (one) => one.isComplete);
  expect(record).toMatchObject({ outcome: 'answered', agentId: '1001', endedBy: 'agent' });
  expect(home.calls).toHaveLength(3);
});

it('gives a seat at home that has picked up extra time for the key, while the center answers the caller', async () => {
  const center = await aCallCenter({ ringCycleMs: 2000, notReady: ['1001'], workers: false });
  const home = await CustomerPhone.open(theStack().customerPort);
  const seat = await center.seat('1001');
  await seat.does('phone.place', { number: '13900139000' });
  await eventually(() => seat.desk.phone.ringsAt !== null);
  await seat.goesReady();
  const caller = center.dial('4000');
  (await home.rings()).answer();
  const { offer: rung } = await seat.is('offered');
  const offer = await eventually(() => (seat.desk.offer?.pickedUpAtMs == null ? null : seat.desk.offer));
  const threeRingsAtMs = offer.offeredAtMs + 3 * 2000;
  expect(offer.offerGen).toBe(rung?.offerGen);
  expect(offer.deadlineAtMs).toBeGreaterThan(threeRingsAtMs);
  await caller.hears('answered');
  await eventually(() => Date.now() > threeRingsAtMs, { what: 'the end of three rings' });
  home.calls[0]?.press('1');
  await seat.is('talking');
  expect((await center.events(seat.desk.call?.callId)).map(({ type }) => type)).toEqual(
    expect.arrayContaining(['routing.phonePickedUp', 'call.centerAnswered', 'call.answered']),
  );
  await caller.hangsUp();
  await seat.is('wrapUp');
  await center.isQuiet();
});
