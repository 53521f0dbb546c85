import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

const RINGING = ['1001', '1002'];

/** A center that rings two seats at once for the VIP hotline; 1003 is ready too. */
async function aCenter() {
  const center = await aCallCenter({ notReady: ['1001', '1002', '1003'] });
  await (await anAdministrator(center)).changesQueue('vip', { seatsAtOnce: 2, wrapUpMode: 'none' });
  const [first, second, third] = [await center.seat('1001'), await center.seat('1002'), await center.seat('1003')];
  for (const seat of [first, second, third]) await seat.goesReady();
  return { center, first, second, third };
}

it('rings several seats for one call; one wins, the others are ready again', async () => {
  const { center, first, second, third } = await aCenter();
  const caller = center.dial('4003');
  const [vain, won] = [await first.rings(), await second.rings()];
  expect(Math.abs(vain.invitedAtMs - won.invitedAtMs), 'they ring together').toBeLessThan(200);
  expect(third.desk.state).toBe('ready');
  // Both answer in the same moment: one of them has the call.
  vain.answer();
  won.answer();
  const winner = await eventually(() => [first, second].find(({ desk }) => desk.state === 'talking'));
  const loser = winner === first ? second : first;
  await loser.is('ready');
  await eventually(() => loser.phone.calls.every(({ isOver }) => isOver), { what: 'silence at the other seat' });
  expect(winner.phone.calls.every(({ isOver }) => !isOver)).toBe(true);
  const callId = winner.desk.call?.callId ?? '';
  await caller.hangsUp();
  await center.isQuiet();
  const { offers } = await center.record(callId);
  expect(offers.map(({ agentId }) => agentId).toSorted()).toEqual(RINGING);
  expect(offers.find(({ agentId }) => agentId === winner.agentId)?.result).toBe('answered');
  expect(offers.find(({ agentId }) => agentId === loser.agentId)?.result).toBe('withdrawn');
});

it('rings on at the other when one refuses, and goes to the next when both do', async () => {
  const { center, first, second, third } = await aCenter();
  center.dial('4003');
  const [one, two] = [await first.rings(), await second.rings()];
  one.refuse(486);
  expect(await first.is('notReady')).toMatchObject({ reason: 'declined' });
  expect(second.desk.state).toBe('offered');
  expect(third.desk.state).toBe('ready');
  two.refuse(486);
  await second.is('notReady');
  expect(await third.answers()).toBe((await center.callIds())[0]);
});

it('lets all of them go when the caller gives up', async () => {
  const { center, first, second } = await aCenter();
  const caller = center.dial('4003');
  await first.rings();
  await second.rings();
  await caller.hangsUp();
  await first.is('ready');
  await second.is('ready');
  await center.isQuiet();
});
