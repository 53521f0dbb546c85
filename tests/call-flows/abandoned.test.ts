import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('ends a call whose caller gives up while nobody is free', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  const caller = center.dial('4000');
  await caller.hears('ringing');
  const [callId = ''] = await center.callIds(1);
  expect(await caller.hangsUp()).toEqual({ kind: 'cancelled' });
  await center.isQuiet();
  const record = await center.record(callId);
  expect(record).toMatchObject({ outcome: 'abandoned', endedBy: 'customer', agentId: null, offers: [], rings: 1 });
  expect(await center.redis.zcard(center.keys.waiting('service'))).toBe(0);
});

it('ends a call whose caller gives up after the greeting', async () => {
  const center = await aCallCenter({ ringCycleMs: 300 });
  const caller = center.dial('4000');
  await caller.hears('answered');
  expect(await caller.hangsUp()).toMatchObject({ kind: 'ended', by: 'us' });
  await center.isQuiet();
  const [callId = ''] = await center.callIds(1);
  const record = await center.record(callId);
  expect(record).toMatchObject({ outcome: 'abandoned', endedBy: 'customer' });
  expect(record.centerAnsweredAtMs).not.toBeNull();
  expect(record.waitedMs).toBeGreaterThanOrEqual(600);
});

it('frees the seat when the caller gives up while it rings', async () => {
  const center = await aCallCenter({ ready: ['1001'], ringCycleMs: 5000 });
  const seat = await center.seat('1001');
  const caller = center.dial('4000');
  const ring = await seat.rings();
  await seat.is('offered');
  await caller.hangsUp();
  await seat.is('ready');
  await center.isQuiet();
  await eventually(() => ring.isOver, { what: 'the end of the ring at the phone' });
  const [callId = ''] = await center.callIds(1);
  expect(await center.record(callId)).toMatchObject({
    outcome: 'abandoned',
    agentId: null,
    offers: [{ agentId: '1001', result: 'withdrawn' }],
  });
});

it('ends exactly once when the caller hangs up at the moment of the answer', async () => {
  const center = await aCallCenter({ ready: ['1001'], ringCycleMs: 5000 });
  const seat = await center.seat('1001');
  const outcomes = new Set<string | null>();
  // From a hang-up sent before the answer to one that the answer has overtaken.
  const turns = 15;
  for (let turn = 1; turn <= turns; turn += 1) {
    const caller = center.dial('4000');
    const ring = await seat.rings(turn);
    if (turn % 3 === 0) void caller.hangsUp();
    ring.answer();
    if (turn % 3 === 2) await caller.hears('answered');
    await caller.hangsUp();
    await center.isQuiet();
    const callId = (await center.callIds(turn))[turn - 1] ?? '';
    const events = await center.events(callId);
    expect(events.filter(({ type }) => type === 'call.ended')).toHaveLength(1);
    const wasAnswered = events.some(({ type }) => type === 'call.answered');
    if (wasAnswered) await seat.wrapsUp();
    await seat.is('ready');
    const record = await center.record(callId);
    expect(record.outcome).toBe(wasAnswered ? 'answered' : 'abandoned');
    expect(record.offers).toMatchObject([{ agentId: '1001', result: wasAnswered ? 'answered' : 'withdrawn' }]);
    outcomes.add(record.outcome);
  }
  expect(outcomes).toContain('answered');
  expect(await center.callIds()).toHaveLength(turns);
});
