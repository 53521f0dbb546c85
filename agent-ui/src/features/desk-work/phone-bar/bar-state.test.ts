import type { BarCall, BarState } from '@sansheng/shared/contracts/desk-work/phone-bar';
import { expect, it } from 'vitest';
import { eventsBetween, fillPopUrl, nothingTold } from './bar-state.ts';

const call = (change: Partial<BarCall> = {}): BarCall => ({
  callId: 'c1',
  direction: 'inbound',
  number: '13800138000',
  customerId: 'cust-1',
  queueId: 'service',
  ...change,
});
const state = (change: Partial<BarState> = {}): BarState => ({
  agentId: '1001',
  state: 'ready',
  reason: '',
  call: null,
  mayAnswer: false,
  isDialling: false,
  isHeld: false,
  lastedMs: 0,
  ...change,
});

/** The messages a page gets for a series of states. */
function hear(steps: [BarState, boolean?][]): string[] {
  let told = nothingTold;
  return steps.flatMap(([now, isKnown = true]) => {
    const next = eventsBetween(told, now, isKnown);
    told = next.told;
    return next.events.map(([event, about]) => `${event} ${about.callId}`);
  });
}
const rings = state({ state: 'offered', call: call() });
const talks = state({ state: 'talking', call: call() });
const places = (isDialling: boolean) => state({ state: 'talking', call: call({ direction: 'outbound' }), isDialling });

it.each([
  [
    'a call, each thing once',
    [[rings], [rings], [talks], [talks], [state()]],
    ['offered c1', 'answered c1', 'ended c1'],
  ],
  [
    'who calls only when it is known',
    [
      [rings, false],
      [rings, true],
    ],
    ['offered c1'],
  ],
  [
    'an offer that was answered before the look-up',
    [
      [rings, false],
      [talks, false],
    ],
    ['offered c1', 'answered c1'],
  ],
  ['an offer let ring', [[rings], [state({ state: 'notReady', call: null })]], ['offered c1', 'ended c1']],
  [
    'the next call behind the last',
    [[talks], [state({ state: 'offered', call: call({ callId: 'c2' }) })]],
    ['offered c1', 'answered c1', 'ended c1', 'offered c2'],
  ],
  [
    'the end of the talk, not of the wrap-up',
    [[talks], [state({ state: 'wrapUp', call: call() })], [state()]],
    ['offered c1', 'answered c1', 'ended c1'],
  ],
  [
    'a call of its own',
    [[places(true)], [places(true)], [places(false)], [state()]],
    ['dialling c1', 'answered c1', 'ended c1'],
  ],
  ['nothing of a screen that is not there yet', [[state({ state: 'offered' })], [rings]], ['offered c1']],
] as [string, [BarState, boolean?][], string[]][])('tells %s', (_what, steps, events) => {
  expect(hear(steps)).toEqual(events);
});

it('fills in an address, and lets no value escape its place', () => {
  const template = 'https://crm.example/?n={number}&c={customerId}&by={agentId}';
  expect(fillPopUrl(template, call({ number: '+86 138&x=1', customerId: '' }), '1001')).toBe(
    'https://crm.example/?n=%2B86%20138%26x%3D1&c=&by=1001',
  );
});
