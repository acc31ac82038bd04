import { expect, test } from 'vitest';
import { type DocumentContent, readDocument } from '../../src/payments/document.ts';
import { documentTotals } from '../../src/payments/document-lines.ts';
import { linesOfOrder } from '../../src/payments/lines-of-order.ts';
import {
  aCreditNote,
  anOrderConfirmation,
  anOrderedLine,
  aProforma,
  aReceipt,
  aReconciliation,
  aTaxInvoice,
  aTruckload,
} from './some-documents.ts';

const everyKind: DocumentContent[] = [
  aProforma(),
  anOrderConfirmation(),
  aTaxInvoice(),
  aCreditNote(),
  aReceipt(),
  aReconciliation(),
];

test.each(everyKind.map((content) => [content.kind, content] as const))(
  'a %s is read back as it was stored',
  (_, content) => {
    expect(readDocument(JSON.parse(JSON.stringify(content)))).toEqual(content);
  },
);

test('a line is rounded on its total, and the document is the sum of its lines', () => {
  const charge = { by: 'sum', amountMinor: 103, includesVat: false } as const;
  const line = { charge, vatRateBp: 1600, weightG: null };

  const { lines, totals } = documentTotals([line, line, line]);

  // 16 % of 3.09 ₸ would be 49 tiyin; of each line it is 16.
  expect(lines.map(({ vatMinor }) => vatMinor)).toEqual([16, 16, 16]);
  expect(totals).toMatchObject({ netMinor: 309, vatMinor: 48, grossMinor: 357 });
});

test('totals stand apart for each rate of VAT, the lowest first', () => {
  const at = (vatRateBp: number) => ({
    charge: { by: 'sum', amountMinor: 100_00, includesVat: false } as const,
    vatRateBp,
    weightG: 1_000,
  });

  const { totals } = documentTotals([at(1600), at(0), at(1600)]);

  expect(totals).toEqual({
    vatMethod: 'per-line',
    weightG: 3_000,
    ...{ netMinor: 300_00, vatMinor: 32_00, grossMinor: 332_00 },
    byRate: [
      { vatRateBp: 0, netMinor: 100_00, vatMinor: 0, grossMinor: 100_00 },
      { vatRateBp: 1600, netMinor: 200_00, vatMinor: 32_00, grossMinor: 232_00 },
    ],
  });
});

test('what is sold by the piece costs pieces times price', () => {
  const price = { pricePerUnitMinor: 1_555_33, includesVat: true } as const;
  const charge = { by: 'count', quantityMilli: 12_500, unit: 'm', ...price } as const;

  const { totals } = documentTotals([{ charge, vatRateBp: 1600, weightG: 11_100 }]);

  expect(totals.grossMinor).toBe(1_944_163);
});

test('a sum that no number holds exactly is refused', () => {
  const charge = { by: 'sum', amountMinor: Number.MAX_SAFE_INTEGER, includesVat: true } as const;
  const line = { charge, vatRateBp: 0, weightG: null };

  expect(() => documentTotals([line, line])).toThrow(RangeError);
});

test('the lines of an order come to what the order came to, cutting below its metal, credits last', () => {
  const ordered = aTruckload();

  const { lines, totals } = linesOfOrder(ordered);

  expect(lines.map(({ position, kind, ofPosition }) => [position, kind, ofPosition])).toEqual([
    [1, 'goods', null],
    [2, 'goods', null],
    [3, 'goods', null],
    [4, 'cutting', 3],
    [5, 'goods', null],
    [6, 'remnants', 3],
  ]);
  const frozen = ordered.flatMap((line) => [line, ...line.services]);
  const amountsIn = (list: readonly { netMinor: number; grossMinor: number }[]) =>
    list.map(({ netMinor, grossMinor }) => `${netMinor} ${grossMinor}`).toSorted();
  expect(amountsIn(lines)).toEqual(amountsIn(frozen));
  expect(totals.grossMinor).toBe(frozen.reduce((sum, { grossMinor }) => sum + grossMinor, 0));
});

test.each([
  ['with', { netMinor: 862_07, vatMinor: 137_93, grossMinor: 1_000_00 }],
  ['without', { netMinor: 862_10, vatMinor: 137_94, grossMinor: 1_000_04 }],
])('what was sold before us, %s VAT in its price, keeps the amounts on record', (_, amounts) => {
  const sold = { ...anOrderedLine(), ...amounts, derivation: undefined };

  expect(linesOfOrder([sold]).lines[0]).toMatchObject(amounts);
});

const invoice = aTaxInvoice();
const [firstLine] = invoice.lines;
const receipt = aReceipt();
const act = aReconciliation();

test.each<[string, object]>([
  ['is of a version to come', { ...invoice, contentVersion: 2 }],
  ['has no lines', { ...invoice, lines: [] }],
  [
    'has a total a tiyin beside its lines',
    { ...invoice, totals: { ...invoice.totals, grossMinor: invoice.totals.grossMinor + 1 } },
  ],
  [
    'has a line whose VAT does not make up its gross',
    {
      ...invoice,
      lines: [{ ...firstLine!, vatMinor: firstLine!.vatMinor + 1 }, ...invoice.lines.slice(1)],
    },
  ],
  [
    'has a service of a line that is not there',
    {
      ...invoice,
      lines: invoice.lines.map((line) => ({ ...line, ofPosition: line.ofPosition && 99 })),
    },
  ],
  [
    'has two lines of one place',
    { ...invoice, lines: invoice.lines.map((line) => ({ ...line, position: 1 })) },
  ],
  [
    'sends the money to an account with a wrong digit',
    {
      ...invoice,
      seller: {
        ...invoice.seller,
        bank: { ...invoice.seller.bank, iik: 'KZ84601A111000012346' },
      },
    },
  ],
  ['gives more change than was tendered over', { ...receipt, changeMinor: 1 }],
  [
    'settles more than was received',
    { ...receipt, settles: [{ ...receipt.settles[0]!, amountMinor: 178_750_01 }] },
  ],
  ['closes on another balance', { ...act, closingMinor: act.closingMinor + 1 }],
  ['turns over what no entry says', { ...act, debitMinor: act.debitMinor - 1 }],
])('a document that %s is not read, so it is never printed', (_, stored) => {
  expect(readDocument(stored)).toBeUndefined();
});
