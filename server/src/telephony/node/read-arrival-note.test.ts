import { expect, it } from 'vitest';
import { readArrivalNote } from './read-arrival-note.ts';

it.each([
  ['1796094250.7', '0 4000 13800138000', ['4000', '13800138000', 1796094250000, null]],
  ['1796094250.7', '1796094256 +861040004000 ', ['+861040004000', '', 1796094250000, 1796094256000]],
  ['1796094250.7', '1796094256 4000', ['4000', '', 1796094250000, 1796094256000]],
  ['node1-1796094250.7', '0 4000 anonymous', ['4000', 'anonymous', 1796094250000, null]],
  ['x', '0 4000 1', ['4000', '1', null, null]],
] as const)('reads the note %s: %s', (channelId, value, [hotline, callerNumber, arrivedAtMs, endedAtMs]) => {
  expect(readArrivalNote(channelId, value)).toEqual({ hotline, callerNumber, arrivedAtMs, endedAtMs });
});

it.each(['', '0', '0 h 1', 'x 4000 1', '0 4000 1 2', '0 4000 1)', '0 4000 1\r\nAction: x', `0 4000 ${'9'.repeat(41)}`])(
  'takes %j for no note',
  (value) => expect(readArrivalNote('1796094250.7', value)).toBeNull(),
);
