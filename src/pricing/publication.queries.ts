import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { copyFormula } from './price-formula.queries.ts';
import type { Publication } from './publication.ts';

/** The days of a version that lie on or after a day, as SQL. */
const from = (day: string) => sql`daterange(${day}::date, null)`;

/**
 * Ends the published versions of a list on the day before; those that would begin
 * on the day or later are replaced. What each of them loses is remembered for
 * whoever takes the publication back.
 */
export async function replaceVersions(
  tx: Tx,
  of: { listId: string; by: string; from: string },
): Promise<void> {
  await sql`
    with replaced as (
      select id, valid_during from price_list_version
      where price_list_id = ${of.listId} and published_at is not null and valid_during && ${from(of.from)}
    ), remembered as (
      insert into replaced_version (version_id, replaced_id, valid_during)
      select ${of.by}, id, valid_during from replaced
    )
    update price_list_version as version
    set valid_during = version.valid_during * daterange(null, ${of.from}::date)
    from replaced where version.id = replaced.id`.execute(tx);
}

/** Puts a draft in force from a day on, without an end. */
export async function publishVersion(
  tx: Tx,
  version: { id: string; from: string; by: string; at: Date },
): Promise<void> {
  const { id, from: day, by, at } = version;
  await tx
    .updateTable('priceListVersion')
    .set({ validDuring: sql<string>`${from(day)}`, publishedBy: by, publishedAt: at })
    .where('id', '=', id)
    .execute();
}

/** Whether no publication that stands took days from the row `version`, as SQL. What the clocks said does not matter. */
export const isLast = sql`not exists (
  select from replaced_version as replaced join price_list_version as later on later.id = replaced.version_id
  where replaced.replaced_id in (select id from price_list_version as part
                                 where part.id = version.id or part.continues = version.id)
    and later.withdrawn_at is null)`;

/** The days of the row `version` with those of the versions that carry it on, as SQL; null where it has none. */
export const reach = sql`(
  select range_merge(range_agg(part.valid_during)) from price_list_version as part
  where (part.id = version.id or part.continues = version.id) and not isempty(part.valid_during))`;

/** A published version of a list; `undefined` where the list has none with that id. */
export async function findPublication(
  db: Db,
  of: { listId: string; versionId: string },
): Promise<Publication | undefined> {
  const found = await sql<Publication>`
    select version.id, number, lower(${reach}) as "from", upper(${reach}) as until, published_at, withdrawn_at,
           undoes, continues, ${isLast} as is_last
    from price_list_version as version
    where version.id = ${of.versionId} and price_list_id = ${of.listId} and published_at is not null`.execute(
    db,
  );
  return found.rows[0];
}

/** Takes the days from one on away from a version and from those that carry it on, and marks them as taken back. */
export async function withdrawVersion(
  tx: Tx,
  version: { id: string; from: string; by: string; at: Date },
): Promise<void> {
  await sql`
    update price_list_version
    set valid_during = valid_during * daterange(null, ${version.from}::date),
        withdrawn_at = ${version.at}, withdrawn_by = ${version.by}
    where id = ${version.id} or continues = ${version.id} and withdrawn_at is null`.execute(tx);
}

/** What a version put out of force has been given back, as SQL: the days from one on. */
const restOf = (day: string) => sql`replaced.valid_during * ${from(day)}`;
/** Whether a version can simply go on: it has no day left, or ends where the rest begins. */
const goesOn = (day: string) =>
  sql`(isempty(old.valid_during) or old.valid_during -|- (${restOf(day)}))`;

/** Gives versions that a publication put out of force their days from one on back, where no gap lies before them. */
export async function reinstateVersions(
  tx: Tx,
  of: { replacedBy: string; from: string },
): Promise<void> {
  await sql`
    update price_list_version as old
    set valid_during = old.valid_during + (${restOf(of.from)})
    from replaced_version as replaced
    where replaced.version_id = ${of.replacedBy} and old.id = replaced.replaced_id
      and not isempty(${restOf(of.from)}) and ${goesOn(of.from)}`.execute(tx);
}

/**
 * Publishes what was in force before a publication once more, as a new version
 * with the same prices and the same formula, where the days of that publication
 * lie between. At most one version can be so.
 */
export async function republishVersion(
  tx: Tx,
  of: { id: string; replacedBy: string; from: string; by: string; at: Date },
): Promise<void> {
  const { id, replacedBy, by, at } = of;
  const made = await sql<{ id: string }>`
    with old as (
      select old.id, old.price_list_id, ${restOf(of.from)} as rest
      from replaced_version as replaced join price_list_version as old on old.id = replaced.replaced_id
      where replaced.version_id = ${replacedBy} and not isempty(${restOf(of.from)}) and not ${goesOn(of.from)}
    ), made as (
      insert into price_list_version (id, price_list_id, number, valid_during, based_on, undoes, created_by, created_at,
                                      published_by, published_at)
      select ${id}, old.price_list_id, (select max(number) + 1 from price_list_version
                                        where price_list_id = old.price_list_id),
             rest, ${replacedBy}, ${replacedBy}, ${by}, ${at}, ${by}, ${at}
      from old
    )
    select id from old`.execute(tx);
  const [old] = made.rows;
  if (!old) return;
  await sql`
    insert into price (version_id, product_id, from_weights_g, prices_per_tonne_minor, is_computed)
    select ${id}, product_id, from_weights_g, prices_per_tonne_minor, is_computed
    from price where version_id = ${old.id}`.execute(tx);
  await copyFormula(tx, { from: old.id, to: id });
}

/** Sets a draft of a list beside the version that is newest now, and counts that as a change. */
export async function rebaseDraft(tx: Tx, listId: string): Promise<void> {
  await sql`
    update price_list_version as draft
    set edits = edits + 1, based_on = (
      select id from price_list_version
      where price_list_id = ${listId} and published_at is not null and not isempty(valid_during)
      order by lower(valid_during) desc nulls last limit 1)
    where price_list_id = ${listId} and published_at is null`.execute(tx);
}
