import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Buyer, Staff } from '../people/actor.ts';
import type { Language } from '../platform/db/schema.ts';

const FORTNIGHT_MS = 14 * 86_400_000;

/** Goods that somebody got who had ordered them himself. */
export type Received = {
  eventId: number;
  at: Date;
  orderId: string;
  companyId: string;
  personId: string;
  language: Language;
  touchpoint: string;
};

/** Whoever has goods ready at a yard that he ordered himself, by web: he comes to a desk next, and its tablet may ask him. */
export const isAboutToFetch = (person: ReturnType<typeof sql>) => sql`exists (
  select from sales_order as ready where ready.placed_by = ${person} and ready.stage = 'ready'
    and ready.channel = 'web' and ready.site_id is null)`;

/** What people of companies got in the last months, each person's own orders a fortnight apart at least: the purchaser who shows the demo first, then the newest first. */
export async function listReceived(db: Db, at: Date): Promise<Received[]> {
  const found = await sql<Received>`
    select event.id as event_id, event.at, placed.id as order_id, placed.company_id, buyer.id as person_id,
           buyer.language, case when placed.site_id is null then 'TP_PICKUP_DONE' else 'TP_DELIVERED' end as touchpoint
    from event
    join sales_order as placed on placed.id = event.subject_id and placed.stage = 'delivered'
    join person as buyer on buyer.id = placed.placed_by and buyer.staff_role is null
    join membership on membership.person_id = buyer.id and membership.company_id = placed.company_id
      and membership.ended_at is null
    where event.type = 'order.moved' and event.facts ->> 'to' = 'delivered'
      and event.at between ${at}::timestamptz - interval '115 days' and ${at}
      and (event.at < ${at}::timestamptz - interval '35 days' or not ${isAboutToFetch(sql`buyer.id`)})
    order by buyer.email = 'purchaser@altyn.example' desc, event.at desc, event.id desc`.execute(
    db,
  );
  const asked = new Map<string, Date>();
  return found.rows.filter(({ personId, at: moment }) => {
    const last = asked.get(personId);
    if (last && last.getTime() - moment.getTime() < FORTNIGHT_MS) return false;
    asked.set(personId, moment);
    return true;
  });
}

/** A question that was asked then, as the gates would have decided it. */
export async function insertAsked(
  tx: Tx,
  asked: Received & { id: string; decidedAt: Date; openUntil: Date; isSeen: boolean },
): Promise<void> {
  const { id, eventId, touchpoint, personId, companyId, orderId, at, language, isSeen } = asked;
  const { decidedAt, openUntil } = asked;
  await tx
    .insertInto('prompt')
    .values({
      ...{ id, eventId, touchpoint, personId, companyId, orderId, eventAt: at, dueAt: decidedAt },
      ...{ state: isSeen ? 'shown' : 'offered', instrumentVersion: 1, reason: 'SHOW', decidedAt },
      ...{ candidates: ['EXP3'], weights: [1], items: ['OSAT', 'EXP3'], openUntil },
      ...{ drawSample: 0.5, drawItem: 0.5, itemProbability: 1, inclusionProbability: 1 },
      ...(isSeen && { shownAt: decidedAt, shownIn: 'page', language }),
    })
    .execute();
}

/** Who of ours follows up: a head of sales, as the trade's own operations know him. */
export async function findHead(db: Db): Promise<Staff | undefined> {
  const found = await db
    .selectFrom('person')
    .where('staffRole', '=', 'head_of_sales')
    .orderBy('createdAt')
    .select(['id as personId', 'name', 'email', 'language', 'theme', 'branchCode'])
    .executeTakeFirst();
  return found && { ...found, kind: 'staff', role: 'head_of_sales' };
}

/** A person of a company as the trade's own operations know him. */
export async function findCustomer(
  db: Db,
  of: { personId: string; companyId: string },
): Promise<Buyer> {
  const found = await db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .innerJoin('company', 'company.id', 'membership.companyId')
    .where('personId', '=', of.personId)
    .where('companyId', '=', of.companyId)
    .select([
      'person.id as personId',
      'person.name',
      'person.email',
      'person.language',
      'person.theme',
      'company.id as companyId',
      'company.name as companyName',
      'membership.role',
    ])
    .executeTakeFirstOrThrow();
  return { ...found, kind: 'buyer' };
}

/** The case that an answer opened. */
export async function findCaseOf(db: Db, promptId: string): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('satisfactionCase')
    .where('promptId', '=', promptId)
    .select('id')
    .executeTakeFirst();
}
