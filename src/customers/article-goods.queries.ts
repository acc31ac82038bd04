import { sql } from 'kysely';
import { readSearchPhrase } from '../catalogue/search-phrase.ts';
import { sizeKeysOf } from '../catalogue/size-keys.ts';
import type { Db } from '../platform/db/database.ts';
import type { GoodsMeant } from './article-file.ts';

type Product = Exclude<GoodsMeant, 'several'>;

/** Descriptions are read one by one; of a longer file the rest is named by SKU. */
const DESCRIPTIONS_MAX = 1000;
const DESCRIPTION_LENGTH_MAX = 200;

const columns = sql`product.id, product.sku, product.name_en, product.name_ru, product.name_kk`;

/** The products that texts are the SKU or bar code of; the others are absent. One statement. */
export async function findGoodsByCode(
  db: Db,
  texts: readonly string[],
): Promise<Map<string, Product>> {
  const { rows } = await sql<Product & { text: string }>`
    select given.text, found.*
    from (select distinct unnest(${[...texts]}::text[]) as text) as given
    cross join lateral (
      select ${columns} from product
      where product.sku in (given.text, upper(given.text), lower(given.text)) or product.barcode = given.text
      order by product.withdrawn_at is not null, product.sku limit 1
    ) as found`.execute(db);
  return new Map(rows.map(({ text, ...product }) => [text, product]));
}

/**
 * What descriptions mean: the one product that is sold and has the form, sizes,
 * grade, length and words that were read in a text, or `several`. A text in which
 * no size was read means nothing. One statement, a thousand texts at most.
 */
export async function findGoodsByDescription(
  db: Db,
  texts: readonly string[],
): Promise<Map<string, GoodsMeant>> {
  const phrases = texts.slice(0, DESCRIPTIONS_MAX).flatMap((text) => {
    if (text.length > DESCRIPTION_LENGTH_MAX) return [];
    const phrase = readSearchPhrase(text);
    const { all, any, words } = sizeKeysOf(phrase);
    if (any.length === 0 && all.length < 2) return [];
    const query = words.map((word) => `'${word.replaceAll(/['\\\0]/g, ' ')}':*`).join(' & ');
    return [
      {
        ...{ text, all_keys: all, any_keys: any, query: query === '' ? null : query },
        ...{ grade: phrase.grade ?? null, length_mm: phrase.lengthMm ?? null },
      },
    ];
  });
  const { rows } = await sql<Product & { text: string; fitting: number }>`
    select given.text, found.*, count(*) over (partition by given.text) as fitting
    from jsonb_to_recordset(${JSON.stringify(phrases)}::jsonb)
      as given (text text, all_keys text[], any_keys text[], grade text, length_mm integer, query text)
    cross join lateral (
      select ${columns} from product
      where product.size_keys @> given.all_keys
        and (cardinality(given.any_keys) = 0 or product.size_keys && given.any_keys)
        and product.withdrawn_at is null
        and (given.grade is null or product.grade = given.grade)
        and (given.length_mm is null or product.stock_length_mm = given.length_mm)
        and (given.query is null or product.search_words @@ to_tsquery('simple', given.query))
      order by product.sort_key limit 2
    ) as found`.execute(db);
  return new Map(
    rows.map(({ text, fitting, ...product }) => [text, fitting > 1 ? 'several' : product]),
  );
}

/** Some goods that are sold, for a file that shows how to fill it. */
export async function listSampleGoods(db: Db): Promise<Product[]> {
  const { rows } = await sql<Product>`
    select ${columns} from product where withdrawn_at is null order by sort_key, id limit 3`.execute(
    db,
  );
  return rows;
}
