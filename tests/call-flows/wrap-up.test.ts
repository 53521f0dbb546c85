import { type CallDetail, OpenWrapUps } from '@sansheng/shared/contracts/records/call-records';
import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { type CallCenter, aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { hasCall, ringsAt, takesPart, toSeat } from '../support/talks.ts';

async function talkOnce(center: CallCenter): Promise<string> {
  const seat = await center.seat('6001');
  const caller = center.dial('4002');
  const callId = await seat.answers();
  await caller.hangsUp();
  await seat.is('wrapUp');
  return callId;
}

it('requires a category, writes result and note into the record and makes the seat ready again', async () => {
  const center = await aCallCenter({ ready: ['6001'] });
  const seat = await center.seat('6001');
  const callId = await talkOnce(center);
  await expect(seat.does('wrapUp.finish', { callId, categoryId: 'made-up', result: 'resolved' })).rejects.toThrow(
    'categoryRequired',
  );
  expect(seat.desk.state).toBe('wrapUp');
  await seat.does('wrapUp.finish', {
    callId,
    categoryId: 'complaint-service',
    result: 'followUp',
    note: '客户要求回电',
  });
  await seat.is('ready');
  const record = await center.record(callId, (call) => call.isComplete);
  expect(record).toMatchObject({ categoryId: 'complaint-service', result: 'followUp', note: '客户要求回电' });
  expect(record.wrapUpMs).toBeGreaterThan(0);
});

it('ends at its limit of time with what was written so far, and waits to be finished', async () => {
  const center = await aCallCenter({ ready: ['6001'] });
  await (await anAdministrator(center)).changesQueue('complaints', { wrapUpLimitSeconds: 2 });
  const seat = await center.seat('6001');
  const other = await center.seat('1001');
  const caller = center.dial('4002');
  const callId = await seat.answers();
  // Written while talking, in two pages of the seat at once: neither overwrites the other.
  const words = { callId, rev: 0, categoryId: '', result: '' as const, note: '答应周四' };
  expect(await seat.does('note.write', words)).toMatchObject({ isWritten: true, draft: { rev: 1 } });
  expect(await seat.does('note.write', { ...words, note: '别的' })).toMatchObject({
    isWritten: false,
    draft: { rev: 1, note: '答应周四' },
  });
  await seat.does('note.write', { ...words, rev: 1, note: '答应周四退款' });
  await expect(other.does('note.load', { callId })).rejects.toThrow('notYourCall');
  await expect(other.does('note.write', words)).rejects.toThrow('notYourCall');
  await caller.hangsUp();
  await seat.is('wrapUp');
  // Another browser of the same seat has it all.
  const again = await (await signIn(center.url, '6001')).connect();
  expect(await again.emitWithAck('note.load', { callId })).toMatchObject({ ok: true, draft: { note: '答应周四退款' } });
  again.disconnect();
  await seat.is('ready');

  expect(await center.record(callId, (call) => call.wrapUpMs !== null)).toMatchObject({
    isComplete: false,
    note: '答应周四退款',
  });
  const isOpen = async (who: typeof seat) => {
    const { body } = await who.who.ask('GET', '/api/v1/wrap-ups/open');
    return OpenWrapUps.parse(body).wrapUps.some((one) => one.callId === callId);
  };
  expect(await isOpen(seat)).toBe(true);
  expect(await isOpen(other)).toBe(false);
  await expect(
    other.does('wrapUp.amend', { callId, categoryId: 'complaint-charge', result: 'resolved' }),
  ).rejects.toThrow('notYourCall');
  expect(await seat.does('note.load', { callId })).toMatchObject({ draft: { note: '答应周四退款' } });
  await seat.does('wrapUp.amend', { callId, categoryId: 'complaint-charge', result: 'followUp', note: '周四退款' });
  expect(await center.record(callId, (call) => call.isComplete)).toMatchObject({
    categoryId: 'complaint-charge',
    result: 'followUp',
    note: '周四退款',
  });
  expect(await isOpen(seat)).toBe(false);
  // Put right once more, with the command of the form that was open when the time ran out.
  await seat.does('wrapUp.finish', { callId, categoryId: 'complaint-service', result: 'resolved', note: 'later' });
  expect(await center.record(callId, (call) => call.note === 'later')).toMatchObject({ isComplete: true });
});

it('is stored for each seat, with the note of a seat that was only consulted', async () => {
  const center = await aCallCenter({ ready: ['1001', '1002'], notReady: ['1003'] });
  const [first, second, third] = [await center.seat('1001'), await center.seat('1002'), await center.seat('1003')];
  center.dial('4000');
  const [seat, to] = await Promise.race([
    first.answers().then(() => [first, second]),
    second.answers().then(() => [second, first]),
  ]);
  const callId = seat?.desk.call?.callId ?? '';
  if (seat === undefined || to === undefined) throw new Error('nobody answered');
  await seat.does('consult.start', { callId, to: toSeat('1003') });
  (await ringsAt(third)).answer();
  await takesPart(third, callId, 'consult');
  await third.does('note.write', { callId, rev: 0, categoryId: '', result: '', note: '问过价格' });
  await seat.does('consult.giveUp', { callId });
  await seat.does('note.write', { callId, rev: 0, categoryId: 'enquiry-bill', result: '', note: '账单不对' });
  await seat.does('transfer.blind', { callId, to: toSeat(to.agentId), said: '请看三月的账单' });
  (await ringsAt(to)).answer();
  await hasCall(to, callId);
  // What the first seat wrote travels with the call.
  expect(await to.does('note.load', { callId })).toMatchObject({
    draft: { note: '' },
    handed: [
      { agentId: '1003', note: '问过价格' },
      { agentId: seat.agentId, categoryId: 'enquiry-bill', note: '账单不对', said: '请看三月的账单' },
    ],
  });
  await seat.is('wrapUp');
  expect(seat.desk.wrapUp).toMatchObject({ isPassedOn: true });
  await seat.does('wrapUp.finish', { callId, categoryId: 'enquiry-bill', result: 'transferred', note: '账单不对' });
  await to.does('call.hangUp', { callId });
  await to.is('wrapUp');
  await to.does('wrapUp.finish', { callId, categoryId: 'complaint-charge', result: 'resolved', note: '已退' });
  const record = await center.record(callId, (call) => call.result === 'resolved');
  // It counts once: by who said how it came out.
  expect(record).toMatchObject({ categoryId: 'complaint-charge', note: '已退', isComplete: true });
  const { body } = await seat.who.ask('GET', `/api/v1/calls/${callId}`);
  const { wrapUps } = body as CallDetail;
  expect(wrapUps.map((one) => [one.agentId, one.categoryId, one.result, one.note, one.isNote])).toEqual([
    ['1003', null, null, '问过价格', true],
    [seat.agentId, 'enquiry-bill', 'transferred', '账单不对', false],
    [to.agentId, 'complaint-charge', 'resolved', '已退', false],
  ]);
  expect(record.wrapUpMs).toBe(wrapUps.reduce((sum, one) => sum + one.wrapUpMs, 0));
});
