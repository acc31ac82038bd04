import { sql } from 'kysely';
import type { NetAndVat } from '../measures/money.ts';
import type { Tx } from '../platform/db/database.ts';
import type { SettledPart } from './settle-line.ts';

/**
 * Writes what a shipment that leaves is billed: its lines, its share of services
 * and of the freight, its storage, its sum and until when that is to be paid. Minor units, grams.
 */
export async function writeBilled(
  tx: Tx,
  billed: {
    shipmentId: string;
    companyId: string;
    orderId: string;
    parts: readonly SettledPart[];
    /** What it is billed of what is done for the whole order: its part of the freight, its storage. */
    ofOrder: readonly (NetAndVat & { id: string })[];
    on: string;
  },
): Promise<void> {
  const { shipmentId, companyId, orderId, parts, ofOrder, on } = billed;
  const lines = parts.map(({ shipmentLineId, billedG, amounts }) => ({
    ...{ id: shipmentLineId, billed_g: billedG },
    ...{ net_minor: amounts.netMinor, vat_minor: amounts.vatMinor },
  }));
  await sql`
    update shipment_line as line
    set billed_g = given.billed_g, net_minor = given.net_minor, vat_minor = given.vat_minor,
        gross_minor = given.net_minor + given.vat_minor
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as given (id uuid, billed_g bigint, net_minor bigint, vat_minor bigint)
    where line.id = given.id`.execute(tx);
  const services = [...parts.flatMap((part) => part.services), ...ofOrder].filter(isSomething);
  if (services.length > 0) {
    await tx
      .insertInto('shipmentService')
      .values(
        services.map(({ id: orderServiceId, netMinor, vatMinor }) => ({
          ...{ shipmentId, companyId, orderServiceId, netMinor, vatMinor },
          grossMinor: netMinor + vatMinor,
        })),
      )
      .execute();
  }
  const grossMinor = [...parts.map(({ amounts }) => amounts), ...services].reduce(
    (sum, { netMinor, vatMinor }) => sum + netMinor + vatMinor,
    0,
  );
  await sql`
    update shipment set gross_minor = ${grossMinor}::bigint, due_on = (
      select ${on}::date + case placed.payment when 'prepaid' then 0 else coalesce(
        (select payment_days from agreement where id = placed.agreement_id), 0) end
      from sales_order as placed
      where placed.id = ${orderId} and not exists (select from order_instalment where order_id = placed.id))
    where id = ${shipmentId}`.execute(tx);
}

const isSomething = ({ netMinor, vatMinor }: NetAndVat) => netMinor !== 0 || vatMinor !== 0;
