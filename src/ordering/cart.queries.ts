import { sql } from 'kysely';
import { agreedSql, instalmentsSql } from '../customers/agreement.queries.ts';
import type { Quantity, Unit } from '../measures/quantity.ts';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CertificateKind } from '../platform/db/schema.ts';
import { freightTariffSql } from '../pricing/freight-tariff.queries.ts';
import { cutListSql } from '../stock/cutting-job.queries.ts';
import { openQuestionSql } from './approval.queries.ts';
import type { CartLineRow, CartRow } from './cart.ts';
import type { LineCutting, WantedCutting } from './cut-line.ts';

/** What its quote named for bringing a cart; a check keeps the numbers within what JSON can say exactly. */
const quotedFreightSql = sql`
  case when cart.quote_id is not null then (
    select jsonb_build_object('quoteVersion', quote_version, 'namedMinor', named_minor, 'ofPart', of_part,
                              'quotedG', quoted_g, 'beforeG', before_g, 'takenG', taken_g)
    from cart_freight where cart_id = cart.id) end`;

/** The columns of a cart's head, read from `cartTables`. */
export const cartColumns = sql`
  cart.id, cart.code, cart.company_id, company.name as company_name, cart.opened_on, cart.opened_by,
  cart.branch_code, cart.site_id, bringing.*, cart.quote_id, ${quotedFreightSql} as quoted_freight, cart.contact_id, cart.purchase_number, cart.note, cart.cost_centre_id, cart.certificate_kind, cart.held_by, cart.held_on,
  holder.name as held_by_name, cart.parked_at, cart.version, cart.changed_at, cart.placed_at,
  agreement.id as agreement_id, agreement.number as agreement_number, agreement.payment, agreement.payment_days,
  ${instalmentsSql}, ${agreedSql} as agreed,
  coalesce(agreement.required_fields::text[], '{}') as required_fields,
  coalesce(account.credit_kind, 'none') as credit_kind, account.limit_on_day as limit_minor,
  coalesce(account.exposure_minor, 0)::bigint as exposure_minor, ${openQuestionSql}`;

/** A cart with its company, the agreement in force on the day given and the account. */
export const cartTables = (on: string) => sql`
  cart
  join company on company.id = cart.company_id
  left join person as holder on holder.id = cart.held_by
  left join agreement on agreement.company_id = cart.company_id and agreement.valid_during @> ${on}::date
  left join lateral (
    select credit_kind, exposure_of(one) as exposure_minor, credit_limit_on(one, ${on}::date) as limit_on_day
    from company_account as one where one.company_id = cart.company_id
  ) as account on true
  left join lateral (
    select site.city as site_city,
           case when coalesce(agreement.freight_price in ('tariff', 'free-from'), true)
             then ${freightTariffSql({ branch: sql`cart.branch_code`, on })} end as freight_tariff
    from site where site.id = cart.site_id
  ) as bringing on true`;

/** The cart that a buyer fills on the web now; `undefined` before the first line. */
export async function findWebCart(
  db: Db,
  of: { companyId: string; personId: string },
): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('cart')
    .where('companyId', '=', of.companyId)
    .where('openedBy', '=', of.personId)
    .where('openedOn', '=', 'web')
    .where('placedAt', 'is', null)
    .where('quoteId', 'is', null)
    .where('setAsideAt', 'is', null)
    .select('id')
    .executeTakeFirst();
}

/** A cart by the code that a buyer reads out. */
export async function findCartByCode(db: Db, code: string): Promise<{ id: string } | undefined> {
  return db.selectFrom('cart').where('code', '=', code).select('id').executeTakeFirst();
}

/** Locks a cart until the commit: the first row lock of every operation on it. `on` is the trading day. */
export async function lockCart(tx: Tx, cartId: string, on: string): Promise<CartRow | undefined> {
  const found = await sql<CartRow>`
    select ${cartColumns} from ${cartTables(on)} where cart.id = ${cartId} for update of cart`.execute(
    tx,
  );
  return found.rows[0];
}

export type NewCart = {
  id: string;
  code: string;
  companyId: string;
  openedOn: Channel;
  openedBy: string;
  /** Undefined: the branch that the company belongs to. */
  branchCode: string | undefined;
  at: Date;
};

/** Opens a cart; does nothing where the buyer's web cart is already open. A clerk's cart is held by the clerk. */
export async function insertCart(tx: Tx, cart: NewCart): Promise<boolean> {
  const { id, code, companyId, openedOn, openedBy, branchCode, at } = cart;
  const holder = openedOn === 'web' ? null : openedBy;
  const inserted = await sql`
    insert into cart (id, code, company_id, opened_on, opened_by, branch_code, held_by, held_on, created_at, changed_at)
    select ${id}, ${code}, company.id, ${openedOn}::channel, ${openedBy}::uuid,
           coalesce(${branchCode ?? null}, company.branch_code), ${holder}::uuid,
           ${holder && openedOn}::channel, ${at}, ${at}
    from company where company.id = ${companyId}
    on conflict (company_id, opened_by) where placed_at is null and opened_on = 'web' and quote_id is null
      and set_aside_at is null do nothing`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

export type NewCartLine = {
  id: string;
  productId: string;
  quantityMilli: number;
  unit: CartLineRow['unit'];
  pieces: number | null;
  lengthMm: number | null;
  weightG: number;
  cutting?: LineCutting | undefined;
  savedListLineId?: string | undefined;
};

/**
 * Adds lines with their cut lists to a locked cart; a line whose id is already there is left alone, so a second
 * click adds nothing. A line remembers a line of a saved list only where that is the same company's and of the same
 * goods, for what is left of the list is counted by it.
 */
export async function insertCartLines(
  tx: Tx,
  into: { cartId: string; addedBy: string; addedOn: Channel; at: Date },
  lines: readonly NewCartLine[],
): Promise<number> {
  const found = await sql<{ added: number }>`
    with added as (
    insert into cart_line (id, cart_id, product_id, quantity_milli, unit, pieces, length_mm, weight_g,
                           saved_list_line_id, added_by, added_on, added_at)
    select id, ${into.cartId}, product_id, quantity_milli, unit::unit, pieces, length_mm, weight_g,
           (select kept.id
            from saved_list_line as kept
            join saved_list as list on list.id = kept.list_id
            join cart on cart.id = ${into.cartId} and cart.company_id = list.company_id
            where kept.id = line.saved_list_line_id and kept.product_id = line.product_id),
           ${into.addedBy}, ${into.addedOn}::channel, ${into.at}::timestamptz + position * interval '1 microsecond'
    from unnest(
      ${lines.map((line) => line.id)}::uuid[],
      ${lines.map((line) => line.productId)}::uuid[],
      ${lines.map((line) => line.quantityMilli)}::bigint[],
      ${lines.map((line) => line.unit)}::text[],
      ${lines.map((line) => line.pieces)}::integer[],
      ${lines.map((line) => line.lengthMm)}::integer[],
      ${lines.map((line) => line.weightG)}::bigint[],
      ${lines.map((line) => line.savedListLineId ?? null)}::uuid[]
    ) with ordinality
      as line (id, product_id, quantity_milli, unit, pieces, length_mm, weight_g, saved_list_line_id, position)
    on conflict (id) do nothing
    returning id
    )${cuttingParts(lines)}
    select count(*)::integer as added from added`.execute(tx);
  return found.rows[0]?.added ?? 0;
}

/** The cut lists of lines that were added, as parts of the statement that adds them. */
function cuttingParts(lines: readonly NewCartLine[]) {
  const cut = lines.flatMap(({ id, cutting }) => (cutting ? [{ line_id: id, ...cutting }] : []));
  if (cut.length === 0) return sql``;
  return sql`,
    wanted as (
      select wanted.* from jsonb_to_recordset(${JSON.stringify(cut)}::jsonb) as wanted (
        line_id uuid, offcuts offcuts, method cutting_method, bars integer, "stockLengthMm" integer,
        "kerfMm" smallint, cuts integer, "piecesMm" bigint, "lostMm" bigint, "remnantsMm" bigint,
        "scrapMm" bigint, plan jsonb, pieces jsonb)
      join added on added.id = wanted.line_id
    ), planned as (
      insert into cart_line_cutting (line_id, offcuts, method, bars, stock_length_mm, kerf_mm, cuts, pieces_mm,
                                     lost_mm, remnants_mm, scrap_mm, plan)
      select line_id, offcuts, method, bars, "stockLengthMm", "kerfMm", cuts, "piecesMm", "lostMm", "remnantsMm",
             "scrapMm", plan
      from wanted
    ), listed as (
      insert into cart_line_cut (line_id, position, pieces, length_mm)
      select wanted.line_id, cut.position, (cut.piece ->> 'count')::integer, (cut.piece ->> 'lengthMm')::integer
      from wanted, jsonb_array_elements(wanted.pieces) with ordinality as cut (piece, position)
    )`;
}

/** Other quantities for lines of a locked cart, all in one statement; ids that are not there do no harm. */
export async function setCartLines(
  tx: Tx,
  cartId: string,
  lines: readonly Omit<NewCartLine, 'productId'>[],
): Promise<void> {
  await sql`
    update cart_line as line
    set quantity_milli = changed.quantity_milli, unit = changed.unit::unit, pieces = changed.pieces,
        length_mm = changed.length_mm, weight_g = changed.weight_g
    from unnest(
      ${lines.map((line) => line.id)}::uuid[],
      ${lines.map((line) => line.quantityMilli)}::bigint[],
      ${lines.map((line) => line.unit)}::text[],
      ${lines.map((line) => line.pieces)}::integer[],
      ${lines.map((line) => line.lengthMm)}::integer[],
      ${lines.map((line) => line.weightG)}::bigint[]
    ) as changed (id, quantity_milli, unit, pieces, length_mm, weight_g)
    where line.id = changed.id and line.cart_id = ${cartId}`.execute(tx);
}

/** What a line said when it was taken out: enough to put it back. */
export type RemovedLine = {
  id: string;
  productId: string;
  quantityMilli: number;
  unit: Unit;
  lengthMm: number | null;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  /** Null: the bars stay whole. */
  cutting: WantedCutting | null;
  /** The line of a saved list that it was taken from. */
  savedListLineId: string | null;
};

/** Takes lines out of a locked cart; ids that are not there do no harm. */
export async function deleteCartLines(
  tx: Tx,
  from: { cartId: string; lineIds: readonly string[] },
): Promise<RemovedLine[]> {
  const deleted = await sql<RemovedLine>`
    delete from cart_line as line using product
    where line.cart_id = ${from.cartId} and line.id = any(${[...from.lineIds]}::uuid[])
      and product.id = line.product_id
    returning line.id, line.product_id, line.quantity_milli, line.unit, line.length_mm, line.saved_list_line_id,
              (select jsonb_build_object('offcuts', cutting.offcuts, 'pieces', ${cutListSql})
               from cart_line_cutting as cutting where cutting.line_id = line.id) as cutting,
              product.name_en, product.name_ru, product.name_kk`.execute(tx);
  return deleted.rows;
}

/** Counts a change of a locked cart, so that others see that it moved. */
export async function touchCart(tx: Tx, touched: { cartId: string; at: Date }): Promise<void> {
  await tx
    .updateTable('cart')
    .set((row) => ({ changedAt: touched.at, version: row('version', '+', 1) }))
    .where('id', '=', touched.cartId)
    .execute();
}

export type CartDetails = {
  branchCode: string;
  siteId: string | null;
  contactId: string | null;
  purchaseNumber: string;
  note: string;
  /** Undefined leaves it as it is. */
  costCentreId?: string | null | undefined;
  /** The same. */
  certificateKind?: CertificateKind | null | undefined;
};

/** Where a locked cart's goods come from and go to, and what the buyer calls the purchase: the statement itself. */
export const cartDetailsUpdate = (set: CartDetails & { cartId: string; at: Date }) => sql`
  update cart
  set branch_code = ${set.branchCode}, site_id = ${set.siteId}, contact_id = ${set.contactId},
      purchase_number = ${set.purchaseNumber}, note = ${set.note},
      cost_centre_id = case when ${set.costCentreId === undefined} then cost_centre_id else ${set.costCentreId ?? null}::uuid end,
      certificate_kind = case when ${set.certificateKind === undefined} then certificate_kind
                         else ${set.certificateKind ?? null}::certificate_kind end,
      changed_at = ${set.at}, version = version + 1
  where id = ${set.cartId}`;

/** Writes them, and nothing else. */
export async function setCartDetails(
  tx: Tx,
  set: CartDetails & { cartId: string; at: Date },
): Promise<void> {
  await cartDetailsUpdate(set).execute(tx);
}

/** Who works in a locked cart from now on; taking it up ends its being parked. */
export async function setCartHolder(
  tx: Tx,
  set: {
    cartId: string;
    holder: { personId: string; channel: Channel } | null;
    parkedAt: Date | null;
    at: Date;
  },
): Promise<void> {
  await tx
    .updateTable('cart')
    .set((row) => ({
      heldBy: set.holder?.personId ?? null,
      heldOn: set.holder?.channel ?? null,
      parkedAt: set.parkedAt,
      changedAt: set.at,
      version: row('version', '+', 1),
    }))
    .where('id', '=', set.cartId)
    .execute();
}

/** What the lines of a cart say now; locked, where somebody is about to change them. */
export async function listLineQuantities(
  db: Db,
  cartId: string,
): Promise<{ id: string; productId: string; quantity: Quantity; isCut: boolean }[]> {
  const rows = await db
    .selectFrom('cartLine')
    .leftJoin('cartLineCutting', 'cartLineCutting.lineId', 'cartLine.id')
    .where('cartId', '=', cartId)
    .select(['cartLine.id', 'productId', 'quantityMilli', 'unit', 'lineId'])
    .execute();
  return rows.map(({ id, productId, quantityMilli, unit, lineId }) => ({
    id,
    productId,
    quantity: { amountMilli: quantityMilli, unit },
    isCut: lineId !== null,
  }));
}
