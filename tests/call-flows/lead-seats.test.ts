import type { SeatAssignment } from '@sansheng/shared/contracts/lead-room/seat-control';
import { AuditEntry } from '@sansheng/shared/contracts/settings/audit';
import { z } from 'zod';
import { expect, it, onTestFinished } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { type SignedIn, signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/settings.ts';

const seat = '/api/v1/live/seats';
const codeOf = (reply: { body: unknown }) => (reply.body as { error?: { code: string } } | null)?.error?.code;

async function auditedBy(reader: SignedIn, employeeNo: string): Promise<string[]> {
  const { body } = await reader.ask('GET', `/api/v1/audit?employeeNo=${employeeNo}`);
  return z
    .object({ entries: z.array(AuditEntry) })
    .parse(body)
    .entries.map(({ action, target, detail }) =>
      `${action} ${target} ${typeof detail.notDone === 'string' ? detail.notDone : ''}`.trim(),
    );
}

it("gives a lead a hand on the team's seats: state, sign-out, wrap-up, queues and skills, and the call for one seat", async () => {
  const center = await aCallCenter({ ready: ['1001'], notReady: ['1002', '1012'], workers: false, ringCycleMs: 4000 });
  const admin = await settings(center);
  const accounts = (await admin.ask('GET', '/api/v1/admin/accounts')) as { employeeNo: string }[];
  const leadAccount = accounts.find(({ employeeNo }) => employeeNo === '2001');
  await admin.ask('PUT', '/api/v1/admin/accounts/2001', { ...leadAccount, teamId: 'team-a' });
  onTestFinished(async () => void (await admin.ask('PUT', '/api/v1/admin/accounts/2001', leadAccount)));
  const lead = await signIn(center.url, '2001');
  const [first, second] = [await center.seat('1001'), await center.seat('1002')];

  // Another team's seat, a seat that is not there, a reason that is not.
  expect(codeOf(await lead.ask('PUT', `${seat}/1012/state`, { state: 'ready' }))).toBe('notYourTeam');
  expect(codeOf(await lead.ask('PUT', `${seat}/1005/state`, { state: 'ready' }))).toBe('seatOffline');
  expect(codeOf(await lead.ask('PUT', `${seat}/1002/state`, { state: 'notReady', reason: 'no-such' }))).toBe(
    'unknownReason',
  );
  expect((await first.who.ask('PUT', `${seat}/1002/state`, { state: 'ready' })).status).toBe(403);

  // Not ready, ready again.
  expect((await lead.ask('PUT', `${seat}/1001/state`, { state: 'notReady', reason: 'meeting' })).status).toBe(200);
  await eventually(() => first.desk.state === 'notReady' && first.desk.reason === 'meeting');
  await lead.ask('PUT', `${seat}/1002/state`, { state: 'ready' });
  await second.is('ready');
  await lead.ask('PUT', `${seat}/1002/state`, { state: 'notReady' });
  await eventually(() => second.desk.state === 'notReady' && second.desk.reason === 'byLead');

  // A call that waits is given to a seat by hand: not to one that is not ready.
  const caller = center.dial('4000');
  const callId = await eventually(async () => (await center.redis.zrange(center.keys.waiting('service'), 0, -1))[0]);
  expect(codeOf(await lead.ask('POST', `/api/v1/live/calls/${callId}/pull`, { agentId: '1002' }))).toBe('seatNotReady');
  // Out of its queues: ready, it is passed over by the routing, and rings when the lead says so.
  const before = (await lead.ask('GET', `${seat}/1002/assignment`)).body as SeatAssignment;
  expect(before.queues).toContain('service');
  await lead.ask('PUT', `${seat}/1002/assignment`, { queues: [], skills: {} });
  await eventually(async () => (await center.redis.hget(center.keys.agent('1002'), 'queues')) === '[]');
  await lead.ask('PUT', `${seat}/1002/state`, { state: 'ready' });
  await second.is('ready');
  expect((await center.events(callId)).some(({ type }) => type === 'routing.offered')).toBe(false);
  expect((await lead.ask('POST', `/api/v1/live/calls/${callId}/pull`, { agentId: '1002' })).body).toEqual({
    result: 'offered',
  });
  await second.rings();
  expect(codeOf(await lead.ask('POST', `/api/v1/live/calls/${callId}/pull`, { agentId: '1002' }))).toBe('notWaiting');
  expect(codeOf(await lead.ask('PUT', `${seat}/1002/state`, { state: 'offline' }))).toBe('seatOnCall');
  await second.answers();

  // For a busy seat the next call is kept; it has it as soon as it is free.
  center.dial('4000', { from: '13800138001' });
  const next = await eventually(async () => (await center.redis.zrange(center.keys.waiting('service'), 0, -1))[0]);
  expect((await lead.ask('POST', `/api/v1/live/calls/${next}/pull`, { agentId: '1002' })).body).toEqual({
    result: 'kept',
  });
  await lead.ask('PUT', `${seat}/1002/state`, { state: 'ready' });
  await caller.hangsUp();
  await second.is('wrapUp');
  await lead.ask('DELETE', `${seat}/1002/wrap-up`);
  expect(await second.answers(2)).toBe(next);
  await second.does('call.hangUp', { callId: next });
  await second.is('wrapUp');
  expect((await lead.ask('DELETE', `${seat}/1002/wrap-up`)).status).toBe(204);
  await second.is('ready');
  expect(codeOf(await lead.ask('DELETE', `${seat}/1002/wrap-up`))).toBe('wrongState');

  // Back in its queues, with a skill that is there, and none that is not.
  expect(codeOf(await lead.ask('PUT', `${seat}/1002/assignment`, { ...before, skills: { nothing: 3 } }))).toBe(
    'badRequest',
  );
  expect((await lead.ask('PUT', `${seat}/1002/assignment`, before)).body).toEqual(before);

  // Signed out: the page is told, the session is over, the seat is gone.
  const told = new Promise((resolve) => second.socket.once('session.ended', resolve));
  await lead.ask('PUT', `${seat}/1002/state`, { state: 'offline' });
  expect(await told).toEqual({ code: 'signedOutByLead' });
  expect((await second.who.ask('GET', '/api/v1/me')).status).toBe(401);
  await eventually(async () => (await center.redis.hget(center.keys.agent('1002'), 'state')) === 'offline');

  const audited = await auditedBy(admin.who, '2001');
  expect(audited).toEqual(
    expect.arrayContaining([
      'seat.stateForced 1001',
      'seat.wrapUpEnded 1002',
      `call.pulled ${callId} seatNotReady`,
      `call.pulled ${callId} notWaiting`,
      `call.pulled ${callId}`,
      'seat.assignmentChanged 1002',
    ]),
  );
});
