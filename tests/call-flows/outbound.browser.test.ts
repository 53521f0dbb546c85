import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeSound } from '@sansheng/config/sound/describe-sound';
import { readWav } from '@sansheng/shared/wav';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { type CallCenter, aCallCenter } from '../support/call-center.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import { type Seat, signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { areTogether as areTalking, ringsAt, toNumber, toSeat } from '../support/talks.ts';
import { theStack } from '../support/the-stack.ts';

/** Asks for the call; the seat's own phone is rung for the n-th time and answers. Returns the call's id. */
async function dials(seat: Seat, number: string, n = 1): Promise<string> {
  const { callId } = (await seat.does('call.dial', { number })) as { callId: string };
  await eventually(() => seat.desk.call?.callId === callId && seat.desk.call.isDialling, { what: 'dialling' });
  (await seat.rings(n)).answer();
  return callId;
}
const isTalking = (seat: Seat, callId: string) =>
  eventually(() => seat.desk.call?.callId === callId && !seat.desk.call.isDialling, { what: 'the talk' });
const areTogether = (center: CallCenter, callId: string) =>
  eventually(async () =>
    (await center.bridges()).some(({ id, channels }) => id === `call-${callId}` && channels.length === 2),
  );

it('rings the seat, then the customer; shows the customer; has a wrap-up and counts as outbound', async () => {
  const begunAtMs = Date.now();
  const center = await aCallCenter({ ready: ['1001'] });
  const phone = await CustomerPhone.open(theStack().customerPort);
  const seat = await center.seat('1001');
  const callId = await dials(seat, '138 0013 8000');
  expect(seat.desk).toMatchObject({ state: 'talking', call: { direction: 'outbound', queueId: 'service' } });
  expect(await center.redis.zcard(center.keys.waiting('service'))).toBe(0);
  const ring = await phone.rings();
  expect(ring).toMatchObject({ to: '13800138000', from: '4000' });
  await eventually(() => seat.pops.some(({ pop }) => pop.callId === callId && pop.customer?.name === '王芳'));
  ring.answer();
  await isTalking(seat, callId);
  await areTogether(center, callId);
  await eventually(async () => (await center.events(callId)).some(({ type }) => type === 'recording.started'));
  await seat.does('call.hangUp', { callId });
  await eventually(() => ring.isOver);
  await seat.wrapsUp();
  await seat.is('ready');
  await center.isQuiet();
  const record = await center.record(callId, (call) => call.isComplete);
  expect(record).toMatchObject({
    direction: 'outbound',
    outcome: 'answered',
    agentId: '1001',
    queueId: 'service',
    hotline: '4000',
    callerNumber: '13800138000',
    customerName: '王芳',
    withinThreeRings: null,
    offers: [],
  });
  expect(record.recordingId).not.toBeNull();
  const supervisor = await signIn(center.url, '3001');
  const period = `from=${begunAtMs}&to=${Date.now()}&interval=all&groupBy=none`;
  const { body } = await supervisor.ask('GET', `/api/v1/reports/service-level?${period}`);
  expect((body as { total: object }).total).toMatchObject({ offered: 0, answered: 0 });

  // From not ready it works as well, and not ready is where the seat is afterwards.
  await seat.does('agent.goNotReady', { reason: 'meal' });
  await seat.is('notReady');
  for (const [attempt, [status, why]] of (
    [
      [486, 'busy'],
      [603, 'rejected'],
      [404, 'invalidNumber'],
      [480, 'noAnswer'],
    ] as const
  ).entries()) {
    const missed = await dials(seat, `1390013900${attempt}`, attempt + 2);
    (await phone.rings(attempt + 2)).refuse(status);
    // A call that reached nobody has a wrap-up like any other.
    expect(await seat.is('wrapUp')).toMatchObject({ call: null, wrapUp: { callId: missed, isReached: false } });
    await seat.does('wrapUp.finish', { callId: missed, categoryId: 'enquiry-product', result: 'noResult', note: why });
    expect(await seat.is('notReady')).toMatchObject({ reason: 'meal', wrapUp: null });
    expect(await center.record(missed, (call) => call.note !== '')).toMatchObject({
      result: 'noResult',
      categoryId: 'enquiry-product',
      note: why,
      talkMs: null,
      direction: 'outbound',
      outcome: 'notReached',
      agentId: '1001',
      endWhy: why,
      endedBy: 'customer',
    });
  }
  const left = await dials(seat, '13900139009', 6);
  const rung = await phone.rings(6);
  await seat.does('call.hangUp', { callId: left });
  await eventually(() => rung.isOver, { what: 'the customer rings no longer' });
  await seat.wrapsUp();
  await seat.is('notReady');
  expect(await center.record(left)).toMatchObject({ outcome: 'notReached', endedBy: 'agent', endWhy: 'seatGaveUp' });
  await center.isQuiet();
});

it('refuses numbers by rule, list and limit, and dials none of them', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const phone = await CustomerPhone.open(theStack().customerPort);
  const seat = await center.seat('1001');
  const refused = (number: string, queueId?: string) =>
    seat.does('call.dial', { number, ...(queueId !== undefined && { queueId }) }).then(
      () => 'dialled',
      (error: Error) => error.message.replace(/^.*: /, ''),
    );
  expect(await refused('12')).toBe('numberInvalid');
  expect(await refused('+17676160000')).toBe('numberNotAllowed');
  expect(await refused('110')).toBe('numberNotAllowed');
  expect(await refused('13700137000', 'complaints')).toBe('notYourQueue');

  const lead = await signIn(center.url, '2001');
  const listed = await lead.ask('POST', '/api/v1/admin/do-not-call', { number: '137 0013 7000', reason: '客户要求' });
  expect(listed).toMatchObject({ status: 201, body: { number: '+8613700137000', addedBy: '2001' } });
  expect(await refused('13700137000')).toBe('onDoNotCall');
  expect((await seat.who.ask('GET', '/api/v1/admin/do-not-call')).status).toBe(403);
  expect((await lead.ask('DELETE', '/api/v1/admin/do-not-call/%2B8613700137000')).status).toBe(204);

  // Nothing of what was refused counts against the limit; of two at the same moment one is dialled.
  const both = await Promise.all([refused('13700137000'), refused('13700137000')]);
  expect(both.sort()).toEqual(['dialled', expect.stringMatching(/wrongState|calleeLimitMinute/)]);
  (await seat.rings()).answer();
  (await phone.rings()).refuse(486);
  await seat.wrapsUp();
  await seat.is('ready');
  expect(await refused('13700137000')).toBe('calleeLimitMinute');

  // Abroad is opened by an administrator for a role, and holds at once.
  const admin = await anAdministrator(center);
  const rule = { role: 'agent', isHomeAllowed: true, prefixes: [], denied: [] };
  await admin.ask('PUT', '/api/v1/admin/dialing-rules/agent', { ...rule, prefixes: ['+1767'], denied: ['136'] });
  try {
    expect(await refused('13600136000')).toBe('numberNotAllowed');
    const abroad = await dials(seat, '+17676160000', 2);
    const ring = await phone.rings(2);
    expect(ring.to).toBe('+17676160000');
    await seat.does('call.hangUp', { callId: abroad });
    await eventually(() => ring.isOver);
  } finally {
    await admin.ask('PUT', '/api/v1/admin/dialing-rules/agent', rule);
  }
  expect(phone.calls).toHaveLength(2);
  await center.isQuiet();
});

it('goes on dialling when the server is killed, and connects the customer who then answers', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const phone = await CustomerPhone.open(theStack().customerPort);
  const seat = await center.seat('1001');
  const callId = await dials(seat, '13800138000');
  const ring = await phone.rings();
  await center.server.kill('SIGKILL');
  await center.startServer();
  ring.answer();
  await eventually(async () => (await center.redis.hget(center.keys.call(callId), 'state')) === 'talking');
  await areTogether(center, callId);
  await eventually(() => seat.socket.connected);
  await seat.does('call.hangUp', { callId });
  await eventually(() => ring.isOver);
  await center.isQuiet();
});

it('calls a colleague: each is shown to the other, there is no recording and no wrap-up, both return to their former state', async () => {
  const center = await aCallCenter({ ready: ['1001'], notReady: ['1002'] });
  const [seat, colleague] = [await center.seat('1001'), await center.seat('1002')];
  const asks = (employeeNo: string) =>
    seat.does('call.dialColleague', { employeeNo }).then(
      (reply) => (reply as { callId: string }).callId,
      (error: Error) => error.message.replace(/^.*: /, ''),
    );
  expect(await asks('1003')).toBe('colleagueAway');
  expect(await asks('1001')).toBe('notFound');

  const callId = await asks('1002');
  (await seat.rings()).answer();
  await colleague.is('offered');
  await eventually(() => colleague.pops.some(({ pop }) => pop.colleague?.callerId === '1001' && pop.callId === callId));
  expect(colleague.desk.offer?.callId).toBe(callId);
  (await colleague.rings()).answer();
  await isTalking(seat, callId);
  await isTalking(colleague, callId);
  expect([seat.desk.state, colleague.desk.state]).toEqual(['talking', 'talking']);
  await areTogether(center, callId);
  // Each mutes itself, and either may put the other on music.
  const called = `seat-${callId}.2`;
  await colleague.does('call.mute', { callId, on: true });
  await eventually(() => colleague.desk.call?.isMuted === true);
  expect(seat.desk.call?.isMuted).toBe(false);
  await colleague.does('call.mute', { callId, on: false });
  await eventually(() => colleague.desk.call?.isMuted === false);
  await seat.does('call.mute', { callId, on: true });
  await eventually(() => seat.desk.call?.isMuted === true);
  expect(colleague.desk.call?.isMuted).toBe(false);
  const waits = async () =>
    (await center.bridges()).some(({ bridge_type: type, channels }) => type === 'holding' && channels.includes(called));
  await seat.does('call.hold', { callId });
  await eventually(waits, { what: 'music for the colleague' });
  await eventually(() => colleague.desk.call?.heldSinceMs !== null, {
    what: 'on hold, on the screen of the colleague',
  });
  await expect(colleague.does('call.hold', { callId })).rejects.toThrow('notYourCall');
  await seat.does('call.retrieve', { callId });
  await areTogether(center, callId);
  await colleague.does('call.hangUp', { callId });
  await seat.is('ready');
  expect(await colleague.is('notReady')).toMatchObject({ reason: 'signedIn', call: null });
  expect(await center.record(callId)).toMatchObject({
    direction: 'internal',
    outcome: 'answered',
    agentId: '1001',
    queueId: null,
    callerNumber: '1002',
    isComplete: true,
    recordings: [],
  });

  // Declined, and busy with a colleague while a third asks.
  const declined = await asks('1002');
  (await seat.rings(2)).answer();
  const { offer } = await colleague.is('offered');
  await expect(asks('1002')).resolves.toBe('wrongState');
  await colleague.does('offer.decline', { callId: declined, offerGen: offer?.offerGen ?? 0 });
  await seat.is('ready');
  await colleague.is('notReady');
  expect(await center.record(declined)).toMatchObject({ direction: 'internal', outcome: 'notReached' });
  await center.isQuiet();
});

it('transfers a colleague, by either of the two, blind or attended; a seat that reloads its page is back', async () => {
  const center = await aCallCenter({ ready: ['1001', '1003'], notReady: ['1002'], ringCycleMs: 1500 });
  const [first, second, third] = [await center.seat('1001'), await center.seat('1002'), await center.seat('1003')];
  const { callId } = (await first.does('call.dialColleague', { employeeNo: '1002' })) as { callId: string };
  (await first.rings()).answer();
  const lost = await second.rings();
  lost.answer();
  await areTalking(center, callId, ['1', '2']);
  for (const to of [toNumber('13900139000'), { kind: 'queue', queueId: 'service' } as const]) {
    await expect(first.does('transfer.blind', { callId, to })).rejects.toThrow('wrongState');
  }
  await expect(second.does('transfer.blind', { callId, to: toSeat('1001') })).rejects.toThrow('colleagueBusy');
  await expect(third.does('transfer.blind', { callId, to: toSeat('1001') })).rejects.toThrow('notYourCall');
  await expect(second.does('conference.add', { callId, to: toSeat('1003') })).rejects.toThrow('wrongState');

  // Back on a new line: in the talk, or where it was put.
  await second.does('call.rejoin', { callId });
  (await second.rings(2)).answer();
  await areTalking(center, callId, ['1', '3']);
  await eventually(() => lost.isOver, { what: 'the lost line' });
  await second.does('call.hold', { callId });
  await areTalking(center, callId, ['3'], ['1']);
  await first.does('call.rejoin', { callId });
  (await first.rings(2)).answer();
  await areTalking(center, callId, ['3'], ['4']);
  await expect(first.does('transfer.blind', { callId, to: toSeat('1003') })).rejects.toThrow('notYourCall');
  await second.does('call.retrieve', { callId });
  await areTalking(center, callId, ['3', '4']);

  // The one who was called passes on the one who calls: not taken, then taken.
  for (const times of [1, 2]) {
    await second.does('transfer.blind', { callId, to: toSeat('1003') });
    expect((await third.is('offered')).offer).toMatchObject({ callId, leg: { role: 'transfer', by: '1002' } });
    await eventually(() => first.desk.call?.ownerId === '', { what: 'being passed on, on the screen' });
    if (times === 1) {
      await third.does('offer.decline', { callId, offerGen: third.desk.offer?.offerGen ?? 0 });
      (await ringsAt(second)).answer();
      await areTalking(center, callId, ['4', '6']);
      await third.is('ready');
    }
  }
  (await ringsAt(third)).answer();
  await areTalking(center, callId, ['4', '7']);
  expect(await second.is('notReady')).toMatchObject({ reason: 'signedIn', call: null });
  await eventually(() => first.desk.call?.ownerId === '1003', { what: 'whose call it is' });
  await eventually(() => first.pops.at(-1)?.pop.colleague?.callerId === '1003', { what: 'the other on the screen' });

  // The seat that got the transfer consults, cancels, consults again and leaves; the conversation needs no server.
  await first.does('consult.start', { callId, to: toSeat('1002') });
  (await ringsAt(second)).answer();
  await areTalking(center, callId, ['4', '8'], ['7']);
  await expect(first.does('conference.join', { callId })).rejects.toThrow('wrongState');
  await expect(first.does('call.hangUp', { callId })).rejects.toThrow('wrongState');
  await first.does('consult.giveUp', { callId });
  await areTalking(center, callId, ['4', '7']);
  await second.is('notReady');
  await first.does('consult.start', { callId, to: toSeat('1002') });
  (await ringsAt(second)).answer();
  await areTalking(center, callId, ['4', '9'], ['7']);
  await first.does('consult.complete', { callId });
  await first.is('ready');
  await areTalking(center, callId, ['7', '9']);
  await center.server.kill('SIGKILL');
  await center.startServer();
  await areTalking(center, callId, ['7', '9']);
  await eventually(() => third.socket.connected && second.socket.connected);
  await third.does('call.hangUp', { callId });
  await third.is('ready');
  expect(await second.is('notReady')).toMatchObject({ reason: 'signedIn', call: null });
  await center.isQuiet();
  const record = await center.record(callId, (call) => call.isComplete);
  expect(record).toMatchObject({ direction: 'internal', outcome: 'answered', agentId: '1001', recordings: [] });
  expect(record.legs.map(({ who, role, end }) => [who, role, end])).toEqual([
    ['1001', 'answer', 'transferred'],
    ['1003', 'transfer', 'declined'],
    ['1002', 'transfer', 'transferred'],
    ['1003', 'transfer', 'callEnded'],
    ['1002', 'consult', 'gaveUp'],
    ['1002', 'consult', 'callEnded'],
  ]);
  expect(record.talkMs).toBe((record.endedAtMs ?? 0) - (record.answeredAtMs ?? 0) - (record.holdMs ?? 0));
});

it('is dialled from the pad of the real console, whose phone answers by itself, with audio both ways', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ workers: false, settings: { UI_ROOT: uiRoot } });
  const phone = await CustomerPhone.open(theStack().customerPort);
  const desk = await openSeat(await openBrowser({ toneHz: 880 }), center.url, '1001');
  const see = (testId: string) => desk.see(testId);
  await eventually(async () => (await center.redis.hget(center.keys.agent('1001'), 'registered')) === '1', {
    withinMs: 20_000,
    what: 'the phone of the console',
  });
  await see('dial-number').fill('138 0013 8000');
  await desk.page.keyboard.press('Enter');
  const ring = await phone.rings(1, 20_000);
  await eventually(async () => (await see('screen-pop-name').textContent())?.includes('王芳'));
  ring.answer();
  await see('pause-recording').waitFor();
  const callId = (await center.events()).find(({ type }) => type === 'outbound.placed')?.callId ?? '';
  const started = await eventually(async () =>
    (await center.events(callId)).find((event) => event.type === 'recording.started'),
  );
  const fileOf = (name: string) => join(center.env.RECORDING_SPOOL ?? '', name);
  const files = [fileOf(started.data.agentFile), fileOf(started.data.customerFile)];
  // Four seconds of 16-bit sound at 8 kHz.
  await eventually(async () => (await stat(files[1] ?? '')).size > 64_000, { what: 'four seconds of talk' });
  await see('hang-up').click();
  await eventually(() => ring.isOver);
  await see('wrap-up-done').waitFor();
  await center.isQuiet();
  const heard = await Promise.all(
    files.map(async (file) => {
      const { rate, samples } = readWav(await readFile(file));
      return describeSound({ rate, samples: samples.slice(-2 * rate, -rate) });
    }),
  );
  // On a busy machine a browser's tone may not be pure; it can still be told apart from the others.
  expect(heard.map((sound) => (sound.kind === 'tone' ? sound.hz : sound.kind === 'sound' && sound.loudestHz))).toEqual([
    880, 660,
  ]);
  expect(desk.complaints).toEqual([]);
});
