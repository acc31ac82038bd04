import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, OrderStage } from '../../src/platform/db/schema.ts';
import { sendMail } from '../../src/platform/send-mail.ts';
import { freshDatabase } from '../support/database.ts';
import { aSiteIn } from '../support/freight.ts';
import { aCartOf } from '../support/sale.ts';
import { anOrderAt } from '../support/shipping.ts';
import { agreeStorage, writeReady } from '../support/storage.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
});

async function anOrder(stage: OrderStage = 'ready', site?: string) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const buyer = await aBuyer(db, company);
  await agreeStorage(db, company);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 10 }]);
  const orderId = await anOrderAt(db, clerk, cart, stage);
  if (site !== undefined) {
    const siteId = await aSiteIn(db, company, site);
    await sql`update sales_order set site_id = ${siteId} where id = ${orderId}`.execute(db);
  }
  const letters = () =>
    db
      .selectFrom('outgoingMail')
      .where('recipient', '=', buyer.email)
      .where('subject', 'like', '%ready%')
      .select(['id', 'body'])
      .execute();
  return { orderId, letters };
}

test('the buyer is told once that his goods are ready, where they are, and from when on storage costs', async () => {
  const { orderId, letters } = await anOrder();
  await writeReady(db, orderId);
  await writeReady(db, orderId);
  const [letter, ...more] = await letters();
  expect(more).toEqual([]);
  for (const said of ['Almaty', '5 more days', '₸200 for a tonne', 'At most 10 days']) {
    expect(letter?.body).toContain(said);
  }
});

test('of goods that we bring no storage is said', async () => {
  const { orderId, letters } = await anOrder('ready', 'Алматы');
  await writeReady(db, orderId);
  const [letter] = await letters();
  expect(letter?.body).toContain('We bring the goods to: Site.');
  expect(letter?.body).not.toContain('₸200');
});

test('nobody is told before the goods are ready', async () => {
  const { orderId, letters } = await anOrder('picking');
  await writeReady(db, orderId);
  expect(await letters()).toEqual([]);
});

test('the buyer counts as told when the letter has gone out, and not while it lies in the outbox', async () => {
  const { orderId, letters } = await anOrder();
  await writeReady(db, orderId);
  const [letter] = await letters();
  const mailId = letter?.id ?? '';
  await sendMail(db, undefined, { mailId });
  expect((await findOrder(db, orderId))?.readyToldAt).toBeNull();
  await sendMail(db, async () => undefined, { mailId });
  expect((await findOrder(db, orderId))?.readyToldAt).toBeInstanceOf(Date);
});
