import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/** A WebSocket frame with any head: what a library would never send. */
function frame(first: number, length: number | bigint, payload: Buffer, isMasked = true): Buffer {
  const mask = isMasked ? 0x80 : 0;
  let head: Buffer;
  if (typeof length === 'bigint') {
    head = Buffer.alloc(10);
    head.writeBigUInt64BE(length, 2);
    head[1] = mask | 127;
  } else if (length > 125) {
    head = Buffer.alloc(4);
    head.writeUInt16BE(length, 2);
    head[1] = mask | 126;
  } else head = Buffer.from([0, mask | length]);
  head[0] = first;
  return Buffer.concat([head, isMasked ? Buffer.alloc(4) : Buffer.alloc(0), payload]);
}

const TEXT = 0x81;
const text = (value: string | Buffer) => frame(TEXT, Buffer.byteLength(value), Buffer.from(value));
const sip = (method: string, more = '') =>
  `${method} sip:4000@sansheng.invalid SIP/2.0\r\nVia: SIP/2.0/WS a.invalid;branch=z9hG4bK${randomBytes(6).toString('hex')}\r\n` +
  `Max-Forwards: 70\r\nFrom: <sip:seat-1002@sansheng.invalid>;tag=a\r\nTo: <sip:4000@sansheng.invalid>\r\n` +
  `Call-ID: ${randomBytes(6).toString('hex')}\r\nCSeq: 1 ${method}\r\n${more}Content-Length: 0\r\n\r\n`;

/** Sequences of bytes, each for a connection of its own. */
export function oddFrames(): { what: string; bytes: Buffer[] }[] {
  const small = Buffer.alloc(1000, 97);
  return [
    { what: 'a length of 2^64 - 1', bytes: [frame(TEXT, 0xffff_ffff_ffff_ffffn, small)] },
    { what: 'a length of 2^64 - 14', bytes: [frame(TEXT, 0xffff_ffff_ffff_fff2n, small)] },
    { what: 'a length of 2^63', bytes: [frame(TEXT, 0x8000_0000_0000_0000n, small)] },
    { what: 'a length of 2^63 - 1', bytes: [frame(TEXT, 0x7fff_ffff_ffff_ffffn, small)] },
    { what: 'a length of 2^32 - 1', bytes: [frame(TEXT, 0xffff_ffffn, small)] },
    { what: 'a length of 2^31', bytes: [frame(TEXT, 0x8000_0000n, small)] },
    { what: 'a length of a megabyte', bytes: [frame(TEXT, 1_000_000n, Buffer.alloc(1_000_000, 97))] },
    { what: 'a small length in eight bytes', bytes: [frame(TEXT, 3n, Buffer.from('abc'))] },
    { what: 'no mask', bytes: [frame(TEXT, 3, Buffer.from('abc'), false)] },
    { what: 'reserved bits', bytes: [frame(0xf1, 3, Buffer.from('abc'))] },
    { what: 'a reserved opcode', bytes: [frame(0x8b, 3, Buffer.from('abc'))] },
    { what: 'a binary frame', bytes: [frame(0x82, 3, Buffer.from('abc'))] },
    { what: 'a continuation of nothing', bytes: [frame(0x80, 3, Buffer.from('abc'))] },
    {
      what: 'a message that never ends',
      bytes: Array.from({ length: 200 }, (_, at) => frame(at === 0 ? 0x01 : 0x00, 1000, small)),
    },
    { what: 'a ping of 200 bytes', bytes: [frame(0x89, 200, Buffer.alloc(200))] },
    { what: 'a ping in pieces', bytes: [frame(0x09, 3, Buffer.from('abc'))] },
    { what: 'a thousand pings', bytes: Array.from({ length: 1000 }, () => frame(0x89, 0, Buffer.alloc(0))) },
    { what: 'a close with one byte', bytes: [frame(0x88, 1, Buffer.from('a'))] },
    { what: 'a close with a code of nobody', bytes: [frame(0x88, 2, Buffer.from([0xff, 0xff]))] },
    { what: 'half a frame', bytes: [frame(TEXT, 3, Buffer.from('abc')).subarray(0, 4)] },
    { what: 'text that is no UTF-8', bytes: [text(Buffer.from([0xc3, 0x28, 0xff, 0xfe]))] },
    { what: 'an empty message', bytes: [text('')] },
    { what: 'a message of zeros', bytes: [text(Buffer.alloc(1000))] },
    { what: 'noise', bytes: [text(randomBytes(500))] },
    { what: 'no SIP', bytes: [text('GET / HTTP/1.1\r\n\r\n')] },
    { what: 'two messages in one', bytes: [text(sip('OPTIONS') + sip('OPTIONS'))] },
    { what: 'half a message', bytes: [text(sip('OPTIONS').slice(0, 60))] },
    { what: 'a negative length', bytes: [text(sip('OPTIONS').replace('Content-Length: 0', 'Content-Length: -5'))] },
    { what: 'a huge length', bytes: [text(sip('OPTIONS').replace('Content-Length: 0', 'Content-Length: 4294967296'))] },
    { what: 'two lengths', bytes: [text(sip('OPTIONS', 'Content-Length: 7\r\n'))] },
    { what: 'zeros in a header', bytes: [text(sip('OPTIONS', 'X: a\0b\r\n'))] },
    { what: 'a lone carriage return', bytes: [text(sip('OPTIONS', 'X: a\rY: b\r\n'))] },
    { what: 'a long header', bytes: [text(sip('OPTIONS', `X: ${'x'.repeat(8000)}\r\n`))] },
    { what: 'an address of brackets', bytes: [text(sip('OPTIONS').replace('From: <', `From: ${'<'.repeat(3000)}`))] },
    ...[
      'INVITE',
      'REGISTER',
      'MESSAGE',
      'REFER',
      'SUBSCRIBE',
      'NOTIFY',
      'PUBLISH',
      'UPDATE',
      'PRACK',
      'INFO',
      'BYE',
      'CANCEL',
      'ACK',
      'NONSENSE',
    ].map((method) => ({ what: `${method} of a stranger`, bytes: [text(sip(method))] })),
    { what: 'a response to nothing', bytes: [text('SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n')] },
  ];
}

const OPEN_MS = 5000;
const LISTEN_MS = 300;

/** Opens `/sip` by hand with somebody's session, sends the bytes, listens a moment and cuts. Throws when not let in. */
export async function sendOddFrames(url: string, cookie: string, bytes: readonly Buffer[]): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('/sip did not answer')), OPEN_MS);
      socket.once('data', (data) => {
        clearTimeout(late);
        const first = data.toString('latin1').split('\r\n')[0] ?? '';
        if (first.includes(' 101 ')) resolve();
        else reject(new Error(`/sip said ${first}`));
      });
      socket.write(
        `GET /sip HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
          `Sec-WebSocket-Protocol: sip\r\nCookie: ${cookie}\r\n\r\n`,
      );
    });
    for (const part of bytes) socket.write(part);
    await new Promise((resolve) => setTimeout(resolve, LISTEN_MS));
  } finally {
    socket.destroy();
  }
}
