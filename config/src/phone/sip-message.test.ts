import { describe, expect, it } from 'vitest';
import { formatSipMessage, headerOf, parseSipMessage, readMediaAddress, statusOf } from './sip-message.ts';

describe('SIP messages', () => {
  it('reads short and folded headers', () => {
    const message = parseSipMessage('SIP/2.0 486 Busy Here\r\nv: SIP/2.0/UDP a\r\nt: <sip:b@c>;\r\n tag=1\r\n\r\n');
    expect(statusOf(message)).toBe(486);
    expect(headerOf(message, 'via')).toBe('SIP/2.0/UDP a');
    expect(headerOf(message, 'to')).toBe('<sip:b@c>; tag=1');
  });

  it('writes the length of the body in bytes and reads its media address', () => {
    const body = 'v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 4000 RTP/AVP 8 101\r\ns=三声\r\n';
    const message = parseSipMessage(formatSipMessage({ startLine: 'INVITE sip:a@b SIP/2.0', headers: [], body }));
    expect(headerOf(message, 'content-length')).toBe(String(Buffer.byteLength(body)));
    expect(readMediaAddress(message.body)).toEqual({ host: '127.0.0.1', port: 4000, payloadTypes: [8, 101] });
    expect(statusOf(message)).toBe(0);
  });
});
