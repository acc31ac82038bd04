import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { drawn, drawnId } from './large-goods.queries.ts';

/** Letters of cart codes after the Z with which those of the large world begin. */
const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * Draws so many orders with one to seven lines: who, when (the days are given
 * as often as they are busy), over which channel, of which products at the base
 * price of today. Leaves the tables `made_order` and `made_line` for the
 * transaction. Needs `numbered_product`. Returns how many lines there are.
 */
export async function drawOrders(
  tx: Tx,
  of: { seed: number; count: number; days: readonly string[]; vatChangesOn: string },
): Promise<number> {
  const draw = (purpose: string) => drawn(of.seed, purpose, sql`n`);
  await sql`
    create temp table numbered_company on commit drop as
    select row_number() over (order by company.bin) - 1 as number, company.id, company.branch_code,
           agreement.id as agreement_id, membership.person_id as buyer_id, clerk.id as clerk_id, caller.id as caller_id
    from company
    join agreement on agreement.company_id = company.id
    join membership on membership.company_id = company.id
    join lateral (select id from person where staff_role = 'counter' and person.branch_code = company.branch_code
                  order by email limit 1) as clerk on true
    cross join (select id from person where staff_role = 'phone' order by email limit 1) as caller
    where company.email like 'office@c______.example'`.execute(tx);
  await sql`
    create temp table made_order on commit drop as
    select n, ${drawnId(of.seed, 'order', sql`n`)} as id, ${drawnId(of.seed, 'cart', sql`n`)} as cart_id,
           company.id as company_id, company.branch_code, company.agreement_id, day,
           (array['web', 'web', 'counter', 'phone'])[1 + ${draw('channel')} % 4]::channel as channel,
           company.buyer_id, company.clerk_id, company.caller_id,
           (day + interval '4 hours' + ${draw('time')} % 32400 * interval '1 second') at time zone 'UTC' as placed_at,
           ${draw('cancelled')} % 25 = 0 as is_cancelled
    from (select count(*) as total from numbered_company) as companies
    cross join generate_series(0, ${of.count}::bigint - 1) as n
    cross join lateral (
      select (${[...of.days]}::date[])[1 + ${draw('day')} % ${of.days.length}::bigint] as day,
             floor(total * power(${draw('company')} % 100000 / 100000.0, 2))::bigint as buyer
    ) as chosen
    join numbered_company as company on company.number = chosen.buyer`.execute(tx);
  await sql`
    create temp table made_line on commit drop as
    select made.id as order_id, made.company_id, position, product.id as product_id, product.price_minor, weight_g,
           rate_bp, round(gross * 10000 / (10000 + rate_bp))::bigint as net_minor, gross::bigint as gross_minor
    from made_order as made
    cross join lateral (select case when made.day < ${of.vatChangesOn}::date then 1200 else 1600 end as rate_bp) as vat
    cross join lateral generate_series(1, 1 + ${drawn(of.seed, 'lines', sql`made.n`)} % 7) as position
    join numbered_product as product
      on product.number = ${drawn(of.seed, 'line', sql`(made.n * 7 + position)`)} % (select count(*) from numbered_product)
    cross join lateral (
      select (1 + ${drawn(of.seed, 'weight', sql`(made.n * 7 + position)`)} % 60) * 50000 as weight_g
    ) as weighed
    cross join lateral (select round(weight_g::numeric * product.price_minor / 1000000) as gross) as amount`.execute(
    tx,
  );
  const lines = await sql<{ count: number }>`select count(*) from made_line`.execute(tx);
  return lines.rows[0]?.count ?? 0;
}

/** Writes the drawn orders with their carts and events and counts their numbers on. Returns how many are new. */
export async function insertDrawnOrders(tx: Tx): Promise<number> {
  await sql`
    insert into cart (id, code, company_id, opened_on, opened_by, branch_code, created_at, changed_at, placed_at)
    select cart_id, 'Z' || (
             select string_agg(substr(${CODE_LETTERS}, 1 + (n / (32 ^ place)::bigint % 32)::integer, 1), '' order by place)
             from generate_series(0, 4) as place),
           company_id, channel, ${placedBy}, branch_code, placed_at, placed_at, placed_at
    from made_order`.execute(tx);
  const inserted = await sql`
    insert into sales_order (id, number, company_id, cart_id, channel, placed_by, placed_at, priced_on, agreement_id,
      branch_code, payment, stage, weight_g, net_minor, vat_minor, gross_minor, cancelled_at, cancelled_by,
      cancellation_reason)
    select made.id,
           to_char(made.day, 'YY') || '-' || lpad((coalesce(counter.last_number, 0) + row_number() over (
             partition by extract(year from made.day) order by made.placed_at, made.n))::text, 6, '0'),
           made.company_id, made.cart_id, made.channel, ${placedBy}, made.placed_at, made.day, made.agreement_id,
           made.branch_code, 'prepaid', case when is_cancelled then 'cancelled' else 'delivered' end::order_stage,
           total.weight_g, total.net_minor, total.gross_minor - total.net_minor, total.gross_minor,
           case when is_cancelled then made.placed_at + interval '1 hour' end,
           case when is_cancelled then ${placedBy} end, case when is_cancelled then 'not-needed' end
    from made_order as made
    join (select order_id, sum(weight_g)::bigint as weight_g, sum(net_minor)::bigint as net_minor,
                 sum(gross_minor)::bigint as gross_minor
          from made_line group by order_id) as total on total.order_id = made.id
    left join document_counter as counter
      on counter.series = 'order' and counter.year = extract(year from made.day)`.execute(tx);
  await sql`
    insert into document_counter (series, year, last_number)
    select 'order', extract(year from day), count(*) from made_order group by 2
    on conflict (series, year) do update set last_number = document_counter.last_number + excluded.last_number`.execute(
    tx,
  );
  await sql`
    insert into event (type, company_id, person_id, channel, subject_id, facts, at, recorded_at)
    select 'order.placed', placed.company_id, placed.placed_by, placed.channel, placed.id,
           jsonb_build_object('orderId', placed.id, 'number', placed.number, 'grossMinor', placed.gross_minor,
                              'weightG', placed.weight_g), placed.placed_at, placed.placed_at
    from sales_order as placed join made_order using (id)
    order by placed.placed_at`.execute(tx);
  return Number(inserted.numAffectedRows ?? 0n);
}

const placedBy = sql`case channel when 'web' then buyer_id when 'counter' then clerk_id else caller_id end`;

/** Writes the lines of the drawn orders. Their prices have no derivation. Returns how many are new. */
export async function insertDrawnLines(tx: Tx, seed: number): Promise<number> {
  const inserted = await sql`
    insert into sales_order_line (id, order_id, company_id, position, product_id, sku, name_en, name_ru, name_kk,
      quantity_milli, unit, weight_g, sale_basis, mass_source, price_per_tonne_minor, price_level, vat_rate_bp,
      net_minor, vat_minor, gross_minor)
    select ${drawnId(seed, 'line', sql`made.order_id || made.position`)}, made.order_id, made.company_id, made.position,
           made.product_id, product.sku, product.name_en, product.name_ru, product.name_kk, made.weight_g, 'kg',
           made.weight_g, 'theoretical', product.mass_source, made.price_minor, 'base', made.rate_bp,
           made.net_minor, made.gross_minor - made.net_minor, made.gross_minor
    from made_line as made join product on product.id = made.product_id`.execute(tx);
  return Number(inserted.numAffectedRows ?? 0n);
}
