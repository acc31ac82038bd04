import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paymentStanding } from '../../src/payments/payment-standing.ts';

test.each([
  // total, allocated, forgiven, refunded: standing, due, excess
  ['nobody has paid', [100, 0, 0, 0], 'unpaid', 100, 0],
  ['a half was paid', [100, 50, 0, 0], 'part-paid', 50, 0],
  ['all was paid', [100, 100, 0, 0], 'paid', 0, 0],
  ['all but a bank fee was paid', [100, 98, 2, 0], 'paid', 0, 0],
  ['a fee forgiven of more does not settle it', [100, 90, 2, 0], 'part-paid', 8, 0],
  ['the order became cheaper', [80, 100, 0, 0], 'overpaid', 0, 20],
  ['the fee was forgiven, then the order became cheaper', [90, 98, 2, 0], 'overpaid', 0, 8],
  ['the weighed goods were less, and the rest went back', [80, 80, 0, 20], 'part-refunded', 0, 0],
  ['a part went back without a reason in the order', [100, 80, 0, 20], 'part-refunded', 20, 0],
  ['everything went back of a cancelled order', [0, 0, 0, 100], 'refunded', 0, 0],
  ['everything went back, and the order still stands', [100, 0, 0, 100], 'refunded', 100, 0],
  ['a part went back and too much still lies here', [50, 80, 0, 20], 'overpaid', 0, 30],
  ['there is nothing to pay', [0, 0, 0, 0], 'paid', 0, 0],
  ['a payment was taken back whole and not refunded', [100, 0, 0, 0], 'unpaid', 100, 0],
] as const)('%s', (_, [total, allocated, forgiven, refunded], standing, due, excess) => {
  expect(
    paymentStanding({
      totalMinor: total,
      allocatedMinor: allocated,
      forgivenMinor: forgiven,
      refundedMinor: refunded,
    }),
  ).toEqual({ standing, dueMinor: due, excessMinor: excess });
});

test('something is owed or too much is here or neither, and paid is said only of what owes nothing', () => {
  const minor = fc.oneof(fc.nat(3), fc.nat(10_000_000_000));
  fc.assert(
    fc.property(minor, minor, minor, minor, (totalMinor, allocatedMinor, fee, refundedMinor) => {
      const of = { totalMinor, allocatedMinor, forgivenMinor: fee, refundedMinor };
      const { standing, dueMinor, excessMinor } = paymentStanding(of);
      expect(Math.min(dueMinor, excessMinor)).toBe(0);
      expect(allocatedMinor - excessMinor + dueMinor).toBe(
        totalMinor - Math.min(fee, totalMinor - Math.min(totalMinor, allocatedMinor)),
      );
      expect(standing === 'overpaid').toBe(excessMinor > 0);
      const isOpen = standing === 'unpaid' || standing === 'part-paid';
      expect(isOpen).toBe(dueMinor > 0 && refundedMinor === 0);
    }),
  );
});
