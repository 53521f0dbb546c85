import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('loses no call when the server is killed with one talking, one ringing and two waiting', async () => {
  const center = await aCallCenter({ ready: ['1001', '1002'], ringCycleMs: 5000 });
  const [first, second] = [await center.seat('1001'), await center.seat('1002')];
  const talking = center.dial('4000', { from: '13800138001' });
  await first.answers();
  await talking.hears('answered');
  const ringing = center.dial('4000', { from: '13800138002' });
  await second.rings();
  const waiting = [];
  for (const from of ['13800138003', '13800138004']) {
    const caller = center.dial('4000', { from });
    await caller.hears('ringing');
    waiting.push(caller);
  }
  const callIds = await center.callIds(4);
  const [talkingId = '', ringingId = '', thirdId = '', fourthId = ''] = callIds;
  expect(callIds).toHaveLength(4);

  await center.server.kill('SIGKILL');
  // Media has no need of us: the talk goes on with nobody there.
  const bridge = (await center.bridges()).find(({ id }) => id === `call-${talkingId}`);
  expect(bridge?.channels).toHaveLength(2);
  await center.startServer();
  await Promise.all([first, second].map((seat) => seat.registersAgain()));

  expect(talking.end).toBeNull();
  expect((await center.bridges()).find(({ id }) => id === `call-${talkingId}`)?.channels).toEqual(bridge?.channels);
  await eventually(() => first.socket.connected && second.socket.connected, { what: 'both sockets' });
  await first.does('desk.load', {});

  // The ringing call is still offered to its seat, and rings there again where the phone came back anew.
  await second.answersLatest();
  await ringing.hears('answered');
  expect(await second.is('talking')).toMatchObject({ call: { callId: ringingId } });

  await talking.hangsUp();
  await first.wrapsUp();
  expect(await first.answersLatest()).toBe(thirdId);
  await ringing.hangsUp();
  await second.wrapsUp();
  expect(await second.answersLatest()).toBe(fourthId);
  await Promise.all(waiting.map((caller) => caller.hangsUp()));
  await Promise.all([first, second].map((seat) => seat.wrapsUp()));
  await center.isQuiet();

  const records = await Promise.all(callIds.map((callId) => center.record(callId, (call) => call.isComplete)));
  expect(records.map(({ outcome, agentId }) => [outcome, agentId])).toEqual([
    ['answered', '1001'],
    ['answered', '1002'],
    ['answered', '1001'],
    ['answered', '1002'],
  ]);
});

it('stops ringing a seat by the clock of Asterisk when no server is left to do it', async () => {
  const center = await aCallCenter({ ready: ['1001'], ringCycleMs: 500, workers: false });
  const seat = await center.seat('1001');
  const caller = center.dial('4000');
  await seat.rings();
  await center.server.kill('SIGKILL');
  await eventually(async () => (await center.channels()).every(({ name }) => !name.includes('seat-1001')), {
    what: 'silence at the seat',
  });
  expect(caller.end, 'the caller is still there').toBeNull();
  await center.startServer();
  await caller.hears('answered');
});
