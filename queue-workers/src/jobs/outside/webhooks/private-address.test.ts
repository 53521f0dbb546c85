import { expect, it } from 'vitest';
import { isPrivateAddress } from './private-address.ts';

it('knows the own network however it is written, and lets the world through', () => {
  const own = [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '[::1]',
    '::',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    'fd00::1',
    'fe80::1',
    'not an address',
  ];
  expect(own.filter((address) => !isPrivateAddress(address))).toEqual([]);
  expect(['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888'].filter(isPrivateAddress)).toEqual([]);
});
