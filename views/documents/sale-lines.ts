import { amountInWords } from '../../src/measures/amount-in-words.ts';
import { agreedPriceMicro, billedQuantity } from '../../src/payments/billed-quantity.ts';
import type { DocumentLine, DocumentTotals } from '../../src/payments/document-lines.ts';
import type { Unit } from '../../src/measures/quantity.ts';
import type { Block, Cell } from '../../src/platform/paper.ts';
import { head, num, writtenOut } from './parts.ts';
import type { Tongue } from './tongue.ts';

const LINES_PT = 8;
const SMALL_PT = 6.5;

type Lined = { currency: 'KZT'; lines: readonly DocumentLine[]; totals: DocumentTotals };

/** What a line is, with the small print that an accountant looks for: codes, what was ordered, on which weight it is billed. */
export function nameCell(line: DocumentLine, tongue: Tongue, more: readonly string[] = []): Cell {
  const { words, nameOf } = tongue;
  const details = [
    line.sku,
    line.ownCode !== null && words.ownCode(line.ownCode),
    orderedOf(line, tongue),
    line.saleBasis && words.saleBases[line.saleBasis],
    line.ofPosition !== null && words.ofLine(line.ofPosition),
    ...more,
  ].filter((detail) => detail);
  const small = details.length > 0 ? [{ text: `\n${details.join('; ')}`, fontSize: SMALL_PT }] : [];
  return { text: [nameOf(line.name), ...small] };
}

/** «97 шт × 11,7 м»: what the buyer said, and the pieces where he said something else. */
function orderedOf({ ordered, pieces, lengthMm }: DocumentLine, { figures }: Tongue) {
  if (ordered === null) return null;
  const inPieces = pieces !== null && ordered.unit !== 'pcs' ? ` = ${figures.pieces(pieces)}` : '';
  const each = pieces !== null && lengthMm !== null ? ` × ${figures.lengthM(lengthMm)}` : '';
  return `${figures.quantity(ordered)}${inPieces}${each}`;
}

/** The name of what is counted; a service is counted too. */
export const unitName = (unit: Unit | 'service', { words, figures }: Tongue): string =>
  unit === 'service' ? words.service : figures.units[unit];

/** The lines of a sale at their agreed prices, with net, VAT and gross of each and of all. */
export function saleLines({ lines, totals }: Lined, tongue: Tongue): Block {
  const { words, figures } = tongue;
  const { columns } = words;
  const [only, ...others] = totals.byRate;
  const isOneRate = only !== undefined && others.length === 0;
  const rateCell = (vatRateBp: number) => (isOneRate ? [] : [num(figures.percent(vatRateBp))]);
  const vatHead = isOneRate ? columns.vatAt(figures.percent(only.vatRateBp)) : columns.vat;
  const first = [columns.place, columns.name, columns.quantity, columns.unit, columns.price];
  const rateHead = isOneRate ? [] : [columns.rate];
  const heads = [...first, columns.net, ...rateHead, vatHead, columns.gross];
  const sums = ({ netMinor, vatMinor, grossMinor }: Omit<Sums, 'vatRateBp'>, bold: boolean) =>
    [netMinor, vatMinor, grossMinor].map((minor) => num(figures.bare.moneyExact(minor), { bold }));

  const rows = lines.map((line): Cell[] => {
    const { quantityMicro, unit } = billedQuantity(line);
    const [net = '', ...taxed] = sums(line, false);
    return [
      num(String(line.position)),
      nameCell(line, tongue),
      num(quantityText(quantityMicro, unit, tongue)),
      { text: unitName(unit, tongue), alignment: 'center' },
      priceCell(line, quantityMicro, tongue),
      net,
      ...rateCell(line.vatRateBp),
      ...taxed,
    ];
  });
  const totalRow = (text: string, amounts: Sums | DocumentTotals, bold: boolean): Cell[] => {
    const [net = '', ...taxed] = sums(amounts, bold);
    const label: Cell = { text, bold, alignment: 'right', colSpan: first.length };
    const atRate = isOneRate ? [] : [''];
    return [label, ...first.slice(1).map(() => ''), net, ...atRate, ...taxed];
  };
  const byRate = isOneRate
    ? []
    : totals.byRate.map((sum) =>
        totalRow(words.totalAt(figures.percent(sum.vatRateBp)), sum, false),
      );
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: heads.map((text) => (text === columns.name ? '*' : 'auto')),
      body: [
        heads.map((text) => head(text)),
        ...rows,
        totalRow(words.total, totals, true),
        ...byRate,
      ],
    },
    layout: 'ruled',
    fontSize: LINES_PT,
    margin: [0, 2, 0, 6],
  };
}

type Sums = DocumentTotals['byRate'][number];

/** Tonnes to the gram, so that quantity times price is the sum; what is counted as it was counted. */
export function quantityText(
  quantityMicro: number,
  unit: Unit | 'service',
  { figures }: Tongue,
): string {
  return unit === 't'
    ? figures.bare.quantityMicro(quantityMicro)
    : figures.number(quantityMicro / 1_000_000, 3);
}

/** The price as it was agreed, which says whether VAT is in it. */
export function priceCell({ charge }: DocumentLine, quantityMicro: number, tongue: Tongue): Cell {
  const { words, figures } = tongue;
  const price = figures.bare.priceMicro(agreedPriceMicro(charge, quantityMicro));
  const vat = charge.includesVat ? words.priceWithVat : words.priceWithoutVat;
  return { text: [price, { text: `\n${vat}`, fontSize: SMALL_PT }], alignment: 'right' };
}

/** What the whole comes to: in figures, in words, the VAT in it, and how it was rounded. */
export function totalsSaid({ currency, lines, totals }: Lined, tongue: Tongue): Block[] {
  const { words, figures, language } = tongue;
  const { weightG, grossMinor, byRate } = totals;
  const amount = figures.moneyExact(grossMinor);
  return [
    {
      text: words.itemsOf(
        lines.length,
        `${figures.bare.quantityMicro(weightG)}\u00a0${figures.units.t}`,
        amount,
      ),
    },
    ...byRate.map(({ vatRateBp, vatMinor }): Block => ({
      text: words.includingVat(figures.percent(vatRateBp), figures.moneyExact(vatMinor)),
    })),
    writtenOut(`${words.inWords}: ${amountInWords(grossMinor, language, currency)}`),
    { text: words.rounding, fontSize: 7 },
  ];
}
