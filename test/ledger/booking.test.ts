import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allocationEntries,
  commitmentEntries,
  endedCommitmentEntries,
  type Entry,
  handOverEntries,
  invoiceEntries,
  paymentEntries,
} from '../../src/ledger/booking.ts';
import { onTurnover, turnoverOf } from '../../src/ledger/turnover.ts';
import { addVat } from '../../src/measures/money.ts';

const order = { companyId: 'company', orderId: 'order' };
const amount = fc.integer({ min: 1, max: 1_000_000_000_000 });
const share = fc.integer({ min: 0, max: 100 });

const sumOf = (entries: readonly Entry[], account?: Entry['account']) =>
  entries
    .filter((entry) => account === undefined || entry.account === account)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** As the database computes it from the buckets of an account (R13). */
const exposureOf = (entries: readonly Entry[]) =>
  (['commitment', 'unbilled', 'receivable', 'advance', 'customer-balance'] as const).reduce(
    (sum, account) => sum + sumOf(entries, account),
    0,
  );

describe('the life of an order in the books', () => {
  test('every step is zero in itself, and on account the exposure is the order less what was paid, whenever it was paid', () => {
    fc.assert(
      fc.property(amount, amount, share, share, (netMinor, vatMinor, before, after) => {
        const grossMinor = netMinor + vatMinor;
        const earlyMinor = Math.floor((grossMinor * before) / 100);
        const lateMinor = Math.floor(((grossMinor - earlyMinor) * after) / 100);
        const books: Entry[] = [];
        const write = (entries: Entry[]) => {
          expect(sumOf(entries)).toBe(0);
          books.push(...entries);
          return exposureOf(books);
        };

        expect(write(commitmentEntries({ ...order, grossMinor }))).toBe(grossMinor);
        expect(pay(write, earlyMinor, 'advance')).toBe(grossMinor - earlyMinor);
        const handed = { ...order, netMinor, vatMinor, isOnAccount: true, prepaidMinor: 0 };
        expect(write(handOverEntries(handed))).toBe(grossMinor - earlyMinor);
        const billed = { ...order, grossMinor, advanceMinor: earlyMinor };
        expect(write(invoiceEntries(billed))).toBe(grossMinor - earlyMinor);
        expect(pay(write, lateMinor, 'receivable')).toBe(grossMinor - earlyMinor - lateMinor);
        expect(sumOf(books, 'receivable')).toBe(grossMinor - earlyMinor - lateMinor);
        expect(sumOf(books, 'commitment')).toBe(0);
        expect(sumOf(books, 'unbilled')).toBe(0);
      }),
    );
  });

  test('what is paid first is no credit, before the goods and after them', () => {
    const books: Entry[] = [];
    const write = (entries: Entry[]) => {
      books.push(...entries);
      return exposureOf(books);
    };

    expect(pay(write, 11_600, 'prepayment')).toBe(0);
    const handed = { netMinor: 10_000, vatMinor: 1_600, isOnAccount: false, prepaidMinor: 11_600 };
    expect(write(handOverEntries({ ...order, ...handed }))).toBe(0);
    expect(write(invoiceEntries({ ...order, grossMinor: 11_600, advanceMinor: 11_600 }))).toBe(0);
    expect(sumOf(books, 'prepayment')).toBe(0);
    expect(sumOf(books, 'receivable')).toBe(0);
  });

  test('an order that ends leaves nothing of it, and nothing is booked as zero', () => {
    const books = [
      ...commitmentEntries({ ...order, grossMinor: 500 }),
      ...endedCommitmentEntries({ ...order, grossMinor: 500 }),
    ];
    expect(exposureOf(books)).toBe(0);
    expect(commitmentEntries({ ...order, grossMinor: 0 })).toEqual([]);
  });
});

function pay(
  write: (entries: Entry[]) => number,
  amountMinor: number,
  bucket: 'prepayment' | 'advance' | 'receivable',
): number {
  const { companyId } = order;
  write(amountMinor > 0 ? paymentEntries({ companyId, amountMinor, into: 'bank' }) : []);
  return write(amountMinor > 0 ? allocationEntries({ ...order, amountMinor, bucket }) : []);
}

describe('the VAT of the day of turnover', () => {
  test('an order of 2025 that leaves in 2026 costs what was agreed, with the tax of 2026 in it', () => {
    const agreed = { ...addVat(100_000, 1200), vatRateBp: 1200 };

    expect(onTurnover(agreed, 1600)).toEqual({ netMinor: 96_552, vatMinor: 15_448 });
    expect(onTurnover(agreed, 1200)).toEqual({ netMinor: 100_000, vatMinor: 12_000 });
  });

  test('whatever the rates, the lines keep their gross sums', () => {
    const line = fc.record({
      netMinor: amount,
      rateBp: fc.constantFrom(0, 500, 1200, 1600),
    });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        fc.constantFrom(1200, 1600),
        (lines, rateBp) => {
          const agreed = lines.map((one) => ({
            ...addVat(one.netMinor, one.rateBp),
            vatRateBp: one.rateBp,
          }));
          const { netMinor, vatMinor } = turnoverOf(agreed, rateBp);
          expect(netMinor + vatMinor).toBe(agreed.reduce((sum, one) => sum + one.grossMinor, 0));
        },
      ),
    );
  });
});
