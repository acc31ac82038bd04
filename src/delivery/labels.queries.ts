import { sql } from 'kysely';
import { tradingDay } from '../measures/calendar.ts';
import type { GoodsLabels } from '../payments/goods-labels.ts';
import type { Db } from '../platform/db/database.ts';
import { pathOfGoods } from './goods-link.ts';
import { certificateNumbersOfLot } from '../stock/lot-papers.queries.ts';

type Row = {
  companyId: string;
  shipmentNumber: string;
  buyerName: string;
  token: string | null;
  position: number;
  place: number;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  sku: string;
  size: string;
  grade: string;
  standard: string;
  lengthMm: number | null;
  heatNumber: string;
  millName: string | null;
  pieces: number | null;
  massG: number;
  certificates: string[];
};

/** The labels for what lies on a vehicle now, and whose it is; `undefined` where nothing does. One statement. */
export async function findLabels(
  db: Db,
  of: { shipmentId: string; at: Date },
): Promise<{ companyId: string; labels: GoodsLabels } | undefined> {
  const { rows } = await sql<Row>`
    select shipment.company_id, placed.number || '-' || shipment.position as shipment_number, company.name as buyer_name,
           link.token, ordered.position,
           row_number() over (partition by line.id order by lot.received_on, lot.id)::integer as place,
           ordered.name_en, ordered.name_ru, ordered.name_kk, ordered.sku, product.designation as size, product.grade,
           product.standard, ordered.length_mm, lot.heat_number, mill.name as mill_name, loaded.pieces,
           loaded.weight_g as mass_g,
           ${certificateNumbersOfLot} as certificates
    from shipment
    join sales_order as placed on placed.id = shipment.order_id
    join company on company.id = shipment.company_id
    join shipment_line as line on line.shipment_id = shipment.id
    join sales_order_line as ordered on ordered.id = line.order_line_id
    join product on product.id = ordered.product_id
    join shipment_lot as loaded on loaded.shipment_line_id = line.id
    join lot on lot.id = loaded.lot_id
    left join mill on mill.id = lot.mill_id
    left join goods_link as link on link.shipment_id = shipment.id
    where shipment.id = ${of.shipmentId} and shipment.stage <> 'cancelled'
    order by ordered.position, place`.execute(db);
  const [first] = rows;
  if (!first) return undefined;
  const { companyId, shipmentNumber, buyerName, token } = first;
  return {
    companyId,
    labels: {
      ...{ kind: 'labels', contentVersion: 1, shipmentNumber, buyerName },
      printedOn: tradingDay(of.at),
      certificatesPath: token === null ? null : pathOfGoods(token),
      labels: rows.map(({ nameEn, nameRu, nameKk, position, place, ...row }) => ({
        code: `${shipmentNumber}/${position}/${place}`,
        name: { en: nameEn, ru: nameRu, kk: nameKk },
        ...{ sku: row.sku, size: row.size, grade: row.grade, standard: row.standard },
        ...{ lengthMm: row.lengthMm, heatNumber: row.heatNumber, millName: row.millName },
        ...{ pieces: row.pieces, massG: row.massG, certificates: row.certificates },
      })),
    },
  };
}
