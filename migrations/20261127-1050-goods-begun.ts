import { type Kysely, sql } from 'kysely';

/**
 * Goods are suggested while a buyer still types: what begins as he types is
 * walked in an index, a size within its form, and an SKU.
 */
export async function up(db: Kysely<never>): Promise<void> {
  // As `suggest.queries.ts` writes it: small letters, look-alike ones Latin, one sign between sizes, no «Ду» and no S before them.
  await sql`
    create index product_size_begun on product
      (form, ltrim(translate(lower(designation), 'авсенкмортху×', 'abcehkmoptxyx'), 'дys') text_pattern_ops)
    where withdrawn_at is null`.execute(db);
  await sql`
    create index product_sku_begun on product (lower(sku) text_pattern_ops) where withdrawn_at is null`.execute(
    db,
  );
}
