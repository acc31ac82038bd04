import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { containing } from '../platform/db/like.ts';
import { articleKeyOf } from './company-article.ts';

/**
 * The number that a company's own books have for a product, as an expression of
 * a larger statement; null where there is none. Of several the one set last.
 */
export const ownCodeSql = (companyId: RawBuilder<unknown>, productId: RawBuilder<unknown>) => sql`
  (select own.code from company_article as own
   where own.company_id = ${companyId} and own.product_id = ${productId}
   order by own.set_at desc, own.code_key limit 1)`;

/** A number of a company's books with the product that it means. */
export type CompanyArticle = {
  code: string;
  codeKey: string;
  productId: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  setAt: Date;
};

const articleColumns = sql`
  own.code, own.code_key, own.product_id, product.sku, product.name_en, product.name_ru, product.name_kk, own.set_at`;
const articleTables = sql`company_article as own join product on product.id = own.product_id`;

/**
 * A page of a company's own numbers in their order, all of them or those whose
 * number, SKU or name holds a text. One statement.
 */
export async function listArticles(
  db: Db,
  of: { companyId: string; text?: string | undefined; limit: number; offset: number },
): Promise<{ articles: CompanyArticle[]; total: number }> {
  const { companyId, text, limit, offset } = of;
  const pattern = containing(text ?? '');
  const found =
    text === undefined
      ? sql`true`
      : sql`(own.code_key like ${containing(articleKeyOf(text))} or product.sku ilike ${pattern}
             or product.name_ru ilike ${pattern} or product.name_en ilike ${pattern} or product.name_kk ilike ${pattern})`;
  const { rows } = await sql<CompanyArticle & { total: number }>`
    select ${articleColumns}, count(*) over () as total
    from ${articleTables}
    where own.company_id = ${companyId} and ${found}
    order by own.code_key limit ${limit} offset ${offset}`.execute(db);
  return { articles: rows, total: rows[0]?.total ?? 0 };
}

/** What a company's numbers mean now, by their keys; those that it does not have are absent. */
export async function findArticles(
  db: Db,
  of: { companyId: string; keys: readonly string[] },
): Promise<Map<string, CompanyArticle>> {
  const { rows } = await sql<CompanyArticle>`
    select ${articleColumns} from ${articleTables}
    where own.company_id = ${of.companyId} and own.code_key = any(${[...of.keys]}::text[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.codeKey, row]));
}

/** A number that was written, what it means from now on, and the SKU it meant before. */
export type ArticleSet = { code: string; sku: string; was: string | null };

/**
 * Writes numbers of a company, each key once, and gives back those that were
 * new or meant or read otherwise. Those that mean another product stay as they
 * are unless they are to be replaced. One statement, locked in the order of the
 * keys, so that two imports wait for each other.
 */
export async function writeArticles(
  tx: Tx,
  of: { companyId: string; replaces: boolean; by: string; at: Date },
  articles: readonly { code: string; codeKey: string; productId: string }[],
): Promise<ArticleSet[]> {
  const { companyId, replaces, by, at } = of;
  const given = articles.map(({ code, codeKey, productId }) => ({
    ...{ code, code_key: codeKey, product_id: productId },
  }));
  const { rows } = await sql<ArticleSet>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (code text, code_key text, product_id uuid)
    ), before as (
      select own.code_key, product.sku from ${articleTables} join given using (code_key)
      where own.company_id = ${companyId}
    ), written as (
      insert into company_article (company_id, code_key, code, product_id, set_by, set_at)
      select ${companyId}, code_key, code, product_id, ${by}, ${at} from given order by code_key
      on conflict (company_id, code_key) do update
        set code = excluded.code, product_id = excluded.product_id, set_by = excluded.set_by, set_at = excluded.set_at
        where (company_article.code, company_article.product_id) is distinct from (excluded.code, excluded.product_id)
          and (${replaces} or company_article.product_id = excluded.product_id)
      returning code, code_key, product_id
    )
    select written.code, product.sku, before.sku as was
    from written join product on product.id = written.product_id
    left join before using (code_key)
    order by written.code_key`.execute(tx);
  return rows;
}

/** Takes a number of a company away; gives back what it meant, or `undefined` where it was not there. */
export async function deleteArticle(
  tx: Tx,
  of: { companyId: string; key: string },
): Promise<{ code: string; productId: string; sku: string } | undefined> {
  const { rows } = await sql<{ code: string; productId: string; sku: string }>`
    with gone as (
      delete from company_article where company_id = ${of.companyId} and code_key = ${of.key}
      returning code, product_id
    )
    select gone.code, gone.product_id, product.sku from gone join product on product.id = gone.product_id`.execute(
    tx,
  );
  return rows[0];
}

/** Products by their ids, sold or not; those that are not there are absent. */
export async function findProducts(
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; sku: string; nameEn: string; nameRu: string; nameKk: string }[]> {
  return db
    .selectFrom('product')
    .where((product) => product('id', '=', product.fn.any(product.val([...ids]))))
    .select(['id', 'sku', 'nameEn', 'nameRu', 'nameKk'])
    .execute();
}
