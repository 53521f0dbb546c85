import type { MessageReceipts, Messages, SentMessage } from '@sansheng/shared/contracts/lead-room/messages';
import type { ShiftNote } from '@sansheng/shared/contracts/lead-room/shift-log';
import type { Wallboard } from '@sansheng/shared/contracts/lead-room/wallboard';
import { expect, it, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { aCallCenter } from '../support/call-center.ts';
import { signIn, watchLive } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/settings.ts';

it('raises and ends alarms by limits, shows help requests and the wallboard, and stores who has read what', async () => {
  const center = await aCallCenter({ ready: ['1001'], notReady: ['1002', '1011', '2001'], workers: false });
  const admin = await settings(center);
  const limits = '/api/v1/admin/alarm-limits';
  const room = { isCoachingSeen: true, wallboardAddresses: [] as string[], allowsPrivateWebhooks: false };
  onTestFinished(async () => {
    await admin.ask('PUT', `${limits}/*`, { queueId: '*', longestWaitSeconds: 60, noSeat: true });
    await admin.ask('DELETE', `${limits}/complaints`);
    await admin.ask('PUT', '/api/v1/admin/room-settings', room);
  });
  await admin.change(() =>
    admin.ask('PUT', `${limits}/*`, { queueId: '*', longestWaitSeconds: 60, longTalkSeconds: 1 }),
  );
  await admin.change(() => admin.ask('POST', limits, { queueId: 'complaints', longestWaitSeconds: 1 }));
  expect((await admin.who.ask('POST', limits, { queueId: 'nowhere' })).status).toBe(400);
  expect((await admin.who.ask('DELETE', `${limits}/*`)).status).toBe(409);

  const [seat, lead] = [await center.seat('1001'), await center.seat('2001')];
  const board = await watchLive(center.url, '2001');
  onTestFinished(() => void board.leaves());
  const alarm = (kind: string) => board.alarms.find((one) => one.kind === kind);

  // Waits too long by the queue's own limit; noticed by the lead; over when the caller has gone.
  const waiting = center.dial('4002', { from: '13800138002' });
  const raised = await eventually(() => alarm('longestWait'), { what: 'the alarm' });
  expect(raised).toMatchObject({ queueId: 'complaints', endedAtMs: null, acknowledgedBy: null });
  await lead.send('live.watch', {});
  await lead.send('live.acknowledge', { alarmId: raised.alarmId });
  await eventually(() => alarm('longestWait')?.acknowledgedBy === '2001');
  await expect(lead.send('live.acknowledge', { alarmId: 'longestWait:nothing:1' })).rejects.toThrow('notFound');
  await expect(seat.send('live.acknowledge', { alarmId: raised.alarmId })).rejects.toThrow('notAllowed');

  // The wall: for nobody, then for this address; no names, no numbers.
  const wall = async () => fetch(`${center.url}/api/v1/wallboard`);
  expect((await wall()).status).toBe(403);
  const put = (addresses: string[]) =>
    admin.who.ask('PUT', '/api/v1/admin/room-settings', { ...room, wallboardAddresses: addresses });
  expect(await put(['10.0.0.0/8', 'the wall'])).toMatchObject({
    status: 400,
    body: { error: { field: 'wallboardAddresses.1' } },
  });
  await put(['10.0.0.0/8']);
  await eventually(async () => (await wall()).status === 403);
  await put(['127.0.0.0/8']);
  await eventually(() => alarm('thirdRing'), { what: 'the alarm of the third ring' });
  const text = await eventually(async () => {
    const reply = await wall();
    return reply.status === 200 ? reply.text() : null;
  });
  const shown = JSON.parse(text) as Wallboard;
  expect(shown.queues.find(({ queueId }) => queueId === 'complaints')?.waiting).toBe(1);
  expect(shown.seats).toMatchObject({ ready: 1, notReady: 3 });
  // Seats that did not come to their shift are on the board too.
  expect(shown.seats.offline).toBeGreaterThan(5);
  const books = shown.queues.find(({ queueId }) => queueId === 'complaints')?.today;
  expect(books).toMatchObject({ offered: 1, stillThere: 1, answered: 0 });
  // Others may be about cases of other stories.
  const ofQueue = shown.alarms.filter(({ queueId }) => queueId === 'complaints').map(({ kind }) => kind);
  // The one comes with the third ring, the other when the board is looked at: on a busy machine in either order.
  expect(ofQueue.toSorted()).toEqual(['longestWait', 'thirdRing']);
  expect(text).not.toContain('13800138002');
  await waiting.hangsUp();
  await eventually(() => (alarm('longestWait')?.endedAtMs ?? null) !== null, { what: 'the end of the alarm' });

  // Help: asked, seen, withdrawn; and over with the call.
  const caller = center.dial('4000');
  const callId = await seat.answers();
  await expect(seat.send('help.ask', { callId: 'cnothing', reason: '' })).rejects.toThrow('notYourCall');
  await seat.send('help.ask', { callId, reason: 'angry' });
  await eventually(() => seat.desk.help?.reason === 'angry' && seat.desk.help.seenBy === null);
  await lead.send('help.see', { agentId: '1001', callId });
  await eventually(() => seat.desk.help?.seenBy?.agentId === '2001');
  await eventually(() => alarm('help')?.cause === 'angry');
  await seat.send('help.withdraw', { callId });
  await eventually(() => seat.desk.help === null && alarm('help')?.endedAtMs !== null);
  await expect(lead.send('help.see', { agentId: '1001', callId })).rejects.toThrow('callGone');
  await eventually(() => alarm('longTalk')?.agentId === '1001', { what: 'the alarm of a long talk' });
  await seat.send('help.ask', { callId, reason: 'again' });
  await eventually(() => seat.desk.help !== null);
  await caller.hangsUp();
  await eventually(() => seat.desk.state === 'wrapUp' && seat.desk.help === null, { what: 'help over with the call' });
  await eventually(() => alarm('longTalk')?.endedAtMs !== null);

  // The shift log: handed over, taken by the next and by nobody twice.
  const log = '/api/v1/shift-log';
  const supervisor = await signIn(center.url, '3001');
  await lead.who.ask('POST', log, { kind: 'note', text: 'quiet' });
  const handed = (await lead.who.ask('POST', log, { kind: 'handOver', text: '1005 is ill' })).body as ShiftNote;
  expect((await lead.who.ask('PUT', `${log}/${handed.noteId}/taken`)).status).toBe(409);
  const taken = (await supervisor.ask('PUT', `${log}/${handed.noteId}/taken`)).body as ShiftNote;
  expect(taken).toMatchObject({ takenBy: '3001', text: '1005 is ill' });
  const { notes } = (await lead.who.ask('GET', log)).body as { notes: ShiftNote[] };
  const own = notes.filter(({ noteId, text: said }) => noteId === taken.noteId || said === 'quiet');
  expect(own).toMatchObject([taken, { text: 'quiet' }]);
  expect((await seat.who.ask('GET', log)).status).toBe(403);

  // Messages: to a team, to one, to all; told at once, read once, kept.
  const messages = '/api/v1/messages';
  const arrived: string[] = [];
  // What the center itself says of cases of other stories has no words of its own.
  seat.socket.on('message.arrived', ({ text: said }) => said !== '' && arrived.push(said));
  const sendTo = async (to: object) =>
    (await lead.who.ask('POST', messages, to)) as { status: number; body: z.infer<typeof SentMessage> };
  expect((await sendTo({ to: 'seat', toId: '7777', text: 'x' })).status).toBe(400);
  expect((await sendTo({ to: 'all', text: '  ' })).status).toBe(400);
  const one = await sendTo({ to: 'seat', toId: '1001', text: 'to you', isUrgent: true });
  const team = await sendTo({ to: 'team', toId: 'team-a', text: 'to the team' });
  await sendTo({ to: 'team', toId: 'team-b', text: 'to the others' });
  expect([one.body.sentTo, team.body.sentTo]).toEqual([1, 10]);
  await eventually(() => arrived.join() === 'to you,to the team', { what: 'the messages on the screen' });
  const mine = async () => (await seat.who.ask('GET', `${messages}/mine`)).body as z.infer<typeof Messages>;
  const received = (await mine()).messages.map((message) => message.text).filter((words) => words !== '');
  expect(received).toEqual(['to the team', 'to you']);
  const read = `${messages}/${one.body.messageId}/read`;
  expect((await seat.who.ask('PUT', read)).status).toBe(204);
  expect((await (await signIn(center.url, '1011')).ask('PUT', read)).status).toBe(404);
  const receipts = await lead.who.ask('GET', `${messages}/${one.body.messageId}/receipts`);
  const [receipt] = (receipts.body as z.infer<typeof MessageReceipts>).receipts;
  expect(receipt?.employeeNo).toBe('1001');
  expect(receipt?.readAtMs).toBeGreaterThan(0);
  await seat.who.ask('PUT', read);
  expect((await mine()).messages.find(({ text: said }) => said === 'to you')?.readAtMs).toBe(receipt?.readAtMs);
  expect((await seat.who.ask('POST', messages, { to: 'all', text: 'x' })).status).toBe(403);
});
