import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

/** Makes a company mean a product by words of its own, from now on; the newest meaning of the same words counts. */
export async function setAliases(
  tx: Tx,
  of: { companyId: string; personId: string; at: Date },
  meant: readonly { aliasKey: string; productId: string }[],
): Promise<void> {
  const newest = new Map(meant.map(({ aliasKey, productId }) => [aliasKey, productId]));
  if (newest.size === 0) return;
  await sql`
    insert into company_alias (company_id, phrase_key, product_id, taught_by, taught_at)
    select ${of.companyId}::uuid, phrase_key, product_id, ${of.personId}::uuid, ${of.at}::timestamptz
    from unnest(${[...newest.keys()]}::text[], ${[...newest.values()]}::uuid[]) as meant (phrase_key, product_id)
    on conflict (company_id, phrase_key)
    do update set product_id = excluded.product_id, taught_by = excluded.taught_by, taught_at = excluded.taught_at`.execute(
    tx,
  );
}

/** Makes a company mean nothing special by these words any more. Harmless to repeat. */
export async function forgetAlias(
  tx: Tx,
  of: { companyId: string; aliasKey: string },
): Promise<void> {
  await tx
    .deleteFrom('companyAlias')
    .where('companyId', '=', of.companyId)
    .where('phraseKey', '=', of.aliasKey)
    .execute();
}
