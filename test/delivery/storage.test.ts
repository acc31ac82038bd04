import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dispatchShipment } from '../../src/delivery/dispatch-shipment.ts';
import { splitGross } from '../../src/measures/money.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { unwindOrder } from '../../src/ordering/unwind-order.ts';
import { waiveStorage } from '../../src/ordering/waive-storage.ts';
import { readDocument } from '../../src/payments/document.ts';
import { eInvoiceXml } from '../../src/payments/e-invoice.ts';
import { issueOrderInvoices } from '../../src/payments/issue-invoice.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, PaymentTerms } from '../../src/platform/db/schema.ts';
import { renderPdf } from '../../src/platform/gateways/pdf.ts';
import { newId } from '../../src/platform/id.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { replayService } from '../../src/pricing/replay-service.ts';
import { documentPaper } from '../../views/documents/paper.ts';
import { builtProgram } from '../support/built-program.ts';
import { freshDatabase } from '../support/database.ts';
import { aSiteIn } from '../support/freight.ts';
import { aCartOf, auditFindings } from '../support/sale.ts';
import {
  anOrderAt,
  cancel,
  certifyLots,
  linesOf,
  load,
  plan,
  shipmentAt,
  takeOver,
} from '../support/shipping.ts';
import { agreeStorage, onDay, tellReady, writeReady } from '../support/storage.ts';
import { readPdf, spaced } from '../views/read-pdf.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, rebarFor } from '../support/world.ts';

const channel = 'counter' as const;

/** The day on which the buyer is told; five days on, the last free one; and three days after that. */
const TOLD = '2026-11-26';
const LAST_FREE = '2026-12-01';
const THREE_DAYS_LATE = '2026-12-04';

let db: Kysely<DB>;
let url: string;
let clerk: Staff;
let manager: Staff;
beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  manager = await aClerk(db, 'manager');
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

/** An order of 300 bars that is ready, of a company with storage agreed; its letter has gone out unless told otherwise. */
async function aReadyOrder(
  of: { isTold?: boolean; storage?: 'agreed' | 'none'; payment?: PaymentTerms } = {},
) {
  const { isTold = true, storage = 'agreed', payment = 'on-account' } = of;
  const company = await aCompany(db, { creditKind: 'unlimited' });
  await aBuyer(db, company);
  if (storage === 'agreed') await agreeStorage(db, company);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 300 }]);
  const orderId = await anOrderAt(db, clerk, cart, 'ready', { payment });
  await certifyLots(db, manager);
  if (isTold) await tellReady(db, orderId, onDay(TOLD));
  const [line] = await linesOf(db, orderId);
  if (!line) throw new Error('no line');
  /** A vehicle that fetches so many bars, loaded. */
  const vehicle = async (pieces: number, more: Parameters<typeof plan>[4] = {}) => {
    const id = await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces }], more);
    await load(db, clerk, id);
    return id;
  };
  return { company, orderId, vehicle };
}

async function leaveOn(shipmentId: string, day: string): Promise<void> {
  const { version } = await shipmentAt(db, shipmentId);
  const leaving = { shipmentId, version, channel, at: onDay(day) };
  await transact(db, (tx) => dispatchShipment(tx, clerk, leaving));
}

const orderAt = async (orderId: string) => {
  const order = await findOrder(db, orderId);
  if (!order) throw new Error('no order');
  return order;
};

const storageOf = async (orderId: string) =>
  (await orderAt(orderId)).services.flatMap((one) => (one.kind === 'storage' ? [one] : []));

const exposureOf = async (companyId: string) => {
  const { exposureMinor } = await db
    .selectFrom('companyAccount')
    .where('companyId', '=', companyId)
    .select('exposureMinor')
    .executeTakeFirstOrThrow();
  return exposureMinor;
};

/** The papers of an order of a kind: what they come to, and what of that is storage. */
async function papersOf(orderId: string, kind: 'tax-invoice' | 'delivery-note') {
  const events = await db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .where('type', 'in', ['shipment.left', 'order.moved'])
    .select('id')
    .execute();
  for (const { id } of events) await issueOrderInvoices(db, { eventId: id }, onDay('2026-12-20'));
  const found = await sql<{ grossMinor: number; storageMinor: number }>`
    select gross_minor, coalesce((
      select sum((line ->> 'grossMinor')::bigint)::bigint from jsonb_array_elements(content -> 'lines') as line
      where line ->> 'kind' = 'storage'), 0) as storage_minor
    from document where order_id = ${orderId} and kind = ${kind} order by serial`.execute(db);
  return found.rows;
}

describe('goods that a vehicle fetches', () => {
  test('after the free days pay each day and tonne, with VAT, on the order, its papers and its account', async () => {
    const { company, orderId, vehicle } = await aReadyOrder();
    const before = await orderAt(orderId);
    const shipmentId = await vehicle(300);
    await leaveOn(shipmentId, THREE_DAYS_LATE);

    const order = await orderAt(orderId);
    const [stored, ...more] = await storageOf(orderId);
    if (!stored) throw new Error('nothing charged');
    expect(more).toEqual([]);
    const grossMinor = Math.round((before.weightG * 3 * 200_00) / 1_000_000);
    expect(stored).toMatchObject({ shipmentId, days: 3, weightG: before.weightG, grossMinor });
    const { netMinor, vatMinor } = splitGross({ grossMinor, rateBp: 1600 });
    expect(replayService(stored)).toEqual({ netMinor, vatMinor, grossMinor });
    expect(order.grossMinor).toBe(before.grossMinor + grossMinor);
    expect(await exposureOf(company.id)).toBe(order.grossMinor);

    const paper = { grossMinor: order.grossMinor, storageMinor: grossMinor };
    expect(await papersOf(orderId, 'tax-invoice')).toEqual([paper]);
    expect(await papersOf(orderId, 'delivery-note')).toEqual([paper]);
    expect(await exposureOf(company.id)).toBe(order.grossMinor);
    await takeOver(db, clerk, shipmentId);
    expect((await orderAt(orderId)).stage).toBe('delivered');
  });

  test.each([
    ['on the last free day', {}, LAST_FREE],
    ['where nobody was told that they are ready', { isTold: false }, '2026-12-20'],
    ['where no storage was agreed', { storage: 'none' }, '2026-12-20'],
  ] as const)('pay nothing for having lain %s', async (_, of, day) => {
    const { orderId, vehicle } = await aReadyOrder(of);
    const before = await orderAt(orderId);
    await leaveOn(await vehicle(300), day);
    expect(await storageOf(orderId)).toEqual([]);
    expect((await orderAt(orderId)).grossMinor).toBe(before.grossMinor);
  });

  test('pay nothing where our own vehicle brings them instead', async () => {
    const { company, orderId, vehicle } = await aReadyOrder();
    const siteId = await aSiteIn(db, company, 'Алматы');
    await leaveOn(await vehicle(300, { way: 'own-vehicle', siteId }), '2026-12-20');
    expect(await storageOf(orderId)).toEqual([]);
  });

  test('pay nothing while the letter lies in our outbox, and from the day on which it really went out', async () => {
    const { orderId, vehicle } = await aReadyOrder({ isTold: false });
    await writeReady(db, orderId);
    await leaveOn(await vehicle(100), '2026-12-20');
    expect(await storageOf(orderId)).toEqual([]);

    await tellReady(db, orderId, onDay('2026-12-20'));
    await leaveOn(await vehicle(100), '2026-12-25');
    expect(await storageOf(orderId)).toEqual([]);
    await leaveOn(await vehicle(100), '2026-12-26');
    expect(await storageOf(orderId)).toMatchObject([{ toldOn: '2026-12-20', days: 1 }]);
  });

  test('are not charged for days before they were ready, whenever a clock says the letter left', async () => {
    const { orderId, vehicle } = await aReadyOrder({ isTold: false });
    await tellReady(db, orderId, onDay('2026-11-01'));
    await leaveOn(await vehicle(300), THREE_DAYS_LATE);
    expect(await storageOf(orderId)).toMatchObject([{ toldOn: TOLD, days: 3 }]);
  });

  test('in two vehicles pay each their own days and weight, on papers of their own', async () => {
    const { orderId, vehicle } = await aReadyOrder();
    const [first, second] = [await vehicle(100), await vehicle(200)];
    await leaveOn(first, '2026-12-02');
    await leaveOn(second, '2027-02-01');
    const stored = await storageOf(orderId);
    expect(stored).toMatchObject([
      { shipmentId: first, days: 1 },
      { shipmentId: second, days: 10 },
    ]);
    const papers = await papersOf(orderId, 'tax-invoice');
    expect(papers.map((one) => one.storageMinor)).toEqual(stored.map((one) => one.grossMinor));
    const { grossMinor } = await orderAt(orderId);
    expect(papers.reduce((sum, one) => sum + one.grossMinor, 0)).toBe(grossMinor);
  });

  test('pay nothing with a vehicle that does not come', async () => {
    const { orderId, vehicle } = await aReadyOrder();
    const before = await orderAt(orderId);
    await cancel(db, clerk, await vehicle(300));
    expect(await storageOf(orderId)).toEqual([]);
    expect((await orderAt(orderId)).grossMinor).toBe(before.grossMinor);
  });
});

describe('storage on paper', () => {
  test('stands on the printed and the electronic invoice with its weight, days and last free day', async () => {
    const { orderId, vehicle } = await aReadyOrder();
    await leaveOn(await vehicle(300), THREE_DAYS_LATE);
    await papersOf(orderId, 'tax-invoice');
    const { content } = await db
      .selectFrom('document')
      .where('orderId', '=', orderId)
      .where('kind', '=', 'tax-invoice')
      .select('content')
      .executeTakeFirstOrThrow();
    const invoice = readDocument(content);
    if (invoice?.kind !== 'tax-invoice') throw new Error('no invoice');
    const said = 'Хранение, 3,117 т, суток: 3, бесплатно до 01.12.2026';
    expect(eInvoiceXml(invoice)).toContain(said);
    const paper = await renderPdf(documentPaper(invoice, 'ru', 'shop.example'));
    const { text } = await readPdf(paper);
    expect(spaced(text)).toContain('Хранение, 3,117 т, суток: 3');
  });
});

describe('an order that is paid first', () => {
  test('leaves paid, owes its storage after, and the next vehicle waits for that', async () => {
    const { orderId, vehicle } = await aReadyOrder({ payment: 'prepaid' });
    const { companyId, grossMinor } = await orderAt(orderId);
    const pay = (amountMinor: number) =>
      transact(db, (tx) =>
        receivePayment(tx, {
          ...{ method: 'transfer', reference: newId(), companyId, amountMinor, channel: null },
          ...{ orderIds: [orderId], personId: null, at: onDay(TOLD) },
        }),
      );
    await pay(grossMinor);
    const [first, second] = [await vehicle(100), await vehicle(200)];
    await leaveOn(first, THREE_DAYS_LATE);
    const [stored] = await storageOf(orderId);
    const owed = await orderAt(orderId);
    expect(owed.grossMinor - owed.paidMinor).toBe(stored?.grossMinor);
    await expect(leaveOn(second, '2026-12-10')).rejects.toThrow('unpaid-before');
    await pay(owed.grossMinor - owed.paidMinor);
    await leaveOn(second, '2026-12-10');
    expect(await storageOf(orderId)).toMatchObject([{ days: 3 }, { days: 9 }]);
  });
});

describe('goods that are handed over without a vehicle on the plan', () => {
  const handOverOn = async (orderId: string, day: string) => {
    const { version } = await orderAt(orderId);
    const move = { orderId, version, channel, at: onDay(day) };
    await transact(db, (tx) => moveOrder(tx, clerk, move));
  };

  test('pay the days that all of them lay, once', async () => {
    const { company, orderId } = await aReadyOrder();
    const before = await orderAt(orderId);
    const { version } = before;
    await handOverOn(orderId, THREE_DAYS_LATE);
    const again = transact(db, (tx) =>
      moveOrder(tx, clerk, { orderId, version, channel, at: onDay(THREE_DAYS_LATE) }),
    );
    await expect(again).rejects.toThrow('changed-meanwhile');
    const [stored] = await storageOf(orderId);
    expect(stored).toMatchObject({ shipmentId: null, days: 3, weightG: before.weightG });
    const { grossMinor } = await orderAt(orderId);
    expect(grossMinor).toBe(before.grossMinor + (stored?.grossMinor ?? 0));
    expect(await papersOf(orderId, 'tax-invoice')).toEqual([
      { grossMinor, storageMinor: stored?.grossMinor },
    ]);
    expect(await exposureOf(company.id)).toBe(grossMinor);
  });

  test('pay nothing where we bring them', async () => {
    const { company, orderId } = await aReadyOrder();
    const siteId = await aSiteIn(db, company, 'Алматы');
    await sql`update sales_order set site_id = ${siteId} where id = ${orderId}`.execute(db);
    await handOverOn(orderId, '2026-12-20');
    expect(await storageOf(orderId)).toEqual([]);
  });
});

describe('a vehicle that leaves late', () => {
  test('let go twice, and by two clerks at once, pays once', async () => {
    const { orderId, vehicle } = await aReadyOrder();
    const shipmentId = await vehicle(300);
    await Promise.all([leaveOn(shipmentId, THREE_DAYS_LATE), leaveOn(shipmentId, THREE_DAYS_LATE)]);
    await leaveOn(shipmentId, '2026-12-10');
    expect(await storageOf(orderId)).toMatchObject([{ days: 3 }]);
  });

  test('killed after the charge leaves the order as it was, and let go again pays once', async () => {
    const { orderId, vehicle } = await aReadyOrder();
    const shipmentId = await vehicle(300);
    const before = await orderAt(orderId);
    const { version } = await shipmentAt(db, shipmentId);
    const form = { shipmentId, version, channel, at: onDay(THREE_DAYS_LATE) };
    const told = [url, 'storage.after-order', 'leave', JSON.stringify({ clerk, form })];
    const program = builtProgram('test/support/programs/ship-and-die.ts');
    const child = spawn(process.execPath, [...program, ...told], { stdio: 'inherit' });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(await orderAt(orderId)).toEqual(before);

    await leaveOn(shipmentId, THREE_DAYS_LATE);
    expect(await storageOf(orderId)).toMatchObject([{ days: 3 }]);
  }, 120_000);

  test('is refused a second charge by the database, whoever forgets to ask', async () => {
    const { orderId, vehicle } = await aReadyOrder();
    await leaveOn(await vehicle(300), THREE_DAYS_LATE);
    const again = sql`
      insert into sales_order_service select gen_random_uuid(), order_id, company_id, order_line_id, kind, vat_rate_bp,
        net_minor, vat_minor, gross_minor, derivation, shipment_id
      from sales_order_service where order_id = ${orderId}`.execute(db);
    await expect(again).rejects.toThrow('one_storage_per_vehicle');
  });
});

describe('storage that is waived', () => {
  const waive = (orderId: string, by = manager, reason = 'our crane stood still') =>
    transact(db, (tx) =>
      waiveStorage(tx, by, { orderId, reason, channel, at: onDay(THREE_DAYS_LATE) }),
    );

  test('is not charged, says why, and the first reason counts', async () => {
    const { orderId, vehicle } = await aReadyOrder();
    const shipmentId = await vehicle(300);
    await waive(orderId);
    await waive(orderId, manager, 'because');
    await leaveOn(shipmentId, THREE_DAYS_LATE);
    expect(await storageOf(orderId)).toEqual([]);
    const told = await db
      .selectFrom('event')
      .where('subjectId', '=', orderId)
      .where('type', '=', 'storage.waived')
      .select(['personId', 'facts'])
      .execute();
    expect(told).toMatchObject([
      { personId: manager.personId, facts: { reason: 'our crane stood still' } },
    ]);
  });

  test('stays charged with what has left before', async () => {
    const { orderId, vehicle } = await aReadyOrder();
    const [first, second] = [await vehicle(100), await vehicle(200)];
    await leaveOn(first, THREE_DAYS_LATE);
    await waive(orderId);
    await leaveOn(second, '2026-12-20');
    expect(await storageOf(orderId)).toMatchObject([{ shipmentId: first }]);
  });

  test('is either charged or waived where both happen at once, and never both after the other', async () => {
    const { orderId, vehicle } = await aReadyOrder();
    const shipmentId = await vehicle(300);
    await Promise.all([waive(orderId), leaveOn(shipmentId, THREE_DAYS_LATE)]);
    const told = await sql<{ types: string[] }>`
      select array_agg(type order by id) as types from event
      where subject_id = ${orderId} and type in ('storage.waived', 'storage.charged')`.execute(db);
    expect([['storage.waived'], ['storage.charged', 'storage.waived']]).toContainEqual(
      told.rows[0]?.types,
    );
  });

  test('is waived by nobody who may not set terms, and not once all is gone', async () => {
    const { orderId, vehicle } = await aReadyOrder();
    await expect(waive(orderId, clerk)).rejects.toThrow('not-permitted');
    const shipmentId = await vehicle(300);
    await leaveOn(shipmentId, LAST_FREE);
    await takeOver(db, clerk, shipmentId);
    await expect(waive(orderId)).rejects.toThrow('nothing-stored');
  });
});

describe('an order whose goods nobody fetches', () => {
  /** The first day after those that are charged. */
  const UNWOUND_FROM = '2026-12-12';
  const unwind = (orderId: string, day: string, by = manager) =>
    transact(db, (tx) =>
      unwindOrder(tx, by, { orderId, note: 'not fetched in ten days', at: onDay(day) }),
    );

  test('is ended from the day after the cap, once, and gives back stock and credit', async () => {
    const { company, orderId } = await aReadyOrder();
    await expect(unwind(orderId, '2026-12-11')).rejects.toThrow('unwound-too-early');
    await Promise.all([unwind(orderId, UNWOUND_FROM), unwind(orderId, UNWOUND_FROM)]);
    const order = await orderAt(orderId);
    expect(order).toMatchObject({
      ...{ stage: 'cancelled', isHeld: false, cancellationNote: 'not fetched in ten days' },
      services: [],
    });
    expect(await exposureOf(company.id)).toBe(0);
    const told = await db
      .selectFrom('event')
      .where('subjectId', '=', orderId)
      .where('type', '=', 'order.cancelled')
      .select('id')
      .execute();
    expect(told).toHaveLength(1);
  });

  test.each([
    ['whose buyer was not told', { isTold: false }],
    ['for which no storage was agreed', { storage: 'none' }],
  ] as const)('%s is not ended for it', async (_, of) => {
    const { orderId } = await aReadyOrder(of);
    await expect(unwind(orderId, '2027-03-01')).rejects.toThrow('unwound-too-early');
  });

  test('is not ended while a vehicle is planned for it, by nobody without the right, and never by the buyer', async () => {
    const { orderId, vehicle } = await aReadyOrder();
    await expect(unwind(orderId, UNWOUND_FROM, clerk)).rejects.toThrow('not-permitted');
    const shipmentId = await vehicle(100);
    await expect(unwind(orderId, UNWOUND_FROM)).rejects.toThrow('vehicles-planned');
    const cancelling = { orderId, note: '', channel, at: onDay(UNWOUND_FROM) };
    const cancelled = transact(db, (tx) =>
      cancelOrder(tx, clerk, { ...cancelling, reason: 'mistake' }),
    );
    await expect(cancelled).rejects.toThrow('order-not-cancellable');
    await leaveOn(shipmentId, UNWOUND_FROM);
    await expect(unwind(orderId, UNWOUND_FROM)).rejects.toThrow('order-not-cancellable');
  });

  test('either leaves or is ended where both happen at once', async () => {
    const { orderId } = await aReadyOrder();
    const { version } = await orderAt(orderId);
    const move = { orderId, version, channel, at: onDay(UNWOUND_FROM) };
    const outcomes = await Promise.allSettled([
      unwind(orderId, UNWOUND_FROM),
      transact(db, (tx) => moveOrder(tx, clerk, move)),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { stage, services } = await orderAt(orderId);
    expect([stage, services.length]).toEqual(stage === 'cancelled' ? [stage, 0] : ['delivered', 1]);
  });
});
