import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { floorSql } from '../pricing/price-authority.queries.ts';

/** A price as a person asks for it, judged. */
type Override = {
  cartLineId: string;
  pricePerTonneMinor: number;
  includesVat: boolean;
  authorId: string;
  reason: string;
  state: 'within-authority' | 'pending';
  judgedAgainstMinor: number | null;
  at: Date;
};

/** Writes an override of a line of a locked cart in place of the one before, whose decision is gone with it. */
export async function putOverride(tx: Tx, override: Override): Promise<void> {
  const { cartLineId, at, ...price } = override;
  const row = {
    ...price,
    kind: 'override' as const,
    fixedAt: at,
    decidedBy: null,
    decidedAt: null,
  };
  await tx
    .insertInto('cartLinePrice')
    .values({ cartLineId, ...row })
    .onConflict((conflict) => conflict.column('cartLineId').doUpdateSet(row))
    .execute();
}

/** Takes an override off a line of a locked cart; a quoted price stays. Whether there was one. */
export async function deleteOverride(tx: Tx, cartLineId: string): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('cartLinePrice')
    .where('cartLineId', '=', cartLineId)
    .where('kind', '=', 'override')
    .executeTakeFirst();
  return deleted.numDeletedRows === 1n;
}

/** In which cart a line lies; `undefined`: it is gone. */
export async function findCartOfLine(tx: Tx, lineId: string): Promise<string | undefined> {
  const found = await tx
    .selectFrom('cartLine')
    .where('id', '=', lineId)
    .select('cartId')
    .executeTakeFirst();
  return found?.cartId;
}

/**
 * Decides on an override that waits, if it still asks the price that was seen and
 * somebody else asked for it. Whether it did.
 */
export async function setDecision(
  tx: Tx,
  decision: {
    cartLineId: string;
    state: 'approved' | 'refused';
    seenPerTonneMinor: number;
    decidedBy: string;
    judgedAgainstMinor: number | null;
    at: Date;
  },
): Promise<boolean> {
  const { cartLineId, state, seenPerTonneMinor, decidedBy, judgedAgainstMinor, at } = decision;
  const updated = await tx
    .updateTable('cartLinePrice')
    .set({ state, decidedBy, decidedAt: at, judgedAgainstMinor })
    .where('cartLineId', '=', cartLineId)
    .where('state', '=', 'pending')
    .where('pricePerTonneMinor', '=', seenPerTonneMinor)
    .where('authorId', '<>', decidedBy)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** An override that waits for somebody with more authority. Prices of a tonne, minor units. */
export type WaitingOverride = {
  lineId: string;
  companyName: string;
  cartCode: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  weightG: number;
  pricePerTonneMinor: number;
  includesVat: boolean;
  /** Null: the lists asked nothing. */
  judgedAgainstMinor: number | null;
  vatRateBp: number;
  /** Null: the cost is not known. */
  floorMinor: number | null;
  authorId: string;
  authorName: string;
  reason: string;
  fixedAt: Date;
};

const WAITING_MAX = 200;

/** What waits for a decision, the oldest first, of carts that are still open. One statement. */
export async function listWaitingOverrides(db: Db, on: string): Promise<WaitingOverride[]> {
  const found = await sql<WaitingOverride>`
    select line.id as line_id, company.name as company_name, cart.code as cart_code, product.sku, product.name_en,
           product.name_ru, product.name_kk, line.weight_g, price.price_per_tonne_minor, price.includes_vat,
           price.judged_against_minor, vat_rate.rate_bp as vat_rate_bp, price.author_id, author.name as author_name,
           price.reason, price.fixed_at, ${floorSql(sql`product`, sql`${on}::date`)} as floor_minor
    from cart_line_price as price
    join cart_line as line on line.id = price.cart_line_id
    join cart on cart.id = line.cart_id and cart.placed_at is null
    join company on company.id = cart.company_id
    join product on product.id = line.product_id
    join person as author on author.id = price.author_id
    join vat_rate on vat_rate.valid_during @> ${on}::date
    where price.state = 'pending'
    order by price.fixed_at, line.id limit ${WAITING_MAX}`.execute(db);
  return found.rows;
}
