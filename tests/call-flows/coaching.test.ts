import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/settings.ts';

it('survives a rejoin, a hold and the death of the server, and takes the call over', async () => {
  const center = await aCallCenter({ ready: ['1001'], notReady: ['2001'], ringCycleMs: 3000 });
  const [seat, lead] = [await center.seat('1001'), await center.seat('2001')];
  const caller = center.dial('4000');
  const callId = await seat.answers();
  const coach = (role: 'listen' | 'whisper' | 'barge') => lead.send('coaching.start', { callId, role });
  const inBridge = (id: string, expected: string[]) =>
    eventually(
      async () => {
        const bridge = (await center.bridges()).find((one) => one.id === id);
        const names = (bridge?.channels ?? []).toSorted();
        if (JSON.stringify(names) !== JSON.stringify(expected.toSorted())) throw new Error(`${id}: ${names.join()}`);
        return true;
      },
      { what: id },
    );
  const customer = (await center.channels()).find(({ id }) => !id.startsWith('seat-'))?.id ?? '';

  await coach('listen');
  (await lead.rings()).answer();
  await inBridge(`coach-${callId}.2`, [`seat-${callId}.2`, `snoop-${callId}.2.1`]);
  await inBridge(`call-${callId}`, [`seat-${callId}.1`, customer]);
  expect(lead.desk.call).toMatchObject({ role: 'listen' });
  expect(seat.desk.call?.legs).toMatchObject([{ who: '2001', role: 'listen' }]);
  // Not seen by policy: gone from the seat's screen while it goes on.
  const admin = await settings(center);
  const room = { isCoachingSeen: false, wallboardAddresses: [], allowsPrivateWebhooks: false };
  await admin.change(() => admin.ask('PUT', '/api/v1/admin/room-settings', room));
  await seat.does('call.hold', { callId });
  await eventually(() => seat.desk.call?.heldSinceMs !== null && seat.desk.call?.legs.length === 0, { what: 'unseen' });
  await admin.change(() => admin.ask('PUT', '/api/v1/admin/room-settings', { ...room, isCoachingSeen: true }));
  await seat.does('call.retrieve', { callId });
  await inBridge(`call-${callId}`, [`seat-${callId}.1`, customer]);

  // The seat comes back on another leg: the lead hears that one.
  await seat.does('call.rejoin', { callId });
  (await seat.rings(2)).answer();
  await inBridge(`coach-${callId}.2`, [`seat-${callId}.2`, `snoop-${callId}.2.3`]);

  // Joined, and apart again.
  await coach('barge');
  await inBridge(`call-${callId}`, [`seat-${callId}.2`, `seat-${callId}.3`, customer]);
  await coach('whisper');
  await inBridge(`call-${callId}`, [`seat-${callId}.3`, customer]);
  await inBridge(`coach-${callId}.2`, [`seat-${callId}.2`, `snoop-${callId}.2.3`]);

  // A lead who listens cannot make itself heard by the mute button.
  await coach('listen');
  await expect(lead.does('call.mute', { callId, on: false })).rejects.toThrow('notYourCall');

  await center.server.kill('SIGKILL');
  await center.startServer();
  await Promise.all([seat, lead].map((one) => one.registersAgain()));
  await eventually(() => seat.socket.connected && lead.socket.connected, { what: 'the sockets' });
  await lead.does('desk.load', {});
  await inBridge(`coach-${callId}.2`, [`seat-${callId}.2`, `snoop-${callId}.2.3`]);

  // Taken over: the call is the lead's, the seat writes it up.
  await lead.send('coaching.takeOver', { callId });
  await lead.send('coaching.takeOver', { callId });
  await inBridge(`call-${callId}`, [`seat-${callId}.2`, customer]);
  await seat.wrapsUp();
  await eventually(() => lead.desk.call?.role === 'main', { what: "the lead's own call" });
  expect(lead.desk.reason, 'on no call of somebody else').toBe('');
  expect(await eventually(async () => (await center.bridges()).every(({ id }) => !id.startsWith('coach-')))).toBe(true);
  await caller.hangsUp();
  await lead.wrapsUp();
  expect((await lead.is('notReady')).reason, 'as before the call').toBe('signedIn');
  await center.isQuiet();
  const record = await center.record(callId, (call) => call.isComplete);
  expect(record.legs).toMatchObject([
    { who: '1001', role: 'answer', end: 'transferred' },
    { who: '2001', kind: 'lead', end: 'callEnded' },
  ]);

  // The lead's leg ends with the call; one that the lead ends leaves the call alone.
  // Both phones registered anew after the restart: they count from one again.
  await seat.is('ready');
  const second = center.dial('4000');
  const secondId = await seat.answers();
  await lead.send('coaching.start', { callId: secondId, role: 'whisper' });
  (await lead.rings()).answer();
  await eventually(() => lead.desk.call?.callId === secondId);
  await lead.does('call.hangUp', { callId: secondId });
  await eventually(() => lead.desk.call === null && seat.desk.call?.legs.length === 0);
  expect(second.end).toBeNull();
  await lead.send('coaching.start', { callId: secondId, role: 'listen' });
  (await lead.rings(2)).answer();
  await eventually(() => lead.desk.call?.callId === secondId);
  await inBridge(`coach-${secondId}.3`, [`seat-${secondId}.3`, `snoop-${secondId}.3.1`]);
  // The lead's page is loaded anew: the same ear on a new leg, and nothing is left of the one before.
  await lead.does('call.rejoin', { callId: secondId });
  (await lead.rings(3)).answer();
  await inBridge(`coach-${secondId}.4`, [`seat-${secondId}.4`, `snoop-${secondId}.4.1`]);
  await eventually(async () => (await center.bridges()).every(({ id }) => id !== `coach-${secondId}.3`));
  expect(lead.desk.call).toMatchObject({ callId: secondId, role: 'listen' });
  await second.hangsUp();
  await eventually(() => lead.desk.call === null, { what: 'the end at the lead' });
  await seat.wrapsUp();
  await center.isQuiet();
  await expect(lead.send('coaching.start', { callId: secondId, role: 'listen' })).rejects.toThrow('callGone');
  await expect(seat.send('coaching.start', { callId: secondId, role: 'listen' })).rejects.toThrow('notAllowed');
});
