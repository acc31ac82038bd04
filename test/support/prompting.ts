import type { Kysely } from 'kysely';
import { insertAnswer } from '../../src/loyalty/answer.queries.ts';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { offerPrompts } from '../../src/loyalty/offer-prompts.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { CaseCause, DB, OrderStage } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
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
  return { orderId, eventId: await movedUntil(db, { clerk, orderId, stage, moment }) };
}

/** Moves an order on until a stage; the event of the last step. */
export async function movedUntil(
  db: Kysely<DB>,
  of: { clerk: Staff; orderId: string; stage: OrderStage; moment?: Date },
): Promise<number> {
  const { clerk, orderId, stage, moment = at } = of;
  for (;;) {
    const found = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select(['stage', 'version'])
      .executeTakeFirstOrThrow();
    if (found.stage === stage) return lastEventOf(db, orderId);
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

/** A question of an order that somebody has before him, written as it stands then. */
export async function aShownPrompt(
  db: Kysely<DB>,
  to: { personId: string; companyId: string; orderId: string; moment?: Date },
): Promise<string> {
  const { personId, companyId, orderId, moment = at } = to;
  const id = newId();
  const event = await db
    .insertInto('event')
    .values({
      ...{ type: 'order.moved', companyId, subjectId: orderId, at: moment },
      facts: JSON.stringify({ to: 'delivered' }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('prompt')
    .values({
      ...{ id, eventId: event.id, touchpoint: 'TP_PICKUP_DONE', personId, companyId, orderId },
      ...{ eventAt: moment, dueAt: moment, state: 'shown', instrumentVersion: 1, reason: 'SHOW' },
      ...{ inclusionProbability: 1, items: ['OSAT'], decidedAt: moment, shownAt: moment },
      ...{ openUntil: hoursLater(24 * 7, moment), shownIn: 'page', language: 'en' },
    })
    .execute();
  return id;
}

/** A case that a low answer opened, done and waiting for the customer; its words by their kind. */
export async function aResolvedCase(
  db: Kysely<DB>,
  of: {
    personId: string;
    companyId: string;
    orderId: string;
    ownerId: string;
    word: (kind: string) => string;
  },
): Promise<{ promptId: string; caseId: string }> {
  const { personId, companyId, ownerId, word } = of;
  const promptId = await aShownPrompt(db, of);
  const caseId = newId();
  const why = { item: 'WHY', number: null, code: null, words: word('said') };
  const low = { item: 'OSAT', number: 1, code: null, words: null };
  await transact(db, (tx) =>
    insertAnswer(tx, {
      ...{ promptId, personId, companyId, given: [low, why], onlyInTotals: false },
      ...{ answeredIn: 'page', language: 'en', dictatedTo: null, at },
    }),
  );
  await db
    .insertInto('satisfactionCase')
    .values({
      ...{ id: caseId, promptId, companyId, personId, item: 'OSAT', ownerId, openedAt: at },
      ...{ contactDueAt: hoursLater(24), contactedAt: at, contactNote: 'x', state: 'resolved' },
      ...{ cause: 'other', resolution: word('resolution'), promisedOn: '2026-12-01' },
      ...{ resolvedAt: at, outcome: word('outcome') },
    })
    .execute();
  return { promptId, caseId };
}

/** A case that its customer called solved, of a theme and of a moment. */
export async function aSolvedCase(
  db: Kysely<DB>,
  of: Parameters<typeof aResolvedCase>[1] & { cause: CaseCause; closedAt: Date },
): Promise<string> {
  const { cause, closedAt } = of;
  const { caseId } = await aResolvedCase(db, of);
  await db
    .updateTable('satisfactionCase')
    .set({ state: 'closed', cause, closedAt, resolvedAt: closedAt })
    .where('id', '=', caseId)
    .execute();
  return caseId;
}
