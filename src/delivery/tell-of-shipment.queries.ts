import { sql } from 'kysely';
import { readersOfOrder } from '../ordering/tell-buyer.queries.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Language, NoticeWay } from '../platform/db/schema.ts';

/** What one reader is told of a shipment: that it left, comes later, or that nothing is heard of it. */
export type ShipmentNotice = {
  recipient: string;
  readerName: string;
  language: Language;
  kind: 'left' | 'delayed' | 'silent';
  companyId: string;
  shipmentId: string;
  number: string;
  vehiclePlate: string;
  dueFrom: Date | null;
  dueUntil: Date | null;
  /** What was promised before a delay. */
  beforeFrom: Date | null;
  beforeUntil: Date | null;
  reason: string;
  /** Where he is told by a short message; null for a letter. */
  phone: string | null;
};

/** An interval that moves by less is no delay that anybody is told of. */
const LATER_BY = sql`interval '15 minutes'`;

/**
 * The readers of an event of a shipment. Buyers, by letter or short message as they chose, unless they want to
 * hear nothing, are told that it left, and that it comes later where that event promised anew by more than a
 * quarter of an hour; who planned it and the manager of the customer are asked of one that nothing is heard of.
 */
export async function findShipmentNotices(db: Db, eventId: number): Promise<ShipmentNotice[]> {
  const found = await sql<ShipmentNotice>`
    with told as (
      select event.type, shipment.*, placed.number || '-' || shipment.position as number,
             fresh.due_from, fresh.due_until, fresh.reason, before.due_from as before_from, before.due_until as before_until
      from event
      join shipment on shipment.id = (event.facts ->> 'shipmentId')::uuid
      join sales_order as placed on placed.id = shipment.order_id
      left join promise as fresh on fresh.kind = 'arrival' and fresh.subject_id = shipment.id
                                and fresh.made_at = event.at and event.type = 'shipment.tracked'
      left join promise as before on before.id = fresh.replaces_id
      where event.id = ${eventId}
    ), facts as (
      select case when told.type = 'shipment.left' then 'left'
                  when told.type = 'shipment.unheard' then 'silent'
                  when told.due_until > told.before_until + ${LATER_BY} then 'delayed' end as kind,
             told.*
      from told
    )
    select reader.recipient, reader.reader_name, reader.language, reader.phone, facts.kind, facts.company_id,
           facts.id as shipment_id, facts.number,
           facts.vehicle_plate, coalesce(facts.due_from, facts.arrive_from) as due_from,
           coalesce(facts.due_until, facts.arrive_until) as due_until,
           facts.before_from, facts.before_until, coalesce(facts.reason, '') as reason
    from facts
    join sales_order as placed on placed.id = facts.order_id
    join company on company.id = placed.company_id
    left join person as placer on placer.id = placed.placed_by
    cross join lateral (
      select to_buyer.*, case when choice.way = 'sms' then choice.phone end as phone
      from (${readersOfOrder}) as to_buyer
      left join person on person.email = to_buyer.recipient
      left join shipment_notice_choice as choice on choice.person_id = person.id
      where facts.kind in ('left', 'delayed') and choice.way is distinct from 'none'
      union
      select person.email, person.name, person.language, null from person
      where facts.kind = 'silent' and person.id in (facts.planned_by, company.manager_id) and person.disabled_at is null
    ) as reader
    where facts.kind is not null`.execute(db);
  return found.rows;
}

/** Keeps how a person wants to be told of shipments; a number given before stays for the next time. */
export async function keepNoticeWay(
  tx: Tx,
  choice: { personId: string; way: NoticeWay; phone?: string; at: Date },
): Promise<void> {
  const { personId, way, phone = null, at } = choice;
  await sql`
    insert into shipment_notice_choice as known (person_id, way, phone, chosen_at)
    values (${personId}, ${way}, ${phone}, ${at})
    on conflict (person_id) do update
    set way = excluded.way, phone = coalesce(excluded.phone, known.phone), chosen_at = excluded.chosen_at`.execute(
    tx,
  );
}

/** A shipment on the road whose promised time is over, of which nothing is heard. */
export type Unheard = {
  promiseId: string;
  shipmentId: string;
  companyId: string;
  orderId: string;
  number: string;
};

/** Shipments on the road whose promise is over, and of which our people were not asked yet. */
export async function listUnheard(db: Db, at: Date): Promise<Unheard[]> {
  const found = await sql<Unheard>`
    select promise.id as promise_id, shipment.id as shipment_id, shipment.company_id, shipment.order_id,
           placed.number || '-' || shipment.position as number
    from promise
    join shipment on shipment.id = promise.subject_id and shipment.stage = 'left'
    join sales_order as placed on placed.id = shipment.order_id
    where promise.state = 'open' and promise.kind = 'arrival' and promise.due_until < ${at} and promise.asked_at is null
    order by promise.due_until limit 100`.execute(db);
  return found.rows;
}
