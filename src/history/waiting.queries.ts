import { sql } from 'kysely';
import { type Owing, owingSql } from '../credit/owing.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { OrderStage } from '../platform/db/schema.ts';

/** An order that is not finished yet. */
type OpenOrder = {
  id: string;
  number: string;
  placedAt: Date;
  stage: OrderStage;
  weightG: number;
  grossMinor: number;
};

/** What waits for a buyer: the cart begun on the web, colleagues who ask for his approval, and the company's unfinished orders. */
export type Waiting = {
  /** Questions in which he is asked and has not answered. */
  approvals: number;
  cart: { code: string; lines: number; changedAt: Date } | undefined;
  orders: readonly OpenOrder[];
  /** What is late, and what is stopped; `undefined` for whom money does not concern (R37). */
  owing: Owing | undefined;
};

/** One statement for all; the buyer's own cart, the newest open orders of his company, and on a day what it owes too late. */
export async function readWaiting(
  db: Db,
  of: { companyId: string; personId: string; ordersMax: number; owingOn: string | undefined },
): Promise<Waiting> {
  const owing =
    of.owingOn === undefined
      ? sql``
      : sql` union all (select 'owing', null, '', now(), null, 0, 0, ${owingSql({ companyId: of.companyId, on: of.owingOn })})`;
  const found = await sql<{
    kind: 'cart' | 'order' | 'approvals' | 'owing';
    id: string;
    number: string;
    at: Date;
    stage: OrderStage;
    amount: number;
    grossMinor: number;
    owing: Owing | null;
  }>`
    (select 'cart' as kind, cart.id, cart.code as number, cart.changed_at as at, null::order_stage as stage,
            count(line.id) as amount, 0::bigint as gross_minor, null::json as owing
     from cart join cart_line as line on line.cart_id = cart.id
     where cart.company_id = ${of.companyId} and cart.opened_by = ${of.personId}
       and cart.opened_on = 'web' and cart.placed_at is null and cart.set_aside_at is null
     group by cart.id)
    union all
    (select 'approvals', null, '', now(), null, count(distinct request.id), 0, null
     from approval_request as request
     join approval_need_person as asked on asked.request_id = request.id and asked.person_id = ${of.personId}
     join approval_need as need on need.request_id = asked.request_id and need.rule_id = asked.rule_id
       and need.step = asked.step and not need.has_lapsed
     where request.company_id = ${of.companyId} and request.state = 'pending'
       and not exists (select from approval_decision as decision
                       where decision.request_id = request.id and decision.decided_by = ${of.personId}))
    union all
    (select 'order', id, number, placed_at, stage, weight_g, gross_minor, null
     from sales_order
     where company_id = ${of.companyId} and stage not in ('delivered', 'cancelled')
     order by placed_at desc, id desc limit ${of.ordersMax})${owing}`.execute(db);
  const cart = found.rows.find((row) => row.kind === 'cart');
  return {
    approvals: found.rows.find((row) => row.kind === 'approvals')?.amount ?? 0,
    owing: found.rows.find((row) => row.kind === 'owing')?.owing ?? undefined,
    cart: cart && { code: cart.number, lines: cart.amount, changedAt: cart.at },
    orders: found.rows
      .filter((row) => row.kind === 'order')
      .map(({ id, number, at, stage, amount, grossMinor }) => ({
        id,
        number,
        placedAt: at,
        stage,
        weightG: amount,
        grossMinor,
      })),
  };
}
