import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDeskCart } from '../../src/ordering/open-cart.ts';
import { listOrderLines } from '../../src/ordering/order-lines.queries.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import { repeatOrder } from '../../src/ordering/repeat-order.ts';
import { setDetails } from '../../src/ordering/set-details.ts';
import type { Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { creditForRemnants } from '../../src/pricing/remnant-credit.ts';
import { replayService } from '../../src/pricing/replay-service.ts';
import { aCutCart, aCutList } from '../support/cutting.ts';
import { freshDatabase } from '../support/database.ts';
import { aSaleOf, auditFindings, place } from '../support/sale.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const { db } = await freshDatabase();

let clerk: Staff;
let company: { id: string; name: string };
let rebar: { id: string; sku: string };

beforeAll(async () => {
  await aTradingDay(db);
  clerk = await aClerk(db);
  company = await aCompany(db, { creditKind: 'unlimited' });
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 40_000_000 });
}, 60_000);

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

const aCart = (cutting = aCutList) => aCutCart(db, clerk, { company, product: rebar, cutting });
const orderOf = (orderId: string) =>
  db.selectFrom('salesOrder').where('id', '=', orderId).selectAll().executeTakeFirstOrThrow();
const jobOf = (orderId: string) =>
  db.selectFrom('cuttingJob').where('orderId', '=', orderId).selectAll().executeTakeFirstOrThrow();

describe('an order of bars that are cut', () => {
  test('includes the cutting and what comes back for remnants, as the cart showed them', async () => {
    const { id } = await aCart();
    const cart = await readCart(db, { cartId: id }, at);
    const { orderId } = await place(db, clerk, { id });
    const [line] = await listOrderLines(db, orderId);

    expect(line?.services).toEqual(cart?.lines[0]?.services);
    expect(line?.services.map(({ kind }) => kind)).toEqual(['cutting', 'remnants']);
    const grossMinor = (line?.services ?? []).reduce(
      (sum, service) => sum + service.grossMinor,
      line?.grossMinor ?? 0,
    );
    expect(await orderOf(orderId)).toMatchObject({ grossMinor, weightG: line?.weightG });
  });

  test('can be charged again from what was frozen, to the tiyin', async () => {
    const { orderId } = await place(db, clerk, await aCart());
    const [line] = await listOrderLines(db, orderId);

    for (const service of line?.services ?? []) {
      const { netMinor, vatMinor, grossMinor } = service;
      expect(replayService(service)).toEqual({ netMinor, vatMinor, grossMinor });
    }
  });

  test('is owed with its services', async () => {
    const debtor = await aCompany(db, { creditKind: 'unlimited' });
    const product = await rebarFor(db, debtor, { pricePerTonneMinor: 40_000_000 });
    const { orderId } = await place(
      db,
      clerk,
      await aCutCart(db, clerk, { company: debtor, product }),
    );
    const account = await db
      .selectFrom('companyAccount')
      .where('companyId', '=', debtor.id)
      .select('exposureMinor')
      .executeTakeFirstOrThrow();

    expect(account.exposureMinor).toBe((await orderOf(orderId)).grossMinor);
  });

  test('leaves a job with the list and the plan, behind what the machine has to do', async () => {
    const { orderId } = await place(db, clerk, await aCart());
    const job = await jobOf(orderId);

    expect(job).toMatchObject({
      ...{ state: 'planned', branchCode: 'ALA', method: 'guillotine', offcuts: 'leave' },
      ...{ bars: 3, cuts: 17, piecesMm: 31_500, remnantsMm: 3_200, scrapMm: 400, toleranceMm: 5 },
      ...{ cutList: aCutList.pieces, startsFrom: new Date('2026-11-27T04:00:00Z') },
    });
    await sql`update cutting_terms set cuts_per_day = 1 where method = 'guillotine'`.execute(db);
    const { orderId: next } = await place(db, clerk, await aCart());
    await sql`update cutting_terms set cuts_per_day = 600 where method = 'guillotine'`.execute(db);
    expect(Number((await jobOf(next)).startsFrom)).toBeGreaterThan(Number(job.startsFrom));
  });

  test('is refused when somebody chose otherwise for the remnants meanwhile', async () => {
    const { id, lineId } = await aCart();
    const sale = await aSaleOf(db, { id });
    await sql`update cart_line_cutting set offcuts = 'deliver' where line_id = ${lineId}`.execute(
      db,
    );

    await expect(place(db, clerk, { id }, sale)).rejects.toThrow('terms-changed');
  });

  test('is refused where the branch of the cart cuts otherwise', async () => {
    await sql`
      insert into cutting_terms (branch_code, method, position, forms, up_to_areas_mm2, rates_minor, set_up_minor,
        least_charge_minor, kerf_mm, tolerance_mm, least_remnant_mm, remnant_credit_bp, cuts_per_day)
      values ('NQZ', 'guillotine', 1, '{rebar}', '{115}', '{100000}', 0, 0, 4, 2, 500, 0, 50)`.execute(
      db,
    );
    const { id } = await aCart();
    const details = { siteId: null, contactId: null, purchaseNumber: '', note: '' };
    const moved = { cartId: id, ...details, branchCode: 'NQZ', at };
    await transact(db, (tx) => setDetails(tx, clerk, moved));

    await expect(place(db, clerk, { id })).rejects.toThrow('not-cut-so');
  });

  test('fills another cart with the same list', async () => {
    const { orderId } = await place(db, clerk, await aCart({ ...aCutList, offcuts: 'deliver' }));
    const opening = { companyId: company.id, branchCode: 'ALA', channel: 'counter', at } as const;
    const cartId = await transact(db, async (tx) => {
      const cart = await openDeskCart(tx, clerk, opening);
      await repeatOrder(tx, clerk, { orderId, cartId: cart.id, channel: 'counter', at });
      return cart.id;
    });

    const [line] = (await readCart(db, { cartId }, at))?.lines ?? [];
    expect(line?.cutting).toMatchObject({ ...aCutList, offcuts: 'deliver', bars: 3 });
  });

  test('is the sum of its lines and services, or the database refuses it', async () => {
    const { orderId } = await place(db, clerk, await aCart());

    await expect(
      sql`update sales_order_service set net_minor = net_minor + 1, gross_minor = gross_minor + 1
          where order_id = ${orderId} and kind = 'cutting'`.execute(db),
    ).rejects.toThrow('is not the sum of its lines');
  });
});

test('what comes back is never more than the bars cost, and the same from what was stored', () => {
  const anyBars = fc
    .record({
      goodsNetMinor: fc.integer({ min: 0, max: 1_000_000_000_000 }),
      goodsMm: fc.integer({ min: 1, max: 100_000_000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      creditBp: fc.integer({ min: 0, max: 10_000 }),
    })
    .map(({ share, ...bars }) => ({
      ...bars,
      remnantsMm: Math.floor(bars.goodsMm * share),
      vatRateBp: 1600,
    }));
  fc.assert(
    fc.property(anyBars, (left) => {
      const credit = creditForRemnants(left);
      expect(credit.netMinor).toBeGreaterThanOrEqual(-left.goodsNetMinor);
      expect(credit.netMinor).toBeLessThanOrEqual(0);
      expect(credit.grossMinor).toBe(credit.netMinor + credit.vatMinor);
      const stored = { format: 1, kind: 'remnants', ...left, ...credit } as const;
      expect(replayService(stored)).toEqual(credit);
    }),
  );
});
