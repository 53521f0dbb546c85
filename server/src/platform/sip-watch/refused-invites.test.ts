import { expect, it } from 'vitest';
import { createRefusedInvites } from './refused-invites.ts';

const reply = (status: string, callId: string, { server = 'Sansheng', cseq = '1 INVITE' } = {}) =>
  `SIP/2.0 ${status}\r\nVia: SIP/2.0/UDP x\r\nCall-ID: ${callId}\r\nCSeq: ${cseq}\r\nServer: ${server}\r\n\r\n`;

it('reports each refusal once, however often it is sent', () => {
  const refused = createRefusedInvites('Sansheng');
  const sent = [reply('100 Trying', 'a'), reply('488 Not Acceptable Here', 'a'), reply('488 Not Acceptable Here', 'a')];
  expect(sent.map(refused)).toEqual([null, 488, null]);
});

it.each([
  ['rang before, so that the server knows of it', [reply('180 Ringing', 'b'), reply('503 Unavailable', 'b')]],
  ['was answered', [reply('200 OK', 'b'), reply('500 x', 'b')]],
  ['was given up', [reply('487 Request Terminated', 'b')]],
  ['is of another method', [reply('404 Not Found', 'b', { cseq: '1 OPTIONS' })]],
  ['is what a phone or a carrier says to us', [reply('486 Busy', 'b', { server: 'x' })]],
  ['is no response', ['INVITE sip:1@x SIP/2.0\r\nServer: Sansheng\r\nCSeq: 1 INVITE\r\n\r\n', '', 'SIP/2.0 40']],
] as const)('tells none that %s', (_what, messages) => {
  expect(messages.map(createRefusedInvites('Sansheng'))).toEqual(messages.map(() => null));
});
