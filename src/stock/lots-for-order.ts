import { divideHalfUp } from '../measures/divide.ts';
import type { HeldElsewhere } from './order-transfer.queries.ts';
import { addAmounts, firstOf, type LotAmount, noneOf } from './transfer.ts';
import type { LotToSend } from './transfer.queries.ts';

/** So much of a lot goes to an order. Grams by theory. */
type GoingLot = LotAmount & { lotId: string; productId: string };

/** What goes to an order, or the first goods of which no lots are there, though the branch has them. Grams. */
type LotsForOrder =
  | { going: readonly GoingLot[] }
  | { short: Pick<HeldElsewhere, 'sku' | 'weightG'> & { foundG: number } };

/**
 * Which lots go to an order that holds so much at their branch: in the order in which they
 * are given, each as far as nobody else takes it, whole pieces only of a line that is
 * counted. Lines of the same goods share their lots, the first line first.
 */
export function lotsForOrder(
  held: readonly HeldElsewhere[],
  lots: readonly LotToSend[],
): LotsForOrder {
  const left = lots.map((lot) => ({ ...lot, freeG: lot.onHandG - lot.takenG }));
  const going = new Map<string, GoingLot>();
  for (const { productId, sku, ...need } of held) {
    const whole = { weightG: need.weightG, pieces: piecesOf(need) };
    let found = noneOf(whole);
    for (const lot of left.filter((one) => one.productId === productId && one.pieces !== 0)) {
      const { lotId, freeG } = lot;
      const part = firstOf(whole, { before: found, freeG });
      if (part.weightG === 0) continue;
      lot.freeG -= part.weightG;
      found = addAmounts(found, part);
      const before = going.get(lotId) ?? { weightG: 0, pieces: lot.pieces === null ? null : 0 };
      going.set(lotId, { lotId, productId, ...addAmounts(before, asCounted(lot, part)) });
    }
    if (found.weightG < whole.weightG) {
      return { short: { sku, weightG: whole.weightG, foundG: found.weightG } };
    }
  }
  return { going: [...going.values()] };
}

/** The pieces of a line that are held at a branch: whole ones, as they were shared out. */
const piecesOf = ({ weightG, lineWeightG, linePieces }: Omit<HeldElsewhere, 'productId' | 'sku'>) =>
  linePieces === null
    ? null
    : divideHalfUp(BigInt(weightG) * BigInt(linePieces), BigInt(lineWeightG));

/** A part of a lot in both of its quantities: the pieces of the line, or the share of its weight where the line is not counted; one at least. */
function asCounted(lot: LotToSend, part: LotAmount): LotAmount {
  if (lot.pieces === null) return { weightG: part.weightG, pieces: null };
  const shared = divideHalfUp(BigInt(part.weightG) * BigInt(lot.pieces), BigInt(lot.onHandG));
  const pieces = Math.min(lot.pieces, Math.max(1, part.pieces ?? shared));
  return { weightG: part.weightG, pieces };
}
