import type { DeskPhoneAccount } from '@sansheng/shared/contracts/telephony/phone';
import { DESK_PHONE } from '@sansheng/shared/contracts/telephony/phone';
import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { DeskTelephone } from '../support/desk-phone.ts';
import { eventually } from '../support/eventually.ts';

it('rings a seat at its desk phone, which registers with its own account, and nobody else', async () => {
  const center = await aCallCenter({ ringCycleMs: 2000, notReady: ['1001'] });
  const seat = await center.seat('1001');
  const path = '/api/v1/phone/desk-phone';
  const about = async () => (await seat.who.ask('GET', path)).body;
  await seat.who.ask('DELETE', path);
  expect(await about()).toMatchObject({ sipUser: 'desk-1001', madeAtMs: null, isRegistered: false });
  await expect(seat.does('phone.place', { number: DESK_PHONE })).rejects.toThrow('phoneNotRegistered');

  const make = async () => (await seat.who.ask('POST', path)).body as DeskPhoneAccount;
  const first = await make();
  const account = await make();
  await expect(DeskTelephone.register(first), 'a former password').rejects.toThrow('401');
  await expect(DeskTelephone.register({ ...account, sipUser: 'desk-1002' }), "another seat's").rejects.toThrow('401');
  const phone = await DeskTelephone.register(account);
  await eventually(async () => ((await about()) as { isRegistered: boolean }).isRegistered, { what: 'registered' });
  await seat.does('phone.place', { number: DESK_PHONE });
  await eventually(() => seat.desk.phone.ringsAt === DESK_PHONE);
  // Its browser has no phone any more, and needs none.
  seat.phone.close();
  await seat.goesReady();

  const caller = center.dial('4000', { from: '13800138000' });
  const ring = await phone.rings();
  expect(ring.from).toBe('13800138000');
  await eventually(() => seat.desk.offer !== null && seat.pops.length > 0, { what: 'the screen while it rings' });
  // Nobody but the seat picks it up: no key is asked for.
  ring.answer();
  await caller.hears('answered');
  const { call } = await seat.is('talking');
  const callId = call?.callId ?? '';
  await eventually(() => caller.sound.kind === 'tone', { what: 'the seat heard from its desk' });
  await seat.does('call.hold', { callId });
  await eventually(() => caller.sound.kind === 'sound', { withinMs: 20_000, what: 'music on hold' });
  await seat.does('call.retrieve', { callId });
  await seat.does('call.hangUp', { callId });
  await eventually(() => ring.isOver, { what: 'the telephone hung up' });
  await seat.wrapsUp();
  await seat.is('ready');

  // A server that comes back knows it still, and a call placed by the seat rings there first.
  await center.server.kill('SIGKILL');
  await center.startServer();
  await eventually(() => seat.socket.connected);
  await eventually(async () => ((await about()) as { isRegistered: boolean }).isRegistered, { what: 'known still' });
  const second = center.dial('4000', { from: '13800138001' });
  (await phone.rings(2)).answer();
  await second.hears('answered');
  await seat.is('talking');
  await second.hangsUp();
  await seat.wrapsUp();

  // Without the account the telephone is unknown.
  await seat.does('agent.goNotReady', { reason: 'meal' });
  await seat.is('notReady');
  expect((await seat.who.ask('DELETE', path)).status).toBe(204);
  await expect(DeskTelephone.register(account)).rejects.toThrow('not registered');
  const record = await center.record(callId, (one) => one.isComplete);
  expect(record).toMatchObject({ outcome: 'answered', agentId: '1001', endedBy: 'agent' });
  const [recording] = record.recordings;
  expect(recording).toBeDefined();
});
