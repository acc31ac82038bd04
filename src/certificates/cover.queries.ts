import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { CertificateType } from './certificate.ts';

/** A lot, and the certificate in force that speaks of it. */
export type LotCover = {
  lotId: string;
  heatNumber: string;
  certificateId: string;
  number: string;
  type: CertificateType;
  millName: string;
  hasFile: boolean;
};

/** Which certificates cover lots: what goes along with a truck. A lot may have several, or none. */
export async function listCertificatesOfLots(
  db: Db,
  of: { lotIds: readonly string[] },
): Promise<LotCover[]> {
  const { rows } = await sql<LotCover>`
    select lot.id as lot_id, lot.heat_number, certificate.id as certificate_id, certificate.number, certificate.type,
           mill.name as mill_name, certificate.file_sha256 is not null as has_file
    from lot
    join lot_certificate as cover on cover.lot_id = lot.id and cover.ended_at is null
    join certificate on certificate.id = cover.certificate_id
    join mill on mill.id = certificate.mill_id
    where lot.id = any(${[...of.lotIds]}::uuid[])
    order by lot.id, certificate.issued_on desc, certificate.id`.execute(db);
  return rows;
}

/** Which of some lots have no certificate in force: what stops a truck, unless the buyer waived it (`waive-certificate`). */
export async function listLotsWithout(
  db: Db,
  of: { lotIds: readonly string[] },
): Promise<{ lotId: string; heatNumber: string }[]> {
  const { rows } = await sql<{ lotId: string; heatNumber: string }>`
    select lot.id as lot_id, lot.heat_number from lot
    where lot.id = any(${[...of.lotIds]}::uuid[])
      and not exists (select from lot_certificate where lot_id = lot.id and ended_at is null)
    order by lot.id`.execute(db);
  return rows;
}

/** A lot in stock that nobody has a certificate of, as the task that it is. Grams. */
export type MissingCertificate = {
  lotId: string;
  heatNumber: string;
  millName: string | null;
  branchCode: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  receivedOn: string;
  onHandG: number;
  /** Of these goods somebody has ordered: they are loaded before others. */
  isReserved: boolean;
};

/** What a page of the tasks shows, and how many lots there are in all. */
export type MissingPage = { missing: MissingCertificate[]; lots: number; onHandG: number };

/**
 * Lots with something left and no certificate in force, the oldest first and of
 * one day the biggest. Remnants are of a lot that stands here itself as long as
 * something of it is left.
 */
export async function listMissing(
  db: Db,
  of: { branchCode: string | undefined; page: number; size: number },
): Promise<MissingPage> {
  const without = sql`
    lot.on_hand_g > 0 and (${of.branchCode ?? null}::text is null or lot.branch_code = ${of.branchCode ?? null})
    and not exists (select from lot_certificate where lot_id = lot.id and ended_at is null)`;
  const [page, total] = await Promise.all([
    sql<MissingCertificate>`
      select lot.id as lot_id, lot.heat_number, mill.name as mill_name, lot.branch_code, product.sku, product.name_en,
             product.name_ru, product.name_kk, lot.received_on, lot.on_hand_g, level.reserved_g > 0 as is_reserved
      from lot
      join product on product.id = lot.product_id
      join stock_level as level on level.product_id = lot.product_id and level.branch_code = lot.branch_code
      left join mill on mill.id = lot.mill_id
      where ${without}
      order by lot.received_on, lot.on_hand_g desc, lot.id
      limit ${of.size} offset ${(of.page - 1) * of.size}`.execute(db),
    sql<{ lots: number; onHandG: number }>`
      select count(*) as lots, coalesce(sum(lot.on_hand_g), 0)::bigint as on_hand_g from lot where ${without}`.execute(
      db,
    ),
  ]);
  const { lots = 0, onHandG = 0 } = total.rows[0] ?? {};
  return { missing: page.rows, lots, onHandG };
}

/** A lot as somebody types a certificate for it: what is known already. µm, grams. */
export type LotToCertify = {
  lotId: string;
  heatNumber: string;
  millName: string | null;
  grade: string;
  standard: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  designation: string;
  thicknessUm: number | null;
};

/** A lot by its id. */
export async function findLotToCertify(db: Db, lotId: string): Promise<LotToCertify | undefined> {
  const { rows } = await sql<LotToCertify>`
    select lot.id as lot_id, lot.heat_number, mill.name as mill_name, product.grade, product.standard, product.name_en,
           product.name_ru, product.name_kk, product.designation,
           coalesce(product.flange_thickness_um, product.thickness_um, product.diameter_um) as thickness_um
    from lot
    join product on product.id = lot.product_id
    left join mill on mill.id = lot.mill_id
    where lot.id = ${lotId}`.execute(db);
  return rows[0];
}
