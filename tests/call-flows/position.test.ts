import { expect, it } from 'vitest';
import { type CallCenter, aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { changeQueue } from '../support/queue-settings.ts';

const announced = async (center: CallCenter, callId: string) =>
  (await center.events(callId)).flatMap((event) => (event.type === 'waiting.announced' ? [event] : []));

it('tells each waiting caller the position in the queue again and again, until a seat answers', async () => {
  const center = await aCallCenter({ ringCycleMs: 300, notReady: ['1001'], workers: false });
  await changeQueue(center, 'service', { announceEverySeconds: 2 });
  const first = center.dial('4000', { from: '13800138001' });
  await first.hears('answered');
  const second = center.dial('4000', { from: '13800138002' });
  await second.hears('answered');
  const [firstId = '', secondId = ''] = await center.callIds(2);

  const told = await eventually(async () => (await announced(center, secondId))[0]);
  expect(told.data).toMatchObject({ position: 2, isSaid: false });
  const [answeredByCenter] = (await center.events(secondId)).filter(({ type }) => type === 'call.centerAnswered');
  expect(told.atMs - (answeredByCenter?.atMs ?? 0)).toBeGreaterThanOrEqual(2000);
  expect(told.atMs - (answeredByCenter?.atMs ?? 0)).toBeLessThan(2200);
  // Asterisk itself has it: the words wait for the greeting to end, and are spoken to this caller alone.
  await eventually(async () => (await center.playback(`announcement-${secondId}`)) !== null);
  await eventually(() => second.sound.kind === 'sound', { what: 'music or words' });

  const seat = await center.seat('1001');
  await seat.goesReady();
  expect(await seat.answers()).toBe(firstId);
  // The next announcement knows that one has gone.
  const later = await eventually(async () =>
    (await announced(center, secondId)).find(({ data }) => data.position === 1),
  );
  expect(later.atMs).toBeGreaterThan(told.atMs);
  expect(await center.redis.zscore(center.keys.deadlines, `announce:${firstId}`)).toBeNull();
  const countWhenAnswered = (await announced(center, firstId)).length;
  await eventually(async () => (await announced(center, secondId)).length >= 3);
  expect(await announced(center, firstId)).toHaveLength(countWhenAnswered);

  await first.hangsUp();
  await second.hangsUp();
  await center.isQuiet();
  expect(await center.redis.zscore(center.keys.deadlines, `announce:${secondId}`)).toBeNull();
});

it('announces nothing if the queue is set so', async () => {
  const center = await aCallCenter({ ringCycleMs: 300, workers: false });
  await changeQueue(center, 'service', { announceEverySeconds: 0 });
  const caller = center.dial('4000');
  await caller.hears('answered');
  const [callId = ''] = await center.callIds(1);
  expect(await center.redis.zscore(center.keys.deadlines, `announce:${callId}`)).toBeNull();
});
