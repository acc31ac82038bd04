/** What lies at one branch of one product, and how much of it is promised. Grams. */
export type StockLevel = {
  branchCode: string;
  productId: string;
  onHandG: number;
  reservedG: number;
};

/** A weight wanted of a product at a branch; several lines may want the same. */
export type WantedStock = { branchCode: string; productId: string; weightG: number };

export type Shortage = WantedStock & { availableG: number };

/** What can still be promised: on hand less reserved, never below zero. Grams. */
export const availableG = (level: { onHandG: number; reservedG: number }): number =>
  Math.max(0, level.onHandG - level.reservedG);

/**
 * What of a product is ready for a reader today: on hand, promised to nobody, at
 * the branch that hands out to him: his own, or any where he has none, as a guest.
 * It leaves while the desk is open (`nextHandOver`); `readyFor` says the same to
 * the database. Grams.
 */
export const readyG = (
  row: { branchG: number | null; anywhereG: number },
  hasBranch: boolean,
): number => Math.max(0, hasBranch ? (row.branchG ?? 0) : row.anywhereG);

/** Since when all stock that is ready for a reader has been known, in the rows that he sees; absent where nothing is. */
export function oldestCountedAt(
  rows: readonly {
    branchG: number | null;
    branchCountedAt: Date | null;
    anywhereG: number;
    anywhereCountedAt: Date | null;
  }[],
  hasBranch: boolean,
): Date | undefined {
  return rows
    .filter((row) => readyG(row, hasBranch) > 0)
    .flatMap((row) => (hasBranch ? row.branchCountedAt : row.anywhereCountedAt) ?? [])
    .toSorted((one, other) => one.getTime() - other.getTime())[0];
}

/**
 * Adds up what several lines want of one product at one branch and puts the
 * sums into the order in which stock is locked: by branch, then product.
 */
export function sumWanted(wanted: readonly WantedStock[]): WantedStock[] {
  const sums = new Map<string, WantedStock>();
  for (const one of wanted) {
    const key = `${one.branchCode} ${one.productId}`;
    const weightG = (sums.get(key)?.weightG ?? 0) + one.weightG;
    sums.set(key, { ...one, weightG });
  }
  return [...sums.values()].toSorted(
    (one, other) =>
      compareText(one.branchCode, other.branchCode) || compareText(one.productId, other.productId),
  );
}

/** What is wanted beyond what is available; a product that a branch never had counts as zero. */
export function shortages(
  levels: readonly StockLevel[],
  wanted: readonly WantedStock[],
): Shortage[] {
  return sumWanted(wanted)
    .map((one) => {
      const level = levels.find(
        (known) => known.branchCode === one.branchCode && known.productId === one.productId,
      );
      return { ...one, availableG: level ? availableG(level) : 0 };
    })
    .filter((one) => one.weightG > one.availableG);
}

/** Plain comparison of code points, the same as PostgreSQL's "C" collation for codes and ids. */
const compareText = (one: string, other: string) => Number(one > other) - Number(one < other);
