import { expect, test } from 'vitest';
import { setArticles } from '../../src/customers/set-articles.ts';
import { findOrderNotice } from '../../src/ordering/tell-buyer.queries.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { orderLetter } from '../../views/mail/order-letter.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

test('the letter of an order names each line as the buyer’s books call it and as we do', async () => {
  const { db } = await freshDatabase();
  await aTradingDay(db);
  const clerk = await aClerk(db);
  const company = await aCompany(db, { creditKind: 'unlimited' });
  await aBuyer(db, company);
  const own = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const plain = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  await transact(db, (tx) =>
    setArticles(tx, clerk, {
      ...{ companyId: company.id, replaces: false, at },
      articles: [{ code: 'МТ-15', productId: own.id }],
    }),
  );
  const cart = await aCartOf(db, clerk, company, [
    { product: own, bars: 4 },
    { product: plain, bars: 1 },
  ]);
  const { orderId } = await place(db, clerk, cart);
  const { id } = await db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .select('id')
    .executeTakeFirstOrThrow();

  const [notice] = await findOrderNotice(db, id);
  const { body } = orderLetter(notice!);
  expect(body).toContain(`1. Rebar 12 A500C 11.7 m (МТ-15 / ${own.sku}): 4 pcs`);
  expect(orderLetter(notice!, 'https://shop.example').body).toContain(
    `https://shop.example/o/${orderId}#documents`,
  );
  expect(body).toContain(`2. Rebar 12 A500C 11.7 m (${plain.sku}): 1 pcs`);
});
