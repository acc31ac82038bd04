import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** A tablet notes by the minute that it lives; one that did not for so long is switched off. */
const TABLET_AWAKE_MINUTES = 5;

/** An event with the one who lived it. */
export type Moment = {
  eventId: number;
  type: string;
  facts: Record<string, unknown>;
  at: Date;
  companyId: string;
  personId: string;
  orderId: string | null;
  quoteId: string | null;
  isPickUp: boolean;
  /** A clerk did it at a desk whose tablet is awake. */
  isAtDesk: boolean;
  isByVehicles: boolean;
};

/**
 * An event with the one who lived it: who placed the order, took over the vehicle, asked
 * for the quote or the limit, disputed a line of the account, paid, or was wronged. Where one of ours did it for him, the
 * contact that the order names. Only a member of the company, whom a question can find;
 * `undefined` where it is nobody. One statement.
 */
export async function findMoment(db: Db, eventId: number): Promise<Moment | undefined> {
  const found = await sql<Moment>`
    select event.id as event_id, event.type, event.facts, event.at, event.company_id,
           lived.person_id, lived.order_id, lived.quote_id, lived.is_pick_up,
           exists (select from shipment where shipment.order_id = lived.order_id and shipment.stage <> 'cancelled')
             as is_by_vehicles,
           event.channel = 'counter' and exists (
             select from tablet where tablet.clerk_id = event.person_id and tablet.ended_at is null
               and tablet.seen_at > event.at - make_interval(mins => ${TABLET_AWAKE_MINUTES})) as is_at_desk
    from event
    cross join lateral (
      select case when placer.staff_role is null then placer.id else contact.person_id end as person_id,
             placed.id as order_id, null::uuid as quote_id, placed.site_id is null as is_pick_up
      from sales_order as placed
      left join person as placer on placer.id = placed.placed_by
      left join contact on contact.id = placed.contact_id
      where event.type like 'order.%' and placed.id = event.subject_id
      union all
      select coalesce(taker.id, contact.person_id, placer.id), placed.id, null, shipment.way = 'pick-up'
      from shipment
      join sales_order as placed on placed.id = shipment.order_id
      left join person as taker on taker.id = event.person_id and taker.staff_role is null
      left join contact on contact.id = placed.contact_id
      left join person as placer on placer.id = placed.placed_by and placer.staff_role is null
      where event.type like 'shipment.%' and placed.id = event.subject_id
        and shipment.id = (event.facts ->> 'shipmentId')::uuid
      union all
      select quote.requested_by, null, quote.id, false
      from quote where event.type like 'quote.%' and quote.id = event.subject_id
      union all
      select attempt.opened_by,
             (select (array_agg(part.order_id))[1] from card_attempt_part as part where part.attempt_id = attempt.id
              having count(*) = 1), null, false
      from card_attempt as attempt
      where event.type = 'payment.received' and attempt.company_id = event.company_id
        and attempt.payment_id = (event.facts ->> 'paymentId')::uuid
      union all
      select request.requested_by, null, null, false
      from limit_request as request
      where event.type like 'credit.limit-%' and request.id = event.subject_id
      union all
      select objection.raised_by, objection.order_id, null, false
      from line_objection as objection
      where event.type = 'account.dispute-answered' and objection.company_id = event.company_id
        and objection.id = (event.facts ->> 'objectionId')::uuid
      union all
      select solved.person_id, prompt.order_id, prompt.quote_id, false
      from satisfaction_case as solved join prompt on prompt.id = solved.prompt_id
      where event.type like 'case.%' and solved.id = event.subject_id
      union all
      select claim.person_id, claim.order_id, null, false
      from claim where event.type like 'claim.%' and claim.id = event.subject_id
      union all
      select event.subject_id, null, null, false where event.type = 'relationship.due'
    ) as lived
    join membership on membership.person_id = lived.person_id and membership.company_id = event.company_id
      and membership.ended_at is null
    join person on person.id = lived.person_id and person.disabled_at is null and person.staff_role is null
    where event.id = ${eventId}
    limit 1`.execute(db);
  return found.rows[0];
}

/** A prompt that waits for its moment. */
export type WaitingPrompt = {
  id: string;
  touchpoint: string;
  dueAt: Date;
};

/** Lets prompts of a moment wait; those that wait already, or have been decided, stay as they are. */
export async function insertWaiting(
  tx: Tx,
  moment: Moment,
  prompts: readonly WaitingPrompt[],
): Promise<void> {
  const { eventId, personId, companyId, orderId, quoteId, at: eventAt } = moment;
  await tx
    .insertInto('prompt')
    .values(
      prompts.map((prompt) => ({
        ...prompt,
        ...{ eventId, personId, companyId, orderId, quoteId, eventAt },
      })),
    )
    .onConflict((conflict) => conflict.constraint('prompt_once').doNothing())
    .execute();
}

/** Ends what is still to be asked about the order that an event is of. */
export async function endPromptsOf(
  tx: Tx,
  of: { eventId: number; at: Date; version: number },
): Promise<void> {
  const { eventId, at, version } = of;
  const ordered = sql`(select subject_id from event where id = ${eventId})`;
  await sql`
    update prompt set
      state = case when state = 'waiting' then 'silent'::prompt_state else 'expired' end,
      reason = case when state = 'waiting' then 'ORDER_CANCELLED' else reason end,
      decided_at = coalesce(decided_at, ${at}),
      instrument_version = coalesce(instrument_version, ${version})
    where order_id = ${ordered} and state in ('waiting', 'offered', 'shown')`.execute(tx);
}
