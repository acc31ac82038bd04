import { sql } from 'kysely';
import type { Form } from '../catalogue/form.ts';
import type { Db } from '../platform/db/database.ts';
import type { CertifiedGoods, CheckedAgainst } from './check-certificate.ts';
import { markKey } from './mark-key.ts';

/** What of a certificate decides which goods it speaks of. */
export type SpeaksOf = {
  mill: string;
  number: string;
  heatNumbers: readonly string[];
  /** The lot that it is brought for. */
  lotId: string | null;
  /** The version that it takes the place of; its number and its mass are not counted against it. */
  replacesId: string | null;
};

/** Of a beam the flange is tested, of a tube the wall, of a bar the whole (EN 10025-1, 10.2). */
const thickness = sql`coalesce(product.flange_thickness_um, product.thickness_um, product.diameter_um)`;

/** What a certificate is checked against, as we know it today: the goods of its heats, other papers of them, its number. */
export async function readCheckedAgainst(
  db: Db,
  of: SpeaksOf,
): Promise<Omit<CheckedAgainst, 'today'>> {
  const keys = of.heatNumbers.map(markKey);
  const [goods, certified, asked] = await Promise.all([
    goodsOf(db, of.mill, keys),
    certifiedOf(db, of, keys),
    sql<{ heatNumber: string | null; isNumberUsed: boolean }>`
      select (select heat_number from lot where id = ${of.lotId}::uuid),
             exists (select from certificate join mill on mill.id = certificate.mill_id
                     where certificate.number_key = mark_key(${of.number}) and mill.mill_key = mark_key(${of.mill}))
               and ${of.replacesId === null} as is_number_used`.execute(db),
  ]);
  return {
    goods,
    lotHeatNumber: asked.rows[0]?.heatNumber ?? null,
    certifiedG: Object.fromEntries(certified),
    isNumberUsed: asked.rows[0]?.isNumberUsed ?? false,
  };
}

/** Remnants are of a lot that is counted already. */
async function goodsOf(db: Db, mill: string, keys: readonly string[]): Promise<CertifiedGoods[]> {
  const { rows } = await sql<CertifiedGoods & { form: Form }>`
    select lot.id as lot_id, lot.heat_number, product.grade, product.form, ${thickness} as thickness_um,
           lot.received_on, lot.received_g, lot.pieces_on_hand as pieces
    from lot
    join product on product.id = lot.product_id
    left join mill on mill.id = lot.mill_id
    where lot.heat_key = any(${[...keys]}::text[]) and lot.parent_lot_id is null
      and (mill.id is null or mill.mill_key = mark_key(${mill}))
    order by lot.received_on, lot.id`.execute(db);
  return rows;
}

async function certifiedOf(
  db: Db,
  { mill, replacesId }: SpeaksOf,
  keys: readonly string[],
): Promise<[heatKey: string, massG: number][]> {
  const { rows } = await sql<{ heatKey: string; massG: number }>`
    select heat.heat_key, sum(heat.mass_g)::bigint as mass_g
    from certificate_heat as heat
    join certificate on certificate.id = heat.certificate_id and certificate.ended_at is null
    join mill on mill.id = certificate.mill_id and mill.mill_key = mark_key(${mill})
    where heat.heat_key = any(${[...keys]}::text[]) and heat.mass_g is not null
      and certificate.id is distinct from ${replacesId}::uuid
    group by heat.heat_key`.execute(db);
  return rows.map(({ heatKey, massG }) => [heatKey, massG]);
}
