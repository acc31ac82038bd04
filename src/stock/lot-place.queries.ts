import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

/** Writes where lots of a branch lie, locked in the order of their ids; gives those that are there. One statement. */
export async function setPlaces(
  tx: Tx,
  told: { branchCode: string; places: readonly { lotId: string; place: string }[] },
): Promise<Set<string>> {
  const found = await sql<{ id: string }>`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(told.places)}::jsonb) as one ("lotId" uuid, place text)
    ), own as (
      select id from lot where branch_code = ${told.branchCode} and id in (select "lotId" from told) order by id for update
    )
    update lot set place = told.place
    from own join told on told."lotId" = own.id
    where lot.id = own.id
    returning lot.id`.execute(tx);
  return new Set(found.rows.map(({ id }) => id));
}
