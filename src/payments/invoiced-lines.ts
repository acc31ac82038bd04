import { divideHalfUp } from '../measures/divide.ts';
import type { Unit } from '../measures/quantity.ts';
import type { Amounts, Charge, DocumentLine } from './document-lines.ts';

/** A line as the tax office wants it: so much of a unit, at a price without VAT. */
export type InvoicedLine = Amounts & {
  /** Its place on the tax document. */
  place: number;
  line: DocumentLine;
  /** What was taken off it for usable remnants, without VAT; minor units, nought or less. */
  takenOffNetMinor: number;
  /** Millionths of the unit; a `service` is one. Negative where goods came back. */
  quantityMicro: number;
  unit: Unit | 'service';
  /** Millionths of a tenge for one unit, without VAT: the amount divided by the quantity. */
  unitPriceMicro: number;
};

const MICRO_PER_ONE = 1_000_000;
const MICRO_PER_MILLI = 1_000;
const MICRO_TENGE_PER_TIYIN = 10_000n;

/**
 * The lines of a tax document. An ordinary electronic invoice has no negative
 * lines, so what is given back for remnants is taken off the price of its metal;
 * every sum stays the document's. The price of a unit is derived from the amount
 * and rounded to six decimals: up to 10 000 t it gives the line back to the tiyin.
 */
export function invoicedLines(lines: readonly DocumentLine[]): InvoicedLine[] {
  const isTakenOff = ({ kind, ofPosition }: DocumentLine) =>
    kind === 'remnants' && ofPosition !== null;
  return lines
    .filter((line) => !isTakenOff(line))
    .map((line, index) => {
      const credits = lines.filter(
        (other) => isTakenOff(other) && other.ofPosition === line.position,
      );
      const netMinor = sumOf('netMinor', [line, ...credits]);
      const quantity = quantityOf(line);
      return {
        place: index + 1,
        line,
        takenOffNetMinor: sumOf('netMinor', credits),
        ...quantity,
        unitPriceMicro: unitPriceOf(netMinor, quantity.quantityMicro),
        netMinor,
        vatMinor: sumOf('vatMinor', [line, ...credits]),
        grossMinor: sumOf('grossMinor', [line, ...credits]),
      };
    });
}

const sumOf = (amount: keyof Amounts, lines: readonly Amounts[]) =>
  lines.reduce((sum, line) => sum + line[amount], 0);

/** By what the line is billed: tonnes to the gram, a count, or one service. */
function quantityOf(line: {
  charge: Charge;
  weightG: number | null;
}): Pick<InvoicedLine, 'quantityMicro' | 'unit'> {
  const { charge, weightG } = line;
  if (charge.by === 'count')
    return { quantityMicro: charge.quantityMilli * MICRO_PER_MILLI, unit: charge.unit };
  // A gram is a millionth of a tonne.
  const billedG = charge.by === 'weight' ? charge.weightG : (weightG ?? 0);
  return billedG === 0
    ? { quantityMicro: MICRO_PER_ONE, unit: 'service' }
    : { quantityMicro: billedG, unit: 't' };
}

/** Both are negative where goods came back, and the price is not. */
function unitPriceOf(netMinor: number, quantityMicro: number): number {
  const sign = quantityMicro < 0 ? -1n : 1n;
  const micro = BigInt(netMinor) * MICRO_TENGE_PER_TIYIN * BigInt(MICRO_PER_ONE);
  return divideHalfUp(micro * sign, BigInt(quantityMicro) * sign);
}
