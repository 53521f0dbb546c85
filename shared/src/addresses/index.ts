import { BlockList, type IPVersion, isIP, SocketAddress } from 'node:net';

/**
 * An IP address in its canonical spelling: without brackets or zone, IPv6 shortened, an IPv4 address inside IPv6 as
 * IPv4. Null for what is not an address.
 */
export function plainAddress(text: string): string | null {
  const [address = ''] = text.replace(/^\[(.*)\]$/, '$1').split('%');
  if (isIP(address) === 0) return null;
  const { address: plain } = new SocketAddress({ address, family: familyOf(address) });
  return plain.replace(/^::ffff:(?=\d+\.)/, '');
}

/** A range as `10.1.0.0/16`, or a single address. Null for what is neither. */
function parseRange(text: string): { network: string; prefix: number; family: IPVersion } | null {
  const [address = '', bits, ...rest] = text.split('/');
  const family = familyOf(address);
  const longest = family === 'ipv6' ? 128 : 32;
  const prefix = bits === undefined ? longest : /^\d+$/.test(bits) ? Number(bits) : Number.NaN;
  if (isIP(address) === 0 || address.includes('%') || rest.length > 0 || !(prefix <= longest)) return null;
  return { network: address, prefix, family };
}

export const isAddressOrRange = (text: string): boolean => parseRange(text) !== null;

/** Tells whether an address is in one of the ranges. Throws for an entry that is not an address or range. */
export function inRanges(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const text of ranges) {
    const range = parseRange(text);
    if (range === null) throw new TypeError(`not an address or range: ${text}`);
    list.addSubnet(range.network, range.prefix, range.family);
  }
  return (address) => {
    const plain = plainAddress(address);
    return plain !== null && list.check(plain, familyOf(plain));
  };
}

/** This machine itself. */
export const isLoopback = inRanges(['127.0.0.0/8', '::1']);

const isInside = inRanges([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
  '::/127',
  '64:ff9b::/96',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
]);

/** True for loopback, private networks, link-local (where clouds keep their secrets) and whatever is not an address. */
export const isPrivateAddress = (address: string): boolean => plainAddress(address) === null || isInside(address);

/** What one party's attempts are counted under: an IPv4 address, or the /64 network that an IPv6 customer is given. */
export function partyOf(address: string): string {
  const plain = plainAddress(address);
  if (plain === null || familyOf(plain) === 'ipv4') return plain ?? address;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  // Groups that '::' stands for are zero; only the first four of the eight are looked at.
  const left = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const tailGroups = tail ? tail.split(':') : [];
  return `${[...groups, ...Array.from({ length: left }, () => '0'), ...tailGroups].slice(0, 4).join(':')}::/64`;
}

function familyOf(address: string): IPVersion {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
