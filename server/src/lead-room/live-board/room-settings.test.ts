import { expect, it } from 'vitest';
import { isAllowed, readAddresses } from './room-settings.ts';

it('lets in the addresses and ranges that are named, however they are written, and nobody by default', () => {
  const allowed = ['10.1.0.0/16', '192.168.1.7', 'fd00::/8'];
  const of = (address: string) => isAllowed(allowed, address);
  expect(['10.1.2.3', '::ffff:10.1.2.3', '192.168.1.7', 'fd12::1'].every(of)).toBe(true);
  expect(['10.2.0.1', '192.168.1.8', 'fe80::1', '', 'nonsense'].some(of)).toBe(false);
  expect(isAllowed([], '127.0.0.1')).toBe(false);
});

it('names the entry that is no address', () => {
  for (const wrong of ['10.1.0.0/33', '10.1', 'wall', '10.1.0.0/', 'fd00::/200'])
    expect(() => readAddresses(['10.0.0.1', wrong])).toThrow('no address or range');
});
