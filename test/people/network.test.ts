import { expect, test } from 'vitest';
import { placeOf } from '../../src/people/network.ts';

test.each([
  ['203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64', '0:0:0:0::/64'],
  ['64:ff9b::203.0.113.77', '64:ff9b:0:0::/64', '64:ff9b:0:0::/64'],
])('the address %s is one visitor of one neighbourhood', (address, host, network) => {
  expect(placeOf(address)).toEqual({ host, network });
});

test('what is no address counts as a place of its own, and never as a long one', () => {
  expect(placeOf('unknown')).toEqual({ host: 'unknown', network: 'unknown' });
  expect(placeOf('x'.repeat(10_000)).host).toHaveLength(60);
});
