import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { addressOf, isOwnOrigin } from './origin.ts';

const request = (headers: Record<string, string>, remoteAddress = '192.0.2.1') =>
  ({ headers, rawHeaders: Object.entries(headers).flat(), socket: { remoteAddress } }) as unknown as IncomingMessage;

it.each([
  [{ host: 'cc.example' }, 0, true],
  [{ host: 'cc.example', origin: 'https://cc.example' }, 0, true],
  [{ host: 'CC.example:3000', origin: 'http://cc.example:3000' }, 0, true],
  [{ host: 'cc.example', origin: 'https://cc.example.evil' }, 0, false],
  [{ host: 'cc.example:3000', origin: 'http://cc.example:3001' }, 0, false],
  [{ host: 'cc.example', origin: 'null' }, 0, false],
  [{ host: 'cc.example', 'sec-fetch-site': 'same-origin' }, 0, true],
  [{ host: 'cc.example', 'sec-fetch-site': 'same-site' }, 0, false],
  [{ host: '10.0.0.5', 'x-forwarded-host': 'cc.example', origin: 'https://cc.example' }, 1, true],
  [{ host: '10.0.0.5', 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' }, 0, false],
] as [Record<string, string>, number, boolean][])('%j behind %i proxies is our own: %s', (headers, proxies, isOwn) => {
  expect(isOwnOrigin(request(headers), proxies)).toBe(isOwn);
});

it('does not accept a request that names two hosts', () => {
  const headers = { host: 'cc.example', origin: 'https://cc.example' };
  const rawHeaders = ['Host', 'cc.example', 'hOST', 'evil.example'];
  expect(isOwnOrigin({ headers, rawHeaders } as unknown as IncomingMessage, 0)).toBe(false);
});

it.each([
  [undefined, 0, '192.0.2.1'],
  ['203.0.113.9', 0, '192.0.2.1'],
  ['203.0.113.9', 1, '203.0.113.9'],
  ['1.1.1.1, 203.0.113.9', 1, '203.0.113.9'],
  ['1.1.1.1, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
  [undefined, 1, '192.0.2.1'],
  ['::ffff:cb00:7109', 1, '203.0.113.9'],
] as [string | undefined, number, string][])('%s behind %i proxies is %s', (forwarded, proxies, address) => {
  expect(addressOf(request(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }), proxies)).toBe(address);
});
