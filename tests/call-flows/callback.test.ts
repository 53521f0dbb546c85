import { DemoPhone } from '@sansheng/shared/contracts/telephony/phone';
import { expect, it, onTestFinished } from 'vitest';
import { type CallCenter, aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import { eventually } from '../support/eventually.ts';
import { changeQueue } from '../support/queue-settings.ts';
import { SeatPhone } from '../support/seat-phone.ts';
import { theStack } from '../support/the-stack.ts';

/** Rings, waits for the center's greeting, asks for a callback and is hung up. Returns both calls' ids. */
async function asksForCallback(center: CallCenter, from: string): Promise<{ callId: string; callbackId: string }> {
  const before = (await center.callIds()).length;
  const caller = center.dial('4000', { from });
  await caller.hears('answered');
  const callId = (await center.callIds(before + 1))[before] ?? '';
  await eventually(async () => (await center.events(callId)).some(({ type }) => type === 'call.identified'));
  caller.press('1');
  const requested = await eventually(async () =>
    (await center.events(callId)).flatMap((event) => (event.type === 'callback.requested' ? [event] : [])).at(0),
  );
  await eventually(() => center.playback(`goodbye-${callId}`), { what: 'the confirmation' });
  expect(await caller.isOver(), 'hung up after the confirmation').toMatchObject({ kind: 'ended', by: 'them' });
  return { callId, callbackId: requested.data.callbackId };
}

it('keeps the place, rings the seat first and then the customer, and connects them', async () => {
  const begunAtMs = Date.now();
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'] });
  const phone = await CustomerPhone.open(theStack().customerPort);
  const { callId, callbackId } = await asksForCallback(center, '13800138001');
  const later = center.dial('4000', { from: '13800138002' });
  await later.hears('answered');
  expect(await center.redis.zrange(center.keys.waiting('service'), 0, '-1')).toEqual([
    callbackId,
    (await center.callIds(2))[1],
  ]);
  expect(phone.calls, 'nobody is dialled while no seat is reserved').toHaveLength(0);

  const seat = await center.seat('1001');
  await seat.goesReady();
  await seat.rings();
  await eventually(() => seat.pops.some(({ pop }) => pop.isCallback && pop.callId === callbackId));
  expect(phone.calls, 'the seat first').toHaveLength(0);
  seat.phone.calls[0]?.answer();
  const ring = await phone.rings();
  expect(ring).toMatchObject({ to: '13800138001', from: '4000' });
  await eventually(() => seat.desk.call?.isDialling === true);
  ring.answer();
  await eventually(() => seat.desk.call?.isDialling === false);
  expect((await seat.is('talking')).call?.callId).toBe(callbackId);
  await eventually(async () =>
    (await center.bridges()).some(({ id, channels }) => id === `call-${callbackId}` && channels.length === 2),
  );

  await seat.does('call.hangUp', { callId: callbackId });
  await eventually(() => ring.isOver);
  await seat.wrapsUp();
  expect(await seat.answers(2), 'who came later comes later').toBe((await center.callIds(2))[1]);
  await later.hangsUp();
  await center.isQuiet();
  expect(await center.record(callId)).toMatchObject({ direction: 'inbound', outcome: 'callback', agentId: null });
  const record = await center.record(callbackId, (call) => call.isComplete);
  expect(record).toMatchObject({ direction: 'callback', outcome: 'answered', agentId: '1001', hotline: '4000' });
  expect(record.recordingId).not.toBeNull();
  await center.record((await center.callIds(2))[1] ?? '');
  // The customer rang in once: the callback is not offered to the center a second time.
  const supervisor = await signIn(center.url, '3001');
  const period = `from=${begunAtMs}&to=${Date.now()}&interval=all&groupBy=none`;
  const { body } = await supervisor.ask('GET', `/api/v1/reports/service-level?${period}`);
  expect((body as { total: object }).total).toMatchObject({
    offered: 2,
    answered: 1,
    callback: 1,
    abandoned: 0,
    shortAbandoned: 0,
    sentAway: 0,
    lost: 0,
    stillThere: 0,
  });
});

it('retries when the customer does not answer, then puts the customer on the list, and frees the seat each time', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'] });
  await changeQueue(center, 'service', { callbackTries: 2, callbackRetrySeconds: 1 });
  const phone = await CustomerPhone.open(theStack().customerPort);
  const { callbackId } = await asksForCallback(center, '13800138001');
  const seat = await center.seat('1001');
  await seat.goesReady();
  for (const attempt of [1, 2]) {
    (await seat.rings(attempt)).answer();
    (await phone.rings(attempt)).refuse(486);
    await eventually(() => seat.phone.calls[attempt - 1]?.isOver, { what: 'the seat freed' });
  }
  await seat.is('ready');
  const record = await center.record(callbackId);
  expect(record).toMatchObject({ outcome: 'notReached', agentId: null, offers: [{}, {}] });
  const tries = (await center.events(callbackId)).filter(({ type }) => type === 'callback.notReached');
  expect(tries.map(({ data }) => data)).toEqual([
    { attempt: 1, cause: 17 },
    { attempt: 2, cause: 17 },
  ]);
  await center.isQuiet();
});

it('restores the place when the customer calls before being called back', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'] });
  const { callbackId } = await asksForCallback(center, '13800138001');
  const placeAtMs = Number(await center.redis.hget(center.keys.call(callbackId), 'placeAt'));
  const later = center.dial('4000', { from: '13800138002' });
  await later.hears('ringing');
  // Another carrier writes the number in another way.
  const again = center.dial('4000', { from: '+8613800138001' });
  await again.hears('ringing');
  const [, laterId = '', againId = ''] = await center.queuedCallIds(3);
  const given = await eventually(async () =>
    (await center.events(againId)).find(({ type }) => type === 'waiting.oldPlaceGiven'),
  );
  expect(given.data).toMatchObject({ placeAtMs });
  expect(await center.redis.zrange(center.keys.waiting('service'), 0, '-1')).toEqual([againId, laterId]);
  expect(await center.record(callbackId)).toMatchObject({ outcome: 'cancelled', endedBy: 'customer' });
});

it('keeps waiting callbacks, and the one being dialled, when the server is killed', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'], workers: false });
  const phone = await CustomerPhone.open(theStack().customerPort);
  const { callbackId } = await asksForCallback(center, '13800138001');
  await center.server.kill('SIGKILL');
  await center.startServer();
  const seat = await center.seat('1001');
  await seat.registersAgain();
  await seat.goesReady();
  (await seat.rings()).answer();
  const ring = await phone.rings();
  ring.answer();
  await eventually(() => seat.desk.call?.callId === callbackId && !seat.desk.call.isDialling);
  await seat.does('call.hangUp', { callId: callbackId });
  await center.isQuiet();
});

it('dials only ordinary numbers of its own country', async () => {
  const center = await aCallCenter({ ringCycleMs: 300, workers: false });
  const caller = center.dial('4000', { from: '0017676160000' });
  await caller.hears('answered');
  const [callId = ''] = await center.callIds(1);
  await eventually(async () => (await center.events(callId)).some(({ type }) => type === 'call.identified'));
  caller.press('15');
  // The digits have come through once the next thing that follows from them has.
  await eventually(async () => (await center.redis.zscore(center.keys.waiting('service'), callId)) !== null);
  await caller.hangsUp();
  await center.isQuiet();
  expect((await center.events(callId)).some(({ type }) => type === 'callback.requested')).toBe(false);
});

it("rings the customer's phone in the browser where one waits for calls to the number", async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'], workers: false });
  const asked = await fetch(`${center.url}/api/v1/demo/phone`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: center.url },
    body: JSON.stringify({ number: '+8613800138001' }),
  });
  const cookie = asked.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const phone = await SeatPhone.register(center.url, cookie, DemoPhone.parse(await asked.json()));
  onTestFinished(() => phone.close());
  const { callbackId } = await asksForCallback(center, '13800138001');
  const seat = await center.seat('1001');
  await seat.goesReady();
  (await seat.rings()).answer();
  const ring = await eventually(() => phone.calls.at(0), { what: 'the ring in the browser' });
  ring.answer();
  await eventually(() => seat.desk.call?.callId === callbackId && !seat.desk.call.isDialling);
  ring.hangUp();
  await seat.is('wrapUp');
  await center.isQuiet();
});

it('calls nobody on the do-not-call list: no callback is promised, and an earlier promise is cancelled', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'] });
  const phone = await CustomerPhone.open(theStack().customerPort);
  const lead = await signIn(center.url, '2001');
  const listed = ['13800138011', '13800138012'];
  const take = (number: string) => lead.ask('POST', '/api/v1/admin/do-not-call', { number, reason: '客户要求' });
  onTestFinished(async () => {
    for (const number of listed)
      await lead.ask('DELETE', `/api/v1/admin/do-not-call/${encodeURIComponent(`+86${number}`)}`);
  });
  expect((await take(listed[0] ?? '')).status).toBeLessThan(300);
  const refused = center.dial('4000', { from: listed[0] ?? '' });
  await refused.hears('answered');
  const [refusedId = ''] = await center.queuedCallIds(1);
  await eventually(async () => (await center.events(refusedId)).some(({ type }) => type === 'call.identified'));
  refused.press('1');

  // Asked for, and put on the list before its turn.
  const { callbackId } = await asksForCallback(center, listed[1] ?? '');
  expect((await center.events(refusedId)).some(({ type }) => type === 'callback.requested')).toBe(false);
  await refused.hangsUp();
  await take(listed[1] ?? '');
  const seat = await center.seat('1001');
  await seat.goesReady();
  (await seat.rings()).answer();
  expect(await center.record(callbackId)).toMatchObject({ outcome: 'cancelled', endWhy: 'onDoNotCall', talkMs: null });
  await seat.is('ready');
  expect(phone.calls).toHaveLength(0);
  const { body } = await lead.ask('GET', '/api/v1/callbacks?view=settled');
  expect((body as { callbacks: object[] }).callbacks).toContainEqual(
    expect.objectContaining({ callId: callbackId, state: 'struckOff' }),
  );
  await center.isQuiet();
});
