import { describe, expect, it } from 'vitest';
import { inRanges, isAddressOrRange, isLoopback, isPrivateAddress, partyOf, plainAddress } from './index.ts';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:207', '192.0.2.7'],
  ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['[::1]', '::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['', null],
  ['localhost', null],
  ['10.1', null],
  ['192.0.2.7:5060', null],
])('spells %s as %s', (text, plain) => {
  expect(plainAddress(text)).toBe(plain);
});

describe('ranges', () => {
  it('contain addresses in any spelling', () => {
    const isIn = inRanges(['10.1.0.0/16', '192.168.1.7', 'fd00::/8']);
    expect(['10.1.2.3', '::ffff:10.1.2.3', '::ffff:a01:203', '192.168.1.7', 'fd12::1', '[fd12::1]'].every(isIn)).toBe(
      true,
    );
    expect(['10.2.0.1', '192.168.1.8', 'fe80::1', '', 'nonsense'].some(isIn)).toBe(false);
    expect(inRanges([])('127.0.0.1')).toBe(false);
  });

  it('are refused when invalid', () => {
    const wrong = [
      '10.1.0.0/33',
      '10.1',
      'wall',
      '10.1.0.0/',
      '10.1.0.0/-1',
      '10.0.0.0/8/9',
      'fd00::/200',
      'fe80::1%eth0',
    ];
    expect(wrong.filter(isAddressOrRange)).toEqual([]);
    expect(['10.0.0.1', '10.0.0.0/8', '0.0.0.0/0', '::/0', 'fd00::1'].every(isAddressOrRange)).toBe(true);
    expect(() => inRanges(['10.0.0.1', 'wall'])).toThrow('not an address or range: wall');
  });
});

it('knows private networks in any spelling, and lets public addresses through', () => {
  const inside = [
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
    '64:ff9b::a00:1',
    'fd00::1',
    'fe80::1',
    'fe80::1%eth0',
    'not an address',
  ];
  expect(inside.filter((address) => !isPrivateAddress(address))).toEqual([]);
  expect(['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8'].filter(isPrivateAddress)).toEqual([]);
});

it('knows this machine', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true);
  expect(['127.evil.example', '10.0.0.1', '::2', ''].some(isLoopback)).toBe(false);
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::99', '2001:db8:1:2::/64'],
  ['2001:0db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:1:2:3::', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
])('counts %s under %s', (address, party) => {
  expect(partyOf(address)).toBe(party);
});
