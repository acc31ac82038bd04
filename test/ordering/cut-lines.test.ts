import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { addLines } from '../../src/ordering/add-lines.ts';
import { changeLines } from '../../src/ordering/change-lines.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import { removeLines } from '../../src/ordering/remove-lines.ts';
import { setDetails } from '../../src/ordering/set-details.ts';
import { takeOverCart } from '../../src/ordering/take-over-cart.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { cutListText, readCutList } from '../../src/stock/cut-list.ts';
import { freshDatabase } from '../support/database.ts';
import { aCutCart, aCutList } from '../support/cutting.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const { db } = await freshDatabase();

let company: { id: string; name: string };
let buyer: Buyer;
let clerk: Staff;
let rebar: { id: string; sku: string };

beforeAll(async () => {
  await aTradingDay(db);
  company = await aCompany(db);
  buyer = await aBuyer(db, company);
  clerk = await aClerk(db);
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 40_000_000 });
}, 60_000);

const list = aCutList;

const cutLine = (id: string, cutting = list) => ({
  id,
  productId: rebar.id,
  quantity: { amountMilli: 1000, unit: 'pcs' as const },
  cutting,
});

const aCutCartOf = (cutting = list) => aCutCart(db, clerk, { company, product: rebar, cutting });

const shownCart = async (cartId: string) => {
  const cart = await readCart(db, { cartId }, at);
  if (!cart) throw new Error('no cart');
  return cart;
};
const onlyLine = async (cartId: string) => {
  const [line] = (await shownCart(cartId)).lines;
  if (!line) throw new Error('no line');
  return line;
};

test('a line with a cut list is the bars that the list takes', async () => {
  const { cartId } = await aCutCartOf();
  const line = await onlyLine(cartId);

  // 31.5 m of pieces come out of three bars of 11.7 m; shears eat nothing.
  expect(line).toMatchObject({ pieces: 3, lengthMm: 11_700, unit: 'pcs', weightG: 31_169 });
  expect(line.cutting).toMatchObject({ ...list, bars: 3, piecesMm: 31_500, lostMm: 0 });
});

test('putting the same form into the cart again adds nothing', async () => {
  const { cartId, adding } = await aCutCartOf();

  expect(await transact(db, (tx) => addLines(tx, clerk, adding))).toBe(0);
  expect((await shownCart(cartId)).lines).toHaveLength(1);
});

test('a list that needs no cut is whole bars', async () => {
  const { cartId } = await aCutCartOf({
    pieces: [{ count: 2, lengthMm: 11_700 }],
    offcuts: 'leave',
  });

  expect(await onlyLine(cartId)).toMatchObject({ pieces: 2, cutting: null, services: [] });
});

test('a list that does not come out of the bars is refused', async () => {
  const tooLong = { pieces: [{ count: 1, lengthMm: 12_000 }], offcuts: 'leave' } as const;
  await expect(aCutCartOf(tooLong)).rejects.toThrow('not-cut-so');
});

test('how many bars there are cannot be changed without the list', async () => {
  const { cartId, lineId } = await aCutCartOf();
  const seen = { amountMilli: 3000, unit: 'pcs' } as const;
  const quantity = { amountMilli: 4000, unit: 'pcs' } as const;
  const changes = [{ lineId, seen, quantity }];

  await expect(
    transact(db, (tx) => changeLines(tx, buyer, { cartId, changes, at })),
  ).rejects.toThrow('bars-follow-cuts');
});

test('a line that was taken out tells its cut list, and comes back with it', async () => {
  const { cartId, lineId } = await aCutCartOf();
  const removal = { cartId, lineIds: [lineId], at };
  const [removed] = await transact(db, (tx) => removeLines(tx, buyer, removal));
  expect(removed?.cutting).toEqual(list);

  const lines = [cutLine(lineId, removed?.cutting ?? undefined)];
  await transact(db, (tx) => addLines(tx, buyer, { cartId, channel: 'web', lines, at }));
  expect((await onlyLine(cartId)).cutting).toMatchObject(list);
});

test('a clerk who takes the cart over finds the cut list in it', async () => {
  const { cartId } = await aCutCartOf();
  const other = await aClerk(db);
  const { code } = await shownCart(cartId);
  const taken = await transact(db, (tx) =>
    takeOverCart(tx, other, { code, channel: 'counter', at }),
  );

  expect((await onlyLine(taken.id)).cutting).toMatchObject(list);
});

test('cutting and what comes back for the remnants follow from the terms of the branch', async () => {
  const { cartId } = await aCutCartOf();
  const line = await onlyLine(cartId);
  const [charge, credit] = line.services;

  expect(charge).toMatchObject({ kind: 'cutting', cuts: 17, rateMinor: 5_000, netMinor: 250_000 });
  // 60 % of what 3.2 m cost of 35.1 m, the bars being 5 × 2 m + 1.5 m twice and the rest.
  const backMinor = Math.round(((line.price?.netMinor ?? 0) * 3_200 * 0.6) / 35_100);
  expect(credit).toMatchObject({ kind: 'remnants', remnantsMm: 3_200, netMinor: -backMinor });
  expect(
    (await onlyLine((await aCutCartOf({ ...list, offcuts: 'deliver' })).cartId)).services,
  ).toEqual([charge]);
});

test('a branch with another saw says so instead of a charge', async () => {
  await sql`
    insert into cutting_terms (branch_code, method, position, forms, up_to_areas_mm2, rates_minor, set_up_minor,
      least_charge_minor, kerf_mm, tolerance_mm, least_remnant_mm, remnant_credit_bp, cuts_per_day)
    values ('NQZ', 'guillotine', 1, '{rebar}', '{115}', '{100000}', 0, 0, 4, 2, 500, 0, 50)`.execute(
    db,
  );
  const { cartId } = await aCutCartOf();
  const details = { siteId: null, contactId: null, purchaseNumber: '', note: '' };
  const moved = { cartId, ...details, branchCode: 'NQZ', at };
  await transact(db, (tx) => setDetails(tx, buyer, moved));

  expect(await onlyLine(cartId)).toMatchObject({ cutOn: undefined, services: [] });
});

test('the database keeps no plan that does not give its list', async () => {
  const { lineId } = await aCutCartOf();

  await expect(
    sql`update cart_line_cut set pieces = pieces + 1 where line_id = ${lineId}`.execute(db),
  ).rejects.toThrow('does not give its cut list');
  await expect(
    sql`update cart_line_cutting set scrap_mm = scrap_mm + 1 where line_id = ${lineId}`.execute(db),
  ).rejects.toThrow('cart_bars_are_pieces_kerfs_and_remnants');
});

test('a cut list as text reads as the same list', () => {
  const pieces = fc.array(
    fc.record({
      count: fc.integer({ min: 1, max: 2_000 }),
      lengthMm: fc.integer({ min: 1, max: 99_999 }),
    }),
    { minLength: 1, maxLength: 100 },
  );
  fc.assert(
    fc.property(pieces, (written) => {
      expect(readCutList(cutListText(written)).map((line) => line.pieces)).toEqual(written);
    }),
  );
});
