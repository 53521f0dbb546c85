import { expect, it } from 'vitest';
import { readReply } from './read-reply.ts';

it('reads names in any case, and values with colons', () => {
  expect([...readReply('Response: Success\r\nActionID: 7\r\nMessage: at 10:30')]).toEqual([
    ['response', 'Success'],
    ['actionid', '7'],
    ['message', 'at 10:30'],
  ]);
});

it('lets no line break in a value override an earlier line', () => {
  const forged = readReply(
    'Event: DBGetTreeResponse\r\nActionID: 7\r\nKey: /arrivals/1.1\r\nVal: 0 4000 1\r\nEvent: PeerStatus\r\nKey: /x\r\nActionID: 8\r\nVal: 2',
  );
  expect(Object.fromEntries(forged)).toEqual({
    event: 'DBGetTreeResponse',
    actionid: '7',
    key: '/arrivals/1.1',
    val: '0 4000 1',
  });
});

it('drops lines without a name', () => {
  expect(readReply('Asterisk Call Manager/11.0.0\r\n: x\r\nResponse: Success').get('response')).toBe('Success');
});
