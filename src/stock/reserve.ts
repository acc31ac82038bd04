import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { type Shortage, shortages, sumWanted } from './availability.ts';
import { type HeldLine, insertReservations, lockLevels } from './stock.queries.ts';

/** A line of an order and what it needs; the SKU is what a refusal names. */
export type LineToHold = {
  orderLineId: string;
  sku: string;
  branchCode: string;
  productId: string;
  weightG: number;
};

/**
 * Locks the stock that an order wants and refuses with `insufficient-stock`
 * where it does not suffice. Called before the order is written; `holdStock`
 * then moves what was locked. Lock order: branch, product (decisions).
 */
export async function lockStock(tx: Tx, lines: readonly LineToHold[]): Promise<void> {
  const levels = await lockLevels(tx, sumWanted(lines));
  const [missing] = shortages(levels, lines);
  if (missing) throw refusalOf(missing, lines);
}

/** Holds locked stock for an order until a moment that the order knows (R18). Grams; by product and branch. */
export async function holdStock(
  tx: Tx,
  hold: { orderId: string; lines: readonly LineToHold[]; at: Date },
): Promise<void> {
  const { orderId, lines, at } = hold;
  const levels = sumWanted(lines);
  const held: HeldLine[] = lines.map((line) => ({ ...line, reservationId: newId() }));
  await insertReservations(tx, { orderId, at, levels, lines: held });
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
