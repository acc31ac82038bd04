import { type Kysely, sql } from 'kysely';

/**
 * Read-only views for auditors and tests: one row per fact. What is stored
 * twice for speed stands beside what it must equal.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create schema audit`.execute(db);

  await sql`
    create view audit.v_order as
    select o.id, o.number, o.company_id, c.bin, o.channel, o.source, o.external_number, o.placed_by, o.placed_at,
           o.priced_on, o.branch_code, o.payment, o.stage, o.weight_g, o.net_minor, o.vat_minor, o.gross_minor,
           l.lines, l.lines_weight_g, l.lines_net_minor, l.lines_vat_minor,
           o.cancelled_at, o.cancellation_reason
    from sales_order o
    join company c on c.id = o.company_id
    left join lateral (
      select count(*) as lines, coalesce(sum(weight_g), 0)::bigint as lines_weight_g,
             coalesce(sum(net_minor), 0)::bigint as lines_net_minor, coalesce(sum(vat_minor), 0)::bigint as lines_vat_minor
      from sales_order_line where order_id = o.id
    ) l on true`.execute(db);

  await sql`
    create view audit.v_line as
    select l.id, l.order_id, o.number, l.company_id, l.position, l.product_id, l.sku, l.quantity_milli, l.unit, l.pieces,
           l.length_mm, l.weight_g, l.sale_basis, l.price_per_tonne_minor, l.price_level, l.vat_rate_bp,
           l.net_minor, l.vat_minor, l.gross_minor, l.derivation
    from sales_order_line l join sales_order o on o.id = l.order_id`.execute(db);

  await sql`
    create view audit.v_stock as
    select s.branch_code, s.product_id, p.sku, s.on_hand_g, s.reserved_g, s.on_hand_g - s.reserved_g as available_g,
           coalesce(m.on_hand_g, 0)::bigint as moved_on_hand_g, coalesce(m.reserved_g, 0)::bigint as moved_reserved_g,
           coalesce(r.held_g, 0)::bigint as held_g, coalesce(t.on_hand_g, 0)::bigint as lots_on_hand_g
    from stock_level s
    join product p on p.id = s.product_id
    left join lateral (
      select sum(on_hand_change_g) as on_hand_g, sum(reserved_change_g) as reserved_g
      from stock_movement where product_id = s.product_id and branch_code = s.branch_code
    ) m on true
    left join lateral (
      select sum(weight_g) as held_g from reservation
      where product_id = s.product_id and branch_code = s.branch_code and ended_at is null
    ) r on true
    left join lateral (
      select sum(on_hand_g) as on_hand_g from lot where product_id = s.product_id and branch_code = s.branch_code
    ) t on true`.execute(db);

  await sql`
    create view audit.v_exposure as
    select a.company_id, c.bin, a.credit_kind, a.limit_minor, a.exposure_minor,
           coalesce(o.open_minor, 0)::bigint as orders_open_minor
    from company_account a
    join company c on c.id = a.company_id
    left join lateral (
      select sum(gross_minor) as open_minor from sales_order
      where company_id = a.company_id and payment = 'on-account' and stage <> 'cancelled' and source = 'counterweight'
    ) o on true`.execute(db);

  await sql`
    create view audit.v_price as
    select l.code, l.level, l.company_id, l.site_id, l.group_code, l.currency, l.includes_vat,
           v.id as version_id, v.number as version, v.valid_during, v.published_at,
           p.product_id, d.sku, p.from_weights_g, p.prices_per_tonne_minor
    from price p
    join price_list_version v on v.id = p.version_id
    join price_list l on l.id = v.price_list_id
    join product d on d.id = p.product_id`.execute(db);
}
