import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Coming } from './supply.ts';
import { type Shortage, shortages, sumWanted } from './availability.ts';
import { type HeldLine, raiseReserved } from './stock.queries.ts';

/** A line of an order and what it needs; the SKU is what a refusal names. */
export type LineToHold = {
  orderLineId: string;
  sku: string;
  branchCode: string;
  productId: string;
  weightG: number;
  /** What of it is held at other branches, until it comes from there. */
  coming: readonly Coming[];
};

/**
 * Holds the stock that an order wants, or refuses with `insufficient-stock`
 * where it does not suffice: what is to come from other branches is held there, the
 * rest at the order's own. Called before the order is written; who holds what is
 * written with the order's lines (`reservationParts`). Grams; by product and
 * branch. Lock order: branch, product (decisions).
 */
export async function holdStock(
  tx: Tx,
  hold: { lines: readonly LineToHold[]; at: Date },
): Promise<readonly HeldLine[]> {
  const { lines, at } = hold;
  const parts = lines.flatMap(partsOf);
  const levels = await raiseReserved(tx, { wanted: sumWanted(parts), at });
  const [missing] = shortages(levels, parts);
  if (missing) throw refusalOf(missing, lines);
  return parts.map((part) => ({ ...part, reservationId: newId() }));
}

/** What is held of a line at each branch. */
function partsOf(line: LineToHold): Omit<HeldLine, 'reservationId'>[] {
  const { orderLineId, productId, branchCode, coming } = line;
  const held = { orderLineId, productId };
  const hereG = coming.reduce((leftG, { weightG }) => leftG - weightG, line.weightG);
  const here = { ...held, branchCode, weightG: hereG, leavesOn: null, arrivesOn: null };
  const there = coming.map((part) => ({
    ...{ ...held, branchCode: part.branchCode, weightG: part.weightG },
    ...{ leavesOn: part.leavesOn, arrivesOn: part.arrivesOn },
  }));
  return hereG > 0 ? [here, ...there] : there;
}

function refusalOf(missing: Shortage, lines: readonly LineToHold[]): Refusal {
  const sku = lines.find((line) => line.productId === missing.productId)?.sku ?? '';
  const { branchCode, availableG, weightG } = missing;
  return new Refusal({
    code: 'insufficient-stock',
    sku,
    branchCode,
    availableG,
    wantedG: weightG,
  });
}
