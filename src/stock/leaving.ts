/** What leaves of a line of an order, lot by lot. Grams. */
export type LeavingLine = {
  orderLineId: string;
  branchCode: string;
  productId: string;
  lots: readonly { lotId: string; weightG: number }[];
  /** Whether nothing more of the line will leave: what is still held for it is given back. */
  closes: boolean;
};

/** What the branch has, locked: its levels, the lots in the order in which they are emptied, and what is held for the lines there. Grams. */
export type StockToLeave = {
  levels: readonly { branchCode: string; productId: string; onHandG: number; reservedG: number }[];
  lots: readonly { lotId: string; onHandG: number }[];
  held: readonly { reservationId: string; orderLineId: string; weightG: number }[];
};

/** What left of a line: of which lots, and of what was held for it how much was shipped and how much is left. Grams. */
export type LeftLine = Pick<LeavingLine, 'orderLineId' | 'branchCode' | 'productId' | 'closes'> & {
  taken: readonly { lotId: string; weightG: number }[];
  goneG: number;
  /** Null where nothing was held. */
  reservationId: string | null;
  shippedG: number;
  restG: number;
};

/**
 * What leaves of each line, one after another, since two may be of the same goods or lots:
 * each finds what the one before left. What the scale found beyond what a lot has was never
 * in it, and the last of what is free for others is never taken by the scale alone.
 */
export function leaveStock(lines: readonly LeavingLine[], stock: StockToLeave): LeftLine[] {
  const lotsLeft = new Map(stock.lots.map(({ lotId, onHandG }) => [lotId, onHandG]));
  const free = new Map(
    stock.levels.map((level) => [levelKey(level), level.onHandG - level.reservedG]),
  );
  return lines.map(({ lots, ...line }) => {
    const held = stock.held.find(({ orderLineId }) => orderLineId === line.orderLineId);
    const heldG = held?.weightG ?? 0;
    const freeG = free.get(levelKey(line)) ?? 0;
    let mostG = Math.max(0, freeG + heldG);
    const taken = stock.lots.flatMap(({ lotId }) => {
      const wantedG = lots.find((one) => one.lotId === lotId)?.weightG ?? 0;
      const leftG = lotsLeft.get(lotId) ?? 0;
      const weightG = Math.min(wantedG, leftG, mostG);
      mostG -= weightG;
      lotsLeft.set(lotId, leftG - weightG);
      return weightG > 0 ? [{ lotId, weightG }] : [];
    });
    const goneG = taken.reduce((sum, { weightG }) => sum + weightG, 0);
    const shippedG = Math.min(heldG, goneG);
    const restG = heldG - shippedG;
    free.set(levelKey(line), freeG - goneG + shippedG + (line.closes ? restG : 0));
    const reservationId = held?.reservationId ?? null;
    return { ...line, taken, goneG, reservationId, shippedG, restG };
  });
}

const levelKey = ({ branchCode, productId }: { branchCode: string; productId: string }): string =>
  `${branchCode} ${productId}`;
