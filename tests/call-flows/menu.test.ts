import { openDatabase } from '@sansheng/shared/db';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { tellSettingsChanged } from '../../server/src/settings/setting-kit/index.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { theStack } from '../support/the-stack.ts';

it('leads a caller who presses 2 to complaints', async () => {
  const center = await aCallCenter({ ready: ['6001', '1001'] });
  const caller = center.dial('4001');
  await caller.hears('answered');
  caller.press('2');
  const callId = await (await center.seat('6001')).answers();
  expect((await center.seat('1001')).phone.calls).toEqual([]);
  await caller.hangsUp();
  const record = await center.record(callId);
  expect(record).toMatchObject({ hotline: '4001', queueId: 'complaints', agentId: '6001' });
  expect(record.timeline.find(({ type }) => type === 'call.menuChosen')?.data).toMatchObject({ digit: '2' });
});

it('repeats the menu on 0 and on an invalid key', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const caller = center.dial('4001');
  await caller.hears('answered');
  caller.press('07');
  const [callId = ''] = await center.callIds(1);
  await eventually(async () => (await center.redis.hget(center.keys.call(callId), 'menuRound')) === '3', {
    what: 'the third round of the menu',
  });
  caller.press('1');
  expect(await (await center.seat('1001')).answers()).toBe(callId);
});

it('leads a caller whose queue was switched off to the fallback queue', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const db = await openDatabase(theStack().environment.DATABASE_URL ?? '', { poolSize: 1 });
  // The settings refuse it: as a hole that was there before, or two at once, would have left it.
  const set = async (isActive: boolean) => {
    await db.query(`UPDATE queues SET isActive = ? WHERE queueId = 'complaints'`, [isActive]);
    await tellSettingsChanged({ redis: center.redis, keys: center.keys, log: pino({ level: 'silent' }) }, 'queues');
    const limit = () => center.redis.hget(center.keys.queue('complaints'), 'sizeLimit');
    await eventually(async () => ((await limit()) === '0') !== isActive, { what: 'the queue is off, or on again' });
  };
  onTestFinished(async () => {
    await set(true);
    await db.destroy();
  });
  await set(false);
  const caller = center.dial('4001');
  await caller.hears('answered');
  caller.press('2');
  const callId = await (await center.seat('1001')).answers();
  expect(await center.redis.hget(center.keys.call(callId), 'queueId')).toBe('service');
});

it('ends a call whose caller hangs up in the menu', async () => {
  const center = await aCallCenter();
  const caller = center.dial('4001');
  await caller.hears('answered');
  await caller.hangsUp();
  await center.isQuiet();
  const [callId = ''] = await center.callIds(1);
  expect(await center.record(callId)).toMatchObject({ outcome: 'abandoned', queueId: null });
});
