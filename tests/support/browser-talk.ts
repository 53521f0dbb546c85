import { onTestFinished } from 'vitest';
import type { BrowserSeat } from './browser-seat.ts';
import type { CallCenter } from './call-center.ts';
import { eventually } from './eventually.ts';
import { dialWithSipp } from './sipp-caller.ts';
import { theStack } from './the-stack.ts';

/** The seat goes ready by its screen and talks with a customer, the first of the center. */
export async function talksByScreen(
  center: CallCenter,
  seat: BrowserSeat,
  customerIs: Parameters<typeof dialWithSipp>[2],
) {
  const agentState = () => seat.see('agent-state').getAttribute('data-state');
  await seat.see('go-ready').click();
  await eventually(async () => (await agentState()) === 'ready', { withinMs: 20_000, what: 'ready on the screen' });
  const customer = await dialWithSipp(theStack(), '4000', customerIs);
  onTestFinished(() => customer.stop());
  await seat.see('answer').click();
  await eventually(async () => (await agentState()) === 'talking', { what: 'talking on the screen' });
  const [callId = ''] = await center.callIds(1);
  return { agentState, customer, callId };
}
