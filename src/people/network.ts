import { isIPv4, isIPv6 } from 'node:net';

const ADDRESS_LENGTH_MAX = 60;

/**
 * Where a request comes from, as attempts are counted. `host` is one visitor:
 * an IPv4 address, or the /64 that an IPv6 subscriber holds and moves in freely.
 * `network` is his neighbourhood: the /24, or the same /64 (D16). What is no
 * address at all counts as a place of its own.
 */
export function placeOf(address: string): { host: string; network: string } {
  const plain = address.trim().replace(/%.*$/, '');
  const four = plain.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(four)) {
    return { host: four, network: `${four.split('.').slice(0, 3).join('.')}.0/24` };
  }
  if (isIPv6(plain)) {
    const prefix = `${groupsOf(plain).slice(0, 4).join(':')}::/64`;
    return { host: prefix, network: prefix };
  }
  const unknown = plain.slice(0, ADDRESS_LENGTH_MAX);
  return { host: unknown, network: unknown };
}

/** The eight groups of an IPv6 address, without leading zeros, whichever way it was written. */
function groupsOf(address: string): string[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = written.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  if (tail === undefined) return before;
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after];
}
