import fc from 'fast-check';
import { expect, test } from 'vitest';
import { turnoverOf } from '../../src/ledger/turnover.ts';
import { creditableOf, creditLines } from '../../src/payments/credit-lines.ts';
import { totalsOf } from '../../src/payments/document-lines.ts';
import { linesOfOrder } from '../../src/payments/lines-of-order.ts';
import { linesOnTurnover } from '../../src/payments/lines-on-turnover.ts';
import { anOrderedLine, aTaxInvoice, aTruckload } from './some-documents.ts';

const invoice = aTaxInvoice(aTruckload());

test('a whole line is credited as it was invoiced: its weight, its price and what was taken off for remnants', () => {
  const creditable = creditableOf(invoice.lines, []);
  const beams = creditable.find(({ position }) => position === 3)!;

  const credited = creditLines(invoice.lines, creditable, [
    { position: 3, grossMinor: beams.left.grossMinor },
  ]);

  if (!credited.ok) throw new Error('refused');
  expect(
    credited.lines.map(({ kind, ofPosition, sourcePosition }) => [
      kind,
      ofPosition,
      sourcePosition,
    ]),
  ).toEqual([
    ['goods', null, 3],
    ['remnants', 1, 6],
  ]);
  expect(credited.lines[0]!.weightG).toBe(-invoice.lines[2]!.weightG!);
  expect(credited.totals.grossMinor).toBe(-beams.invoiced.grossMinor);
});

test('more than is left of a line is not credited', () => {
  const creditable = creditableOf(invoice.lines, []);
  const [first] = creditable;

  const credited = creditLines(invoice.lines, creditable, [
    { position: 1, grossMinor: first!.left.grossMinor + 1 },
  ]);

  expect(credited).toEqual({ ok: false, beyond: first });
});

test('however an invoice is credited in parts, all of them together take it back to the tiyin', () => {
  const aPart = fc.record({
    line: fc.nat({ max: 3 }),
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(aPart, { maxLength: 12 }), (parts) => {
      const notes: ReturnType<typeof linesOfOrder>['lines'][] = [];
      const credit = (position: number, grossMinor: number) => {
        const credited = creditLines(invoice.lines, creditableOf(invoice.lines, notes), [
          { position, grossMinor },
        ]);
        if (!credited.ok) throw new Error('refused');
        // Each note adds up by itself.
        expect(credited.totals).toEqual(totalsOf(credited.lines));
        if (credited.lines.length > 0) notes.push(credited.lines);
      };
      for (const { line, share } of parts) {
        const { position, left } = creditableOf(invoice.lines, notes)[line]!;
        credit(position, Math.ceil(left.grossMinor * share));
      }
      for (const { position, left } of creditableOf(invoice.lines, notes))
        credit(position, left.grossMinor);

      const { netMinor, vatMinor, grossMinor } = totalsOf([...invoice.lines, ...notes.flat()]);
      expect({ netMinor, vatMinor, grossMinor }).toEqual({
        netMinor: 0,
        vatMinor: 0,
        grossMinor: 0,
      });
    }),
  );
});

test('an invoice comes to what the books have for the hand-over, whatever the rate has become', () => {
  const aLine = fc.record({
    weightG: fc.integer({ min: 1, max: 60_000_000 }),
    pricePerTonneMinor: fc.integer({ min: 1, max: 90_000_000 }),
    includesVat: fc.boolean(),
    vatRateBp: fc.constantFrom(0, 1200, 1600),
  });
  fc.assert(
    fc.property(
      fc.array(aLine, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(0, 1200, 1600),
      (said, rateBp) => {
        const ordered = said.map((line, i) => anOrderedLine({ ...line, position: i + 1 }));

        const { totals } = linesOnTurnover(linesOfOrder(ordered).lines, rateBp);

        const { netMinor, vatMinor } = turnoverOf(ordered, rateBp);
        expect(totals).toMatchObject({ netMinor, vatMinor });
        expect(totals.byRate.map((sum) => sum.vatRateBp)).toEqual([rateBp]);
        expect(totals.grossMinor).toBe(
          ordered.reduce((sum, { grossMinor }) => sum + grossMinor, 0),
        );
      },
    ),
  );
});
