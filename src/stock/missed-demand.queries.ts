import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Channel, Form, Unit } from '../platform/db/schema.ts';
import type { MissedReason, Wish } from './missed-demand.ts';

/** So many wishes of guests are kept a day: the words of strangers must not fill the table. */
const OF_GUESTS_A_DAY = 300;

/** Where and by whom wishes were said. */
type Circumstances = {
  at: Date;
  day: string;
  channel: Channel;
  branchCode: string | null;
  companyId: string | null;
  personId: string | null;
};

/** Adds wishes, each unless the same person had it today; how many are new. One statement. */
export async function insertMissedDemand(
  tx: Tx,
  of: Circumstances,
  wishes: readonly { id: string; wish: Wish; why: MissedReason }[],
): Promise<number> {
  const { companyId, personId, day } = of;
  const said = wishes.map(({ id, why, wish: { key, sizeKey, weightG, quantity, ...wish } }) => ({
    ...{ ...wish, id, why, wishKey: key, sizeKey, weightG },
    ...{ quantityMilli: quantity?.amountMilli, unit: quantity?.unit },
  }));
  const written = await sql`
    insert into missed_demand (id, at, day, channel, branch_code, company_id, person_id, typed, wish_key,
                               form, size, size_key, grade, quantity_milli, unit, weight_g, why)
    select id, ${of.at}::timestamptz, ${day}::date, ${of.channel}::channel,
           coalesce(${of.branchCode}::text, (select branch_code from company where id = ${companyId}::uuid)),
           ${companyId}::uuid, ${personId}::uuid, typed, "wishKey", form, size, "sizeKey", grade,
           "quantityMilli", unit, "weightG", why
    from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as wish (
      id uuid, typed text, "wishKey" text, form form, size text, "sizeKey" text, grade text,
      "quantityMilli" bigint, unit unit, "weightG" bigint, why missed_why)
    where ${personId}::uuid is not null or ${OF_GUESTS_A_DAY}::integer > (
      select count(*) from missed_demand where day = ${day}::date and person_id is null)
    on conflict on constraint one_wish_a_day do nothing`.execute(tx);
  return Number(written.numAffectedRows ?? 0n);
}

/** Which wishes the office looks at. */
export type DemandFilter = {
  since: Date;
  branchCode?: string | undefined;
  form?: Form | undefined;
  why?: MissedReason | undefined;
};

/** What was missed of one form and size at one branch; of what nobody understood, of the same words. */
export type MissedGroup = {
  /** Names the group in an address. */
  key: string;
  form: Form | null;
  size: string;
  branchCode: string | null;
  /** The newest words. */
  typed: string;
  grades: readonly string[];
  channels: readonly Channel[];
  reasons: readonly MissedReason[];
  companies: number;
  times: number;
  /** Where weights were said. */
  weightG: number | null;
  lastAt: Date;
  /** A product that fits today and can be promised, at this branch first. */
  nowSku: string | null;
  nowG: number | null;
};

/** How a group is told from others. */
const groupKey = sql`
  coalesce(missed.form::text, '') || '|' || case when missed.form is null and missed.size = '' then missed.wish_key
    else missed.size end || '|' || coalesce(missed.branch_code, '')`;

const asked = ({ since, branchCode, form, why }: DemandFilter): RawBuilder<unknown> => sql`
  missed.at >= ${since}::timestamptz
  and (${branchCode ?? null}::text is null or missed.branch_code = ${branchCode ?? null}::text)
  and (${form ?? null}::form is null or missed.form = ${form ?? null}::form)
  and (${why ?? null}::missed_why is null or missed.why = ${why ?? null}::missed_why)`;

/**
 * What was asked for and not sold, by form, size and branch: what most companies
 * missed first. With what fits today, so that somebody can call. One statement.
 */
export async function listMissedDemand(
  db: Db,
  filter: DemandFilter,
  rowsMax: number,
): Promise<readonly MissedGroup[]> {
  const found = await sql<MissedGroup>`
    with grouped as (
      select ${groupKey} as key, missed.form, max(missed.size) as size, missed.branch_code,
             max(missed.size_key) as size_key,
             (array_agg(missed.typed order by missed.at desc))[1] as typed,
             array_remove(array_agg(distinct missed.grade), '') as grades,
             array_agg(distinct missed.channel::text) as channels, array_agg(distinct missed.why::text) as reasons,
             count(distinct missed.company_id)::integer as companies, count(*)::integer as times,
             sum(missed.weight_g)::bigint as weight_g, max(missed.at) as last_at
      from missed_demand as missed where ${asked(filter)}
      group by 1, missed.form, missed.branch_code
      order by companies desc, times desc, last_at desc, 1 limit ${rowsMax}
    )
    select grouped.*, fitting.sku as now_sku, fitting.weight_g as now_g
    from grouped
    left join lateral (
      select product.sku, sum(level.on_hand_g - level.reserved_g)::bigint as weight_g
      from product join stock_level as level on level.product_id = product.id and level.is_promisable
      where grouped.form is not null and grouped.size_key <> '' and product.withdrawn_at is null
        and product.size_keys @> array[grouped.form::text, grouped.size_key]
        and (cardinality(grouped.grades) = 0 or product.grade = any(grouped.grades))
      group by product.id
      order by bool_or(level.branch_code = grouped.branch_code) desc nulls last, 2 desc limit 1
    ) as fitting on true
    order by grouped.companies desc, grouped.times desc, grouped.last_at desc, grouped.key`.execute(
    db,
  );
  return found.rows;
}

/** One wish with who had it. */
export type MissedWish = {
  at: Date;
  channel: Channel;
  branchCode: string | null;
  companyId: string | null;
  companyName: string | null;
  personName: string | null;
  typed: string;
  grade: string;
  quantityMilli: number | null;
  unit: Unit | null;
  why: MissedReason;
};

/** Who asked for what a group counts, the newest first. One statement. */
export async function listWishes(
  db: Db,
  of: { filter: DemandFilter; key: string; rowsMax: number },
): Promise<readonly MissedWish[]> {
  const found = await sql<MissedWish>`
    select missed.at, missed.channel, missed.branch_code, missed.company_id, company.name as company_name,
           person.name as person_name, missed.typed, missed.grade, missed.quantity_milli, missed.unit, missed.why
    from missed_demand as missed
    left join company on company.id = missed.company_id
    left join person on person.id = missed.person_id
    where ${asked(of.filter)} and ${groupKey} = ${of.key}
    order by missed.at desc, missed.id limit ${of.rowsMax}`.execute(db);
  return found.rows;
}
