import { type NetAndVat, splitGross } from '../measures/money.ts';

/** A line, or a service of one, as it was agreed. Minor units. */
export type AgreedLine = {
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
  vatRateBp: number;
};

/**
 * What a line is without tax and what its tax is on the day of turnover. The
 * rate of that day counts, not of the day of the order (R14); what the buyer
 * agreed to pay stays as it is (R10), so another rate only divides it anew, on
 * the total of the line. Minor units, rounded half up once per line.
 */
export const onTurnover = (line: AgreedLine, rateBp: number): NetAndVat =>
  line.vatRateBp === rateBp
    ? { netMinor: line.netMinor, vatMinor: line.vatMinor }
    : splitGross({ grossMinor: line.grossMinor, rateBp });

/** The sums of all lines on the day of turnover: a document is the sum of its lines (R14). */
export function turnoverOf(lines: readonly AgreedLine[], rateBp: number): NetAndVat {
  let netMinor = 0;
  let vatMinor = 0;
  for (const line of lines) {
    const one = onTurnover(line, rateBp);
    netMinor += one.netMinor;
    vatMinor += one.vatMinor;
  }
  return { netMinor, vatMinor };
}
