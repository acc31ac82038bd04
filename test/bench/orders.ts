import type { World } from './world.ts';

/** Moves the orders of the bench out of the days in which a twin is looked for: nobody's company buys hundreds of times a week. */
export async function ageOrders({ sql }: World): Promise<void> {
  await sql.query(
    `update sales_order set placed_at = placed_at - interval '30 days'
     where purchase_number like 'PO ________-____-7%' and placed_at > now() - interval '8 days'`,
  );
  await sql.query('vacuum analyze sales_order, sales_order_line, reservation, stock_level');
}

/** How many of these orders are there with all their lines, each of them reserved. */
export async function countWholeOrders(
  { sql }: World,
  of: { ids: readonly string[]; lines: number },
): Promise<number> {
  const { rows } = await sql.query<{ whole: string }>(
    `select count(*) as whole from sales_order as placed
     where placed.id = any($1::uuid[])
       and (select count(*) from sales_order_line where order_id = placed.id) = $2
       and (select count(*) from reservation where order_id = placed.id and ended_at is null) = $2`,
    [of.ids, of.lines],
  );
  return Number(rows[0]?.whole);
}

/** What does not add up after all: stock of these products, exposure of these companies, the bench's own orders. */
export async function findImbalances(
  { sql }: World,
  of: { productIds: readonly string[]; companyIds: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql.query<{ what: string; count: string }>(
    `select 'stock levels' as what, count(*) from audit.v_stock
     where product_id = any($1::uuid[]) and (on_hand_g <> moved_on_hand_g or reserved_g <> moved_reserved_g
       or reserved_g <> held_g + set_aside_g or on_hand_g <> lots_on_hand_g)
     union all
     select 'accounts', count(*) from audit.v_exposure
     where company_id = any($2::uuid[]) and (exposure_minor <> booked_exposure_minor or commitment_minor <> orders_open_minor)
     union all
     select 'orders', count(*) from audit.v_order
     where company_id = any($2::uuid[])
       and (weight_g <> lines_weight_g or net_minor <> lines_net_minor + services_net_minor + weighing_net_minor
        or vat_minor <> lines_vat_minor + services_vat_minor + weighing_vat_minor)`,
    [of.productIds, of.companyIds],
  );
  return rows
    .filter(({ count }) => Number(count) > 0)
    .map(({ what, count }) => `${count} ${what} do not add up`);
}

/** Waits until the worker has done what the orders gave it to do; throws after five minutes. */
export async function untilNoJobs({ sql }: World): Promise<void> {
  for (let waited = 0; waited < 300; waited += 1) {
    const { rows } = await sql.query<{ left: string }>(
      'select count(*) as left from graphile_worker.jobs where run_at <= now() and attempts < max_attempts',
    );
    if (Number(rows[0]?.left) === 0) return;
    await sql.query('select pg_sleep(1)');
  }
  throw new Error('the worker does not come to an end');
}

/** Looks without a statement under way that count as the end of all requests: between two statements none is either. */
const QUIET_LOOKS = 5;

/** Waits until the shop has answered what nobody listens to any more: the last requests of a measure. */
export async function untilQuiet({ sql }: World): Promise<void> {
  for (let quiet = 0; quiet < QUIET_LOOKS;) {
    const { rows } = await sql.query<{ busy: string }>(
      `select count(*) as busy, pg_sleep(0.1) from pg_stat_activity
       where datname = current_database() and application_name = 'counterweight' and state <> 'idle'`,
    );
    quiet = Number(rows[0]?.busy) === 0 ? quiet + 1 : 0;
  }
}

/** Forgets the jobs that a floor's statements made: they are nobody's. */
export async function forgetJobs({ sql }: World): Promise<void> {
  await sql.query(
    'delete from graphile_worker._private_jobs where locked_at is null and key is null',
  );
}
