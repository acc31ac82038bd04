import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { CompanyRole, Language } from '../platform/db/schema.ts';
import { isAboutToFetch } from './demo-prompts.queries.ts';

/** Somebody of a company who may be asked. */
export type Member = {
  personId: string;
  role: CompanyRole;
  language: Language;
  /** He has goods ready at a yard, and is left to the tablet of its desk. */
  isAboutToFetch: boolean;
};

/** A company with its people, as far as they may be asked how it felt. */
export type AskedCompany = {
  companyId: string;
  managerId: string | null;
  branchCode: string;
  isTrader: boolean;
  createdAt: string;
  members: Member[];
};

/** An order that was handed over, with the events of which somebody is asked. */
export type HandedOver = {
  orderId: string;
  companyId: string;
  branchCode: string;
  isPickUp: boolean;
  /** It came later than was promised. */
  isLate: boolean;
  isWeb: boolean;
  isCertificateDue: boolean;
  placedEventId: number;
  placedAt: Date;
  handedEventId: number;
  handedAt: Date;
  /** People who were asked about the handing over before. */
  asked: string[];
};

/** A request that we answered, of which somebody is asked how it went. */
export type Requested = {
  type:
    | 'quote.sent'
    | 'quote.accepted'
    | 'quote.declined'
    | 'quote.withdrawn'
    | 'account.dispute-answered';
  eventId: number;
  at: Date;
  companyId: string;
  personId: string;
  branchCode: string;
  orderId: string | null;
  quoteId: string | null;
};

/** Every request for prices and every disputed line that was answered until a moment and nobody was asked about, the oldest first. */
export async function listRequested(tx: Tx, at: Date): Promise<Requested[]> {
  const found = await sql<Requested>`
    select event.type, event.id as event_id, event.at, quote.company_id, quote.requested_by as person_id,
           quote.branch_code, null as order_id, quote.id as quote_id
    from event join quote on quote.id = event.subject_id
    where event.type in ('quote.sent', 'quote.accepted', 'quote.declined', 'quote.withdrawn')
      and event.at <= ${at} and quote.state not in ('requested', 'sent')
      and not exists (select from prompt where event_id = event.id)
    union all
    select event.type, event.id, event.at, objection.company_id, objection.raised_by,
           company.branch_code, objection.order_id, null
    from event
    join line_objection as objection on objection.id = (event.facts ->> 'objectionId')::uuid
    join company on company.id = objection.company_id
    where event.type = 'account.dispute-answered' and objection.state = 'declined' and event.at <= ${at}
      and not exists (select from prompt where event_id = event.id)
    order by at, event_id`.execute(tx);
  return found.rows;
}

/** Says of orders whose every lot has its certificate that one was due. One statement. */
export async function markCertificatesDue(tx: Tx): Promise<void> {
  await sql`
    update sales_order set certificate_kind = '3.1'
    where stage = 'delivered' and certificate_kind is null
      and (select bool_and(lot_certificate.certificate_id is not null)
           from order_lot left join lot_certificate on lot_certificate.lot_id = order_lot.lot_id
           where order_lot.order_id = sales_order.id)`.execute(tx);
}

/** Every company with its people; by id. */
export async function listAskedCompanies(tx: Tx): Promise<AskedCompany[]> {
  const found = await sql<AskedCompany>`
    select company.id as company_id, company.manager_id, company.branch_code,
           company.group_code is not distinct from 'resellers' as is_trader, company.created_at::date::text as created_at,
           jsonb_agg(jsonb_build_object('personId', person.id, 'role', membership.role, 'language', person.language,
                                         'isAboutToFetch', ${isAboutToFetch(sql`person.id`)})
                     order by person.email) as members
    from company
    join membership on membership.company_id = company.id and membership.ended_at is null
    join person on person.id = membership.person_id
    group by company.id order by company.email`.execute(tx);
  return found.rows;
}

/** Every order that was handed over until a moment, the oldest first. */
export async function listHandedOver(tx: Tx, at: Date): Promise<HandedOver[]> {
  const found = await sql<HandedOver>`
    select placed.id as order_id, placed.company_id, placed.branch_code, placed.site_id is null as is_pick_up,
           exists (select from shipment join promise on promise.subject_id = shipment.id and promise.state = 'broken'
                   where shipment.order_id = placed.id) as is_late,
           placed.channel = 'web' as is_web, placed.certificate_kind is not null as is_certificate_due, began.id as placed_event_id, began.at as placed_at,
           handed.id as handed_event_id, handed.at as handed_at,
           array(select person_id::text from prompt where event_id = handed.id) as asked
    from event as handed
    join sales_order as placed on placed.id = handed.subject_id and placed.stage = 'delivered'
    join event as began on began.subject_id = placed.id and began.type = 'order.placed'
    where handed.type = 'order.moved' and handed.facts ->> 'to' = 'delivered' and handed.at <= ${at}
    order by handed.at, handed.id`.execute(tx);
  return found.rows;
}

/** Notes that people were due for the question about the relation as a whole; gives the events in the same order. */
export async function insertRelationshipDue(
  tx: Tx,
  due: readonly { companyId: string; personId: string; at: Date }[],
): Promise<number[]> {
  const rows = due.map(({ companyId, personId, at }) => ({
    ...{ company_id: companyId, person_id: personId, at: at.toISOString() },
  }));
  const inserted = await sql<{ id: number }>`
    insert into event (type, company_id, person_id, channel, subject_id, facts, at, recorded_at)
    select 'relationship.due', due.company_id, due.person_id, null, due.person_id, '{}', due.at, due.at
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as (company_id uuid, person_id uuid, at timestamptz)) with ordinality as due (company_id, person_id, at, place)
    order by due.place
    returning id`.execute(tx);
  return inserted.rows.map(({ id }) => id);
}
