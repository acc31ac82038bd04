import { sql } from 'kysely';
import { accountManagerSql } from '../customers/account-manager.queries.ts';
import type { Channel } from '../people/channel.ts';
import type { Db } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';

/** What one of ours is told about a price beyond a clerk's authority. Prices of a tonne, minor units. */
export type OverrideNotice = {
  recipient: string;
  readerName: string;
  language: Language;
  /** What became of it; `pending`: it waits for the reader or his colleagues. */
  state: 'pending' | 'approved' | 'refused';
  companyName: string;
  cartId: string;
  cartCode: string;
  /** Where the clerk asked for it. */
  channel: Channel | null;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  pricePerTonneMinor: number;
  includesVat: boolean;
  /** With VAT; null: the lists asked nothing. */
  judgedAgainstMinor: number | null;
  vatRateBp: number;
  reason: string;
  /** Who asked for the price, or who decided on it. */
  actorName: string | null;
};

/**
 * The readers of an event of a price: who may approve it while it waits, who asked
 * for it once it is decided. Nobody where it counted at once, was changed or taken
 * off meanwhile, or its cart is placed. One statement.
 */
export async function findOverrideNotice(db: Db, eventId: number): Promise<OverrideNotice[]> {
  const found = await sql<OverrideNotice>`
    select reader.email as recipient, reader.name as reader_name, reader.language, event.facts ->> 'state' as state,
           company.name as company_name, cart.id as cart_id, cart.code as cart_code, asked.channel,
           product.name_en, product.name_ru, product.name_kk,
           (asked.facts ->> 'pricePerTonneMinor')::bigint as price_per_tonne_minor,
           (asked.facts ->> 'includesVat')::boolean as includes_vat,
           (asked.facts ->> 'judgedAgainstMinor')::bigint as judged_against_minor,
           vat_rate.rate_bp as vat_rate_bp, asked.facts ->> 'reason' as reason, actor.name as actor_name
    from event
    cross join lateral (
      select person_id, channel, facts, at from event as earlier
      where earlier.subject_id = event.subject_id and earlier.id <= event.id and earlier.type = 'price.overridden'
        and earlier.facts ->> 'lineId' = event.facts ->> 'lineId'
      order by earlier.id desc limit 1
    ) as asked
    join cart on cart.id = event.subject_id
    join company on company.id = cart.company_id
    join product on product.sku = event.facts ->> 'sku'
    join vat_rate on vat_rate.valid_during @> (asked.at at time zone 'Asia/Almaty')::date
    left join person as actor on actor.id = event.person_id
    join person as reader on reader.disabled_at is null and reader.staff_role is not null
    where event.id = ${eventId}
      and case when event.type = 'price.override-decided' then reader.id = asked.person_id
          else event.facts ->> 'state' = 'pending' and cart.placed_at is null
            and exists (
              select from cart_line_price as price
              where price.cart_line_id = (event.facts ->> 'lineId')::uuid and price.state = 'pending'
                and price.fixed_at = event.at)
            and ${accountManagerSql(sql`event.person_id`)} end`.execute(db);
  return found.rows;
}
