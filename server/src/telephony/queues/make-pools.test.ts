import { expect, it } from 'vitest';
import { makePools } from './make-pools.ts';

const seat = (employeeNo: string, turn = 0, listed = 0) => ({ employeeNo, turn, listed });

it('puts queues with the same seats and strategy into one pool, whatever the order of the list', () => {
  const pools = makePools([
    { queueId: 'a', strategy: 'longestIdle', members: [seat('1001', 0, 0), seat('1002', 0, 1)] },
    { queueId: 'b', strategy: 'longestIdle', members: [seat('1002', 0, 0), seat('1001', 0, 1)] },
  ]);
  expect(pools.get('a')).toBe(pools.get('b'));
});

it.each([
  ['other seats', { strategy: 'longestIdle', members: [seat('1001')] }],
  ['another turn', { strategy: 'longestIdle', members: [seat('1001'), seat('1002', 1)] }],
  [
    'other lenders',
    {
      strategy: 'longestIdle',
      borrowFrom: ['c'],
      borrowAfterSeconds: 20,
      members: [seat('1001'), seat('1002')],
    },
  ],
  ['another strategy', { strategy: 'roundRobin', members: [seat('1001'), seat('1002')] }],
])('keeps queues with %s apart', (_, other) => {
  const pools = makePools([
    { queueId: 'a', strategy: 'longestIdle', members: [seat('1001'), seat('1002')] },
    { queueId: 'b', ...other },
  ]);
  expect(pools.get('a')).not.toBe(pools.get('b'));
});

it('keeps linear queues with another order of seats apart', () => {
  const pools = makePools([
    { queueId: 'a', strategy: 'linear', members: [seat('1001', 0, 0), seat('1002', 0, 1)] },
    { queueId: 'b', strategy: 'linear', members: [seat('1001', 0, 1), seat('1002', 0, 0)] },
  ]);
  expect(pools.get('a')).not.toBe(pools.get('b'));
});
