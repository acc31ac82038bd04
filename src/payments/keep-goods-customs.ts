import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { replaceGoodsCustoms } from './goods-customs.queries.ts';

/**
 * Says for a category of goods what the register of electronic invoices asks: the sign
 * of origin and the code of the customs nomenclature (L3). Invoices that are issued from
 * now on have it; those that were issued keep what they say. The same again changes nothing.
 */
export async function keepGoodsCustoms(
  tx: Tx,
  clerk: Staff,
  kept: {
    categoryCode: string;
    originCode: number;
    tnvedCode: string;
    tnvedName: string;
    at: Date;
  },
): Promise<void> {
  const { personId } = clerk;
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { categoryCode } = kept;
  if (!(await replaceGoodsCustoms(tx, { ...kept, personId }))) {
    throw new NotFound('category', categoryCode);
  }
}
