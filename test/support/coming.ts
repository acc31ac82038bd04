import { type Kysely, sql } from 'kysely';
import { tellOfGoods } from '../../src/ordering/tell-of-goods.ts';
import { goodsLetter } from '../../views/mail/goods-letter.ts';
import { planForOrders } from '../../src/ordering/plan-for-orders.ts';
import type { Sale } from '../../src/ordering/place-order.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { aCartOf, place } from './sale.ts';
import { receive, send, transferAt } from './transfers.ts';
import { aCompany, aProduct, aPublishedList, at, stockOf } from './world.ts';

/** A bar of the rebar of `aProduct`, to the next ten grams that are enough for it. */
export const BAR_G = 10_390;

const barsOf = (weightG: number) => Math.round(weightG / BAR_G);

/** A cart in Almaty with more bars than lie there: the rest lies in Astana. */
export async function aCartBeyond(
  db: Kysely<DB>,
  clerk: Staff,
  given: {
    bars?: number;
    here?: number;
    there?: number;
    company?: { id: string; name: string };
  } = {},
) {
  const { bars = 30, here = 10, there = 100 } = given;
  const company = given.company ?? (await aCompany(db, { creditKind: 'unlimited' }));
  const product = await aProduct(db);
  const prices = { [product.id]: 42_000_000 };
  await aPublishedList(db, { level: 'company', companyId: company.id, prices });
  if (here > 0) await stockOf(db, product, here * BAR_G);
  if (there > 0) await stockOf(db, product, there * BAR_G, 'NQZ');
  return { company, product, cart: await aCartOf(db, clerk, company, [{ product, bars }]) };
}

/** What an order holds now: where, how many bars, and on which day it is here where it comes from there. */
export async function heldOf(db: Kysely<DB>, orderId: string) {
  const found = await sql<{ branchCode: string; weightG: number; arrivesOn: string | null }>`
    select branch_code, weight_g, arrives_on from reservation
    where order_id = ${orderId} and ended_at is null order by arrives_on nulls first`.execute(db);
  return found.rows.map((one) => [one.branchCode, barsOf(one.weightG), one.arrivesOn]);
}

/** What was promised of an order's goods of other branches: the last day of each promise, and what became of it. */
export async function promisedOf(db: Kysely<DB>, orderId: string) {
  const found = await sql<{ due: string; state: string }>`
    select to_char(due_from at time zone 'Asia/Almaty', 'MM-DD') as due, promise.state from promise
    join reservation on reservation.id = promise.subject_id
    where promise.kind = 'goods' and reservation.order_id = ${orderId}
    order by promise.made_at, promise.id`.execute(db);
  return found.rows.map(({ due, state }) => [due, state]);
}

/** On hand and reserved at each branch, in bars. */
export async function barsAt(db: Kysely<DB>, product: { id: string }) {
  const rows = await db
    .selectFrom('stockLevel')
    .where('productId', '=', product.id)
    .select(['branchCode', 'onHandG', 'reservedG'])
    .execute();
  return Object.fromEntries(
    rows.map(({ branchCode, onHandG, reservedG }) => [
      branchCode,
      [barsOf(onHandG), barsOf(reservedG)],
    ]),
  );
}

/** The transfer of what an order needs from Astana, planned by one press. */
export async function plannedFor(
  db: Kysely<DB>,
  clerk: Staff,
  orderId: string,
  more: { id?: string; at?: Date } = {},
): Promise<string> {
  const id = more.id ?? newId();
  const plan = {
    id,
    orderIds: [orderId],
    fromBranch: 'NQZ',
    toBranch: 'ALA',
    channel: 'counter',
    at: more.at ?? at,
  } as const;
  await transact(db, (tx) => planForOrders(tx, clerk, plan));
  return id;
}

/** An order of thirty bars, ten of its branch and twenty from Astana, of which fifteen arrived, unless it is said otherwise; as many as said lay in Astana. */
export async function anOrderShort(
  db: Kysely<DB>,
  clerk: Staff,
  given: {
    company?: { id: string; name: string };
    there?: number;
    here?: number;
    came?: number;
    on?: Date;
    sale?: Partial<Sale>;
  } = {},
) {
  const { there = 20, here = 10, came = 15, on = at, sale, company } = given;
  const beyond = { there, here, ...(company ? { company } : {}) };
  const { cart, ...sold } = await aCartBeyond(db, clerk, beyond);
  const { orderId } = await place(db, clerk, cart, sale);
  const sender = { ...clerk, branchCode: 'NQZ' };
  const id = await plannedFor(db, sender, orderId);
  await send(db, sender, id);
  const [lot] = (await transferAt(db, id)).lots;
  await receive(db, clerk, id, [{ lotId: lot?.lotId ?? '', weightG: came * BAR_G }], on);
  return { ...sold, orderId };
}

/** What is written to a reader of each of these things told of an order's goods, though the job of each runs twice, as a queue may. */
export async function lettersOfGoods(
  db: Kysely<DB>,
  told: { orderId: string; events: readonly { id: number }[]; reader: { email: string } },
) {
  const { orderId, events, reader } = told;
  for (const { id: eventId } of [...events, ...events]) {
    await tellOfGoods(db, (notice) => goodsLetter(notice, 'https://shop.example'), { eventId });
  }
  return db
    .selectFrom('outgoingMail')
    .where('recipient', '=', reader.email)
    .where('body', 'like', `%${orderId}%`)
    .orderBy('createdAt')
    .select(['subject', 'body'])
    .execute();
}
