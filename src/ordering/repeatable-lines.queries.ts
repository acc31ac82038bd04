import type { Quantity } from '../measures/quantity.ts';
import type { Db } from '../platform/db/database.ts';
import type { WantedCutting } from './cut-line.ts';
import { cuttingOfLine } from './order-lines.queries.ts';

/** A line as it was said, cut list included. */
type RepeatableLine = {
  id: string;
  productId: string;
  quantity: Quantity;
  lengthMm: number | undefined;
  cutting: WantedCutting | undefined;
};

/** The lines of an order as they were said, to be said again, but for those that were left out. */
export async function listRepeatableLines(
  db: Db,
  of: { orderId: string },
): Promise<RepeatableLine[]> {
  const rows = await db
    .selectFrom('salesOrderLine')
    .where('orderId', '=', of.orderId)
    .where('weightG', '>', 0)
    .orderBy('position')
    .select(['id', 'productId', 'quantityMilli', 'unit', 'lengthMm', cuttingOfLine])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    productId: row.productId,
    quantity: { amountMilli: row.quantityMilli, unit: row.unit },
    lengthMm: row.unit === 'pcs' ? (row.lengthMm ?? undefined) : undefined,
    cutting: row.cutting ?? undefined,
  }));
}
