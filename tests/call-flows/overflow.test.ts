import type { Overflow } from '@sansheng/shared/contracts/overflow';
import { expect, it } from 'vitest';
import { aCallCenter, type CallCenter } from '../support/call-center.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/settings.ts';
import { theStack } from '../support/the-stack.ts';

async function overflows(center: CallCenter, overflow: Partial<Overflow>): Promise<void> {
  await (await settings(center)).putOverflow({ queueId: 'service', overflow });
}
const stateOf = (center: CallCenter, callId: string) => center.redis.hget(center.keys.call(callId), 'state');

it('moves the caller who has waited longest to another queue, with the arrival kept', async () => {
  const center = await aCallCenter({ ready: ['1011'], ringCycleMs: 5000 });
  const seat = await center.seat('1011');
  await overflows(center, { longestWait: { afterSeconds: 5, target: { kind: 'queue', queueId: 'complaints' } } });
  // 1011 serves both queues; its only call is the first one, so that the second has to wait.
  const first = center.dial('4000', { from: '13900139000' });
  const firstId = await seat.answers();
  center.dial('4000');
  const [, secondId = ''] = await eventually(async () => {
    const ids = await center.callIds();
    return ids.length === 2 ? ids : null;
  });
  const before = await center.redis.hget(center.keys.call(secondId), 'arrivedAt');
  await eventually(async () => (await center.redis.zscore(center.keys.waiting('complaints'), secondId)) !== null);
  expect(await center.redis.zcard(center.keys.waiting('service'))).toBe(0);
  expect(await center.redis.hget(center.keys.call(secondId), 'arrivedAt')).toBe(before);
  await first.hangsUp();
  await seat.wrapsUp();
  const answered = await seat.answers(2);
  expect(answered).toBe(secondId);
  expect((await seat.is('talking')).call).toMatchObject({ queueId: 'complaints' });
  await seat.does('call.hangUp', { callId: secondId });
  const record = await center.record(secondId);
  expect(record.entries).toMatchObject([
    { queueId: 'service', left: 'overflowed', why: 'longestWait' },
    { queueId: 'complaints', left: 'answered' },
  ]);
  expect(record.queueId).toBe('complaints');
  expect(firstId).not.toBe(secondId);
});

it('tells the caller whom a full queue cannot take, or moves them on', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  const admin = await settings(center);
  await admin.putQueue('service', { sizeLimit: 1 });
  await admin.putOverflow({ queueId: 'service', overflow: { size: { kind: 'message' } } });
  await center.dial('4000', { from: '13900139000' }).hears('ringing');
  const told = center.dial('4000', { from: '13900139001' });
  await told.hears('answered');
  expect(await told.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  const [, toldId = ''] = await center.callIds();
  expect(await center.record(toldId)).toMatchObject({ outcome: 'sentAway', endWhy: 'queueFull', endedBy: 'center' });

  await admin.putOverflow({ queueId: 'service', overflow: { size: { kind: 'queue', queueId: 'complaints' } } });
  const moved = center.dial('4000', { from: '13900139002' });
  await moved.hears('ringing');
  const [, , movedId = ''] = await eventually(async () => {
    const ids = await center.callIds();
    return ids.length === 3 ? ids : null;
  });
  await eventually(async () => (await center.redis.zscore(center.keys.waiting('complaints'), movedId)) !== null);
});

it('goes elsewhere while nobody is signed in, and takes those who wait along when the last one leaves', async () => {
  const center = await aCallCenter({ notReady: ['1006'], ringCycleMs: 5000, workers: false });
  await overflows(center, { noSeat: { kind: 'queue', queueId: 'complaints' } });
  const waits = (queueId: string) => center.redis.zcard(center.keys.waiting(queueId));
  center.dial('4000', { from: '13900139000' });
  await eventually(async () => (await waits('service')) === 1);
  await (await center.seat('1006')).who.ask('DELETE', '/api/v1/session');
  await eventually(async () => (await waits('complaints')) === 1, { what: 'the caller who waited' });
  center.dial('4000', { from: '13900139001' });
  await eventually(async () => (await waits('complaints')) === 2, { what: 'the caller who came later' });
  expect(await waits('service')).toBe(0);
});

it('forwards to an outside number, and caller and number hear each other', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  const phone = await CustomerPhone.open(theStack().customerPort);
  await overflows(center, { noSeat: { kind: 'number', number: '02112345678' } });
  const caller = center.dial('4000');
  await caller.hears('ringing');
  const outside = await phone.rings();
  expect(outside.to).toBe('02112345678');
  expect(caller.atMs('answered'), 'nobody has answered yet').toBeNull();
  outside.answer();
  await caller.hears('answered');
  await eventually(() => caller.sound.kind === 'tone', { what: 'the tone of the outside number' });
  await caller.hangsUp();
  await eventually(() => outside.isOver, { what: 'the end at the outside number' });
  await center.isQuiet();
  const [callId = ''] = await center.callIds();
  const record = await center.record(callId);
  expect(record).toMatchObject({ outcome: 'sentAway', endWhy: 'forwarded', endedBy: 'customer' });
  expect(record.timeline.map(({ type }) => type)).toContain('routing.numberAnswered');
});

it('tells the caller when the outside number does not take the call', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  const phone = await CustomerPhone.open(theStack().customerPort);
  await overflows(center, { noSeat: { kind: 'number', number: '02112345678' } });
  const caller = center.dial('4000');
  (await phone.rings()).refuse(486);
  await caller.hears('answered');
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  await center.isQuiet();
  const [callId = ''] = await center.callIds();
  expect(await center.record(callId)).toMatchObject({ outcome: 'sentAway', endWhy: 'overflow' });
});

it('takes the call up where it stopped when the server is killed while it speaks', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  await overflows(center, { noSeat: { kind: 'message' } });
  const caller = center.dial('4000');
  await caller.hears('answered');
  const [callId = ''] = await center.callIds();
  expect(await stateOf(center, callId)).toBe('away');
  await center.server.kill();
  await center.startServer();
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  expect(await center.record(callId)).toMatchObject({ outcome: 'sentAway', endWhy: 'overflow' });
  await center.isQuiet();
});
