import { sql } from 'kysely';
import { membershipMaySql } from '../people/own-role.queries.ts';
import type { Db, Tx } from '../platform/db/database.ts';

/** That somebody passed his place in a question on to another. */
export type Forward = { toId: string; byName: string; toName: string; note: string };

/** What was passed on in a row of `approval_request as request`, as `Forward`s, the first one first. */
export const forwardsSql = sql`
  (select coalesce(jsonb_agg(jsonb_build_object('toId', taker.id, 'byName', giver.name, 'toName', taker.name,
                                                'note', passed.facts ->> 'note') order by passed.id), '[]')
   from event as passed
   join person as giver on giver.id = passed.person_id
   join person as taker on taker.id = (passed.facts ->> 'toId')::uuid
   where passed.subject_id = request.id and passed.type = 'approval.forwarded')`;

/**
 * To whom somebody may give his place in a question: whoever of the company may approve
 * orders of so much, did not ask it himself unless that is allowed, and has no place in
 * it yet. By name. One statement.
 */
export async function findForwardTargets(
  db: Db,
  of: { requestId: string; personId: string },
): Promise<{ personId: string; name: string }[]> {
  const found = await sql<{ personId: string; name: string }>`
    select person.id as person_id, person.name
    from approval_request as request
    join membership on membership.company_id = request.company_id and membership.ended_at is null
      and ${membershipMaySql('approve-orders')}
    join person on person.id = membership.person_id and person.disabled_at is null
    left join approval_limit as own
      on own.person_id = membership.person_id and own.company_id = membership.company_id
    where request.id = ${of.requestId} and person.id <> ${of.personId}
      and (request.own_allowed or person.id <> request.requested_by)
      and coalesce(own.limit_minor >= request.gross_minor, true)
      and not exists (select from approval_need_person as asked
                      where asked.request_id = request.id and asked.person_id = person.id)
    order by person.name, person.id`.execute(db);
  return found.rows;
}

/** Whether somebody has passed his place in a question on to another. */
export async function isPassedOn(
  tx: Tx,
  of: { requestId: string; personId: string; toId: string },
): Promise<boolean> {
  const found = await sql`
    select from event
    where subject_id = ${of.requestId} and type = 'approval.forwarded' and person_id = ${of.personId}
      and facts ->> 'toId' = ${of.toId}
    limit 1`.execute(tx);
  return found.rows.length > 0;
}

/** Puts one person in the place of another in some steps of a locked question. */
export async function givePlace(
  tx: Tx,
  of: {
    requestId: string;
    fromId: string;
    toId: string;
    places: readonly { ruleId: string; step: number }[];
  },
): Promise<void> {
  const { requestId, fromId, toId, places } = of;
  await sql`
    update approval_need_person as asked set person_id = ${toId}
    from unnest(${places.map(({ ruleId }) => ruleId)}::uuid[], ${places.map(({ step }) => step)}::smallint[])
      as place (rule_id, step)
    where asked.request_id = ${requestId} and asked.person_id = ${fromId}
      and asked.rule_id = place.rule_id and asked.step = place.step`.execute(tx);
}
