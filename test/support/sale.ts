import { type Kysely, sql } from 'kysely';
import { addLines } from '../../src/ordering/add-lines.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { openDeskCart } from '../../src/ordering/open-cart.ts';
import { termsHash } from '../../src/ordering/order.ts';
import { placeOrder, type Sale } from '../../src/ordering/place-order.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import type { Actor, Staff } from '../../src/people/actor.ts';
import type { Channel } from '../../src/people/channel.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { at } from './world.ts';

/** A cart that someone filled for a company with bars of products. */
export function aCartOf(
  db: Kysely<DB>,
  actor: Actor,
  company: { id: string },
  lines: readonly { product: { id: string }; bars: number }[],
  channel: Channel = 'counter',
): Promise<{ id: string }> {
  return transact(db, async (tx) => {
    const cart = await openDeskCart(tx, actor, {
      companyId: company.id,
      branchCode: 'ALA',
      channel,
      at,
    });
    const wanted = lines.map(({ product, bars }) => ({
      id: newId(),
      productId: product.id,
      quantity: { amountMilli: bars * 1000, unit: 'pcs' } as const,
    }));
    await addLines(tx, actor, { cartId: cart.id, channel, lines: wanted, at });
    return cart;
  });
}

/** The sale of a cart as it is shown now; on account and known to be no repetition, unless told otherwise. */
export async function aSaleOf(
  db: Kysely<DB>,
  cart: { id: string },
  more: Partial<Sale> = {},
): Promise<Sale> {
  const shown = await readCart(db, { cartId: cart.id }, more.at ?? at);
  return {
    key: newId(),
    cartId: cart.id,
    channel: 'counter',
    payment: 'on-account',
    at,
    shownTerms: shown ? termsHash(shown) : '',
    isAnotherOrder: true,
    ...more,
  };
}

/** Places a cart as it is shown now. */
export async function place(
  db: Kysely<DB>,
  actor: Actor,
  cart: { id: string },
  more: Partial<Sale> = {},
): Promise<{ orderId: string }> {
  const sale = await aSaleOf(db, cart, more);
  return transact(db, (tx) => placeOrder(tx, actor, sale));
}

/** Places a cart and hands it over: every stage in its turn. */
export async function handedOver(
  db: Kysely<DB>,
  clerk: Staff,
  cart: { id: string },
): Promise<string> {
  const { orderId } = await place(db, clerk, cart);
  for (;;) {
    const { stage, version } = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select(['stage', 'version'])
      .executeTakeFirstOrThrow();
    if (stage === 'delivered') return orderId;
    await transact(db, (tx) => moveOrder(tx, clerk, { orderId, version, channel: 'counter', at }));
  }
}

/** What the auditors' views find wrong: empty when every figure that is kept twice agrees. */
export async function auditFindings(db: Kysely<DB>): Promise<unknown[]> {
  const found = await sql`
    select 'stock' as what, sku as which from audit.v_stock
     where on_hand_g <> moved_on_hand_g or reserved_g <> moved_reserved_g or reserved_g <> held_g + set_aside_g or on_hand_g <> lots_on_hand_g
    union all
    select 'cutting', number from audit.v_cutting
     where bars_mm <> pieces_mm + lost_mm + remnants_mm + scrap_mm
        or state = 'done' and (consumed_g <> pieces_g + remnants_g + lost_g + scrap_g or pieces_g <> lots_pieces_g
                               or remnants_g <> lots_remnants_g or moved_g <> -lost_g - scrap_g
                               or lots_bars <> bars or lots_consumed_g <> consumed_g)
    union all
    select 'exposure', bin from audit.v_exposure
     where exposure_minor <> booked_exposure_minor or commitment_minor <> orders_open_minor
        or balance_minor <> booked_balance_minor or prepayment_minor <> booked_prepayment_minor
    union all
    select 'paid', number from audit.v_paid where paid_minor <> allocations_minor + written_off_minor
    union all
    select 'payment', reference from audit.v_payment
     where allocated_minor <> allocations_minor or amount_minor <> booked_minor
    union all
    select 'invoice', number from audit.v_invoice
     where net_minor <> lines_net_minor or vat_minor <> lines_vat_minor or gross_minor <> lines_gross_minor
        or net_minor <> booked_net_minor or vat_minor <> booked_vat_minor or gross_minor <> booked_gross_minor
    union all
    select 'numbers', kind || ' ' || year from document
     group by kind, year having count(*) <> max(serial) or min(serial) <> 1
     union all
    select 'bank line', id::text from audit.v_bank_line
     where state = 'booked' and amount_minor is distinct from coalesce(payment_minor, refund_minor)
    union all
    select 'order', number from audit.v_order
     where weight_g <> lines_weight_g or net_minor <> lines_net_minor + services_net_minor + weighing_net_minor
        or vat_minor <> lines_vat_minor + services_vat_minor + weighing_vat_minor
    union all
    select 'shipment', number from audit.v_shipment
     where coalesce(gross_minor, 0) <> lines_gross_minor + services_gross_minor
        or coalesce(gross_minor, 0) <> booked_gross_minor or loaded_g <> lots_g
        or stage not in ('planned', 'loading', 'loaded', 'cancelled') and weighed_g <> ticket_g`.execute(
    db,
  );
  return found.rows;
}
