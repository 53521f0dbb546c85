import { expect, it } from 'vitest';
import { readHep } from './read-hep.ts';

function chunk(type: number, data: string): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(6 + data.length, 4);
  return Buffer.concat([head, Buffer.from(data)]);
}
function hep(...chunks: Buffer[]): Buffer {
  const head = Buffer.from('HEP3\0\0');
  head.writeUInt16BE(6 + Buffer.concat(chunks).length, 4);
  return Buffer.concat([head, ...chunks]);
}

it('reads the message, wherever it stands', () => {
  expect(readHep(hep(chunk(1, '\x02'), chunk(15, 'SIP/2.0 404 Not Found\r\n')))).toBe('SIP/2.0 404 Not Found\r\n');
});

it.each([
  Buffer.alloc(0),
  Buffer.from('HEP3'),
  Buffer.from('SIP/2.0 404 Not Found\r\n\r\n'),
  hep(chunk(1, 'x')),
  hep(chunk(15, 'abc')).subarray(0, 10),
  Buffer.from('HEP3\0\x0c\0\0\0\x0f\0\0'),
  Buffer.from('HEP3\0\x0c\0\0\0\x0f\xff\xff'),
])('reads none in %j', (packet) => expect(readHep(packet)).toBeNull());
