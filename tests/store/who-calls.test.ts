import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import { openDatabase } from '@sansheng/shared/db';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createScreenPop } from '../../server/src/desk-work/screen-pop/index.ts';
import { createIdentification } from '../../server/src/telephony/identify/index.ts';
import { createQueueSettings, type QueueSettings } from '../../server/src/telephony/queues/index.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const log = pino({ level: 'silent' });
const plan = { country: 'CN', areaCode: '10' };
const { environment } = theStack();
let center: LiveCenter;
let db: DataSource;
let queues: QueueSettings;
beforeAll(async () => {
  center = await aLiveCenter({ redisUrl: environment.REDIS_URL ?? '' });
  db = await openDatabase(environment.DATABASE_URL ?? '');
  queues = await createQueueSettings(db, center.state, { timeZone: 'Asia/Shanghai', plan }, log);
});
afterAll(async () => {
  queues.stop();
  await db.destroy();
  await center.forgetAll();
  center.close();
});

const nobody = { e164: '+8613800138000', numberKind: 'mobile', shownNumber: '13800138000', customerId: '', tier: '' };
const wang = { ...nobody, customerId: '7', customerName: '王芳', tier: 'gold' };
const saidOf = async (callId: string) => {
  const call = await center.calls.readCall(callId);
  return [call?.lookup, call?.customerId];
};

it('is not undone by a late look-up, and is reported once', async () => {
  const { identifyCall } = center.calls;
  const callId = await center.arrive();
  await identifyCall(callId, wang);
  const late = { ...nobody, customerName: '' };
  expect(await identifyCall(callId, late, { lookUp: 'found' })).toEqual({ result: 'known' });
  expect(await identifyCall(callId, late, { lookUp: 'failed' })).toEqual({ result: 'known' });
  expect(await saidOf(callId)).toEqual(['known', '7']);
  expect(
    (await center.events()).filter((event) => event.callId === callId && event.type === 'call.identified'),
  ).toHaveLength(1);
  // The seat that has the caller on the line corrects it.
  await identifyCall(callId, { ...wang, customerId: '8' }, { agentId: '1001' });
  expect(await saidOf(callId)).toEqual(['known', '8']);
});

it('is unknown when nobody has the number, but not when the look-up failed', async () => {
  const { identifyCall } = center.calls;
  const late = { ...nobody, customerName: '' };
  const [callId, failed] = [await center.arrive(), await center.arrive()];
  await identifyCall(callId, late, { lookUp: 'found' });
  expect(await saidOf(callId)).toEqual(['unknown', null]);
  await identifyCall(failed, late, { lookUp: 'failed' });
  expect(await saidOf(failed)).toEqual(['failed', null]);
  await identifyCall(failed, wang, { lookUp: 'found' });
  expect(await saidOf(failed), 'asked again').toEqual(['known', '7']);
});

it('is shown as the keypad identified them, though the look-up by number fails later', async () => {
  const card = { customerId: '7', name: '王芳', tier: 'gold' } as CustomerCard;
  let fail: (error: Error) => void = () => undefined;
  const identification = createIdentification({
    calls: center.calls,
    findCustomer: () => new Promise((_, reject) => (fail = reject)),
    findByDigits: async () => card,
    plan,
    log,
  });
  const pops = createScreenPop({
    calls: center.calls,
    queues,
    cards: identification.cards,
    findById: async () => card,
    findRecord: async () => null,
    nameOf: async () => null,
    center: plan,
  });
  const callId = await center.arrive();
  const lookedUp = identification.lookUp(callId, '13800138000');
  await identification.identifyByDigits(callId, { what: 'accountNumber', digits: '7' });
  fail(new Error('the database is away'));
  await lookedUp;
  const call = await center.calls.readCall(callId);
  if (call === null) throw new Error('gone');
  expect(await pops.open(call)).toMatchObject({ lookup: 'known', customer: { name: '王芳' } });
});
