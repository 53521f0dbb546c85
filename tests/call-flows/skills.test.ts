import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';

it('offers a call to a seat with the skill it needs, a lower level after a wait, and anyone after a longer one', async () => {
  const center = await aCallCenter({ notReady: ['1001', '1002', '1003'] });
  const admin = await anAdministrator(center);
  await admin.setsSkills('1001', { english: 8 });
  await admin.setsSkills('1002', { english: 4 });
  const relax = [
    { afterMs: 2000, level: 4 },
    { afterMs: 4000, level: 0 },
  ];
  await admin.changesQueue('vip', { needs: [{ skill: 'english', level: 7, relax }] });
  const [skilled, learner, other] = [await center.seat('1001'), await center.seat('1002'), await center.seat('1003')];
  for (const seat of [other, learner, skilled]) await seat.goesReady();

  center.dial('4003', { from: '13900020001' });
  const first = await skilled.answers();
  center.dial('4003', { from: '13900020002' });
  const second = await learner.answers();
  center.dial('4003', { from: '13900020003' });
  const third = await other.answers();
  const waitedMs = async (callId: string) => {
    const answered = (await center.events(callId)).find((event) => event.type === 'routing.offered');
    return answered?.type === 'routing.offered' ? answered.data.waitedMs : -1;
  };
  expect(await waitedMs(first)).toBeLessThan(1000);
  expect(await waitedMs(second)).toBeGreaterThanOrEqual(2000);
  expect(await waitedMs(second)).toBeLessThan(2500);
  expect(await waitedMs(third)).toBeGreaterThanOrEqual(4000);
  expect(await waitedMs(third)).toBeLessThan(4500);
});

it('lets a seat skip callers whose needs it does not meet and take the next', async () => {
  const center = await aCallCenter({ notReady: ['1001'], workers: false });
  const admin = await anAdministrator(center);
  await admin.setsSkills('1002', { english: 4 });
  await admin.changesQueue('vip', { needs: [{ skill: 'english', level: 1, relax: [] }] });
  await center.dial('4003', { from: '13900020011' }).hears('ringing');
  await center.dial('4000', { from: '13900020012' }).hears('ringing');
  const [, second] = await center.queuedCallIds(2);
  const seat = await center.seat('1001');
  await seat.goesReady();
  expect(await seat.answers()).toBe(second);
});
