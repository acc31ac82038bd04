import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { itemBehind } from './attribute.ts';
import {
  type PromptContext,
  type PromptSituation,
  RELATIONSHIP,
  type ShownPrompt,
} from './prompt.ts';
import { givesWayUntilSql, isDeliveredToOftenSql } from './relationship.queries.ts';

/** A prompt whose moment has come, locked with its person and his company. */
export type DuePrompt = {
  id: string;
  eventId: number;
  touchpoint: string;
  personId: string;
  companyId: string;
  orderId: string | null;
  eventType: string;
  eventAt: Date;
  dueAt: Date;
};

/** Prompts that wait and whose moment has come, the oldest first. */
export async function listDue(db: Db, of: { at: Date; limit: number }): Promise<string[]> {
  const due = await db
    .selectFrom('prompt')
    .where('state', '=', 'waiting')
    .where('dueAt', '<=', of.at)
    .orderBy('dueAt')
    .orderBy('id')
    .limit(of.limit)
    .select('id')
    .execute();
  return due.map(({ id }) => id);
}

/**
 * Locks a prompt that waits, with its company and its person: two prompts of the
 * same one are decided one after the other, and the second sees the first. In this
 * order: company, person, prompt. `undefined` where another worker decided it.
 */
export async function lockDue(tx: Tx, promptId: string): Promise<DuePrompt | undefined> {
  await sql`
    select from company where id = (select company_id from prompt where id = ${promptId}) for no key update`.execute(
    tx,
  );
  await sql`
    select from person where id = (select person_id from prompt where id = ${promptId}) for no key update`.execute(
    tx,
  );
  const found = await sql<DuePrompt>`
    select prompt.id, prompt.event_id, prompt.touchpoint, prompt.person_id, prompt.company_id, prompt.order_id,
           event.type as event_type, prompt.event_at, prompt.due_at
    from prompt join event on event.id = prompt.event_id
    where prompt.id = ${promptId} and prompt.state = 'waiting'
    for update of prompt`.execute(tx);
  return found.rows[0];
}

type Known = {
  isMember: boolean;
  isCancelled: boolean;
  isReopened: boolean;
  isAskedOfEvent: boolean;
  hasOptedOut: boolean;
  relationshipDueSince: Date | null;
  givesWayUntil: Date | null;
  isInDispute: boolean;
  openCases: number;
  shownIn7Days: number;
  /** Prompts of a year that were about something else than the relation. */
  askedThisYear: number;
  history: { shownAt: string; outcome: ShownPrompt['outcome']; items: string[] }[];
  /** Of the order that it is about; null where it is about none. */
  isPickUp: boolean | null;
  orderedOn: string | null;
  isCertificateDue: boolean | null;
  isCertified: boolean | null;
  /** What was reported of its vehicles on the road; of the one vehicle where the moment is of one. */
  reports: number;
  /** Where the card payment was begun. */
  paidOn: string | null;
};

/** So often in a year somebody is asked about the relation. */
const RELATIONSHIPS_A_YEAR = 2;

/** What is known of a prompt beside the gates of the instrument, and the situation that those look at. */
export type ReadSituation = {
  /** Still of the company, the order not cancelled, and not asked about this event before. */
  stands: 'ASKED_BEFORE' | 'LEFT_COMPANY' | 'ORDER_CANCELLED' | 'CLAIM_REOPENED' | undefined;
  /** It is about the relation, and his last delivery comes first until then. */
  givesWayUntil: Date | null;
  situation: PromptSituation;
};

/**
 * Reads the situation of a locked prompt. What is offered and not yet seen counts as
 * shown when it was offered, so that two questions never wait for one person; what
 * ran out unseen does not count. Somebody whose case we have not solved counts as one
 * with an open claim, and so does everybody of a company that has one (R24), and money
 * that a bank disputes as a dispute. The question about the relation holds the others (2.2)
 * so that these do not starve it; while it gives way to a delivery of the last week it can
 * not be asked itself, so it holds none: else the delivery would be asked about by nobody.
 * After that week it holds them again for what is left of its fourteen days. To whom
 * something comes nearly every week it holds them all the time: he is asked about another
 * of his deliveries. So many of a year's prompts are kept for the relation, else the
 * deliveries of the first months would use up the year.
 */
export async function readSituation(
  tx: Tx,
  due: DuePrompt,
  given: {
    at: Date;
    answersIn90Days: Readonly<Record<string, number>>;
    /** Prompts in a year at most. */
    personYearMax: number;
  },
): Promise<ReadSituation> {
  const { at, answersIn90Days } = given;
  const known = await findKnown(tx, due, at);
  const isYearHeld = known.askedThisYear >= given.personYearMax - RELATIONSHIPS_A_YEAR;
  const history = known.history.map((one) => ({
    ...{ ...one, shownAt: new Date(one.shownAt) },
    items: one.items.map(itemBehind),
  }));
  const situation: PromptSituation = {
    now: at,
    touchpoint: due.touchpoint,
    event: { id: String(due.eventId), at: due.eventAt, isAtDesk: due.dueAt <= due.eventAt },
    person: {
      ...{ id: due.personId, audience: 'customer', history, hasOptedOut: known.hasOptedOut },
      relationshipDueSince: known.relationshipDueSince ?? (isYearHeld ? at : null),
    },
    account: {
      openClaims: known.openCases,
      promptsShownIn7Days: known.shownIn7Days,
      isInLegalDispute: known.isInDispute,
    },
    context: contextOf(due, known),
    answersIn90Days,
  };
  const { givesWayUntil } = known;
  return { stands: standingOf(known), givesWayUntil, situation };
}

function standingOf(known: Known): ReadSituation['stands'] {
  if (known.isAskedOfEvent) return 'ASKED_BEFORE';
  if (!known.isMember) return 'LEFT_COMPANY';
  if (known.isReopened) return 'CLAIM_REOPENED';
  return known.isCancelled ? 'ORDER_CANCELLED' : undefined;
}

/** What a request was about, by the names of the instrument; a limit is no question of prices, stock or documents. */
function kindOf(eventType: string): string {
  if (eventType.startsWith('quote.')) return 'price';
  return eventType.startsWith('account.') ? 'documents' : 'credit';
}

/** By the names of the instrument. */
function contextOf(due: DuePrompt, known: Known): PromptContext {
  const kind = kindOf(due.eventType);
  const request = { handled_by: 'human', kind };
  if (known.orderedOn === null) return { request };
  return {
    request,
    order: {
      delivery_mode: known.isPickUp ? 'pickup' : 'delivery',
      channel: known.orderedOn === 'web' ? 'online' : known.orderedOn,
      certificate_due: known.isCertificateDue,
      certificate_received: known.isCertified,
    },
    payment: { method: known.paidOn === 'web' ? 'card_online' : 'invoice_link' },
    shipment: { status_updates: known.reports },
  };
}

/** When a prompt counts: shown, or offered and waiting to be seen. */
const countedAt = sql`
  case when prompt.shown_at is not null then prompt.shown_at
       when prompt.state = 'offered' then prompt.decided_at end`;

async function findKnown(tx: Tx, due: DuePrompt, at: Date): Promise<Known> {
  const { id, eventId, personId, companyId, orderId, touchpoint } = due;
  const [person, company] = [sql`${personId}::uuid`, sql`${companyId}::uuid`];
  const givesWayUntil = givesWayUntilSql({ personId: person, companyId: company, at });
  const ofRelation = { personId: person, companyId: sql`relation.company_id`, at };
  const found = await sql<Known>`
    select
      exists (select from membership where person_id = ${personId} and company_id = ${companyId} and ended_at is null)
        and exists (select from person where id = ${personId} and disabled_at is null) as is_member,
      exists (select from sales_order where id = ${orderId} and stage = 'cancelled') as is_cancelled,
      exists (select from claim join event on event.subject_id = claim.id
              where event.id = ${eventId} and event.type like 'claim.%' and claim.closed_at is null) as is_reopened,
      exists (select from prompt where event_id = ${eventId} and person_id = ${personId} and id <> ${id}
              and state not in ('waiting', 'silent')) as is_asked_of_event,
      exists (select from prompt_opt_out where person_id = ${personId}) as has_opted_out,
      (select min(relation.event_at) from prompt as relation
        where relation.person_id = ${personId} and relation.touchpoint = ${RELATIONSHIP} and relation.state = 'waiting'
          and (coalesce(${givesWayUntilSql(ofRelation)} <= ${at}, true) or ${isDeliveredToOftenSql(ofRelation)})) as relationship_due_since,
      case when ${touchpoint === RELATIONSHIP} then ${givesWayUntil} end as gives_way_until,
      exists (select from card_dispute where company_id = ${companyId}
              and status not in ('won', 'lost', 'warning_closed')) as is_in_dispute,
      (select count(*)::int from satisfaction_case where person_id = ${personId} and company_id = ${companyId}
        and state not in ('closed', 'withdrawn'))
      + (select count(*)::int from claim where company_id = ${companyId} and closed_at is null) as open_cases,
      (select count(*)::int from prompt where company_id = ${companyId} and state not in ('waiting', 'silent')
        and decided_at > ${daysBefore(at, 400)} and ${countedAt} > ${daysBefore(at, 7)}) as shown_in7_days,
      (select count(*)::int from prompt where person_id = ${personId} and touchpoint <> ${RELATIONSHIP}
        and state not in ('waiting', 'silent') and decided_at > ${daysBefore(at, 400)}
        and ${countedAt} > ${daysBefore(at, 365)}) as asked_this_year,
      coalesce((
        select jsonb_agg(jsonb_build_object('shownAt', ${countedAt}, 'items', prompt.items, 'outcome',
          case prompt.state when 'answered' then 'answered' when 'dismissed' then 'dismissed'
                            when 'expired' then 'ignored' else 'shown' end))
        from prompt where person_id = ${personId} and state not in ('waiting', 'silent')
          and decided_at > ${daysBefore(at, 400)} and ${countedAt} is not null), '[]') as history,
      coalesce(vehicle.way = 'pick-up', placed.site_id is null) as is_pick_up, placed.channel as ordered_on,
      (select count(*)::int from shipment join shipment_track as track on track.shipment_id = shipment.id
       where shipment.order_id = placed.id and (vehicle.id is null or shipment.id = vehicle.id)
         and track.kind in ('checkpoint', 'delayed')) as reports,
      placed.certificate_kind is not null as is_certificate_due,
      -- Null where no lot of it is known: then only whoever got the goods can say.
      (select bool_and(lot_certificate.certificate_id is not null)
       from order_lot left join lot_certificate on lot_certificate.lot_id = order_lot.lot_id
       where order_lot.order_id = placed.id) as is_certified,
      (select attempt.opened_on
       from event join card_attempt as attempt on attempt.payment_id = (event.facts ->> 'paymentId')::uuid
       where event.id = ${eventId} and event.type = 'payment.received') as paid_on
    from (select ${orderId}::uuid as id) as about
    left join sales_order as placed on placed.id = about.id
    left join lateral (
      select shipment.id, shipment.way from event join shipment on shipment.id = (event.facts ->> 'shipmentId')::uuid
      where event.id = ${eventId} and event.type like 'shipment.%') as vehicle on true`.execute(tx);
  const [known] = found.rows;
  if (!known) throw new Error('a question about nothing gives a row');
  return known;
}

const DAY_MS = 86_400_000;
const daysBefore = (at: Date, days: number) => new Date(at.getTime() - days * DAY_MS);

/** Valid answers per item in the 90 days before a moment: the fewer, the likelier an item is drawn. */
export async function countAnswers(db: Db, at: Date): Promise<Record<string, number>> {
  const found = await sql<{ item: string; answers: number }>`
    select item.item, count(*)::int as answers
    from prompt
    join prompt_answer_item as item on item.prompt_id = prompt.id and item.revision = prompt.revision
    where prompt.state = 'answered' and prompt.answered_at > ${daysBefore(at, 90)} and prompt.answered_at <= ${at}
      and num_nonnulls(item.number, item.code) = 1
    group by item.item`.execute(db);
  const counts: Record<string, number> = {};
  for (const { item, answers } of found.rows) {
    const of = itemBehind(item);
    counts[of] = (counts[of] ?? 0) + answers;
  }
  return counts;
}
