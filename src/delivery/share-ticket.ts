import { shareOut } from '../measures/share-out.ts';
import type { SaleBasis } from '../platform/db/schema.ts';

/** A line on the scale: what it weighs by theory, and by the tags of its bundles where they were weighed. Grams. */
export type LineOnScale = { saleBasis: SaleBasis; theoryG: number; taggedG: number | null };

/**
 * Shares what the scale says over the lines of a vehicle (R5): tagged bundles
 * weigh what their tags say, lines billed by theory what theory says, and what is
 * left goes to the lines billed by weight in proportion to their theory, by
 * largest remainders. Where there are none of these the difference falls on the
 * lines by theory, or else on the tagged; where the scale says less than what
 * comes first, on all. The weights always add up to the ticket. Grams.
 */
export function shareTicket(netG: number, lines: readonly LineOnScale[]): number[] {
  const known = lines.map((line) => line.taggedG ?? line.theoryG);
  const takers = takersOf(lines);
  const fixedG = known.reduce((sum, weightG, at) => sum + (takers[at] ? 0 : weightG), 0);
  const restG = netG - fixedG;
  if (restG < 0) return shareOut(netG, known);
  const shares = shareOut(
    restG,
    known.filter((_, at) => takers[at]),
  );
  let next = 0;
  return known.map((weightG, at) => (takers[at] ? (shares[next++] ?? 0) : weightG));
}

/** Which lines take what is left of the ticket: one kind of them, the least certain there is. */
function takersOf(lines: readonly LineOnScale[]): boolean[] {
  const kinds = [
    (line: LineOnScale) => line.taggedG === null && line.saleBasis === 'actual' && line.theoryG > 0,
    (line: LineOnScale) => line.taggedG === null && line.theoryG > 0,
  ];
  const kind = kinds.find((is) => lines.some(is));
  return lines.map((line) => (kind ? kind(line) : true));
}

/**
 * Whether the scale says the same as tags and theory as far as it can tell: the
 * difference is below its division, and theory is billed (R5). Grams.
 */
export const isBelowDivision = (
  ticket: { netG: number; divisionG: number },
  knownG: number,
): boolean => Math.abs(ticket.netG - knownG) < ticket.divisionG;

/**
 * What of a line its weighing lets us bill before any tolerance (R4, R5): theory
 * where it is sold by theory or the scale cannot tell the difference, the tags
 * where there are any, else its share of the ticket. Grams.
 */
export function billableOf(
  line: LineOnScale & { weighedG: number | null },
  isSameAsTheory: boolean,
): number {
  if (line.saleBasis !== 'actual') return line.theoryG;
  if (line.taggedG !== null) return line.taggedG;
  return isSameAsTheory || line.weighedG === null ? line.theoryG : line.weighedG;
}
