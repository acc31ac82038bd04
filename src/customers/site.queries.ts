import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** Where a company has goods brought, as its people wrote it. */
export type Site = { id: string; name: string; city: string; address: string };

/** The sites of a company to which goods may be brought, by name. One statement. */
export function listSites(db: Db, companyId: string): Promise<Site[]> {
  return db
    .selectFrom('site')
    .where('companyId', '=', companyId)
    .where('endedAt', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .select(['id', 'name', 'city', 'address'])
    .execute();
}

/** Writes a new site; the same id again does no harm. Says whether it is new. */
export async function insertSite(tx: Tx, site: Site & { companyId: string }): Promise<boolean> {
  const written = await tx
    .insertInto('site')
    .values(site)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return written.numInsertedOrUpdatedRows === 1n;
}

/** Ends a site of a company at a moment; one that was ended before stays so. `undefined` where the company has no such site. */
export async function endSite(
  tx: Tx,
  of: { id: string; companyId: string; at: Date },
): Promise<{ name: string; isNew: boolean } | undefined> {
  const found = await sql<{ name: string; isNew: boolean }>`
    update site set ended_at = coalesce(site.ended_at, ${of.at})
    from site as was
    where site.id = ${of.id} and site.company_id = ${of.companyId} and was.id = site.id
    returning site.name, was.ended_at is null as is_new`.execute(tx);
  return found.rows[0];
}
