import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** A company's program behind its key. */
export type KeyHolder = { keyId: string; companyId: string };

/** A key as its company sees it: never the key itself. */
export type KeyShown = {
  id: string;
  name: string;
  madeBy: string;
  madeAt: Date;
  /** The day of its last use, `YYYY-MM-DD`. */
  lastUsedOn: string | null;
  endedAt: Date | null;
};

const ENDED_SHOWN_MAX = 20;

/**
 * Keeps a key by its hash. An id that the same person has just made a key of,
 * which nobody has used yet, gets the new hash. Says whether it is kept.
 */
export async function insertKey(
  tx: Tx,
  key: {
    id: string;
    companyId: string;
    name: string;
    keyHash: Buffer;
    madeBy: string;
    at: Date;
  },
): Promise<boolean> {
  const { id, companyId, name, keyHash, madeBy, at } = key;
  const kept = await sql`
    insert into api_key as known (id, company_id, name, key_hash, made_by, made_at)
    values (${id}, ${companyId}, ${name}, ${keyHash}, ${madeBy}, ${at})
    on conflict (id) do update set key_hash = excluded.key_hash, name = excluded.name
      where known.company_id = excluded.company_id and known.made_by = excluded.made_by
        and known.last_used_on is null and known.ended_at is null
    returning id`.execute(tx);
  return kept.rows.length > 0;
}

/** Ends a key of a company; an ended one stays as it is. Says whether the company has such a key. */
export async function setKeyEnded(
  tx: Tx,
  given: { keyId: string; companyId: string; endedBy: string; at: Date },
): Promise<boolean> {
  const { keyId, companyId, endedBy, at } = given;
  const ended = await sql`
    update api_key set ended_at = coalesce(ended_at, greatest(made_at, ${at})), ended_by = coalesce(ended_by, ${endedBy})
    where id = ${keyId} and company_id = ${companyId}
    returning id`.execute(tx);
  return ended.rows.length > 0;
}

/** The keys of a company, those in use first, then the ones that ended last. */
export async function listKeys(db: Db, companyId: string): Promise<KeyShown[]> {
  const found = await sql<KeyShown>`
    select key.id, key.name, person.name as made_by, key.made_at, key.last_used_on, key.ended_at
    from (
      select *, row_number() over (partition by ended_at is null order by made_at desc) as place
      from api_key where company_id = ${companyId}
    ) as key
    join person on person.id = key.made_by
    where key.ended_at is null or key.place <= ${ENDED_SHOWN_MAX}
    order by key.ended_at desc nulls first, key.made_at desc`.execute(db);
  return found.rows;
}

/**
 * Whose key it is; `undefined` for one that ended or never was. The same
 * statement notes the day of use, once a day, and waits for nobody.
 */
export async function findKeyHolder(
  db: Db,
  given: { keyHash: Buffer; on: string },
): Promise<KeyHolder | undefined> {
  const { keyHash, on } = given;
  const found = await sql<KeyHolder>`
    with found as (
      select id, company_id from api_key where key_hash = ${keyHash} and ended_at is null
    ), stale as (
      select api_key.id from api_key
      where api_key.key_hash = ${keyHash} and api_key.last_used_on is distinct from ${on}::date
        and exists (select from found)
      for update of api_key skip locked
    ), noted as (
      update api_key set last_used_on = ${on}::date from stale where api_key.id = stale.id
    )
    select id as key_id, company_id from found`.execute(db);
  return found.rows[0];
}
