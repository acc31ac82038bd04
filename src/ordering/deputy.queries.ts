import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** Writes who stands in for whom; two at the same time are refused by `one_deputy_at_a_time`. The same id again does no harm. Says whether it is new. */
export async function insertDeputy(
  tx: Tx,
  deputy: {
    id: string;
    companyId: string;
    personId: string;
    deputyId: string;
    fromDay: string;
    untilDay: string;
    namedBy: string;
    at: Date;
  },
): Promise<boolean> {
  const { id, companyId, personId, deputyId, fromDay, untilDay, namedBy, at } = deputy;
  const named = await sql`
    insert into approval_deputy (id, company_id, person_id, deputy_id, during, named_by, named_at)
    values (${id}, ${companyId}, ${personId}, ${deputyId}, daterange(${fromDay}::date, ${untilDay}::date, '[]'),
            ${namedBy}, ${at})
    on conflict (id) do nothing`.execute(tx);
  return named.numAffectedRows === 1n;
}

/** Who stood in for whom, from one day to another, both included. */
export type Deputyship = { personId: string; deputyId: string; fromDay: string; untilDay: string };

/**
 * Ends a deputyship, with a person only his own; one that has ended stays as it was. Says whose it was, and whether
 * it ended now; `undefined` where there is none.
 */
export async function endDeputy(
  tx: Tx,
  ending: { id: string; companyId: string; ofPerson: string | undefined; at: Date },
): Promise<{ deputyship: Deputyship; isEndedNow: boolean } | undefined> {
  const { id, companyId, ofPerson = null, at } = ending;
  const found = await sql<{ deputyship: Deputyship; isEndedNow: boolean }>`
    with deputy as (
      select * from approval_deputy
      where id = ${id} and company_id = ${companyId} and person_id = coalesce(${ofPerson}::uuid, person_id)
      for update
    ), ended as (
      update approval_deputy set ended_at = ${at} from deputy
      where approval_deputy.id = deputy.id and deputy.ended_at is null
    )
    select jsonb_build_object('personId', person_id, 'deputyId', deputy_id, 'fromDay', lower(during),
                              'untilDay', upper(during) - 1) as deputyship, ended_at is null as is_ended_now
    from deputy`.execute(tx);
  return found.rows[0];
}

/** Whose deputy somebody is on a day. */
export async function listStandingInFor(
  db: Db,
  of: { companyId: string; personId: string; on: string },
): Promise<string[]> {
  const found = await sql<{ personId: string }>`
    select person_id from approval_deputy
    where company_id = ${of.companyId} and deputy_id = ${of.personId} and ended_at is null
      and during @> ${of.on}::date
    order by person_id`.execute(db);
  return found.rows.map(({ personId }) => personId);
}
