import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { certificatesOfLot } from '../stock/lot-papers.queries.ts';

/** The token under which the certificates of a vehicle's goods are read; the one that was kept first. */
export async function keepGoodsLink(
  tx: Tx,
  link: { shipmentId: string; companyId: string; token: string; at: Date; expiresAt: Date },
): Promise<string> {
  const { shipmentId, companyId, token, at: madeAt, expiresAt } = link;
  const kept = await tx
    .insertInto('goodsLink')
    .values({ shipmentId, companyId, token, madeAt, expiresAt })
    // Touched by whoever comes second, so that it is told the first one's token.
    .onConflict((oc) =>
      oc.column('shipmentId').doUpdateSet((row) => ({ token: row.ref('goodsLink.token') })),
    )
    .returning('token')
    .executeTakeFirstOrThrow();
  return kept.token;
}

/** A heat of goods on a vehicle, with the certificates in force that speak of it. */
export type LinkedHeat = {
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  heatNumber: string;
  certificates: readonly { id: string; number: string; hasFile: boolean }[];
  isWaived: boolean;
};

/** What a link on the papers of a vehicle opens: its number and heats, nothing of who bought them or for how much. */
export type LinkedGoods = { number: string; heats: readonly LinkedHeat[] };

/** The goods that a link opens; `undefined` for one that is none or too old. One statement. */
export async function findLinkedGoods(
  db: Db,
  sought: { token: string; at: Date },
): Promise<LinkedGoods | undefined> {
  const { rows } = await sql<LinkedGoods>`
    select placed.number || '-' || shipment.position as number,
           (select coalesce(jsonb_agg(jsonb_build_object(
               'sku', ordered.sku, 'nameEn', ordered.name_en, 'nameRu', ordered.name_ru, 'nameKk', ordered.name_kk,
               'heatNumber', lot.heat_number,
               'isWaived', exists (select from certificate_waiver where order_id = shipment.order_id and lot_id = lot.id),
               'certificates', ${certificatesOfLot}
             ) order by ordered.position, lot.received_on, lot.id), '[]')
            from shipment_line as line
            join sales_order_line as ordered on ordered.id = line.order_line_id
            join shipment_lot as loaded on loaded.shipment_line_id = line.id
            join lot on lot.id = loaded.lot_id
            where line.shipment_id = shipment.id) as heats
    from goods_link as link
    join shipment on shipment.id = link.shipment_id and shipment.stage <> 'cancelled'
    join sales_order as placed on placed.id = shipment.order_id
    where link.token = ${sought.token} and link.expires_at > ${sought.at}`.execute(db);
  return rows[0];
}
