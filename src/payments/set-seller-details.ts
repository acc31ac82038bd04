import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { replaceSellerDetails, type SellerDetails } from './seller-details.queries.ts';

/**
 * Says who we are on paper from a day on. Documents that were issued keep what was
 * frozen in them; those to come take what is in force on their day. The same again
 * changes nothing.
 */
export async function setSellerDetails(
  tx: Tx,
  admin: Staff,
  of: { details: SellerDetails; from: string },
): Promise<void> {
  if (!may(admin, 'administer')) throw new Refusal({ code: 'not-permitted' });
  await replaceSellerDetails(tx, of);
}
