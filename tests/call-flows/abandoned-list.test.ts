import type { CallbackEntry, CallbackPage } from '@sansheng/shared/contracts/service-desk/call-back-list';
import type { z } from 'zod';
import { expect, it } from 'vitest';
import { aCallCenter, type CallCenter } from '../support/call-center.ts';
import { type SignedIn, signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

type Page = z.output<typeof CallbackPage>;

/** The list as seen by one person, for one number only: the database is shared by the run. */
async function listOf(who: SignedIn, number: string, query = ''): Promise<CallbackEntry[]> {
  const { status, body } = await who.ask('GET', `/api/v1/callbacks?number=${number}${query}`);
  expect(status).toBe(200);
  return (body as Page).callbacks;
}

/** Rings for at least this long and gives up; returns the call's id. */
async function givesUp(center: CallCenter, from: string, afterMs = 0, to = '4000'): Promise<string> {
  const before = (await center.callIds()).length;
  const caller = center.dial(to, { from });
  await caller.hears('ringing');
  const callId = (await center.callIds(before + 1))[before] ?? '';
  const arrivedAtMs = (await center.events(callId))[0]?.atMs ?? 0;
  await eventually(() => Date.now() - arrivedAtMs > afterMs);
  await caller.hangsUp();
  await center.record(callId);
  return callId;
}

it('lists callers who gave up, oldest first, short ones apart, and removes those who get through', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000, notReady: ['1001'] });
  const seat = await center.seat('1001');
  const first = await givesUp(center, '13800138051', 5000);
  const again = await givesUp(center, '13800138051', 5000);
  const short = await givesUp(center, '13800138052');
  const [entry] = await eventually(async () => {
    const found = await listOf(seat.who, '13800138051');
    return found[0]?.times === 2 ? found : null;
  });
  // The same customer stands on the list once, where the first call put them.
  expect(await listOf(seat.who, '13800138051')).toHaveLength(1);
  expect(entry).toMatchObject({ callId: first, kind: 'abandoned', state: 'open', queueId: 'service', isShort: false });
  expect(entry?.callId).not.toBe(again);
  expect(await listOf(seat.who, '13800138052')).toEqual([]);
  expect(await listOf(seat.who, '13800138052', '&short=1')).toMatchObject([{ callId: short, isShort: true }]);

  const through = center.dial('4000', { from: '13800138051' });
  await through.hears('ringing');
  await seat.goesReady();
  const callId = await seat.answers();
  await eventually(async () => (await listOf(seat.who, '13800138051')).length === 0);
  const settled = await listOf(seat.who, '13800138051', '&view=settled');
  expect(settled.find((one) => one.callId === first)).toMatchObject({ state: 'struckOff', settledByCallId: callId });
  await through.hangsUp();
});

it('lets one seat claim an entry and record its result, and shows it only to seats of the queue', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  const callId = await givesUp(center, '13800138061', 5000, '4002');
  const [inQueue, other, outside, lead, qa] = (await Promise.all(
    ['1011', '1012', '1001', '2001', '4101'].map((employeeNo) => signIn(center.url, employeeNo)),
  )) as [SignedIn, SignedIn, SignedIn, SignedIn, SignedIn];
  await eventually(async () => (await listOf(inQueue, '13800138061')).length === 1);
  expect(await listOf(outside, '13800138061'), 'not a member of this queue').toEqual([]);
  expect((await qa.ask('GET', '/api/v1/callbacks')).status).toBe(403);
  const act = (who: SignedIn, name: string, body: object = {}) =>
    who.ask('POST', `/api/v1/callbacks/${callId}/${name}`, body);

  expect((await act(outside, 'claim')).status).toBe(404);
  const claims = await Promise.all([act(inQueue, 'claim'), act(other, 'claim')]);
  expect(claims.map(({ status }) => status).sort()).toEqual([200, 409]);
  const [winner, loser] = claims[0]?.status === 200 ? [inQueue, other] : [other, inQueue];
  expect((await listOf(lead, '13800138061'))[0]).toMatchObject({ state: 'claimed', claimedBy: winner.me.employeeNo });
  expect((await act(loser, 'result', { result: 'reached' })).status).toBe(409);
  expect((await act(loser, 'release')).status).toBe(403);

  const missed = await act(winner, 'result', { result: 'notReached', note: '无人接听' });
  expect(missed.body).toMatchObject({ state: 'open', tries: 1, result: 'notReached', claimedBy: null });
  expect((await act(loser, 'claim')).status).toBe(200);
  expect((await act(lead, 'release')).status, 'a lead may give it back').toBe(200);
  expect((await act(winner, 'claim')).status).toBe(200);
  expect((await act(winner, 'result', { result: 'reached', note: '已答复' })).body).toMatchObject({
    state: 'done',
    tries: 2,
  });
  expect(await listOf(lead, '13800138061')).toEqual([]);

  const admin = await signIn(center.url, '9001');
  const { body } = await admin.ask('GET', '/api/v1/audit?limit=50');
  expect(JSON.stringify(body)).toContain('callback.settled');
});

it('lists nobody who withholds the number, and shows no part of a word as a number', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  const lead = await signIn(center.url, '2001');
  const caller = center.dial('4002', { from: 'anonymous' });
  await caller.hears('ringing');
  const [callId = ''] = await center.queuedCallIds(1);
  const waiting = await lead.ask('GET', '/api/v1/live/queues/complaints/waiting');
  expect(waiting.body).toMatchObject({ calls: [{ callId, callerNumber: '' }] });
  await caller.hangsUp();
  expect(await center.record(callId)).toMatchObject({ outcome: 'abandoned', callerNumber: '' });
  // A caller who gives up after them is on the list, so they would be too.
  const later = await givesUp(center, '13800138071', 0, '4002');
  await eventually(async () => (await listOf(lead, '13800138071', '&short=1')).some((one) => one.callId === later));
  const { body } = await lead.ask('GET', '/api/v1/callbacks?queue=complaints&short=1&limit=200');
  expect((body as Page).callbacks.map((entry) => entry.callId)).not.toContain(callId);
  expect(await listOf(lead, 'anonymous', '&short=1')).toEqual([]);
});
