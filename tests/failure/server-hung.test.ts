import { expect, it } from 'vitest';
import type { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import { aCallCenter, type CallCenter } from '../support/call-center.ts';
import type { Caller } from '../support/caller.ts';
import { eventually } from '../support/eventually.ts';

const TEN = Array.from({ length: 10 }, (_, i) => String(13_900_001_000 + i));

async function rings(callers: Caller[]): Promise<void> {
  for (const caller of callers) await caller.hears('ringing');
}
/** Ids of the calls of these numbers that the stream knows, in any order. */
async function callsOf(center: CallCenter, numbers: string[]): Promise<string[]> {
  const events = await center.events();
  return events.flatMap((event) =>
    event.type === 'call.arrived' && numbers.includes(event.data.callerNumber) ? [event.callId] : [],
  );
}
/** One record for each of the numbers, and no second one, also after the server has looked again. */
async function expectOneRecordEach(center: CallCenter, numbers: string[]): Promise<CallDetail[]> {
  const callIds = await eventually(
    async () => {
      const ids = await callsOf(center, numbers);
      return ids.length >= numbers.length ? ids : null;
    },
    { withinMs: 20_000, what: `a call of each of ${numbers.length} callers` },
  );
  const records = await Promise.all(callIds.map((callId) => center.record(callId)));
  expect(records.map(({ callerNumber }) => callerNumber).toSorted()).toEqual(numbers);
  return records;
}

it('has a record of every caller who rang and gave up while the server hung, when it is then killed', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  await center.server.kill('SIGSTOP');
  const callers = TEN.map((from) => center.dial('4000', { from }));
  await rings(callers);
  // Six seconds of ringing, as somebody would who then gives up.
  const givesUpAtMs = performance.now() + 6000;
  await eventually(() => performance.now() > givesUpAtMs, { what: 'six seconds of ringing' });
  await Promise.all(callers.map((caller) => caller.hangsUp()));
  await center.server.kill('SIGKILL');
  await center.startServer();

  for (const record of await expectOneRecordEach(center, TEN)) {
    expect(record).toMatchObject({ outcome: 'abandoned', endedBy: 'customer', endWhy: 'noServer', queueId: 'service' });
    expect(record.waitedMs).toBeGreaterThanOrEqual(5000);
    expect(record.waitedMs).toBeLessThan(12_000);
  }
  // The next server looks again and finds nothing.
  await center.server.kill('SIGKILL');
  await center.startServer();
  const caller = center.dial('4000', { from: '13900002000' });
  await caller.hears('ringing');
  await expectOneRecordEachLater(center);
});

/** A call that is served shows that the server has looked at the notes; nobody has a second record. */
async function expectOneRecordEachLater(center: CallCenter): Promise<void> {
  await eventually(async () => (await callsOf(center, ['13900002000'])).length === 1, { what: 'the next call' });
  expect(await callsOf(center, TEN)).toHaveLength(TEN.length);
}

it('has one record of each caller when the server hung and then goes on', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  await center.server.kill('SIGSTOP');
  const callers = TEN.map((from) => center.dial('4000', { from }));
  await rings(callers);
  // Half of them give up, half are there when it goes on.
  await Promise.all(callers.slice(0, 5).map((caller) => caller.hangsUp()));
  await center.server.kill('SIGCONT');
  await eventually(async () => (await callsOf(center, TEN)).length === TEN.length, {
    withinMs: 20_000,
    what: 'a call of each of them',
  });
  await Promise.all(callers.map((caller) => caller.hangsUp()));
  for (const record of await expectOneRecordEach(center, TEN)) expect(record.outcome).toBe('abandoned');
  expect(await callsOf(center, TEN)).toHaveLength(TEN.length);
});

it('has one record of each caller who rings in the seconds in which the server is killed', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000 });
  const numbers = Array.from({ length: 30 }, (_, i) => String(13_900_003_000 + i));
  const callers: Caller[] = [];
  for (const [nth, from] of numbers.entries()) {
    callers.push(center.dial('4000', { from }));
    // In the middle of the burst: some have arrived, some are on their way, some come when nobody is there.
    if (nth === 15) await callers[13]?.hears('ringing');
    if (nth === 20) await center.server.kill('SIGKILL');
  }
  await rings(callers);
  await Promise.all(callers.map((caller) => caller.hangsUp()));
  await center.startServer();
  for (const record of await expectOneRecordEach(center, numbers)) expect(record.outcome).toBe('abandoned');
  expect(await callsOf(center, numbers)).toHaveLength(numbers.length);
});
