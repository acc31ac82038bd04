import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** A rhythm of half a year; nobody is asked again sooner, whatever company he is asked for. */
const RHYTHM_DAYS = 182;
/** So long somebody waits for a week without a delivery; the first time a month, so that a new shop does not ask half of all at once. */
const WAITS_DAYS = 90;
const FIRST_WAITS_DAYS = 30;
/** A relation begins with an order so long ago, and is none without one in a year. */
const KNOWN_DAYS = 30;
const ALIVE_DAYS = 365;
/** After a delivery the delivery is asked about, not the relation. */
const AFTER_DELIVERY_DAYS = 7;
/** By the deliveries of so many days it is seen how often something comes to somebody. */
const OFTEN_SEEN_IN_DAYS = 56;
/** Two prompts in thirty days are the most; who had two in so many could not be asked before the window closes. */
const CAP_OPENS_DAYS = 23;

const daysBefore = (at: Date, days: number) => new Date(at.getTime() - days * 86_400_000);

/**
 * Somebody's turn in the half-year, as days since the last: the people of a company
 * stand apart from each other by the golden section, those who came later between those
 * who were there, so that nobody's turn moves and each month holds about a sixth.
 */
const turnSql = (on: string) => sql`(
  ((${on}::date - date '2026-01-01') % ${RHYTHM_DAYS} + ${RHYTHM_DAYS}
    - floor(${RHYTHM_DAYS} * ((('x' || substr(md5(member.company_id::text), 1, 8))::bit(32)::bigint / 4294967296.0
        + member.place * 0.6180339887) % 1))::int) % ${RHYTHM_DAYS})`;

/** Whether it is somebody's turn: his day came lately, and he was not asked in this half-year. */
const isTurnSql = (on: string, at: Date) => sql`(
  ${turnSql(on)} <= case when exists (select from event where event.subject_id = member.person_id
      and event.type = 'relationship.due') then ${WAITS_DAYS}::int else ${FIRST_WAITS_DAYS}::int end
  and not exists (select from event where event.subject_id = member.person_id and event.type = 'relationship.due'
                  and event.at > ${daysBefore(at, RHYTHM_DAYS)}))`;

type Recipient = {
  personId: ReturnType<typeof sql>;
  companyId: ReturnType<typeof sql>;
  at: Date;
};

/** The deliveries that a person saw, of orders that he placed or is the contact of, lately: moments, `handed.at`. */
const handedSql = ({ personId, companyId, at }: Recipient) => sql`
  from event as handed
  join sales_order as placed on placed.id = handed.subject_id
  left join contact on contact.id = placed.contact_id
  where handed.company_id = ${companyId} and handed.at > ${daysBefore(at, OFTEN_SEEN_IN_DAYS)} and handed.at <= ${at}
    and (handed.type = 'shipment.handed-over' or handed.type = 'order.moved' and handed.facts ->> 'to' = 'delivered')
    and (placed.placed_by = ${personId} or contact.person_id = ${personId})`;

/**
 * Until when the last delivery comes first and the relation waits: a week; for somebody to
 * whom something comes so often that no such week passes, midway between two of his
 * deliveries, on the average of eight weeks. Null where he saw none in that time.
 */
export const givesWayUntilSql = (of: Recipient) => sql`(
  select max(handed.at) + make_interval(secs => least(${AFTER_DELIVERY_DAYS}, ${OFTEN_SEEN_IN_DAYS / 2}::numeric
    / nullif(count(distinct handed.at::date), 0))::double precision * 86400)
  ${handedSql(of)})`;

/** Whether no week passes without a delivery to somebody: two come within less than a fortnight, on the average. */
export const isDeliveredToOftenSql = (of: Recipient) => sql`(
  select count(distinct handed.at::date) > ${OFTEN_SEEN_IN_DAYS / (2 * AFTER_DELIVERY_DAYS)}::int ${handedSql(of)})`;

type Member = { personId: ReturnType<typeof sql>; companyId: ReturnType<typeof sql> };

/** Prompts that count for a person since a moment, as `findKnown` counts them: shown, or offered and waiting to be seen. */
const askedSinceSql = (personId: ReturnType<typeof sql>, since: Date) => sql`
  from prompt where prompt.person_id = ${personId} and prompt.state not in ('waiting', 'silent')
    and prompt.decided_at > ${since}
    and (prompt.shown_at > ${since} or prompt.shown_at is null and prompt.state = 'offered')`;

/**
 * Whether there is a relation to ask about, and it can be asked: the company has bought for
 * a month and still buys, his last delivery does not come first, he was not asked about it in
 * this half-year, and the most of a month is not so far used up that its window would pass.
 */
const isAtRestSql = ({ personId, companyId }: Member, at: Date) => sql`(
  exists (select from sales_order as placed where placed.company_id = ${companyId}
          and placed.placed_at <= ${daysBefore(at, KNOWN_DAYS)} and placed.stage <> 'cancelled')
  and exists (select from sales_order as placed where placed.company_id = ${companyId}
              and placed.placed_at > ${daysBefore(at, ALIVE_DAYS)} and placed.stage <> 'cancelled')
  and (coalesce(${givesWayUntilSql({ personId, companyId, at })} <= ${at}, true)
    or ${isDeliveredToOftenSql({ personId, companyId, at })})
  and not exists (select ${askedSinceSql(personId, daysBefore(at, RHYTHM_DAYS))} and prompt.touchpoint = 'TP_RELATIONSHIP')
  and (select count(*) ${askedSinceSql(personId, daysBefore(at, CAP_OPENS_DAYS))}) < 2)`;

const member = { personId: sql`member.person_id`, companyId: sql`member.company_id` };

/** Whose turn it is, by the id of the person: of companies that buy, at rest from the last time, and a week after their last delivery. */
export async function listTurns(
  db: Db,
  of: { on: string; at: Date; after: string | undefined; rowsMax: number },
): Promise<string[]> {
  const { on, at, after, rowsMax } = of;
  const found = await sql<{ personId: string }>`
    with member as (
      select person_id, company_id, ended_at,
             row_number() over (partition by company_id order by created_at, person_id) as place
      from membership
    )
    select distinct member.person_id
    from member
    join person on person.id = member.person_id and person.disabled_at is null and person.staff_role is null
    where member.ended_at is null and (${after ?? null}::uuid is null or member.person_id > ${after ?? null})
      and ${isTurnSql(on, at)}
      and ${isAtRestSql(member, at)}
    order by member.person_id
    limit ${rowsMax}`.execute(db);
  return found.rows.map(({ personId }) => personId);
}

/**
 * The company for which it is a person's turn by the rules of the list, the one that
 * bought last where there are several; locks the person, so that of two at once one finds
 * him. `undefined` where it is nobody's turn any more.
 */
export async function lockTurn(
  tx: Tx,
  of: { personId: string; on: string; at: Date },
): Promise<string | undefined> {
  const { personId, on, at } = of;
  await sql`select from person where id = ${personId} for no key update`.execute(tx);
  const found = await sql<{ companyId: string }>`
    with member as (
      select own.person_id, own.company_id,
             (select count(*) from membership as other where other.company_id = own.company_id
               and (other.created_at, other.person_id) <= (own.created_at, own.person_id)) as place
      from membership as own where own.person_id = ${personId} and own.ended_at is null
    )
    select member.company_id
    from member
    left join lateral (select max(placed_at) as at from sales_order as placed
      where placed.company_id = member.company_id and placed.stage <> 'cancelled') as last on true
    where ${isTurnSql(on, at)} and ${isAtRestSql(member, at)}
    order by last.at desc, member.company_id
    limit 1`.execute(tx);
  return found.rows[0]?.companyId;
}
