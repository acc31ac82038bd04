import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { OrderStage } from '../platform/db/schema.ts';

/** An order from the web that nobody has confirmed yet. */
export type WaitingOrder = {
  id: string;
  number: string;
  companyId: string;
  companyName: string;
  purchaseNumber: string;
  placedAt: Date;
  weightG: number;
  grossMinor: number;
};

const WAITING_MAX = 30;

/** Orders placed on the web that wait for a branch to confirm them, the oldest first; of all branches for a clerk who belongs to none. */
export async function listWaitingOrders(
  db: Db,
  branchCode: string | null,
): Promise<WaitingOrder[]> {
  const found = await sql<WaitingOrder>`
    select placed.id, placed.number, placed.company_id, company.name as company_name, placed.purchase_number,
           placed.placed_at, placed.weight_g, placed.gross_minor
    from sales_order as placed join company on company.id = placed.company_id
    where placed.stage = 'placed' and placed.channel = 'web'
      and (${branchCode}::text is null or placed.branch_code = ${branchCode})
    order by placed.placed_at
    limit ${WAITING_MAX}`.execute(db);
  return found.rows;
}

/** A cart or an order that a code or a number names. */
export type NamedDocument =
  | {
      kind: 'cart';
      id: string;
      code: string;
      companyName: string;
      heldByName: string | null;
      lines: number;
    }
  | { kind: 'order'; id: string; number: string; companyName: string; stage: OrderStage };

type Row = {
  cartId: string | null;
  code: string | null;
  heldByName: string | null;
  lines: number | null;
  orderId: string | null;
  number: string | null;
  stage: OrderStage | null;
  companyName: string;
};

/**
 * The open cart of a code and the orders of a number: `26-000123` whole, or its
 * last part. A cart that became an order gives the order. One statement.
 */
export async function findNamedDocuments(
  db: Db,
  named: { code: string | undefined; number: string | undefined },
): Promise<NamedDocument[]> {
  const { code = null, number = null } = named;
  if (code === null && number === null) return [];
  const found = await sql<Row>`
    (select cart.id as cart_id, cart.code, holder.name as held_by_name,
            (select count(*) from cart_line where cart_id = cart.id) as lines,
            placed.id as order_id, placed.number, placed.stage, company.name as company_name
     from cart
     join company on company.id = cart.company_id
     left join person as holder on holder.id = cart.held_by
     left join sales_order as placed on placed.cart_id = cart.id
     where cart.code = ${code})
    union all
    (select null, null, null, null, placed.id, placed.number, placed.stage, company.name
     from sales_order as placed join company on company.id = placed.company_id
     where placed.number = any(${numbersOf(number)}::text[])
     order by placed.placed_at desc limit 5)`.execute(db);
  return found.rows.flatMap(documentOf);
}

/** `812` is looked for in this century's years that the shop has known, `26-812` in its own. */
function numbersOf(number: string | null): string[] {
  if (number === null) return [];
  const [, year, serial = ''] = /^(?:(\d{2})-)?(\d{1,6})$/.exec(number) ?? [];
  const padded = serial.padStart(6, '0');
  if (year !== undefined) return [`${year}-${padded}`];
  return Array.from({ length: 20 }, (_, past) => `${20 + past}-${padded}`);
}

function documentOf(row: Row): NamedDocument[] {
  const { cartId, code, lines, orderId, number, stage, heldByName, companyName } = row;
  if (orderId !== null && number !== null && stage !== null) {
    return [{ kind: 'order', id: orderId, number, companyName, stage }];
  }
  if (cartId === null || code === null) return [];
  return [{ kind: 'cart', id: cartId, code, companyName, heldByName, lines: lines ?? 0 }];
}
