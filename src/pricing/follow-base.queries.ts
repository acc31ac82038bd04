import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** Days for which a publication of a list should have been computed from another version of its base, or with another VAT. */
export type DueDays = {
  versionId: string;
  /** The publication whose formula it carries on. */
  continues: string;
  baseVersionId: string;
  /** Who published the base. */
  by: string | null;
  vatBp: number;
  /** A span of days as PostgreSQL writes it. */
  days: string;
};

/** The lists that have to follow when a list is published: those computed from it, and itself where it is computed. */
export async function listFollowers(db: Db, listId: string): Promise<string[]> {
  const found = await db
    .selectFrom('priceFormula')
    .where((row) => row.or([row('baseListId', '=', listId), row('priceListId', '=', listId)]))
    .select('priceListId')
    .distinct()
    .orderBy('priceListId')
    .execute();
  return found.map(({ priceListId }) => priceListId);
}

/** The code of a base's publication and its days beside those of the versions that follow it, as SQL. */
const spansOf = (of: { listId: string; from: string }): RawBuilder<unknown> => sql`
  select version.id as version_id, coalesce(version.continues, version.id) as continues, base.id as base_version_id,
         base.published_by as by, coalesce(vat.rate_bp, 0) as vat_bp,
         version.valid_during * base.valid_during * coalesce(vat.valid_during, daterange(null, null))
           * daterange(${of.from}::date, null) as days,
         (formula.computed_from, formula.vat_bp::integer) is distinct from (base.id, coalesce(vat.rate_bp, 0)::integer) as is_stale
  from price_formula as formula
  join price_list_version as version on version.id = formula.version_id
  join price_list as own on own.id = formula.price_list_id
  join price_list as base_list on base_list.id = formula.base_list_id
  join price_list_version as base on base.price_list_id = formula.base_list_id and base.published_at is not null
  left join vat_rate as vat on own.includes_vat <> base_list.includes_vat
    and vat.valid_during && base.valid_during and vat.valid_during && version.valid_during
  where formula.price_list_id = ${of.listId} and version.published_at is not null`;

/**
 * What has to be computed of a locked list so that from a day on its prices are those
 * of the base times the coefficients. From the first day on that is wrong the
 * whole rest of a version is due. In the order of the days. One statement.
 */
export async function listDueDays(
  tx: Tx,
  of: { listId: string; from: string },
): Promise<DueDays[]> {
  const found = await sql<DueDays>`
    with span as (${spansOf(of)}), due as (
      select span.*, min(lower(days)) filter (where is_stale) over (partition by version_id) as stale_from
      from span where not isempty(days)
    )
    select version_id, continues, base_version_id, "by", vat_bp, days::text as days
    from due where lower(days) >= stale_from order by lower(days)`.execute(tx);
  return found.rows;
}

/** Takes the days from the first due one on away from versions. */
export async function cutVersions(tx: Tx, due: readonly DueDays[]): Promise<void> {
  const given = due.map(({ versionId, days }) => ({ id: versionId, days }));
  await sql`
    update price_list_version as version
    set valid_during = valid_during * daterange(null, due.first)
    from (select id, min(lower(days)) as first
          from json_to_recordset(${JSON.stringify(given)}) as given (id uuid, days daterange) group by id) as due
    where version.id = due.id`.execute(tx);
}

/** Publishes a version that carries the formula of another on over some days; its prices follow in the same transaction. Returns its number. */
export async function insertFollowing(
  tx: Tx,
  version: DueDays & { id: string; at: Date },
): Promise<number> {
  const { id, versionId, continues, days, by, at } = version;
  const made = await sql<{ number: number }>`
    insert into price_list_version (id, price_list_id, number, valid_during, based_on, continues, created_by, created_at,
                                    published_by, published_at)
    select ${id}, price_list_id, (select max(number) + 1 from price_list_version as other
                                  where other.price_list_id = version.price_list_id),
           ${days}::daterange, id, ${continues}, ${by}, ${at}, ${by}, ${at}
    from price_list_version as version where id = ${versionId}
    returning number`.execute(tx);
  const [row] = made.rows;
  if (!row) throw new Error(`version ${versionId} is due and not there`);
  return row.number;
}
