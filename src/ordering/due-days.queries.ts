import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { InstalmentTrigger } from '../platform/db/schema.ts';

/**
 * From a day on, what is due after something counts its days: the instalments of
 * an order that wait for it, and once it is handed over the order itself, on
 * account by the days of its terms and else, where it is not paid, at once (R12). A day that is known
 * stays. The order is locked by the caller and moves to its stage afterwards,
 * which is when the database takes up what is due next.
 */
export async function beginDueDays(
  tx: Tx,
  of: { orderId: string; after: Exclude<InstalmentTrigger, 'order'>; on: string },
): Promise<void> {
  const { orderId, after, on } = of;
  await sql`
    update order_instalment set due_on = ${on}::date + days
    where order_id = ${orderId} and due_after = ${after}::instalment_trigger and due_on is null`.execute(
    tx,
  );
  if (after !== 'shipment') return;
  await sql`
    update sales_order as placed
    set due_on = coalesce(
      (select max(due_on) from order_instalment where order_id = placed.id),
      ${on}::date + case placed.payment when 'prepaid' then 0 else coalesce(
        (select payment_days from agreement where id = placed.agreement_id), 0) end)
    where id = ${orderId} and (payment = 'on-account' or paid_minor < gross_minor)`.execute(tx);
}
