import type { Overflow } from '@sansheng/shared/contracts/telephony/overflow';
import type { z } from 'zod';
import { expect, it } from 'vitest';
import { aCallCenter, type CallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/settings.ts';
import { theStack } from '../support/the-stack.ts';

async function overflows(center: CallCenter, overflow: z.input<typeof Overflow>): Promise<void> {
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
  const [, secondId = ''] = await center.callIds(2);
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

it('tells a caller that the queue is full, or moves them on', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  const admin = await settings(center);
  await admin.putQueue('service', { sizeLimit: 1 });
  await admin.putOverflow({ queueId: 'service', overflow: { size: { kind: 'message' } } });
  await center.dial('4000', { from: '13900139000' }).hears('ringing');
  const told = center.dial('4000', { from: '13900139001' });
  await told.hears('answered');
  expect(await told.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  const [, toldId = ''] = await center.callIds(2);
  expect(await center.record(toldId)).toMatchObject({ outcome: 'sentAway', endWhy: 'queueFull', endedBy: 'center' });

  await admin.putOverflow({ queueId: 'service', overflow: { size: { kind: 'queue', queueId: 'complaints' } } });
  const moved = center.dial('4000', { from: '13900139002' });
  await moved.hears('ringing');
  const [, , movedId = ''] = await center.callIds(3);
  await eventually(async () => (await center.redis.zscore(center.keys.waiting('complaints'), movedId)) !== null);
});

it('goes elsewhere while nobody is signed in, and takes waiting callers along when the last one leaves', async () => {
  const center = await aCallCenter({ notReady: ['1006'], ringCycleMs: 5000, workers: false });
  await overflows(center, { noSeat: { kind: 'queue', queueId: 'complaints' } });
  const lead = await signIn(center.url, '2001');
  const foretold = async () => (await lead.ask('GET', '/api/v1/admin/queues/service/preview')).body;
  expect(await foretold()).toMatchObject({ instead: null });
  const waits = (queueId: string) => center.redis.zcard(center.keys.waiting(queueId));
  center.dial('4000', { from: '13900139000' });
  await eventually(async () => (await waits('service')) === 1);
  await (await center.seat('1006')).who.ask('DELETE', '/api/v1/session');
  await eventually(async () => (await waits('complaints')) === 1, { what: 'the caller who waited' });
  const instead = { why: 'noSeat', target: { kind: 'queue', queueId: 'complaints' } };
  expect(await foretold()).toMatchObject({ instead });
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
  const [callId = ''] = await center.callIds(1);
  const record = await center.record(callId);
  expect(record).toMatchObject({ outcome: 'sentAway', endWhy: 'forwarded', endedBy: 'customer' });
  expect(record.timeline.map(({ type }) => type)).toContain('routing.numberAnswered');
});

it('tells the caller when the outside number does not answer, or lets them leave a message', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  const phone = await CustomerPhone.open(theStack().customerPort);
  await overflows(center, { noSeat: { kind: 'number', number: '02112345678' } });
  const caller = center.dial('4000');
  (await phone.rings()).refuse(486);
  await caller.hears('answered');
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  await overflows(center, { noSeat: { kind: 'number', number: '02112345678', otherwise: 'voicemail' } });
  const second = center.dial('4000', { from: '13900139001' });
  (await phone.rings(2)).refuse(480);
  await second.hears('answered');
  const [callId = '', secondId = ''] = await center.callIds(2);
  await eventually(async () => (await center.events(secondId)).some(({ type }) => type === 'voicemail.started'), {
    withinMs: 20_000,
    what: 'the message',
  });
  await second.hangsUp();
  await center.isQuiet();
  expect(await center.record(callId)).toMatchObject({ outcome: 'sentAway', endWhy: 'overflow' });
  expect(await center.record(secondId)).toMatchObject({ outcome: 'sentAway', endWhy: 'voicemail' });
});

it("calls back instead of waiting: in the caller's place, and from the list if the queue is full", async () => {
  const center = await aCallCenter({ notReady: ['1001'], ringCycleMs: 5000 });
  const admin = await settings(center);
  await admin.putQueue('service', { sizeLimit: 2 });
  await overflows(center, {
    size: { kind: 'callback' },
    longestWait: { afterSeconds: 5, target: { kind: 'callback' } },
  });
  const withheld = center.dial('4000', { from: 'anonymous' });
  await withheld.hears('ringing');
  const first = center.dial('4000', { from: '13900139001' });
  await first.hears('ringing');
  const full = center.dial('4000', { from: '13900139002' });
  expect(await full.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  expect(await first.isOver(), 'told, and hung up').toMatchObject({ kind: 'ended', by: 'them' });
  const [withheldId = '', firstId = '', fullId = ''] = await center.callIds(3);
  const requested = (await center.events(firstId)).find((event) => event.type === 'callback.requested');
  const callbackId = requested?.data.callbackId ?? '';
  expect(await center.redis.zrange(center.keys.waiting('service'), 0, '-1')).toEqual([withheldId, callbackId]);
  expect(await center.record(firstId)).toMatchObject({ outcome: 'callback', endedBy: 'center' });
  expect(await center.record(fullId)).toMatchObject({ outcome: 'callback', endWhy: 'callback' });
  expect((await center.record(firstId)).entries).toMatchObject([
    { queueId: 'service', left: 'overflowed', why: 'longestWait' },
  ]);
  const lead = await signIn(center.url, '2001');
  await eventually(async () => {
    const { body } = await lead.ask('GET', '/api/v1/callbacks?view=waiting');
    return (body as { callbacks: { callId: string }[] }).callbacks.some(({ callId }) => callId === fullId);
  });
  await withheld.hangsUp();

  // Nobody is signed in at the other queue: its caller is called back by the seat that comes.
  await admin.putOverflow({ queueId: 'complaints', overflow: { noSeat: { kind: 'callback' } } });
  const late = center.dial('4002', { from: '13900139003' });
  expect(await late.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  const phone = await CustomerPhone.open(theStack().customerPort);
  const seat = await center.seat('6001');
  await seat.goesReady();
  (await seat.rings()).answer();
  const ring = await phone.rings();
  expect(ring).toMatchObject({ to: '13900139003', from: '4002' });
  ring.answer();
  await eventually(() => seat.desk.call?.isDialling === false);
  await seat.does('call.hangUp', { callId: seat.desk.call?.callId ?? '' });
});

it('goes elsewhere on arrival when the wait would be too long, and stays where it would not', async () => {
  const center = await aCallCenter({ notReady: ['1001'], ringCycleMs: 5000, workers: false });
  const waits = (queueId: string) => center.redis.zcard(center.keys.waiting(queueId));
  const lately = (waitedMs: number) =>
    Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({ atMs: Date.now() - i * 1000, position: 1, waitedMs: waitedMs + (i % 5) * 500, isServed: true }),
    );
  await overflows(center, { estimatedWait: { overSeconds: 60, target: { kind: 'queue', queueId: 'complaints' } } });
  await center.redis.rpush(center.keys.waits('service'), ...lately(20_000));
  const stays = center.dial('4000', { from: '13900139001' });
  await eventually(async () => (await waits('service')) === 1, { what: 'who need not wait long' });
  await stays.hangsUp();
  await eventually(async () => (await waits('service')) === 0);
  await center.redis.del(center.keys.waits('service'));
  await center.redis.rpush(center.keys.waits('service'), ...lately(90_000));
  center.dial('4000', { from: '13900139002' });
  await eventually(async () => (await waits('complaints')) === 1, { what: 'who would wait too long' });
  const [, movedId = ''] = await center.callIds(2);
  expect((await center.events(movedId)).find(({ type }) => type === 'routing.callOverflowed')?.data).toMatchObject({
    fromQueueId: 'service',
    toQueueId: 'complaints',
    why: 'estimatedWait',
  });
});

it('continues the call where it stopped when the server is killed during an announcement', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  await overflows(center, { noSeat: { kind: 'message' } });
  const caller = center.dial('4000');
  await caller.hears('answered');
  const [callId = ''] = await center.callIds(1);
  expect(await stateOf(center, callId)).toBe('away');
  await center.server.kill();
  await center.startServer();
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  expect(await center.record(callId)).toMatchObject({ outcome: 'sentAway', endWhy: 'overflow' });
  await center.isQuiet();
});
