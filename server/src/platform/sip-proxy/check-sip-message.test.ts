import { describe, expect, it } from 'vitest';
import { checkSipMessage } from './check-sip-message.ts';

const head = {
  start: 'INVITE sip:4000@sansheng.invalid SIP/2.0',
  via: 'Via: SIP/2.0/WSS phone.invalid;branch=z9hG4bK1',
  hops: 'Max-Forwards: 70',
  from: 'From: "三声" <sip:seat-1001@sansheng.invalid>;tag=1',
  to: 'To: <sip:4000@sansheng.invalid>',
  callId: 'Call-ID: a1b2',
  cseq: 'CSeq: 1 INVITE',
  contact: 'Contact: <sip:x@phone.invalid;transport=ws>',
  type: 'Content-Type: application/sdp',
  length: 'Content-Length: 5',
};
/** A good INVITE, but for what is given. */
function message(changed: Partial<typeof head> = {}, body = 'v=0\r\n'): string {
  const lines = Object.values({ ...head, ...changed }).filter((line) => line !== '');
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
const empty = { type: '', length: 'Content-Length: 0' };

describe('a message that goes on to Asterisk', () => {
  it.each([
    ['an INVITE', message()],
    [
      'a registration',
      message({ start: 'REGISTER sip:sansheng.invalid SIP/2.0', cseq: 'CSeq: 2 REGISTER', ...empty }, ''),
    ],
    ['an answer', message({ start: 'SIP/2.0 200 OK' })],
    ['an answer without a word', message({ start: 'SIP/2.0 486 ', ...empty }, '')],
    [
      'short names',
      message({
        from: 'f: <sip:a@b>;tag=1',
        to: 't:<sip:c@d>',
        callId: 'i: x',
        type: 'c: application/sdp',
        length: 'l: 5',
      }),
    ],
    ['no length and no body', message({ type: '', length: '' }, '')],
    ['a length of bytes, not letters', message({ length: 'Content-Length: 8' }, 'i=三声')],
    [
      'keys by INFO',
      message(
        {
          start: 'INFO sip:x@y SIP/2.0',
          cseq: 'CSeq: 3 INFO',
          type: 'Content-Type: application/dtmf-relay',
          length: 'Content-Length: 8',
        },
        'Signal=1',
      ),
    ],
    ['a header nobody knows', message({ hops: 'X-Odd: \t"\\r"' })],
  ])('%s', (_, text) => expect(checkSipMessage(text)).toBeNull());
});

describe('a message that does not', () => {
  it.each([
    ['nothing', '', 'no empty line'],
    ['another protocol', 'GET / HTTP/1.1\r\n\r\n', 'neither'],
    ['a head without an end', message().replace('\r\n\r\n', '\r\n'), 'no empty line'],
    ['a version to come', message({ start: 'INVITE sip:4000@x SIP/3.0' }), 'neither'],
    ['a method of small letters', message({ start: 'invite sip:4000@x SIP/2.0' }), 'neither'],
    ['a method of no phone', message({ start: 'REFER sip:4000@x SIP/2.0', cseq: 'CSeq: 1 REFER' }), 'a method'],
    ['two words dialled', message({ start: 'INVITE sip:40 00@x SIP/2.0' }), 'neither'],
    ['an address of another kind', message({ start: 'INVITE tel:4000 SIP/2.0' }), 'not an address'],
    ['a response of no class', message({ start: 'SIP/2.0 700 Odd' }), 'neither'],
    ['NUL in the address', message({ start: 'INVITE sip:40\u000000@x SIP/2.0' }), 'a control character'],
    ['NUL in a header', message({ from: 'From: <sip:a\u0000@b>' }), 'a control character'],
    ['CR alone', message({ from: 'From: <sip:a@b>\rX: y' }), 'a control character'],
    ['LF alone', message({ from: 'From: <sip:a@b>\nX: y' }), 'a control character'],
    ['a folded line', message({ hops: 'Subject: a\r\n b' }), 'a line that is no header'],
    ['a line without a colon', message({ hops: 'Max-Forwards 70' }), 'a line that is no header'],
    ['a name with a space in it', message({ hops: 'Max Forwards: 70' }), 'a line that is no header'],
    ['no from', message({ from: '' }), 'no from'],
    ['an empty from', message({ from: 'From:  ' }), 'no from'],
    ['no to', message({ to: '' }), 'no to'],
    ['no via', message({ via: '' }), 'no via'],
    ['a via of UDP', message({ via: 'Via: SIP/2.0/UDP 203.0.113.1' }), 'a via of another'],
    ['no call-id', message({ callId: '' }), 'no call-id'],
    ['two call-ids', message({ hops: 'i: other' }), 'call-id twice'],
    ['no cseq', message({ cseq: '' }), 'no cseq'],
    ['a cseq of another method', message({ cseq: 'CSeq: 1 ACK' }), 'a cseq of another'],
    ['a cseq too large', message({ cseq: 'CSeq: 4294967296 INVITE' }), 'not a cseq'],
    ['a negative cseq', message({ cseq: 'CSeq: -1 INVITE' }), 'not a cseq'],
    ['hops below zero', message({ hops: 'Max-Forwards: -1' }), 'not a max-forwards'],
    ['two lengths', message({ hops: 'l: 5' }), 'content-length twice'],
    ['a length too small, and a second message behind it', message({ length: 'Content-Length: 0' }), 'another length'],
    ['a length too large', message({ length: 'Content-Length: 50' }), 'another length'],
    ['a negative length', message({ length: 'Content-Length: -5' }), 'not a content-length'],
    ['a length of 2^32', message({ length: 'Content-Length: 4294967296' }), 'not a content-length'],
    ['a length with a sign', message({ length: 'Content-Length: +5' }), 'not a content-length'],
    ['a body without a length', message({ length: '' }), 'another length'],
    ['a body without a type', message({ type: '' }), 'a body'],
    ['a body of several parts', message({ type: 'Content-Type: multipart/mixed;boundary=a' }), 'a body'],
    ['a packed body', message({ hops: 'Content-Encoding: gzip' }), 'an encoded body'],
    ['NUL in the body', message({}, 'v=0\u0000\n'), 'a control character in the body'],
    [
      'a hundred headers more',
      message({ hops: Array.from({ length: 100 }, () => 'X: y').join('\r\n') }),
      'too many headers',
    ],
    ['a line of 5,000 letters', message({ hops: `X: ${'y'.repeat(5000)}` }), 'a line too long'],
  ])('%s', (_, text, reason) => expect(checkSipMessage(text)).toContain(reason));
});
