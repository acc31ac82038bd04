import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cancelShipment } from '../../src/delivery/cancel-shipment.ts';
import { decideExcess } from '../../src/delivery/decide-excess.ts';
import { dispatchShipment } from '../../src/delivery/dispatch-shipment.ts';
import { handOver } from '../../src/delivery/hand-over.ts';
import { loadShipment } from '../../src/delivery/load-shipment.ts';
import { trackShipment } from '../../src/delivery/track-shipment.ts';
import { weighShipment, type Weighing } from '../../src/delivery/weigh-shipment.ts';
import { addLines } from '../../src/ordering/add-lines.ts';
import { openDeskCart } from '../../src/ordering/open-cart.ts';
import { issueOrderInvoices } from '../../src/payments/issue-invoice.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { Tx } from '../../src/platform/db/database.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { armFailpoints } from '../../src/platform/failpoint.ts';
import { newId } from '../../src/platform/id.ts';
import { inTurn } from '../ordering/at-a-lock.ts';
import { freshDatabase } from '../support/database.ts';
import { auditFindings } from '../support/sale.ts';
import {
  anOrderAt,
  cancel,
  certifyLots,
  leave,
  linesOf,
  load,
  plan,
  plannedLoad,
  shipmentAt,
  takeOver,
} from '../support/shipping.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aPublishedList,
  aTradingDay,
  at,
  rebarFor,
  TONNE,
} from '../support/world.ts';

const PER_TONNE_MINOR = 42_000_000;
const DIVISION_G = 20_000;
const TARE_G = 9_000_000;

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
  armFailpoints('');
  expect(await auditFindings(db)).toEqual([]);
});

/** An order of so many tonnes of something that is ready. */
async function readyOrder(company: { id: string }, product: { id: string }, tonnes: number) {
  const cart = await transact(db, async (tx) => {
    const branch = { companyId: company.id, branchCode: 'ALA', channel: 'counter', at } as const;
    const opened = await openDeskCart(tx, clerk, branch);
    const quantity = { amountMilli: tonnes * 1000, unit: 't' } as const;
    const lines = [{ id: newId(), productId: product.id, quantity }];
    await addLines(tx, clerk, { cartId: opened.id, channel: 'counter', lines, at });
    return opened;
  });
  return anOrderAt(db, clerk, cart);
}

/** Coils are sold by what they weigh: an order of so many tonnes of them that is ready. */
async function readyCoils(tonnes: number, stockG = 100 * TONNE, limitMinor?: number) {
  const company = await aCompany(
    db,
    limitMinor === undefined ? { creditKind: 'unlimited' } : { creditLimitMinor: limitMinor },
  );
  const coil = await rebarFor(db, company, { pricePerTonneMinor: PER_TONNE_MINOR, stockG });
  await sql`update product set length_kind = 'coil', stock_length_mm = null where id = ${coil.id}`.execute(
    db,
  );
  const orderId = await readyOrder(company, coil, tonnes);
  await certifyLots(db, manager);
  const [line] = await linesOf(db, orderId);
  if (!line) throw new Error('an order without a line');
  return { company, orderId, line };
}

let serial = 0;

async function weigh(id: string, netG: number, more: Partial<Weighing> = {}, by = clerk) {
  const { version } = await shipmentAt(db, id);
  await transact(db, (tx) =>
    weighShipment(tx, by, {
      ...{ shipmentId: id, version, number: `W-${(serial += 1)}`, tareG: TARE_G },
      ...{ grossG: TARE_G + netG, divisionG: DIVISION_G, source: 'scale' },
      ...{ taredAt: at, weighedAt: at, channel: 'counter', at },
      ...more,
    }),
  );
}

async function loadedCoils(tonnes: number, more?: Parameters<typeof readyCoils>) {
  const ready = await readyCoils(...(more ?? [tonnes]));
  const lines = [{ orderLineId: ready.line.id, weightG: tonnes * TONNE }];
  const id = await plan(db, clerk, ready.orderId, lines);
  await load(db, clerk, id);
  return { ...ready, id };
}

const orderOf = (orderId: string) =>
  db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select(['stage', 'netMinor', 'grossMinor', 'weighingNetMinor', 'nextDueOn', 'dueOn'])
    .executeTakeFirstOrThrow();

const exposureOf = (companyId: string) =>
  db
    .selectFrom('companyAccount')
    .where('companyId', '=', companyId)
    .select(['commitmentMinor', 'unbilledMinor', 'receivableMinor', 'exposureMinor'])
    .executeTakeFirstOrThrow();

async function invoiced(orderId: string): Promise<number[]> {
  const events = await db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .where('type', '=', 'shipment.left')
    .select('id')
    .execute();
  for (const { id } of events) await issueOrderInvoices(db, { eventId: id }, at);
  const documents = await db
    .selectFrom('document')
    .where('orderId', '=', orderId)
    .where('kind', '=', 'tax-invoice')
    .orderBy('serial')
    .select('grossMinor')
    .execute();
  return documents.map(({ grossMinor }) => grossMinor ?? 0);
}

describe('goods that are sold by weight', () => {
  test('are billed by the scale within the tolerance, and the order follows', async () => {
    const { company, orderId, id } = await loadedCoils(10);
    await expect(leave(db, clerk, id)).rejects.toThrow('shipment-not-weighed');
    const before = await orderOf(orderId);
    await weigh(id, 10_240_000);

    const weighed = await orderOf(orderId);
    expect(weighed.weighingNetMinor).toBe(0.24 * PER_TONNE_MINOR);
    expect(weighed.netMinor).toBe(before.netMinor + 0.24 * PER_TONNE_MINOR);
    expect(await exposureOf(company.id)).toMatchObject({ commitmentMinor: weighed.grossMinor });
    await leave(db, clerk, id);
    expect(await exposureOf(company.id)).toMatchObject({
      ...{ commitmentMinor: 0, unbilledMinor: weighed.grossMinor },
    });
    expect(await invoiced(orderId)).toEqual([weighed.grossMinor]);
    expect(await exposureOf(company.id)).toMatchObject({
      ...{ unbilledMinor: 0, receivableMinor: weighed.grossMinor },
    });
    expect((await orderOf(orderId)).nextDueOn).toBe('2026-12-26');
    await takeOver(db, clerk, id);
    expect((await orderOf(orderId)).stage).toBe('delivered');
  });

  test('are billed by theory where the scale cannot tell the difference', async () => {
    const { orderId, id, line } = await loadedCoils(10);
    await weigh(id, 10_019_000);
    expect((await orderOf(orderId)).weighingNetMinor).toBe(0);
    await leave(db, clerk, id);
    const [shipped] = (await shipmentAt(db, id)).lines;
    expect(shipped).toMatchObject({
      ...{ weighedG: 10_019_000, billedG: 10_000_000, grossMinor: line.grossMinor },
    });
  });

  test('above the tolerance are billed to the ceiling, and whole only where the buyer says yes', async () => {
    const { company, orderId, id } = await loadedCoils(10);
    await weigh(id, 11_000_000);
    expect((await orderOf(orderId)).weighingNetMinor).toBe(0.5 * PER_TONNE_MINOR);
    const buyer = await aBuyer(db, company);
    const [line] = (await shipmentAt(db, id)).lines;
    const say = (isAccepted: boolean) =>
      transact(db, (tx) =>
        decideExcess(tx, buyer, {
          ...{ shipmentId: id, shipmentLineId: line?.id ?? '', isAccepted, channel: 'web', at },
        }),
      );
    await say(true);
    expect((await orderOf(orderId)).weighingNetMinor).toBe(PER_TONNE_MINOR);
    await say(false);
    await say(false);
    expect((await orderOf(orderId)).weighingNetMinor).toBe(0.5 * PER_TONNE_MINOR);
    await leave(db, clerk, id);
    expect((await shipmentAt(db, id)).lines[0]).toMatchObject({ billedG: 10_500_000 });
    await expect(say(true)).rejects.toThrow('shipment-over');
  });

  test('that weigh more than the limit covers do not leave silently', async () => {
    const net = 10 * PER_TONNE_MINOR;
    const limit = net + Math.round(net * 0.16);
    const { id } = await loadedCoils(10, [10, 100 * TONNE, limit]);
    await weigh(id, 10_100_000);
    await expect(leave(db, clerk, id)).rejects.toThrow('shipment-over-limit');
  });

  test('below the tolerance leave the rest to be shipped, and parts are billed as they leave', async () => {
    const { company, orderId, line, id } = await loadedCoils(10);
    await weigh(id, 6_000_000);
    expect((await orderOf(orderId)).weighingNetMinor).toBe(0);
    await leave(db, clerk, id);
    await takeOver(db, clerk, id);
    expect((await orderOf(orderId)).stage).toBe('shipped');
    const second = await plan(db, clerk, orderId, [{ orderLineId: line.id, weightG: 4_000_000 }]);
    await load(db, clerk, second);
    await weigh(second, 3_900_000);
    await leave(db, clerk, second);
    const order = await orderOf(orderId);
    expect(order.weighingNetMinor).toBe(-0.1 * PER_TONNE_MINOR);
    const bills = await invoiced(orderId);
    expect(bills).toHaveLength(2);
    expect(bills.reduce((sum, minor) => sum + minor, 0)).toBe(order.grossMinor);
    expect(await exposureOf(company.id)).toMatchObject({
      ...{ commitmentMinor: 0, receivableMinor: order.grossMinor },
    });
    await takeOver(db, clerk, second);
    expect((await orderOf(orderId)).stage).toBe('delivered');
  });

  test('are weighed by hand only by two, and again only for a reason', async () => {
    const { id } = await loadedCoils(5);
    await expect(weigh(id, 5_000_000, { source: 'by-hand' })).rejects.toThrow('weighed-by-one');
    await weigh(id, 5_000_000, { source: 'by-hand', confirmedBy: manager.personId });
    await expect(weigh(id, 5_100_000)).rejects.toThrow('reweighed-without-reason');
    await weigh(id, 5_100_000, { reason: 'a man stood on the scale' });
    const { tickets } = await shipmentAt(db, id);
    expect(tickets).toHaveLength(2);
    await expect(sql`update weigh_ticket set gross_g = gross_g + 1`.execute(db)).rejects.toThrow(
      'never changed',
    );
  });
});

describe('the yard under attack', () => {
  test('two clerks post one ticket: it is written once', async () => {
    const { id } = await loadedCoils(5);
    const number = 'W-TWICE';
    const { version } = await shipmentAt(db, id);
    const other = await aClerk(db);
    await Promise.all([
      weigh(id, 5_050_000, { number, version }),
      weigh(id, 5_050_000, { number, version }, other),
    ]);
    expect((await shipmentAt(db, id)).tickets).toHaveLength(1);
  });

  /** A vehicle above its tolerance on the scale, with what may be done with it at the same moment. */
  async function atTheGate() {
    const { company, orderId, id } = await loadedCoils(10);
    await weigh(id, 11_000_000);
    const buyer = await aBuyer(db, company);
    const { version, lines } = await shipmentAt(db, id);
    const form = { shipmentId: id, version, channel: 'counter', at } as const;
    const lineId = lines[0]?.id ?? '';
    const handing = { ...form, version: undefined, takenByName: 'Serik' };
    return {
      ...{ orderId, id },
      leaves: (tx: Tx) => dispatchShipment(tx, clerk, form),
      isCancelled: (tx: Tx) => cancelShipment(tx, clerk, { ...form, note: 'no driver' }),
      isTaken: (tx: Tx) => handOver(tx, { source: 'yard', clerk }, handing),
      hasArrived: (tx: Tx) =>
        trackShipment(tx, buyer, {
          ...{ shipmentId: id, kind: 'arrived', happenedAt: at, place: '', note: '', at },
        }),
      isAnswered: (isAccepted: boolean) => (tx: Tx) =>
        decideExcess(tx, buyer, { ...form, shipmentLineId: lineId, isAccepted }),
    };
  }

  const billedOf = async (id: string) => (await shipmentAt(db, id)).lines[0]?.billedG;

  test('the buyer refuses the excess while it leaves: it has left as it was told before', async () => {
    const { id, leaves, isAnswered } = await atTheGate();
    await transact(db, isAnswered(true));
    const { version } = await shipmentAt(db, id);
    const leavesNow = (tx: Tx) =>
      dispatchShipment(tx, clerk, { shipmentId: id, version, channel: 'counter', at });
    const refusing = () => transact(db, isAnswered(false));
    const { second } = await inTurn({ db, url }, leavesNow, refusing);
    await expect(second).rejects.toThrow('shipment-over');
    expect(await billedOf(id)).toBe(11_000_000);
    await transact(db, leaves);
  });

  test('it leaves while the buyer refuses the excess: the clerk sees first what it is billed', async () => {
    const { id, leaves, isAnswered } = await atTheGate();
    const leaving = () => transact(db, leaves);
    const { second } = await inTurn({ db, url }, isAnswered(false), leaving);
    await expect(second).rejects.toThrow('changed-meanwhile');
    expect((await shipmentAt(db, id)).stage).toBe('weighed');
    await leave(db, clerk, id);
    expect(await billedOf(id)).toBe(10_500_000);
  });

  test('it is handed over while it is cancelled, and cancelled while it is handed over: what has left is not cancelled', async () => {
    const { orderId, id, leaves, isCancelled, isTaken } = await atTheGate();
    const cancelling = () => transact(db, isCancelled);
    const first = await inTurn({ db, url }, leaves, cancelling);
    await expect(first.second).rejects.toThrow('shipment-over');
    const second = await inTurn({ db, url }, isTaken, cancelling);
    await expect(second.second).rejects.toThrow('shipment-over');
    expect((await shipmentAt(db, id)).stage).toBe('handed-over');
    expect((await orderOf(orderId)).stage).toBe('delivered');

    const other = await atTheGate();
    const taking = () => transact(db, other.isTaken);
    const third = await inTurn({ db, url }, other.isCancelled, taking);
    await expect(third.second).rejects.toThrow('shipment-not-left');
  });

  test('two hand it over at once, and the buyer says that it is there: it is handed over once', async () => {
    const { id, leaves, isTaken, hasArrived } = await atTheGate();
    await transact(db, leaves);
    const { second } = await inTurn({ db, url }, isTaken, () =>
      Promise.all([transact(db, isTaken), transact(db, hasArrived)]),
    );
    await second;
    const { track, stage } = await shipmentAt(db, id);
    expect(track.filter(({ kind }) => kind === 'handed-over')).toHaveLength(1);
    expect(track.filter(({ kind }) => kind === 'arrived')).toEqual([]);
    expect(stage).toBe('handed-over');
  });

  test('two vehicles of one order leave at once: each is billed what the other left', async () => {
    const { orderId, line } = await readyCoils(10);
    const half = [{ orderLineId: line.id, weightG: 5_000_000 }];
    const ids = [await plan(db, clerk, orderId, half), await plan(db, clerk, orderId, half)];
    for (const id of ids) {
      await load(db, clerk, id);
      await weigh(id, 5_400_000);
    }
    const leaving = (id: string) => async (tx: Tx) => {
      const { version } = await shipmentAt(db, id);
      await dispatchShipment(tx, clerk, { shipmentId: id, version, channel: 'counter', at });
    };
    const [first = '', other = ''] = ids;
    const turn = await inTurn({ db, url }, leaving(first), () => transact(db, leaving(other)));
    await turn.second;
    expect([await billedOf(first), await billedOf(other)]).toEqual([5_400_000, 5_100_000]);
    const bills = await invoiced(orderId);
    expect(bills.reduce((sum, minor) => sum + minor, 0)).toBe((await orderOf(orderId)).grossMinor);
  });

  test('it leaves and is cancelled at once: one of them wins, and the books agree', async () => {
    const { id } = await loadedCoils(5);
    await weigh(id, 5_000_000);
    const ends = await Promise.allSettled([leave(db, clerk, id), cancel(db, clerk, id)]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('two vehicles at the last of a lot: the second finds what the first left', async () => {
    const { orderId, line } = await readyCoils(10, 10 * TONNE);
    const half = [{ orderLineId: line.id, weightG: 5_000_000 }];
    const first = await plan(db, clerk, orderId, half);
    const second = await plan(db, clerk, orderId, half);
    const withMore = async (id: string) =>
      (await plannedLoad(db, id)).map((one) => ({
        ...one,
        lots: one.lots.map((lot) => ({ ...lot, weightG: 6_000_000 })),
      }));
    const ends = await Promise.allSettled([
      load(db, clerk, first, await withMore(first)),
      load(db, clerk, second, await withMore(second)),
    ]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [refused] = ends.filter((end) => end.status === 'rejected');
    expect(String(refused?.reason)).toContain('lot-short');
  });

  test('vehicles of two companies at the last of a lot: the second waits, and finds what the first left', async () => {
    const { id, line } = await loadedCoils(5, [5, 10 * TONNE]);
    const company = await aCompany(db, { creditKind: 'unlimited' });
    const prices = { [line.productId]: PER_TONNE_MINOR };
    await aPublishedList(db, { level: 'company', companyId: company.id, prices });
    const orderId = await readyOrder(company, { id: line.productId }, 5);
    const [other] = await linesOf(db, orderId);
    const lines = [{ orderLineId: other?.id ?? '', weightG: 5_000_000 }];
    const otherId = await plan(db, clerk, orderId, lines);
    const loading = async (shipmentId: string) => {
      const { version } = await shipmentAt(db, shipmentId);
      const six = (await plannedLoad(db, shipmentId)).map((one) => ({
        ...{ lineId: one.lineId, lots: one.lots.map((lot) => ({ ...lot, weightG: 6_000_000 })) },
      }));
      const form = { shipmentId, version, lines: six, isFinished: true, at } as const;
      return (tx: Tx) => loadShipment(tx, clerk, { ...form, channel: 'counter' });
    };
    const [first, second] = [await loading(id), await loading(otherId)];
    const turn = await inTurn({ db, url }, first, () => transact(db, second));
    await expect(turn.second).rejects.toThrow('lot-short');
  });

  test.each(['shipment.after-stock', 'shipment.after-booking'])(
    'ended at %s, it is as if it had not left, and leaves when it is tried again',
    async (name) => {
      const { orderId, id } = await loadedCoils(5);
      await weigh(id, 5_000_000);
      armFailpoints(`${name}=throw`);
      await expect(leave(db, clerk, id)).rejects.toThrow('failpoint');
      expect(await auditFindings(db)).toEqual([]);
      expect((await orderOf(orderId)).stage).toBe('ready');

      armFailpoints('');
      await leave(db, clerk, id);
      expect((await shipmentAt(db, id)).stage).toBe('left');
    },
  );
});
