import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { type Shortage, shortages, sumWanted } from './availability.ts';
import { type HeldLine, raiseReserved } from './stock.queries.ts';

/** A line of an order and what it needs; the SKU is what a refusal names. */
export type LineToHold = {
  orderLineId: string;
  sku: string;
  branchCode: string;
  productId: string;
  weightG: number;
};

/**
 * Holds the stock that an order wants, or refuses with `insufficient-stock`
 * where it does not suffice. Called before the order is written; who holds what
 * is written with the order's lines (`reservationParts`). Grams; by product and
 * branch. Lock order: branch, product (decisions).
 */
export async function holdStock(
  tx: Tx,
  hold: { lines: readonly LineToHold[]; at: Date },
): Promise<readonly HeldLine[]> {
  const { lines, at } = hold;
  const levels = await raiseReserved(tx, { wanted: sumWanted(lines), at });
  const [missing] = shortages(levels, lines);
  if (missing) throw refusalOf(missing, lines);
  return lines.map((line) => ({ ...line, reservationId: newId() }));
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
