import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { Form } from '../platform/db/schema.ts';
import {
  countsOfMarks,
  isMeant,
  marked,
  type MarkedDraft,
  pairsOf,
  type PriceFilter,
} from './price-marks.queries.ts';
import { originsIn } from './price-formula.queries.ts';
import type { PriceOrigin } from './price-formula.ts';
import type { PriceChange, ProductPrice, RemarkKind } from './price-list.ts';

/** A product with its price on a list before and after a draft. */
export type ChangedProduct = PriceChange & {
  productId: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  /** Whence the price is, on a list that follows a base; else null. */
  origin: PriceOrigin | null;
};

/** How many prices change, and on how many of them there is something to say. */
export type ChangeCounts = Record<'changed' | RemarkKind, number>;

type PairRow = Omit<ChangedProduct, 'before' | 'after' | 'origin'> & {
  isComputed: boolean | null;
  baseMinor: number | null;
  factorBp: number | null;
  beforeWeightsG: number[] | null;
  beforePricesMinor: number[] | null;
  afterWeightsG: number[] | null;
  afterPricesMinor: number[] | null;
};

/** A page of a list's prices: each product with what the draft asks and what was asked before. */
export type PricePage = {
  products: readonly ChangedProduct[];
  /** So many products are meant by the filter. */
  total: number;
  counts: ChangeCounts;
};

/** A page on which nothing matches still knows how much changed. */
type Row = ChangeCounts & { total: number } & (PairRow | { productId: null });

/** The gravest first: lost, below the floor, then by how far a price moves, the new ones last. */
const byGravity = sql`page.is_lost desc, page.is_below_floor desc, page.is_rising desc, page.moved_bp desc,
  page.sort_key, page.sku`;
const byCatalogue = sql`page.sort_key, page.sku`;

/**
 * Prices of a draft beside the version it began from (or of a published version
 * beside the one before), narrowed down, in the order of the catalogue or the
 * gravest change first. Costs and VAT are those of the day. One statement.
 */
export function listPricePage(
  db: Db,
  asked: {
    draft: MarkedDraft;
    filter?: PriceFilter;
    order?: 'catalogue' | 'gravity';
    limit: number;
    offset: number;
  },
): Promise<PricePage> {
  return pricePageOf(db, { ...asked, pairs: pairsOf(asked.draft) });
}

/** The same of any rows of prices before and after, such as a rule would make. */
export async function pricePageOf(
  db: Db,
  asked: Omit<Parameters<typeof listPricePage>[1], 'draft'> & {
    draft: Pick<MarkedDraft, 'versionId' | 'on'>;
    pairs: RawBuilder<unknown>;
  },
): Promise<PricePage> {
  const { draft, filter = {}, pairs, order = 'catalogue', limit, offset } = asked;
  const sequence = order === 'gravity' ? byGravity : byCatalogue;
  const found = await sql<Row>`
    with mark as materialized (${marked(pairs, draft)}), meant as (
      select mark.*, product.sort_key, product.sku, product.name_en, product.name_ru, product.name_kk,
             count(*) over () as total
      from mark join product on product.id = mark.product_id
      where ${isMeant(filter)}
    ), page as (select * from meant as page order by ${sequence} limit ${limit} offset ${offset})
    select page.product_id, before_weights_g, before_prices_minor, after_weights_g, after_prices_minor, floor_minor, sku, name_en,
           name_ru, name_kk, origin.*, coalesce(total, 0) as total, counts.*
    from (${countsOfMarks}) as counts left join page on true ${originsIn(draft.versionId)}
    order by ${sequence}`.execute(db);
  const [first] = found.rows;
  if (!first) throw new Error('a count has a row');
  const { changed, moved, rises, lost, total } = first;
  return {
    products: found.rows.flatMap((row) => (row.productId === null ? [] : [changedOf(row)])),
    total,
    counts: { changed, moved, rises, lost, new: first.new, 'below-floor': first['below-floor'] },
  };
}

/** How many prices a draft changes and what is to be said of them. One statement. */
export async function countChanges(db: Db, draft: MarkedDraft): Promise<ChangeCounts> {
  const found = await sql<ChangeCounts>`
    with mark as materialized (${marked(pairsOf(draft), draft)})
    ${countsOfMarks}`.execute(db);
  const [counts] = found.rows;
  if (!counts) throw new Error('a count has a row');
  return counts;
}

function changedOf(row: PairRow): ChangedProduct {
  const { productId, sku, nameEn, nameRu, nameKk, floorMinor } = row;
  return {
    ...{ productId, sku, nameEn, nameRu, nameKk, floorMinor },
    origin: originOf(row),
    before: priceOf(row.beforeWeightsG, row.beforePricesMinor),
    after: priceOf(row.afterWeightsG, row.afterPricesMinor),
  };
}

function originOf({ isComputed, baseMinor, factorBp }: PairRow): PriceOrigin | null {
  if (isComputed === null) return null;
  return isComputed && baseMinor !== null && factorBp !== null ? { baseMinor, factorBp } : 'fixed';
}

const priceOf = (weightsG: number[] | null, pricesMinor: number[] | null): ProductPrice | null =>
  weightsG && pricesMinor ? { fromWeightsG: weightsG, pricesPerTonneMinor: pricesMinor } : null;

/** By what the products of a version can be narrowed down. */
export type PricedKinds = {
  /** In the order of the catalogue. */
  categories: { code: string; nameEn: string; nameRu: string; nameKk: string }[];
  forms: Form[];
  grades: string[];
};

/** The headings, forms and grades under which a version has prices. One statement. */
export async function findPricedKinds(db: Db, versionId: string): Promise<PricedKinds> {
  const found = await sql<PricedKinds>`
    with kind as materialized (
      select distinct category_code, form, grade from product join price on price.product_id = product.id
      where price.version_id = ${versionId}
    )
    select (select coalesce(json_agg(json_build_object('code', code, 'nameEn', name_en, 'nameRu', name_ru, 'nameKk', name_kk)
                                     order by position, code), '[]')
            from category where code in (select category_code from kind)) as categories,
           (select coalesce(json_agg(distinct form order by form), '[]') from kind) as forms,
           (select coalesce(json_agg(distinct grade order by grade), '[]') from kind where grade <> '') as grades`.execute(
    db,
  );
  return found.rows[0] ?? { categories: [], forms: [], grades: [] };
}
