import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { replayService } from '../../src/pricing/replay-service.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import { setDetails } from '../../src/ordering/set-details.ts';
import { issueOrderInvoices } from '../../src/payments/issue-invoice.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, FreightCharging } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { listFreightTariffs } from '../../src/pricing/freight-tariff.queries.ts';
import { freshDatabase } from '../support/database.ts';
import { agreeFreight, aSiteIn, aTariff, someBands } from '../support/freight.ts';
import { aCartOf, auditFindings, handedOver, place } from '../support/sale.ts';
import {
  anOrderAt,
  cancel,
  certifyLots,
  leave,
  linesOf,
  load,
  plan,
  takeOver,
} from '../support/shipping.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor, TONNE } from '../support/world.ts';

const PER_TONNE_MINOR = 42_000_000;
const ASTANA_KM = 1_218;

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  manager = await aClerk(db, 'manager');
  await aTariff(db, manager);
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

/** A company that pays freight as told, with a cart of bars for a site in a city. */
async function aCart(
  of: Partial<Parameters<typeof agreeFreight>[2]> & { bars?: number; city?: string | null } = {},
) {
  const { bars = 600, city = 'Астана', price = 'tariff', ...agreed } = of;
  const company = await aCompany(db, { creditKind: 'unlimited' });
  await agreeFreight(db, company, { price, ...agreed });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: PER_TONNE_MINOR });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars }]);
  const siteId = city === null ? null : await aSiteIn(db, company, city);
  const details = { branchCode: 'ALA', siteId, contactId: null, purchaseNumber: '' };
  const more = { note: '', costCentreId: null, certificateKind: null };
  await transact(db, (tx) => setDetails(tx, clerk, { cartId: cart.id, ...details, ...more, at }));
  return { company, cart, rebar };
}

const shownOf = async (cart: { id: string }) => {
  const shown = await readCart(db, { cartId: cart.id }, at);
  if (!shown) throw new Error('no cart');
  return shown;
};

const orderAt = async (orderId: string) => {
  const order = await findOrder(db, orderId);
  if (!order) throw new Error('no order');
  return order;
};

/** What was billed with each vehicle that left, with its tax invoice, in their order. */
async function invoicesOf(orderId: string) {
  const events = await db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .where('type', 'in', ['shipment.left', 'order.moved'])
    .select('id')
    .execute();
  for (const { id } of events) await issueOrderInvoices(db, { eventId: id }, at);
  const found = await sql<{ grossMinor: number; freightMinor: number }>`
    select gross_minor, coalesce((
      select sum((line ->> 'grossMinor')::bigint)::bigint from jsonb_array_elements(content -> 'lines') as line
      where line ->> 'kind' = 'freight'), 0) as freight_minor
    from document where order_id = ${orderId} and kind = 'tax-invoice' order by serial`.execute(db);
  return found.rows;
}

const sumOf = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0);

describe('the freight of a cart', () => {
  test('is what the tariff says for its load and the way to its site, in its total', async () => {
    const { cart } = await aCart();
    const { freight, lines, services } = await shownOf(cart);
    const weightG = sumOf(lines.map((line) => line.weightG));
    if (freight.standing !== 'charged') throw new Error(freight.standing);
    const netMinor = 6_033_333 + Math.round((ASTANA_KM * weightG * 2_500) / TONNE);
    expect(freight.service).toMatchObject({ km: ASTANA_KM, weightG, vehicles: 1, netMinor });
    expect(freight.service.vatMinor).toBe(Math.round(netMinor * 0.16));
    expect(services).toEqual([freight.service]);
  });

  test.each([
    ['nothing where it is collected', { city: null }, { standing: 'collected' }],
    ['nothing where the price of goods holds it', { price: 'included' }, { standing: 'included' }],
    ['not offered where the customer collects', { price: 'none' }, { standing: 'not-offered' }],
    [
      'to be agreed where nobody measured the way',
      { city: 'Сайрам-Су' },
      { standing: 'to-agree', why: 'unknown-way' },
    ],
    [
      'to be agreed further than the tariff goes',
      { city: 'Актау' },
      { standing: 'to-agree', why: 'too-far' },
    ],
    ['free from the agreed weight', { price: 'free-from', fromG: 1 }, { standing: 'free' }],
    ['charged below it', { price: 'free-from', fromG: 90 * TONNE }, { standing: 'charged' }],
    ['free from the agreed sum', { price: 'free-from', fromMinor: 100 }, { standing: 'free' }],
  ] as const)('is %s', async (_, of, expected) => {
    const { cart } = await aCart(of);
    expect((await shownOf(cart)).freight).toMatchObject(expected);
  });

  test('is to be agreed from a branch without a tariff, and the order can be placed all the same', async () => {
    const { cart } = await aCart();
    await sql`update cart set branch_code = 'NQZ' where id = ${cart.id}`.execute(db);
    const { freight } = await shownOf(cart);
    expect(freight).toEqual({ standing: 'to-agree', why: 'no-tariff' });
    await sql`update cart set branch_code = 'ALA' where id = ${cart.id}`.execute(db);
  });
});

describe('an order that is brought', () => {
  test('keeps its freight and the tariff that gave it, to the tiyin, whatever the tariff says later', async () => {
    const { cart, company } = await aCart();
    const shown = await shownOf(cart);
    const { orderId } = await place(db, clerk, cart);
    const order = await orderAt(orderId);
    const [freight] = order.services;
    if (!freight) throw new Error('no freight');
    expect(order.freight).toBe('charged');
    expect(freight).toEqual(shown.services[0]);
    const { netMinor, vatMinor, grossMinor } = freight;
    expect(replayService(freight)).toEqual({ netMinor, vatMinor, grossMinor });
    const goods = sumOf(shown.lines.map(({ price }) => price?.grossMinor ?? 0));
    expect(order.grossMinor).toBe(goods + grossMinor);
    const account = await db
      .selectFrom('companyAccount')
      .where('companyId', '=', company.id)
      .select('exposureMinor')
      .executeTakeFirstOrThrow();
    expect(account.exposureMinor).toBe(order.grossMinor);
  });

  test('is not placed where the tariff changed after it was shown, or where delivery is not offered', async () => {
    const { cart, company } = await aCart();
    const { orderId } = await place(db, clerk, (await aCart()).cart);
    expect((await orderAt(orderId)).freight).toBe('charged');
    await agreeFreight(db, company, { price: 'included' });
    const { services } = await shownOf(cart);
    expect(services).toEqual([]);
    const { cart: other, company: another } = await aCart({ price: 'included' });
    const sale = place(db, clerk, other, { shownTerms: 'of-yesterday' });
    await expect(sale).rejects.toThrow('terms-changed');
    await agreeFreight(db, another, { price: 'none' });
    await expect(place(db, clerk, other)).rejects.toThrow('delivery-not-offered');
  });

  test('keeps that delivery is still to be agreed, at the price of its goods', async () => {
    const { cart } = await aCart({ city: 'Актау' });
    const { orderId } = await place(db, clerk, cart);
    const order = await orderAt(orderId);
    expect(order).toMatchObject({ freight: 'to-agree', services: [] });
  });

  test('on paper has its freight below its goods, and what is free is not on paper', async () => {
    const { cart } = await aCart();
    const orderId = await handedOver(db, clerk, cart);
    const order = await orderAt(orderId);
    expect(await invoicesOf(orderId)).toEqual([
      { grossMinor: order.grossMinor, freightMinor: order.services[0]?.grossMinor },
    ]);
    const free = await aCart({ price: 'free-from', fromG: 1 });
    const freeId = await handedOver(db, clerk, free.cart);
    expect((await orderAt(freeId)).freight).toBe('free');
    expect((await invoicesOf(freeId))[0]?.freightMinor).toBe(0);
  });

  test('that is cancelled owes no freight', async () => {
    const { cart, company } = await aCart();
    const { orderId } = await place(db, clerk, cart);
    const { version } = await orderAt(orderId);
    await transact(db, (tx) =>
      cancelOrder(tx, clerk, {
        ...{ orderId, version, reason: 'mistake', note: '', channel: 'counter', at },
      }),
    );
    const { exposureMinor } = await db
      .selectFrom('companyAccount')
      .where('companyId', '=', company.id)
      .select('exposureMinor')
      .executeTakeFirstOrThrow();
    expect(exposureMinor).toBe(0);
  });
});

describe('the freight of an order on several vehicles', () => {
  /** An order of 600 bars on vehicles with so many each, gone one after another. */
  async function gone(charging: FreightCharging, vehicles: readonly number[]) {
    const { cart } = await aCart({ charging });
    const orderId = await anOrderAt(db, clerk, cart);
    await certifyLots(db, manager);
    const [line] = await linesOf(db, orderId);
    if (!line) throw new Error('no line');
    const ids: string[] = [];
    for (const pieces of vehicles) {
      ids.push(await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces }]));
    }
    for (const id of ids) {
      await load(db, clerk, id);
      await leave(db, clerk, id);
      expect(await auditFindings(db)).toEqual([]);
    }
    for (const id of ids) await takeOver(db, clerk, id);
    const order = await orderAt(orderId);
    const invoices = await invoicesOf(orderId);
    const freightMinor = order.services[0]?.grossMinor ?? 0;
    return { order, invoices, freightMinor, parts: invoices.map((one) => one.freightMinor) };
  }

  test.each(['once', 'per-shipment', 'pro-rata'] as const)(
    'is billed %s, and the vehicles add up to it to the tiyin',
    async (charging) => {
      const { order, invoices, freightMinor, parts } = await gone(charging, [100, 293, 207]);
      expect(sumOf(parts)).toBe(freightMinor);
      expect(sumOf(invoices.map((one) => one.grossMinor))).toBe(order.grossMinor);
      expect(order.stage).toBe('delivered');
      const notes = await db
        .selectFrom('document')
        .where('orderId', '=', order.id)
        .where('kind', '=', 'delivery-note')
        .select('grossMinor')
        .execute();
      const sums = (of: readonly { grossMinor: number }[]) =>
        of.map((one) => one.grossMinor).toSorted((one, other) => one - other);
      expect(sums(notes)).toEqual(sums(invoices));
      const expected = {
        once: [freightMinor, 0, 0],
        'per-shipment': [1, 1, 1].map((part) => (freightMinor * part) / 3),
        'pro-rata': [100, 293, 207].map((part) => (freightMinor * part) / 600),
      };
      const inOrder = (these: number[]) => these.toSorted((one, other) => one - other);
      for (const [index, part] of inOrder(parts).entries()) {
        const wanted = inOrder(expected[charging])[index] ?? 0;
        expect(Math.abs(part - wanted)).toBeLessThanOrEqual(2);
      }
    },
  );

  test('goes over to the vehicles that are left where one does not come', async () => {
    const { cart } = await aCart({ charging: 'per-shipment' });
    const orderId = await anOrderAt(db, clerk, cart);
    await certifyLots(db, manager);
    const [line] = await linesOf(db, orderId);
    if (!line) throw new Error('no line');
    const first = await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 200 }]);
    const second = await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 400 }]);
    await load(db, clerk, first);
    await leave(db, clerk, first);
    await cancel(db, clerk, second);
    const third = await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 400 }]);
    await load(db, clerk, third);
    await leave(db, clerk, third);
    const order = await orderAt(orderId);
    const parts = (await invoicesOf(orderId)).map((one) => one.freightMinor);
    expect(parts).toHaveLength(2);
    expect(sumOf(parts)).toBe(order.services[0]?.grossMinor);
  });
});

describe('a tariff of a branch', () => {
  test('is asked from its first day, and the one before until then', async () => {
    const dearer = someBands.map((band) => ({ ...band, baseMinor: band.baseMinor * 2 }));
    const found = await sql<{ days: number }>`
      select count(*)::integer as days from freight_tariff where branch_code = 'ALA'`.execute(db);
    expect(found.rows[0]?.days).toBe(1);
    await expect(aTariff(db, manager, 'ALA', dearer)).rejects.toThrow('changed-meanwhile');
    await aTariff(db, manager, 'ALA', someBands);
    await expect(aTariff(db, manager, 'NQZ', someBands.slice(1))).rejects.toThrow('tariff-gap');
    await expect(aTariff(db, clerk, 'NQZ')).rejects.toThrow('not-permitted');
  });

  test('is written by one of two people who saw the same, and the other is told', async () => {
    const dearer = someBands.map((band) => ({ ...band, baseMinor: band.baseMinor + 1_000 }));
    const outcomes = await Promise.allSettled([
      aTariff(db, manager, 'NQZ', someBands),
      aTariff(db, await aClerk(db, 'head_of_sales'), 'NQZ', dearer),
    ]);

    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toEqual([
      { status: 'rejected', reason: new Refusal({ code: 'changed-meanwhile' }) },
    ]);
    const [kept, ...others] = await listFreightTariffs(db, 'NQZ');
    expect([someBands, dearer]).toContainEqual(kept?.bands);
    expect(others).toEqual([]);
  });
});
