import { type Kysely, sql } from 'kysely';

/**
 * What a company calls our goods: the article numbers of its own books, and the
 * words of its lists that its people once tied to a product.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table company_article (
      company_id uuid not null references company,
      code_key text not null check (code_key <> '' and length(code_key) <= 64),
      code text not null check (code = btrim(code) and code <> '' and length(code) <= 64),
      product_id uuid not null references product,
      set_by uuid references person,
      set_at timestamptz not null,
      primary key (company_id, code_key)
    )`.execute(db);
  await sql`create index on company_article (company_id, product_id, set_at)`.execute(db);
  await sql`create index on company_article (product_id)`.execute(db);
  await sql`
    comment on column company_article.code_key is
      'The code folded for finding: lower case, look-alike letters as one, no spaces.'`.execute(db);

  await sql`
    create table company_alias (
      company_id uuid not null references company,
      phrase_key text not null check (phrase_key <> '' and length(phrase_key) <= 200),
      product_id uuid not null references product,
      taught_by uuid references person,
      taught_at timestamptz not null,
      primary key (company_id, phrase_key)
    )`.execute(db);
  await sql`create index on company_alias (product_id)`.execute(db);
  await sql`
    comment on column company_alias.phrase_key is
      'The words of a list without quantity, folded: what this company means by them.'`.execute(db);
}
