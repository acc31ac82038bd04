import { onTurnover } from '../ledger/turnover.ts';
import { type DocumentLine, type DocumentTotals, totalsOf } from './document-lines.ts';

/**
 * The lines of an order as they were turned over: with the VAT of the day on which
 * the goods left (R14), whatever it was when they were ordered. What the buyer
 * agreed to pay stays (R10), so another rate only divides each line anew; the sums
 * are those that the books have for the hand-over.
 */
export function linesOnTurnover(
  agreed: readonly DocumentLine[],
  rateBp: number,
): { lines: DocumentLine[]; totals: DocumentTotals } {
  const lines = agreed.map((line) => turnedOver(line, rateBp));
  return { lines, totals: totalsOf(lines) };
}

function turnedOver(line: DocumentLine, rateBp: number): DocumentLine {
  if (line.vatRateBp === rateBp) return line;
  const { grossMinor, charge } = line;
  return {
    ...line,
    ...onTurnover(line, rateBp),
    vatRateBp: rateBp,
    // A price without VAT gave another sum; what was agreed is the sum with it.
    charge: charge.includesVat ? charge : { by: 'sum', amountMinor: grossMinor, includesVat: true },
  };
}
