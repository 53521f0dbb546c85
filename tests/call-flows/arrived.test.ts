import { expect, it, onTestFinished } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

it('refuses a number that is not a hotline with 404 and keeps a record of it', async () => {
  const center = await aCallCenter();
  const caller = center.dial('4999');
  expect(await caller.isOver()).toMatchObject({ kind: 'refused', status: 404 });
  await center.isQuiet();
  const [callId = ''] = await center.callIds(1);
  expect(await center.record(callId)).toMatchObject({
    outcome: 'sentAway',
    endedBy: 'center',
    endWhy: 'unknownHotline',
  });
});

it('finds a hotline however the trunk writes it, and counts the call for it', async () => {
  const center = await aCallCenter({ workers: false });
  const admin = await signIn(center.url, '9001');
  const add = (number: string) =>
    admin.ask('POST', '/api/v1/admin/hotlines', { number, name: '客服', queueId: 'service' });
  for (const number of ['4008887777', '+861088880000', '95512']) {
    await admin.ask('DELETE', `/api/v1/admin/hotlines/${encodeURIComponent(number)}`);
    expect((await add(number)).status, number).toBe(201);
    onTestFinished(async () => {
      await admin.ask('DELETE', `/api/v1/admin/hotlines/${encodeURIComponent(number)}`);
    });
  }
  for (const number of ['+864008887777', '01088880000', '01095512'])
    expect(await add(number), number).toMatchObject({
      status: 409,
      body: { error: { code: 'hotlineInOtherSpelling' } },
    });
  const spellings = {
    '4008887777': ['4008887777', '04008887777', '864008887777', '+864008887777'],
    '+861088880000': ['01088880000', '+861088880000', '861088880000', '1088880000', '88880000'],
    '95512': ['01095512', '+861095512'],
  };
  for (const [hotline, dialled] of Object.entries(spellings)) {
    for (const one of dialled) {
      const before = (await center.callIds()).length;
      const caller = center.dial(one);
      await caller.hears('ringing');
      const callId = (await center.queuedCallIds(before + 1))[before] ?? '';
      expect((await center.events(callId))[0]?.data, one).toMatchObject({ hotline });
      await caller.hangsUp();
      await center.isQuiet();
    }
  }
});

it('shows the seat the caller before it answers, however the number is written', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const seat = await center.seat('1001');
  const numbers = [
    ['13800138000', '王芳', 'known', 'mobile'],
    ['+8613800138000', '王芳', 'known', 'mobile'],
    ['008613800138000', '王芳', 'known', 'mobile'],
    ['anonymous', null, 'unknown', 'withheld'],
    ['12', null, 'unknown', 'malformed'],
    ['+442079460958', null, 'unknown', 'international'],
  ] as const;
  for (const [turn, [from, name, lookup, numberKind]] of numbers.entries()) {
    seat.pops.length = 0;
    const caller = center.dial('4000', { from });
    await seat.rings(turn + 1);
    const pop = await eventually(() => seat.pops.map((shown) => shown.pop).find((shown) => shown.lookup !== 'pending'));
    expect(pop, from).toMatchObject({
      lookup,
      numberKind,
      queueId: 'service',
      customer: name === null ? null : { name },
    });
    expect(caller.atMs('answered'), 'not answered yet').toBeNull();
    await caller.hangsUp();
    await center.isQuiet();
  }
});

it('plays music to a caller who arrives while no server runs, and hands the call over when one is back', async () => {
  const center = await aCallCenter({ ready: ['1001'] });
  await center.server.kill('SIGKILL');
  const caller = center.dial('4000');
  await caller.hears('ringing');
  await caller.hears('answered', 20_000);
  await eventually(() => caller.sound.kind === 'sound', { what: 'music' });
  await center.startServer();
  const seat = await center.seat('1001');
  await seat.registersAgain();
  const callId = await seat.answers();
  await caller.hangsUp();
  expect(await center.record(callId)).toMatchObject({ outcome: 'answered', agentId: '1001' });
  await center.isQuiet();
});

it('has a record of a caller who gave up while there was no server', async () => {
  const center = await aCallCenter();
  await center.server.kill('SIGKILL');
  const beganAtMs = Date.now();
  const caller = center.dial('4000', { from: '13800138000' });
  await caller.hears('ringing');
  await caller.hangsUp();
  const gaveUpAtMs = Date.now();
  await eventually(async () => (await center.channels()).length === 0);
  await center.startServer();
  // Asterisk keeps what it noted, also of an earlier run that was cut short.
  const callId = await eventually(
    async () =>
      (await center.events()).find(({ type, atMs }) => type === 'call.arrived' && atMs > beganAtMs - 1000)?.callId,
  );
  const record = await center.record(callId);
  expect(record).toMatchObject({
    outcome: 'abandoned',
    endedBy: 'customer',
    endWhy: 'noServer',
    queueId: 'service',
    customerName: '王芳',
  });
  expect(Math.abs(record.arrivedAtMs - beganAtMs)).toBeLessThanOrEqual(1000);
  expect(Math.abs((record.endedAtMs ?? 0) - gaveUpAtMs)).toBeLessThanOrEqual(1000);
  // A server that comes later finds nothing more.
  const callIds = await center.callIds(1);
  await center.server.kill('SIGKILL');
  await center.startServer();
  expect(await center.callIds()).toEqual(callIds);
});

it('hides the number of a caller who asks for privacy, though the carrier sends it', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const seat = await center.seat('1001');
  const told: [string, string] = ['p-asserted-identity', '<sip:+8613800138000@carrier>'];
  const ways = [
    { from: 'anonymous', headers: [told], numberKind: 'mobile' },
    { from: 'anonymous', headers: [told, ['privacy', 'id']], numberKind: 'withheld' },
  ] satisfies { from: string; headers: [string, string][]; numberKind: string }[];
  for (const [turn, { numberKind, ...how }] of ways.entries()) {
    seat.pops.length = 0;
    const caller = center.dial('4000', how);
    await seat.rings(turn + 1);
    const pop = await eventually(() => seat.pops.map((shown) => shown.pop).find((shown) => shown.lookup !== 'pending'));
    expect(pop, JSON.stringify(how)).toMatchObject({ numberKind });
    await caller.hangsUp();
    await center.isQuiet();
  }
  const [, kept = ''] = await center.callIds(2);
  expect(JSON.stringify(await center.events(kept))).not.toContain('13800138000');
});
