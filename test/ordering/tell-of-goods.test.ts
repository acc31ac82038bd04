import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { momentOn } from '../../src/measures/calendar.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { noticeLateGoods, tellOfGoods } from '../../src/ordering/tell-of-goods.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { seekMissing } from '../../src/ordering/seek-goods.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { goodsLetter } from '../../views/mail/goods-letter.ts';
import { aCartBeyond, BAR_G, plannedFor } from '../support/coming.ts';
import { freshDatabase } from '../support/database.ts';
import { place } from '../support/sale.ts';
import { receive, send, transferAt } from '../support/transfers.ts';
import { aBuyer, aClerk, aTradingDay, at } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
let sender: Staff;
let head: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  sender = await aClerk(db, 'counter', 'NQZ');
  head = await aClerk(db, 'head_of_sales');
});

const onDay = (day: string) => momentOn(day, '10:00');

/** An order of a company with a buyer, of which twenty bars come from Astana on Monday the 30th. */
async function anOrder(given: Parameters<typeof aCartBeyond>[2] = {}) {
  const { cart, company } = await aCartBeyond(db, clerk, given);
  const buyer = await aBuyer(db, company);
  return { ...(await place(db, clerk, cart)), buyer };
}

/** Does the jobs of what happened to an order's goods, twice, as a queue may. */
async function doJobs(orderId: string): Promise<void> {
  const events = await sql<{ id: number }>`
    select id from event where subject_id = ${orderId} and type like 'order.goods%'`.execute(db);
  for (const { id: eventId } of [...events.rows, ...events.rows]) {
    const write = (notice: Parameters<typeof goodsLetter>[0]) =>
      goodsLetter(notice, 'https://shop.example');
    await tellOfGoods(db, write, { eventId });
  }
}

const lettersTo = async ({ email }: { email: string }, orderId: string) => {
  const { number } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('number')
    .executeTakeFirstOrThrow();
  return db
    .selectFrom('outgoingMail')
    .where('recipient', '=', email)
    .where('subject', 'like', `%${number}%`)
    .select(['subject', 'body'])
    .execute();
};

test('that goods come later the buyer is told, once, with the new day', async () => {
  const { orderId, buyer } = await anOrder();
  const id = await plannedFor(db, sender, orderId);
  await send(db, sender, id, 1, onDay('2026-11-30'));
  await doJobs(orderId);
  const letters = await lettersTo(buyer, orderId);
  expect(letters).toMatchObject([{ subject: expect.stringContaining('Astana come later') }]);
  expect(letters[0]?.body).toContain('They are here on 03 Dec 2026.');
  expect(letters[0]?.body).toContain(`https://shop.example/o/${orderId}`);
  expect(await lettersTo(head, orderId)).toEqual([]);
});

test('that not all came and no branch has the rest the buyer is told, and who of ours looks after him', async () => {
  const { orderId, buyer } = await anOrder({ there: 20 });
  const id = await plannedFor(db, sender, orderId);
  await send(db, sender, id);
  const [lot] = (await transferAt(db, id)).lots;
  await receive(db, clerk, id, [{ lotId: lot?.lotId ?? '', weightG: 15 * BAR_G }]);
  await transact(db, (tx) => seekMissing(tx, { orderId, by: null, at }));
  await doJobs(orderId);
  const [toBuyer, toUs] = [await lettersTo(buyer, orderId), await lettersTo(head, orderId)];
  expect(toBuyer[0]?.body).toContain('Your manager will get in touch');
  expect(toUs[0]?.body).toContain('Talk to the customer');
  expect(toUs[0]?.body).toContain(`https://shop.example/office/orders/${orderId}`);
  expect([toBuyer.length, toUs.length]).toEqual([1, 1]);
});

test('of goods whose day is over and that nobody booked in our people are asked, once, however many look at once', async () => {
  const { orderId, buyer } = await anOrder();
  await noticeLateGoods(db, onDay('2026-11-30'));
  expect(await lettersTo(head, orderId)).toEqual([]);
  await Promise.all([1, 2, 3].map(() => noticeLateGoods(db, onDay('2026-12-01'))));
  await noticeLateGoods(db, onDay('2026-12-02'));
  await doJobs(orderId);
  const letters = await lettersTo(head, orderId);
  expect(letters).toHaveLength(1);
  expect(letters[0]?.body).toContain('They were promised for 30 Nov 2026.');
  expect(await lettersTo(buyer, orderId)).toEqual([]);
});

test('nobody is asked of goods that arrived, and nobody told of an order that was cancelled', async () => {
  const [there, gone] = [await anOrder(), await anOrder()];
  const id = await plannedFor(db, sender, there.orderId);
  await send(db, sender, id);
  await receive(db, clerk, id);
  const late = await plannedFor(db, sender, gone.orderId, { at: onDay('2026-11-28') });
  expect((await transferAt(db, late)).state).toBe('planned');
  const end = { orderId: gone.orderId, reason: 'too-late', note: '', channel: 'counter' } as const;
  await transact(db, (tx) => cancelOrder(tx, clerk, { ...end, at }));
  await noticeLateGoods(db, onDay('2026-12-10'));
  for (const { orderId, buyer } of [there, gone]) {
    await doJobs(orderId);
    expect(await lettersTo(buyer, orderId)).toEqual([]);
    expect(await lettersTo(head, orderId)).toEqual([]);
  }
});
