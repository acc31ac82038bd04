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
  for (const ofProduct of byProduct(lines)) {
    const found = supplyOfProduct(ofProduct, order);
    const isShort = found.some(({ taken, line }) => taken.weightG < line.weightG);
    for (const { line, coming } of found) {
      supplies.set(line.id, { coming: isShort ? [] : coming, isShort });
    }
  }
  return supplies;
}

/** What of a line there is anywhere: in all, and what of that comes from other branches. Grams. */
export type Found = { taken: LotAmount; coming: readonly Coming[] };

/**
 * The same as `supplyOf` for lines that are ordered already and of which some is missing: as
 * far as there is any, the first line first. By the ids of the lines.
 */
export function foundOf(
  lines: readonly LineToSupply[],
  order: { branchCode: string; on: string },
): Map<string, Found> {
  const found = byProduct(lines).flatMap((ofProduct) => supplyOfProduct(ofProduct, order));
  return new Map(found.map(({ line, taken, coming }) => [line.id, { taken, coming }]));
}

const byProduct = (lines: readonly LineToSupply[]): LineToSupply[][] =>
  [...new Set(lines.map(({ productId }) => productId))].map((productId) =>
    lines.filter((line) => line.productId === productId),
  );

/** What there is of each line of one product. */
function supplyOfProduct(
  lines: readonly LineToSupply[],
  order: { branchCode: string; on: string },
): (Found & { line: LineToSupply })[] {
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
    return { line, taken, coming };
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
