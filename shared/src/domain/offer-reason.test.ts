import { expect, it } from 'vitest';
import { readSeatScore, replayOffer } from './offer-reason.ts';

const call = { by: 'call', strategy: 'longestIdle', needs: '' } as const;

it.each([
  [
    'the first that nothing speaks against',
    {
      ...call,
      seats: [
        { agentId: '1', score: '5', verdict: 'passed' },
        { agentId: '2', score: '7', verdict: 'chosen' },
        { agentId: '3', score: '9', verdict: 'later' },
      ],
    },
    { agentIds: ['2'] },
  ],
  [
    'several where several ring at once',
    {
      ...call,
      atOnce: 2,
      seats: [
        { agentId: '1', score: '5', verdict: 'chosen' },
        { agentId: '2', score: '7', verdict: 'chosen' },
      ],
    },
    { agentIds: ['1', '2'] },
  ],
  [
    'a lent seat only when no own one is fit',
    {
      ...call,
      seats: [
        { agentId: '1', score: '9', verdict: 'skill' },
        { agentId: '2', score: '1', verdict: 'borrowed', lent: true },
      ],
    },
    { agentIds: ['2'] },
  ],
  ['nobody', { ...call, seats: {} }, { agentIds: [] }],
  [
    'the call that is due first',
    {
      by: 'seat' as const,
      calls: [
        { callId: 'a', score: '9', verdict: 'due' },
        { callId: 'b', score: '3', verdict: 'keptForOther' },
        { callId: 'c', score: '4', verdict: 'due' },
      ],
    },
    { callId: 'c' },
  ],
  [
    'the first call of the queue that is least ahead of its share',
    {
      by: 'seat' as const,
      calls: [
        { callId: 'a', score: '3', verdict: 'due', share: { queueId: 'q', share: 1, ahead: 500 } },
        { callId: 'b', score: '4', verdict: 'due' },
        { callId: 'c', score: '9', verdict: 'due', share: { queueId: 'r', share: 2, ahead: 0 } },
      ],
    },
    { callId: 'c' },
  ],
  [
    'the call of a queue without a share when it is due first',
    {
      by: 'seat' as const,
      calls: [
        { callId: 'a', score: '4', verdict: 'due', share: { queueId: 'q', share: 1, ahead: 0 } },
        { callId: 'b', score: '3', verdict: 'due' },
      ],
    },
    { callId: 'b' },
  ],
])('decides again for %s', (_, why, expected) => {
  expect(replayOffer(why)).toEqual(expected);
});

it.each([
  ['longestIdle', '101763700000000', { turn: 1, measure: { kind: 'idleSince', atMs: 1_763_700_000_000 } }],
  ['fewestCalls', '712345678', { turn: 0, measure: { kind: 'callsToday', count: 7 } }],
  ['leastTalk', '12012345678', { turn: 0, measure: { kind: 'talkTodaySeconds', count: 120 } }],
  ['mostSkilled', '11763700000000', { turn: 0, measure: { kind: 'bestLevel', count: 8 } }],
  ['linear', '200000000000003', { turn: 2, measure: { kind: 'listed', count: 3 } }],
  ['roundRobin', '0', { turn: 0, measure: { kind: 'lastOfferedAt', atMs: 0 } }],
])('reads the score of %s', (strategy, score, expected) => {
  expect(readSeatScore(strategy, score)).toEqual(expected);
});
