import { randomUUID } from 'node:crypto';
import { openDatabase } from '@sansheng/shared/db';
import { QueueSchema } from '@sansheng/shared/tables/telephony/queues';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createQueueSettings } from '../../server/src/telephony/queues/index.ts';
import { tellSettingsChanged } from '../../server/src/settings/setting-kit/index.ts';
import { eventually } from '../support/eventually.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const log = pino({ level: 'silent' });
const { environment } = theStack();
let center: LiveCenter;
let db: DataSource;
beforeAll(async () => {
  center = await aLiveCenter({ redisUrl: environment.REDIS_URL ?? '', queues: {} });
  db = await openDatabase(environment.DATABASE_URL ?? '');
});
afterAll(async () => {
  await center.forgetAll();
  center.close();
  await db.destroy();
});

async function aServer() {
  const settings = await createQueueSettings(
    db,
    center.other.state,
    { timeZone: 'Asia/Shanghai', plan: { country: 'CN', areaCode: '10' } },
    log,
  );
  onTestFinished(() => settings.stop());
  return settings;
}
const seats = () => center.redis.hget(center.keys.queue('service'), 'sizeLimit');

it('reads what was saved when the mark has changed, whoever missed the message', async () => {
  const settings = await aServer();
  const queues = db.getRepository(QueueSchema);
  const before = await queues.findOneByOrFail({ queueId: 'service' });
  onTestFinished(async () => void (await queues.update({ queueId: 'service' }, { sizeLimit: before.sizeLimit })));
  await queues.update({ queueId: 'service' }, { sizeLimit: 321 });
  await center.redis.set(center.keys.settingsMark, randomUUID());
  await eventually(async () => (await seats()) === '321', { withinMs: 2000 });
  expect(settings.queue('service')?.sizeLimit).toBe(321);
});

it('calls each handler separately, and a failing one again', async () => {
  const settings = await aServer();
  const told = { failing: 0, other: 0 };
  settings.onChange(() => {
    told.failing += 1;
    if (told.failing < 3) throw new Error('the database is away');
  });
  settings.onChange(() => (told.other += 1));
  await tellSettingsChanged({ redis: center.redis, keys: center.keys, log }, 'queues');
  await eventually(() => told.failing === 3);
  // What was told and done is not told again.
  await settings.catchUp();
  await settings.catchUp();
  expect(told).toEqual({ failing: 3, other: 1 });
});

it('mirrors the queues again into a Redis that came back empty, and every server reads them', async () => {
  const [first, second] = [await aServer(), await aServer()];
  const told = { first: 0, second: 0 };
  first.onChange(() => (told.first += 1));
  second.onChange(() => (told.second += 1));
  const before = await seats();
  await center.redis.del(await center.redis.keys(`${center.keys.base}*`));
  expect(await seats()).toBeNull();
  await eventually(async () => (await seats()) === before, { withinMs: 2000 });
  await eventually(() => told.first > 0 && told.second > 0);
  expect(await center.redis.exists(center.keys.dayStart, center.keys.settingsMark)).toBe(2);
});
