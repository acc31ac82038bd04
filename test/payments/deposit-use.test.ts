import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DepositUse, depositUseMinor } from '../../src/payments/deposit-use.ts';

/** What of a deposit is set against each of the shipments in their order. */
function usedBy(use: DepositUse, depositMinor: number, shipments: readonly number[]): number[] {
  const orderMinor = shipments.reduce((sum, shipment) => sum + shipment, 0);
  let [usedMinor, shippedBeforeMinor] = [0, 0];
  return shipments.map((shipmentMinor) => {
    const of = { depositMinor, usedMinor, orderMinor, shippedBeforeMinor, shipmentMinor };
    const used = depositUseMinor(use, of);
    usedMinor += used;
    shippedBeforeMinor += shipmentMinor;
    return used;
  });
}

test.each<[DepositUse, number, number[], number[]]>([
  ['oldest-first', 50_000, [30_000, 30_000, 40_000], [30_000, 20_000, 0]],
  ['pro-rata', 50_000, [30_000, 30_000, 40_000], [15_000, 15_000, 20_000]],
  ['pro-rata', 100, [1, 1, 1], [1, 1, 1]],
  ['pro-rata', 10, [33, 33, 33], [3, 4, 3]],
  ['pro-rata', 130_000, [60_000, 40_000], [60_000, 40_000]],
  ['oldest-first', 130_000, [60_000, 40_000], [60_000, 40_000]],
])('%s: of %i against %j is %j', (use, deposit, shipments, expected) => {
  expect(usedBy(use, deposit, shipments)).toEqual(expected);
});

test('an order that came out smaller by the scale uses the rest of its deposit with the last shipment', () => {
  const of = { depositMinor: 50_000, usedMinor: 25_000, orderMinor: 98_000 };
  const last = { ...of, shippedBeforeMinor: 50_000, shipmentMinor: 48_000 };
  expect(depositUseMinor('pro-rata', last)).toBe(25_000);
});

test('no shipment takes more than it comes to, and all of them use up the deposit or are paid', () => {
  const uses = fc.constantFrom<DepositUse>('oldest-first', 'pro-rata');
  const shipments = fc.array(fc.nat(1_000_000_000), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(uses, fc.nat(5_000_000_000), shipments, (use, depositMinor, all) => {
      const used = usedBy(use, depositMinor, all);
      const total = all.reduce((sum, shipment) => sum + shipment, 0);
      expect(used.filter((minor, at) => minor < 0 || minor > all[at]!)).toEqual([]);
      expect(used.reduce((sum, minor) => sum + minor, 0)).toBe(Math.min(depositMinor, total));
    }),
  );
});
