import { type RawBuilder, sql } from 'kysely';
import { type Owing, owingSql } from '../credit/owing.queries.ts';
import { ownCodeSql } from '../customers/article.queries.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { cuttingTermsSql } from '../pricing/cutting-terms.queries.ts';
import { readServices } from '../pricing/service-derivation.ts';
import { cutListSql } from '../stock/cutting-job.queries.ts';
import { elsewhereSql } from '../stock/supply.queries.ts';
import type { ApprovalGround } from './approval.ts';
import { approvalGroundSql } from './approval-rule.queries.ts';
import type { Budget } from './budget.ts';
import {
  budgetOfCartSql,
  costCentreChoicesSql,
  costCentreRequiredSql,
} from './cost-centre.queries.ts';
import type { CartChoices, CartLineRow, CartRow } from './cart.ts';
import { cartColumns, type CartDetails, cartDetailsUpdate, cartTables } from './cart.queries.ts';
import { twinOfHead, type TwinSought } from './twin.queries.ts';

/** Which cart: by its id, by its code within a company, or the one a buyer fills on the web. */
export type CartSought =
  | { cartId: string }
  | { code: string; companyId: string }
  | { companyId: string; personId: string };

export type CartContent = {
  cart: CartRow;
  choices: CartChoices;
  /** What the company owes too late, and what is stopped. */
  owing: Owing | null;
  /** Who must agree before the company buys; null where it has no rules (R16). */
  approvalGround: ApprovalGround | null;
  /** What is left for its cost centre; null where nothing bounds it. */
  budget: Budget | null;
  costCentreRequired: boolean;
  lines: CartLineRow[];
};

type LineColumns = { isLine: boolean } & {
  [Column in keyof CartLineRow as `line${Capitalize<Column>}`]: CartLineRow[Column];
};

/**
 * A cart with its lines in the order of entry, with what pricing, stock and
 * people need of each product, what the cart's branch can promise of it, and
 * what may be chosen at checkout. One statement. `undefined`: no such cart.
 */
export async function readCartContent(
  db: Db,
  sought: CartSought,
  on: string,
): Promise<CartContent | undefined> {
  const head = sql`select ${cartColumns} from ${cartTables(on)} where ${condition(sought)}`;
  type Asked = CompanysOwn & { choices: CartChoices | null; owing: Owing | null };
  const owing = owingSql({ companyId: sql`head.company_id`, on });
  const found = await sql<CartRow & LineColumns & Asked>`
    with ${headAndLines(head)}
    select shown.*, case when shown.id is not null then ${choicesOfHead} end as choices,
           case when shown.id is not null then ${owing} end as owing, ${companysOwn(on)}, ${lineColumns}
    from ${lineTables}
    order by line.place`.execute(db);
  const [first] = found.rows;
  if (!first?.choices) return undefined;
  const { choices, approvalGround, budget, costCentreRequired } = first;
  const own = { approvalGround, budget, costCentreRequired, owing: first.owing };
  return { cart: first, choices, ...own, lines: found.rows.filter(isLine).map(lineOf) };
}

/** A locked cart that is about to be placed; with the order that it may merely repeat, if that was asked. */
export type ContentToPlace = {
  cart: CartRow;
  lines: CartLineRow[];
  approvalGround: ApprovalGround | null;
  budget: Budget | null;
  costCentreRequired: boolean;
  /** The number of that order; null when there is none or nobody asked. */
  twinNumber: string | null;
};

/**
 * The content of a locked cart for a placing, after writing the details that
 * came with it, and the twin of what it wants. One statement.
 */
export async function readContentToPlace(
  tx: Tx,
  of: { cartId: string; details: CartDetails | undefined; twin: TwinSought | undefined; at: Date },
  on: string,
): Promise<ContentToPlace> {
  const { cartId, details, twin, at } = of;
  // In the rest of the statement `cart` is what the update returns.
  const changed = details
    ? sql`cart as (${cartDetailsUpdate({ ...details, cartId, at })} returning cart.*),`
    : sql``;
  const head = sql`select ${cartColumns} from ${cartTables(on)} where cart.id = ${cartId}`;
  type Asked = CompanysOwn & { twinNumber: string | null };
  const found = await sql<CartRow & LineColumns & Asked>`
    with ${changed} ${headAndLines(head)}
    select shown.*, ${twin ? sql`case when shown.id is not null then ${twinOfHead(twin)} end` : sql`null`} as twin_number,
           ${companysOwn(on)}, ${lineColumns}
    from ${lineTables}
    order by line.place`.execute(tx);
  const [first] = found.rows;
  if (!first) throw new Error(`the locked cart ${cartId} is gone`);
  const { twinNumber, approvalGround, budget, costCentreRequired } = first;
  const own = { approvalGround, budget, costCentreRequired };
  return { cart: first, lines: found.rows.filter(isLine).map(lineOf), twinNumber, ...own };
}

/** What a cart's company decides of its orders by rules of its own. */
type CompanysOwn = {
  approvalGround: ApprovalGround | null;
  budget: Budget | null;
  costCentreRequired: boolean;
};

const companysOwn = (on: string) => {
  const [companyId, cartId] = [sql`head.company_id`, sql`head.id`];
  const costCentreId = sql`head.cost_centre_id`;
  return sql`
  case when shown.id is not null then ${approvalGroundSql({ companyId, on, cartId })} end as approval_ground,
  case when shown.id is not null then ${budgetOfCartSql({ costCentreId, cartId, on })} end as budget,
  case when shown.id is not null then ${costCentreRequiredSql(companyId)} end as cost_centre_required`;
};

/** A cart's head and its lines with their places, as parts that the statements above read from. */
const headAndLines = (head: RawBuilder<unknown>) => sql`
  head as materialized (
    ${head}
  ), line as (
    select line.*, row_number() over (order by line.added_at, line.id) as place,
           sum(line.weight_g) over (partition by line.product_id) as wanted_g
    from cart_line as line join head on head.id = line.cart_id
  )`;

/** What was fixed for a line, as `FixedPrice`; a check keeps its price within what JSON can say exactly. */
const fixedPriceSql = sql`
  jsonb_build_object('kind', fixed.kind, 'pricePerTonneMinor', fixed.price_per_tonne_minor,
                     'includesVat', fixed.includes_vat) ||
  case fixed.kind
    when 'override' then jsonb_build_object(
      'authorName', (select name from person where person.id = fixed.author_id), 'reason', fixed.reason,
      'state', fixed.state, 'decidedByName', (select name from person where person.id = fixed.decided_by),
      'judgedAgainstMinor', fixed.judged_against_minor)
    else jsonb_build_object('quoteId', fixed.quote_id, 'quoteVersion', fixed.quote_version,
                            'quoteLine', fixed.quote_line)
  end`;

const lineColumns = sql`
  line.id is not null as is_line, line.id as line_id, line.product_id as line_product_id,
  product.sku as line_sku, ${ownCodeSql(sql`head.company_id`, sql`line.product_id`)} as line_own_code,
  product.name_en as line_name_en, product.name_ru as line_name_ru,
  product.name_kk as line_name_kk, product.form as line_form, product.length_kind as line_length_kind,
  product.tier_group_code as line_tier_group, product.mass_source as line_mass_source,
  product.stock_class as line_stock_class, line.quantity_milli as line_quantity_milli,
  line.unit as line_unit, line.pieces as line_pieces, line.length_mm as line_length_mm,
  line.weight_g as line_weight_g, line.added_on as line_added_on, line.added_at as line_added_at,
  adder.name as line_added_by_name,
  coalesce(level.on_hand_g - level.reserved_g, 0)::bigint as line_available_g,
  case when coalesce(level.on_hand_g - level.reserved_g, 0) < line.wanted_g
    then ${elsewhereSql({ productId: sql`line.product_id`, branchCode: sql`head.branch_code` })}
    else '[]' end as line_elsewhere,
  case when cutting.line_id is not null then jsonb_build_object(
    'pieces', ${cutListSql}, 'offcuts', cutting.offcuts, 'method', cutting.method, 'bars', cutting.bars,
    'stockLengthMm', cutting.stock_length_mm, 'kerfMm', cutting.kerf_mm, 'cuts', cutting.cuts,
    'piecesMm', cutting.pieces_mm, 'lostMm', cutting.lost_mm, 'remnantsMm', cutting.remnants_mm,
    'scrapMm', cutting.scrap_mm, 'machines', ${cuttingTermsSql(sql`head.branch_code`)},
    'product', jsonb_build_object('grade', product.grade, 'massMgPerM', product.mass_mg_per_m,
                                  'densityKgPerM3', product.density_kg_per_m3)) end as line_cutting,
  case when fixed.cart_line_id is not null then ${fixedPriceSql} end as line_fixed, fixed.services as line_quoted_services`;

/** `shown` is the head beside the first line only: a long cart does not repeat it with each. */
const lineTables = sql`
  head
  left join line on true
  left join head as shown on coalesce(line.place, 1) = 1
  left join product on product.id = line.product_id
  left join person as adder on adder.id = line.added_by
  left join cart_line_cutting as cutting on cutting.line_id = line.id
  left join cart_line_price as fixed on fixed.cart_line_id = line.id
  left join stock_level as level on level.product_id = line.product_id and level.branch_code = head.branch_code`;

function condition(sought: CartSought) {
  if ('cartId' in sought) return sql`cart.id = ${sought.cartId}`;
  if ('code' in sought) {
    return sql`cart.code = ${sought.code} and cart.company_id = ${sought.companyId}`;
  }
  return sql`cart.company_id = ${sought.companyId} and cart.opened_by = ${sought.personId}
    and cart.opened_on = 'web' and cart.placed_at is null and cart.quote_id is null and cart.set_aside_at is null`;
}

const isLine = (row: LineColumns) => row.isLine;

const lineOf = (row: LineColumns): CartLineRow => ({
  id: row.lineId,
  productId: row.lineProductId,
  sku: row.lineSku,
  ownCode: row.lineOwnCode,
  nameEn: row.lineNameEn,
  nameRu: row.lineNameRu,
  nameKk: row.lineNameKk,
  form: row.lineForm,
  lengthKind: row.lineLengthKind,
  tierGroup: row.lineTierGroup,
  massSource: row.lineMassSource,
  stockClass: row.lineStockClass,
  quantityMilli: row.lineQuantityMilli,
  unit: row.lineUnit,
  pieces: row.linePieces,
  lengthMm: row.lineLengthMm,
  weightG: row.lineWeightG,
  addedOn: row.lineAddedOn,
  addedAt: row.lineAddedAt,
  addedByName: row.lineAddedByName,
  availableG: row.lineAvailableG,
  elsewhere: row.lineElsewhere,
  cutting: row.lineCutting,
  fixed: row.lineFixed,
  quotedServices: row.lineQuotedServices && readServices(row.lineQuotedServices),
});

/** Texts only: amounts would lose their guard on the way through JSON. */
const choicesOfHead = sql`
  jsonb_build_object(
    'sites', coalesce((
      select jsonb_agg(jsonb_build_object('id', site.id, 'name', site.name, 'city', site.city, 'address', site.address)
                       order by site.name)
      from site where site.company_id = head.company_id and site.ended_at is null), '[]'),
    'contacts', coalesce((
      select jsonb_agg(jsonb_build_object('id', contact.id, 'name', contact.name, 'duty', contact.duty)
                       order by contact.name)
      from contact where contact.company_id = head.company_id), '[]'),
    'costCentres', ${costCentreChoicesSql(sql`head.company_id`)},
    'branches', (
      select jsonb_agg(jsonb_build_object('code', branch.code, 'nameEn', branch.name_en, 'nameRu', branch.name_ru,
                                          'nameKk', branch.name_kk) order by branch.position)
      from branch))`;
