import { addAmounts, firstOf, type LotAmount, noneOf } from './transfer.ts';
import { roadBetween, transferTimes, type TransferTimes } from './transfer-times.ts';

/** What is free of a product at a branch that is not the order's, and on which days of the week it sends vehicles. Grams. */
export type Elsewhere = { branchCode: string; departsOn: readonly number[]; freeG: number };

/** What of a line comes from another branch, and when it leaves and is at that of the order. Grams, trading days. */
export type Coming = LotAmount & TransferTimes & { branchCode: string };

/** Where a line's goods come from; short where all branches together have not enough. */
export type Supply = { coming: readonly Coming[]; isShort: boolean };

/** A line of an order to be: what it wants, what its branch can promise, and what others can. Grams. */
export type LineToSupply = LotAmount & {
  id: string;
  productId: string;
  availableG: number;
  elsewhere: readonly Elsewhere[];
  /** What is cut is cut where the order is handed out, in its turn there: it waits for no other branch. */
  isCut: boolean;
};

/**
 * Where the goods of an order's lines come from: from its own branch as far as that has
 * them, then from the branches from which they are there first, the nearest of these
 * first; whole pieces only where a line is counted. Lines of one product share what is
 * free, the first line first. Where all branches together have not enough of a product,
 * nothing of it comes from elsewhere and all its lines are short. By the ids of the lines.
 */
export function supplyOf(
  lines: readonly LineToSupply[],
  order: { branchCode: string; on: string },
): Map<string, Supply> {
  const supplies = new Map<string, Supply>();
  for (const productId of new Set(lines.map((line) => line.productId))) {
    const ofProduct = lines.filter((line) => line.productId === productId);
    const found = supplyOfProduct(ofProduct, order);
    const isShort = found.includes(undefined);
    for (const [index, { id }] of ofProduct.entries()) {
      supplies.set(id, { coming: isShort ? [] : (found[index] ?? []), isShort });
    }
  }
  return supplies;
}

/** What comes to each line of one product; `undefined` for a line for which there is not enough. */
function supplyOfProduct(
  lines: readonly LineToSupply[],
  order: { branchCode: string; on: string },
): (readonly Coming[] | undefined)[] {
  const [first] = lines;
  let hereG = first?.availableG ?? 0;
  const sources = sourcesOf(first?.elsewhere ?? [], order);
  return lines.map((line) => {
    let taken = firstOf(line, { before: noneOf(line), freeG: hereG });
    hereG -= taken.weightG;
    const coming: Coming[] = [];
    for (const source of line.isCut ? [] : sources) {
      const part = firstOf(line, { before: taken, freeG: source.freeG });
      if (part.weightG === 0) continue;
      source.freeG -= part.weightG;
      taken = addAmounts(taken, part);
      const { branchCode, leavesOn, arrivesOn } = source;
      coming.push({ ...part, branchCode, leavesOn, arrivesOn });
    }
    return taken.weightG < line.weightG ? undefined : coming;
  });
}

/** The other branches with the days of their vehicles, those from which goods are there first in front. */
const sourcesOf = (
  elsewhere: readonly Elsewhere[],
  { branchCode: to, on }: { branchCode: string; on: string },
) =>
  elsewhere
    .flatMap(({ branchCode, departsOn, freeG }) => {
      const roadKm = roadBetween(branchCode, to);
      if (roadKm === undefined) return [];
      return [{ branchCode, freeG, roadKm, ...transferTimes({ roadKm, departsOn, on }) }];
    })
    .toSorted(
      (one, other) => one.arrivesOn.localeCompare(other.arrivesOn) || one.roadKm - other.roadKm,
    );
