import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('plays music to a customer on hold and brings both together again', async () => {
  const center = await aCallCenter({ ready: ['1001'] });
  const seat = await center.seat('1001');
  const caller = center.dial('4000');
  const callId = await seat.answers();
  const isIn = (bridgeId: string, count: number) =>
    eventually(async () => (await center.bridges()).find(({ id }) => id === bridgeId)?.channels.length === count, {
      what: `${count} in ${bridgeId}`,
    });
  await isIn(`call-${callId}`, 2);

  await seat.does('call.hold', { callId });
  await eventually(() => typeof seat.desk.call?.heldSinceMs === 'number', { what: 'the hold on the screen' });
  await isIn('waiting-room', 1);
  await eventually(() => caller.sound.kind === 'sound', { what: 'music' });
  await seat.does('call.retrieve', { callId });
  await eventually(() => seat.desk.call?.heldSinceMs === null, { what: 'the talk on the screen' });
  await isIn(`call-${callId}`, 2);

  await caller.hangsUp();
  const record = await center.record(callId);
  expect(record.holdMs).toBeGreaterThan(0);
  expect(record.timeline.map(({ type }) => type)).toEqual(expect.arrayContaining(['call.held', 'call.retrieved']));
});

it('mutes the seat and lets it speak again', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const seat = await center.seat('1001');
  center.dial('4000');
  const callId = await seat.answers();
  await seat.does('call.mute', { callId, on: true });
  await eventually(() => seat.desk.call?.isMuted === true, { what: 'muted on the screen' });
  await seat.does('call.mute', { callId, on: false });
  await eventually(() => seat.desk.call?.isMuted === false, { what: 'not muted on the screen' });
});

it("lets nobody work another seat's call", async () => {
  const center = await aCallCenter({ ready: ['1001'], notReady: ['1002'], workers: false });
  const [seat, other] = [await center.seat('1001'), await center.seat('1002')];
  center.dial('4000');
  const callId = await seat.answers();
  for (const command of ['call.hold', 'call.retrieve', 'call.hangUp'] as const) {
    await expect(other.does(command, { callId })).rejects.toThrow('notYourCall');
  }
  await expect(other.does('call.mute', { callId, on: true })).rejects.toThrow('notYourCall');
});

it('ends the call when the seat hangs up by its phone', async () => {
  const center = await aCallCenter({ ready: ['1001'] });
  const seat = await center.seat('1001');
  const caller = center.dial('4000');
  const callId = await seat.answers();
  await caller.hears('answered');
  (await seat.rings()).hangUp();
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  await seat.is('wrapUp');
  await center.isQuiet();
  expect(await center.record(callId)).toMatchObject({ outcome: 'answered', endedBy: 'agent' });
});

it('lets a change asked for during the call take effect after it', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const seat = await center.seat('1001');
  const caller = center.dial('4000');
  await seat.answers();
  await seat.does('agent.goNotReady', { reason: 'meal' });
  expect(await eventually(() => seat.desk.pending)).toEqual({ state: 'notReady', reason: 'meal' });
  expect(seat.desk.state).toBe('talking');
  await caller.hangsUp();
  await seat.wrapsUp();
  expect(await seat.is('notReady')).toMatchObject({ reason: 'meal', pending: null });
});
