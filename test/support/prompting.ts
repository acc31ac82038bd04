import type { Kysely } from 'kysely';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { offerPrompts } from '../../src/loyalty/offer-prompts.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { DB, OrderStage } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { aCartOf, place } from './sale.ts';
import { aBuyer, aClerk, aCompany, at, rebarFor } from './world.ts';

const HOUR_MS = 3_600_000;

/** So many hours after the moment of all tests. */
export const hoursLater = (hours: number, since: Date = at): Date =>
  new Date(since.getTime() + hours * HOUR_MS);

/** Who buys, what, and who hands it over. */
export type Trading = {
  company: { id: string; name: string };
  buyer: Buyer;
  clerk: Staff;
  product: { id: string; sku: string };
};

/** A company with credit, a buyer of it, a clerk of ours and goods. */
export async function aTrading(db: Kysely<DB>): Promise<Trading> {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const product = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  return { company, product, buyer: await aBuyer(db, company), clerk: await aClerk(db) };
}

/** An order that the buyer placed himself and fetches, moved on until a stage; the event of the last step. */
export async function anOrderUntil(
  db: Kysely<DB>,
  { company, buyer, clerk, product }: Trading,
  stage: OrderStage,
  moment: Date = at,
): Promise<{ orderId: string; eventId: number }> {
  const cart = await aCartOf(db, buyer, company, [{ product, bars: 1 }], 'web');
  const { orderId } = await place(db, buyer, cart, { channel: 'web', at: moment });
  for (;;) {
    const found = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select(['stage', 'version'])
      .executeTakeFirstOrThrow();
    if (found.stage === stage) return { orderId, eventId: await lastEventOf(db, orderId) };
    const { version } = found;
    const move = { orderId, version, channel: 'counter', at: moment } as const;
    await transact(db, (tx) => moveOrder(tx, clerk, move));
  }
}

/** The last thing that happened to something. */
export async function lastEventOf(db: Kysely<DB>, subjectId: string): Promise<number> {
  const { id } = await db
    .selectFrom('event')
    .where('subjectId', '=', subjectId)
    .orderBy('id', 'desc')
    .limit(1)
    .select('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Goods that were fetched, and the question about it where one is asked: as the worker would, an hour later. */
export async function askedAfterPickUp(
  db: Kysely<DB>,
  trading: Trading,
  moment: Date = at,
): Promise<{ orderId: string; promptId: string; eventId: number }> {
  const { orderId, eventId } = await anOrderUntil(db, trading, 'delivered', moment);
  await noteMoment(db, { eventId }, moment);
  await offerPrompts(db, hoursLater(1, moment));
  const { id: promptId } = await db
    .selectFrom('prompt')
    .where('eventId', '=', eventId)
    .where('touchpoint', '=', 'TP_PICKUP_DONE')
    .select('id')
    .executeTakeFirstOrThrow();
  return { orderId, promptId, eventId };
}
