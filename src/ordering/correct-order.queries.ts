import { sql } from 'kysely';
import { newId } from '../platform/id.ts';
import type { ServiceDerivation } from '../pricing/service-derivation.ts';
import type { Tx } from '../platform/db/database.ts';

/**
 * Sets by how much a locked order's goods come to more or less than was ordered,
 * and with it the order's sum and its last instalments, none of them below
 * nothing. Minor units. Says whether anything changed.
 */
export async function correctOrder(
  tx: Tx,
  correction: { orderId: string; netMinor: number; vatMinor: number },
): Promise<boolean> {
  const { orderId, netMinor, vatMinor } = correction;
  const changed = await sql<{ differenceMinor: number }>`
    with before as (
      select id, weighing_net_minor + weighing_vat_minor as was_minor from sales_order where id = ${orderId}
    )
    update sales_order as placed
    set net_minor = net_minor - weighing_net_minor + ${netMinor}::bigint,
        vat_minor = vat_minor - weighing_vat_minor + ${vatMinor}::bigint,
        gross_minor = gross_minor - weighing_net_minor - weighing_vat_minor + ${netMinor}::bigint + ${vatMinor}::bigint,
        weighing_net_minor = ${netMinor}, weighing_vat_minor = ${vatMinor}, version = version + 1
    from before
    where placed.id = before.id
      and (placed.weighing_net_minor, placed.weighing_vat_minor) <> (${netMinor}::bigint, ${vatMinor}::bigint)
    returning ${netMinor + vatMinor}::bigint - before.was_minor as difference_minor`.execute(tx);
  const [row] = changed.rows;
  if (!row) return false;
  await correctInstalments(tx, orderId);
  return true;
}

/**
 * Puts the freight that was agreed on a locked order that had none, into its sum and
 * its last instalment. Minor units.
 */
export async function addFreight(
  tx: Tx,
  freight: { orderId: string; companyId: string; service: ServiceDerivation },
): Promise<void> {
  const { orderId, companyId, service } = freight;
  const { vatRateBp, netMinor, vatMinor, grossMinor } = service;
  await sql`
    with brought as (
      insert into sales_order_service (id, order_id, company_id, kind, vat_rate_bp, net_minor, vat_minor, gross_minor, derivation)
      values (${newId()}, ${orderId}, ${companyId}, 'freight', ${vatRateBp}, ${netMinor}, ${vatMinor}, ${grossMinor},
              ${JSON.stringify(service)}::jsonb)
    )
    update sales_order
    set freight = 'agreed', net_minor = net_minor + ${netMinor}::bigint, vat_minor = vat_minor + ${vatMinor}::bigint,
        gross_minor = gross_minor + ${grossMinor}::bigint, version = version + 1
    where id = ${orderId}`.execute(tx);
  await correctInstalments(tx, orderId);
}

/** Instalments are the order's sum: the last takes what is more, and the last ones give what is less. */
export async function correctInstalments(tx: Tx, orderId: string): Promise<void> {
  await sql`
    with agreed as (
      select position, due_minor, sum(due_minor) over (order by position) - due_minor as before_minor,
             position = max(position) over () as is_last, placed.gross_minor
      from order_instalment join sales_order as placed on placed.id = order_id
      where order_id = ${orderId}
    )
    update order_instalment as part
    set due_minor = case when agreed.is_last then greatest(0, agreed.gross_minor - agreed.before_minor)
                         else greatest(0, least(agreed.due_minor, agreed.gross_minor - agreed.before_minor)) end
    from agreed
    where part.order_id = ${orderId} and part.position = agreed.position`.execute(tx);
}
