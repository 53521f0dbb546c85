import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it("announces the seat's number on answer, and asks for a vote once the seat has hung up and is free", async () => {
  const center = await aCallCenter({ ready: ['1001'] });
  const admin = await anAdministrator(center);
  await admin.changesQueue('service', { asksVote: true, saysSeatNumber: true, announceEverySeconds: 0 });
  const seat = await center.seat('1001');

  const caller = center.dial('4000');
  const callId = await seat.answers();
  // The seat has no sound: what is heard is the center's voice, while both are connected.
  await eventually(() => caller.sound.kind !== 'silence', { what: "the seat's number" });
  expect((await center.bridges()).find(({ id }) => id === `call-${callId}`)?.channels.length).toBeGreaterThan(1);
  await eventually(() => caller.sound.kind === 'silence', { what: 'the end of it' });
  await seat.does('call.hangUp', { callId });
  await seat.wrapsUp();
  await seat.is('ready');
  await eventually(() => caller.sound.kind !== 'silence', { what: 'the question' });
  expect(caller.end).toBeNull();
  // The seat talks to the next one while the first is still asked.
  const next = center.dial('4000', { from: '13900139000' });
  const nextId = await seat.answers(2);
  caller.press('7');
  caller.press('4');
  expect(await caller.isOver(), 'thanked and hung up').toMatchObject({ kind: 'ended', by: 'them' });
  expect(await center.record(callId, (call) => call.vote !== null)).toMatchObject({
    vote: 4,
    agentId: '1001',
    outcome: 'answered',
    endedBy: 'agent',
  });

  // A customer who hangs up before the seat is not asked; one who hangs up at the question has not voted.
  await next.hangsUp();
  await seat.wrapsUp();
  await seat.is('ready');
  expect((await center.record(nextId)).timeline.map(({ type }) => type)).not.toContain('vote.asked');
  const third = center.dial('4000', { from: '13900139001' });
  const thirdId = await seat.answers(3);
  await seat.does('call.hangUp', { callId: thirdId });
  await seat.wrapsUp();
  await third.hangsUp();
  const missed = await center.record(thirdId, ({ timeline }) => timeline.some(({ type }) => type === 'vote.missed'));
  expect(missed.vote).toBeNull();
  expect(missed.timeline.find(({ type }) => type === 'vote.missed')?.data).toEqual({ why: 'hungUp' });
  await center.isQuiet();
});

it('takes the vote after the server was killed, and hangs up a customer who does not vote', {
  timeout: 120_000,
}, async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const admin = await anAdministrator(center);
  await admin.changesQueue('service', { asksVote: true, wrapUpMode: 'none' });
  const seat = await center.seat('1001');
  const voter = center.dial('4000');
  const callId = await seat.answers();
  const other = center.dial('4000', { from: '13900139000' });
  await other.hears('ringing');
  await seat.does('call.hangUp', { callId });
  const otherId = await seat.answersLatest();
  await seat.does('call.hangUp', { callId: otherId });
  const asked = async (id: string) => (await center.redis.hget(center.keys.vote(id), 'asked')) ?? '';
  await eventually(async () => (await asked(callId)) === '1' && (await asked(otherId)) === '1');
  await center.server.kill('SIGKILL');
  await center.startServer();
  expect((await center.channels()).length, 'both are still there').toBe(2);
  voter.press('5');
  await voter.isOver();
  const given = (await center.events(callId)).find(({ type }) => type === 'vote.given');
  expect(given).toMatchObject({ agentId: '1001', data: { score: 5 } });
  // Asked once more when the time has passed, then no more.
  const timePasses = () => center.redis.zadd(center.keys.deadlines, Date.now(), `vote:${otherId}`);
  await timePasses();
  await eventually(async () => (await asked(otherId)) === '2', { what: 'the second question' });
  expect(other.end).toBeNull();
  await timePasses();
  await other.isOver();
  expect((await center.events(otherId)).at(-1)).toMatchObject({ type: 'vote.missed', data: { why: 'noAnswer' } });
  await center.isQuiet();
});
