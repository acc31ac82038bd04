import { type Kysely, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { changeLines } from '../../src/ordering/change-lines.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { readDerivation } from '../../src/pricing/derivation.ts';
import { replay } from '../../src/pricing/replay.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, place } from '../support/sale.ts';
import { aClerk, aCompany, aPublishedList, at, aTradingDay, rebarFor } from '../support/world.ts';

const LISTED_MINOR = 42_000_000;
const FIXED_MINOR = 39_990_000;

let db: Kysely<DB>;
let clerk: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db, 'counter');
});

async function aCart(bars = 1) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: LISTED_MINOR });
  return { company, rebar, cart: await aCartOf(db, clerk, company, [{ product: rebar, bars }]) };
}

const lineOf = async (cart: { id: string }, when = at) => {
  const line = (await readCart(db, { cartId: cart.id }, when))?.lines[0];
  if (!line) throw new Error('no line');
  return line;
};

const quote = (lineId: string) => ({
  cartLineId: lineId,
  kind: 'quote' as const,
  pricePerTonneMinor: FIXED_MINOR,
  includesVat: false,
  fixedAt: at,
  quoteId: newId(),
  quoteVersion: 2,
  quoteLine: 1,
});

const fix = (row: Partial<ReturnType<typeof quote>>) =>
  db
    .insertInto('cartLinePrice')
    .values({ ...quote(''), ...row })
    .execute();

describe('a fixed price of a cart line', () => {
  test('counts instead of the lists, and is frozen with the order that it becomes', async () => {
    const { cart } = await aCart();
    const { id } = await lineOf(cart);
    await fix(quote(id));

    expect((await lineOf(cart)).price).toMatchObject({
      level: 'quote',
      pricePerTonneMinor: FIXED_MINOR,
    });
    const { orderId } = await place(db, clerk, cart);
    const frozen = await db
      .selectFrom('salesOrderLine')
      .where('orderId', '=', orderId)
      .select(['priceLevel', 'pricePerTonneMinor', 'derivation', 'grossMinor'])
      .executeTakeFirstOrThrow();
    expect(frozen).toMatchObject({ priceLevel: 'quote', pricePerTonneMinor: FIXED_MINOR });
    const derivation = readDerivation(frozen.derivation);
    expect(derivation?.fixed).toMatchObject({ kind: 'quote', quoteVersion: 2, quoteLine: 1 });
    expect(derivation && replay(derivation)?.grossMinor).toBe(frozen.grossMinor);
  });

  test('does not move with the lists, nor with the quantity (R10)', async () => {
    const { cart, company, rebar } = await aCart();
    const { id } = await lineOf(cart);
    await fix(quote(id));
    await aPublishedList(db, {
      level: 'contract',
      companyId: company.id,
      prices: { [rebar.id]: 30_000_000 },
    });

    await transact(db, (tx) =>
      changeLines(tx, clerk, {
        cartId: cart.id,
        changes: [
          {
            lineId: id,
            seen: { amountMilli: 1000, unit: 'pcs' },
            quantity: { amountMilli: 400_000, unit: 'pcs' },
          },
        ],
        at,
      }),
    );

    const { price } = await lineOf(cart);
    expect(price).toMatchObject({ level: 'quote', pricePerTonneMinor: FIXED_MINOR });
    expect(price?.derivation.chosen?.pricePerTonneMinor).toBe(30_000_000);
  });

  test('is gone with its line', async () => {
    const { cart } = await aCart();
    const { id } = await lineOf(cart);
    await fix(quote(id));
    await db.deleteFrom('cartLine').where('id', '=', id).execute();
    const left = await db.selectFrom('cartLinePrice').where('cartLineId', '=', id).execute();
    expect(left).toEqual([]);
  });
});

describe('the database refuses', () => {
  test.each([
    ['a quoted price without its quote', { quoteId: null }],
    ['a price of nothing', { pricePerTonneMinor: 0 }],
    ['an override without a reason', { kind: 'override', quoteId: null }],
    ['a quoted price with a reason of its own', { reason: 'because' }],
  ])('%s', async (_, wrong) => {
    const { id } = await lineOf((await aCart()).cart);
    await expect(fix({ ...quote(id), ...(wrong as object) })).rejects.toThrow(/violates check/);
  });

  test('a list on a level that belongs to no list', async () => {
    await expect(
      sql`insert into price_list (id, code, name, level, company_id, includes_vat)
        values (${newId()}, 'O', 'O', 'override', ${(await aCompany(db)).id}, false)`.execute(db),
    ).rejects.toThrow('price_list_level_is_of_lists');
  });
});
