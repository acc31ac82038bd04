import { sql } from 'kysely';

/** Whom to call about an order. */
export type WhoOrdered = { name: string; phone: string | null };

/**
 * Whom to call about an order `placed`: who of its company placed it, else who receives it,
 * else the company; the first of them that has a telephone. As a part of a larger statement.
 */
export const whoOrdered = sql<WhoOrdered>`
  (select jsonb_build_object('name', one.name, 'phone', one.phone)
   from (
     select 1 as rank, placer.name, coalesce(placer.phone, (
              select phone from contact
              where contact.company_id = placed.company_id and contact.person_id = placer.id and phone is not null
              limit 1)) as phone
     from person as placer where placer.id = placed.placed_by and placer.staff_role is null
     union all
     select 2, receiver.name, receiver.phone from contact as receiver where receiver.id = placed.contact_id
     union all
     select 3, own.name, own.phone from company as own where own.id = placed.company_id
   ) as one
   order by one.phone is null, one.rank limit 1)`;
