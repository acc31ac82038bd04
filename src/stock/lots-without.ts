import { divideHalfUp } from '../measures/divide.ts';
import type { LotAmount } from './transfer.ts';

type GoingLot = LotAmount & { lotId: string; productId: string };

/**
 * What goes along of lots when so much of their goods does not: the lots that were chosen
 * last give first, so that the oldest still go. Exactly so many grams less; the pieces of a
 * lot of which some stays are their share, one at least. Lots of which nothing goes are left out.
 */
export function lotsWithout(
  lots: readonly GoingLot[],
  held: readonly { productId: string; weightG: number }[],
): GoingLot[] {
  const offG = new Map<string, number>();
  for (const { productId, weightG } of held) {
    offG.set(productId, (offG.get(productId) ?? 0) + weightG);
  }
  const left = lots.toReversed().flatMap((lot): GoingLot[] => {
    const stillG = offG.get(lot.productId) ?? 0;
    const goneG = Math.min(lot.weightG, stillG);
    offG.set(lot.productId, stillG - goneG);
    if (goneG === lot.weightG) return [];
    const weightG = lot.weightG - goneG;
    return [{ ...lot, weightG, pieces: piecesOf(lot, weightG) }];
  });
  return left.toReversed();
}

function piecesOf(lot: LotAmount, weightG: number): number | null {
  if (lot.pieces === null) return null;
  const share = divideHalfUp(BigInt(lot.pieces) * BigInt(weightG), BigInt(lot.weightG));
  return Math.max(1, share);
}
