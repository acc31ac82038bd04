import { billedQuantity, type BilledQuantity, unitPriceMicro } from './billed-quantity.ts';
import type { Amounts, DocumentLine } from './document-lines.ts';

/** A line as the tax office wants it: so much of a unit, at a price without VAT. */
export type InvoicedLine = Amounts &
  BilledQuantity & {
    line: DocumentLine;
    /** What was taken off it for usable remnants, without VAT; minor units, nought or less. */
    takenOffNetMinor: number;
    /** Millionths of a tenge for one unit, without VAT: the amount divided by the quantity. */
    unitPriceMicro: number;
  };

/**
 * The lines of a tax document. An ordinary electronic invoice has no negative
 * lines, so what is given back for remnants is taken off the price of its metal;
 * every sum stays the document's. The price of a unit is derived from the amount
 * and rounded to six decimals: up to 10 000 t it gives the line back to the tiyin.
 */
export function invoicedLines(lines: readonly DocumentLine[]): InvoicedLine[] {
  return lines
    .filter((line) => !isTakenOff(line))
    .map((line) => {
      const credits = lines.filter(
        (other) => isTakenOff(other) && other.ofPosition === line.position,
      );
      const netMinor = sumOf('netMinor', [line, ...credits]);
      const quantity = billedQuantity(line);
      return {
        line,
        takenOffNetMinor: sumOf('netMinor', credits),
        ...quantity,
        unitPriceMicro: unitPriceMicro(netMinor, quantity.quantityMicro),
        netMinor,
        vatMinor: sumOf('vatMinor', [line, ...credits]),
        grossMinor: sumOf('grossMinor', [line, ...credits]),
      };
    });
}

const isTakenOff = ({ kind, ofPosition }: DocumentLine) =>
  kind === 'remnants' && ofPosition !== null;

const sumOf = (amount: keyof Amounts, lines: readonly Amounts[]) =>
  lines.reduce((sum, line) => sum + line[amount], 0);
