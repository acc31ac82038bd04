import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { waiveCertificate } from '../../src/certificates/waive-certificate.ts';
import { decideClaim } from '../../src/claims/decide-claim.ts';
import { settleClaim } from '../../src/claims/settle-claim.ts';
import { decideExcess } from '../../src/delivery/decide-excess.ts';
import { type LoadedLine, loadShipment } from '../../src/delivery/load-shipment.ts';
import { listLotsToLoad } from '../../src/delivery/load.queries.ts';
import { listLinesToShip } from '../../src/delivery/order-to-ship.queries.ts';
import { standingOf } from '../../src/delivery/shipment.ts';
import { weighShipment } from '../../src/delivery/weigh-shipment.ts';
import { addLines } from '../../src/ordering/add-lines.ts';
import { openDeskCart } from '../../src/ordering/open-cart.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { issueOrderInvoices } from '../../src/payments/issue-invoice.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { aHeat, anAttached, aPaper } from '../support/certificates.ts';
import { aClaimTakenUp, claimRow } from '../support/claims.ts';
import { freshDatabase } from '../support/database.ts';
import { auditFindings } from '../support/sale.ts';
import { anOrderAt, cancel, leave, plan, shipmentAt, takeOver } from '../support/shipping.ts';
import { agreeStorage, tellReady } from '../support/storage.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aTradingDay,
  at,
  rebarFor,
  stockOf,
  TONNE,
} from '../support/world.ts';

/** How many orders live here; `LIVES=300` for a long evening. */
const LIVES = Number(process.env['LIVES'] ?? 6);
const DAY_MS = 86_400_000;
const TARE_G = 9_000_000;
const DIVISION_G = 20_000;

type Ordered = { isCoil: boolean; amount: number; lots: readonly boolean[] };
type Vehicle = {
  /** Which share of what is left of each line is planned, percent. */
  shares: readonly number[];
  /** How much of what was planned is loaded, percent. */
  loaded: number;
  waives: boolean;
  /** What the scale says of what was loaded, percent. */
  weighed: number;
  word: 'none' | 'yes' | 'no';
  /** What happens between scale and gate. */
  meanwhile: 'nothing' | 'weighed again' | 'one line loaded anew' | 'loaded anew and weighed';
  end: 'handed over' | 'leaves' | 'cancelled' | 'leaves and is cancelled at once' | 'stays';
};

const someOrdered: fc.Arbitrary<Ordered> = fc.record({
  isCoil: fc.boolean(),
  amount: fc.integer({ min: 1, max: 12 }),
  lots: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
});
const someVehicle: fc.Arbitrary<Vehicle> = fc.record({
  shares: fc.array(fc.constantFrom(0, 30, 50, 100, 100), { minLength: 3, maxLength: 3 }),
  loaded: fc.constantFrom(60, 100, 100, 110),
  waives: fc.boolean(),
  weighed: fc.constantFrom(80, 95, 100, 104, 120),
  word: fc.constantFrom('none', 'yes', 'no'),
  meanwhile: fc.constantFrom(
    ...(['nothing', 'weighed again', 'one line loaded anew', 'loaded anew and weighed'] as const),
  ),
  end: fc.constantFrom(
    ...(['handed over', 'handed over', 'leaves', 'cancelled', 'stays'] as const),
    'leaves and is cancelled at once',
  ),
});
const someLife = fc.record({
  isPrepaid: fc.boolean(),
  ordered: fc.array(someOrdered, { minLength: 1, maxLength: 3 }),
  vehicles: fc.array(someVehicle, { minLength: 1, maxLength: 4 }),
  isReturned: fc.boolean(),
  /** For how many days it lies ready for money before anything is planned; nothing of that is free. */
  lies: fc.constantFrom(0, 0, 1, 17),
});
type Life = typeof someLife extends fc.Arbitrary<infer L> ? L : never;

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  manager = await aClerk(db, 'manager');
});

/** What the trade refuses changes nothing; whatever else goes wrong is a defect. Says whether it was done. */
async function tried(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** An order that is ready, with lots of which some have no certificate. */
async function readyOrder({ isPrepaid, ordered, lies }: Life) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  await agreeStorage(db, company, { freeDays: 0, feeMinor: 199_37, mostDays: null });
  const buyer = await aBuyer(db, company);
  const lines: Parameters<typeof addLines>[2]['lines'][number][] = [];
  for (const { isCoil, amount, lots } of ordered) {
    const priced = { pricePerTonneMinor: 41_999_937, stockG: 14 * TONNE };
    const product = await rebarFor(db, company, priced);
    for (const _ of lots.slice(1)) await stockOf(db, product, 14 * TONNE);
    if (isCoil) {
      await sql`update product set length_kind = 'coil', stock_length_mm = null where id = ${product.id}`.execute(
        db,
      );
    }
    const heats = await db
      .selectFrom('lot')
      .where('productId', '=', product.id)
      .orderBy('heatNumber')
      .select('heatNumber')
      .execute();
    const certified = heats.filter((_, index) => lots[index]);
    if (certified.length > 0) {
      const paper = certified.map(({ heatNumber }) => aHeat(heatNumber));
      await anAttached(db, manager, aPaper(newId(), paper));
    }
    const quantity = { amountMilli: amount * 1000, unit: isCoil ? 't' : 'pcs' } as const;
    lines.push({ id: newId(), productId: product.id, quantity });
  }
  const cart = await transact(db, async (tx) => {
    const branch = { companyId: company.id, branchCode: 'ALA', channel: 'counter', at } as const;
    const opened = await openDeskCart(tx, clerk, branch);
    await addLines(tx, clerk, { cartId: opened.id, channel: 'counter', lines, at });
    return opened;
  });
  const payment = isPrepaid ? 'prepaid' : 'on-account';
  const orderId = await anOrderAt(db, clerk, cart, 'placed', { payment });
  await pay(orderId);
  for (const stage of ['confirmed', 'picking'] as const) await moved(orderId, stage);
  const readyAt = new Date(at.getTime() - lies * DAY_MS);
  await moved(orderId, 'ready', readyAt);
  await tellReady(db, orderId, readyAt);
  return { company, buyer, orderId };
}

const orderRow = (orderId: string) =>
  db.selectFrom('salesOrder').where('id', '=', orderId).selectAll().executeTakeFirstOrThrow();

async function moved(orderId: string, stage: string, when = at): Promise<void> {
  const { version } = await orderRow(orderId);
  const move = { orderId, version, channel: 'counter', at: when } as const;
  await transact(db, (tx) => moveOrder(tx, clerk, move));
  expect((await orderRow(orderId)).stage).toBe(stage);
}

/** Pays what an order that is paid first still asks for. */
async function pay(orderId: string): Promise<void> {
  const { payment, grossMinor, paidMinor, companyId } = await orderRow(orderId);
  if (payment !== 'prepaid' || paidMinor >= grossMinor) return;
  await transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'transfer', reference: newId(), companyId, personId: null, channel: null, at },
      ...{ amountMinor: grossMinor - paidMinor, orderIds: [orderId] },
    }),
  );
}

async function live(orderId: string, vehicle: Vehicle, buyer: Awaited<ReturnType<typeof aBuyer>>) {
  const { shares, weighed, word, meanwhile, end } = vehicle;
  const ordered = await listLinesToShip(db, orderId);
  const lines = ordered.map((line, index) => {
    const { leftG, leftPieces } = standingOf(line, line.parts);
    const part = (whole: number) => Math.floor((whole * (shares[index] ?? 0)) / 100);
    return leftPieces === null
      ? { orderLineId: line.id, weightG: part(leftG) }
      : { orderLineId: line.id, pieces: part(leftPieces) };
  });
  const id = newId();
  if (!(await tried(plan(db, clerk, orderId, lines, { id })))) return;
  await tried(loaded(id, vehicle, buyer));
  await tried(onScale(id, weighed));
  if (meanwhile === 'weighed again') await tried(onScale(id, 100));
  if (meanwhile.includes('loaded anew'))
    await tried(loaded(id, { ...vehicle, loaded: 100 }, buyer, 1));
  if (meanwhile === 'loaded anew and weighed') await tried(onScale(id, weighed));
  if (word !== 'none') {
    for (const { id: shipmentLineId } of (await shipmentAt(db, id)).lines) {
      const said = { shipmentId: id, shipmentLineId, isAccepted: word === 'yes' };
      await tried(transact(db, (tx) => decideExcess(tx, buyer, { ...said, channel: 'web', at })));
    }
  }
  if (end === 'cancelled') await tried(cancel(db, clerk, id));
  if (end === 'stays' || end === 'cancelled') return;
  await pay(orderId);
  const departure = tried(leave(db, clerk, id));
  if (end === 'leaves and is cancelled at once') {
    await Promise.all([departure, tried(cancel(db, clerk, id))]);
  }
  if ((await departure) && end === 'handed over') await takeOver(db, clerk, id);
}

/** Loads a share of what is planned, spread over the lots; the first so many lines, or all of them. */
async function loaded(
  shipmentId: string,
  { loaded: percent, waives }: Vehicle,
  buyer: Awaited<ReturnType<typeof aBuyer>>,
  linesMost?: number,
): Promise<void> {
  const { lines, orderId } = await shipmentAt(db, shipmentId);
  const lots = await listLotsToLoad(db, { orderId, shipmentId });
  const load = lines.slice(0, linesMost).map((line): LoadedLine => {
    const fit = lots.filter(({ productId }) => productId === line.productId);
    const whole = Math.floor(((line.plannedPieces ?? line.plannedG) * percent) / 100);
    const share = Math.floor(whole / fit.length);
    const amounts = fit.map((_, index) => (index === 0 ? whole - share * (fit.length - 1) : share));
    return {
      lineId: line.id,
      lots: fit.map(({ lotId }, index) =>
        line.plannedPieces === null
          ? { lotId, weightG: amounts[index] }
          : { lotId, pieces: amounts[index] },
      ),
    };
  });
  const write = async (isFinished: boolean) => {
    const { version } = await shipmentAt(db, shipmentId);
    const said = { shipmentId, version, lines: load, isFinished, channel: 'counter', at } as const;
    await transact(db, (tx) => loadShipment(tx, clerk, said));
  };
  await write(false);
  if (waives) {
    for (const { lots: on } of (await shipmentAt(db, shipmentId)).lines) {
      for (const { lotId } of on) {
        const word = { orderId, lotId, reason: 'known to us', at };
        await tried(transact(db, (tx) => waiveCertificate(tx, buyer, word)));
      }
    }
  }
  await write(true);
}

async function onScale(shipmentId: string, percent: number): Promise<void> {
  const { version, lines } = await shipmentAt(db, shipmentId);
  const loadedG = lines.reduce((sum, line) => sum + (line.loadedG ?? 0), 0);
  const netG = Math.max(DIVISION_G, Math.round((loadedG * percent) / 100 / 1000) * 1000);
  await transact(db, (tx) =>
    weighShipment(tx, clerk, {
      ...{ shipmentId, version, number: newId(), tareG: TARE_G, grossG: TARE_G + netG },
      ...{ divisionG: DIVISION_G, source: 'scale', reason: 'the wind', taredAt: at },
      ...{ weighedAt: at, channel: 'counter', at },
    }),
  );
}

/** The buyer complains of a fifth of the first line that was handed over and brings it back, half of it sound. */
async function bringBack(orderId: string, buyer: Awaited<ReturnType<typeof aBuyer>>) {
  const [line] = await listLinesToShip(db, orderId);
  if (!line) return;
  const fifth =
    line.pieces === null
      ? { weightG: Math.floor(line.weightG / 5) }
      : { pieces: Math.ceil(line.pieces / 5) };
  let claimId = '';
  const isTaken = await tried(
    aClaimTakenUp(db, { orderId, line, buyer, clerk: manager }, fifth).then((id) => (claimId = id)),
  );
  if (!isTaken) return;
  const { version } = await claimRow(db, claimId);
  const yes = { verdict: 'accepted', outcome: 'return', lines: [], promisedOn: null } as const;
  await transact(db, (tx) =>
    decideClaim(tx, manager, { claimId, version, ...yes, reasons: 'bent', at }),
  );
  const claimed = await db
    .selectFrom('claimLine')
    .where('claimId', '=', claimId)
    .selectAll()
    .executeTakeFirstOrThrow();
  const lot = await db
    .selectFrom('allocation')
    .innerJoin('lot', 'lot.id', 'allocation.lotId')
    .where('allocation.orderId', '=', orderId)
    .where('lot.productId', '=', line.productId)
    .orderBy('allocation.weightG', 'desc')
    .select(['allocation.lotId', 'allocation.weightG'])
    .executeTakeFirst();
  const backG = Math.min(lot?.weightG ?? 0, claimed.claimedG ?? 0);
  const half = Math.floor(backG / 2);
  const back = [half, backG - half].map((weightG, index) => ({
    ...{ claimLineId: claimed.id, fromLotId: lot?.lotId ?? '', pieces: null },
    ...{ weightG, isSound: index === 0 },
  }));
  const seen = { claimId, version: (await claimRow(db, claimId)).version, at };
  const made = { key: newId(), words: '', followUpNumber: '' };
  const returns = backG > 1 ? [back[0]!] : [];
  await tried(transact(db, (tx) => settleClaim(tx, manager, { ...seen, ...made, returns })));
}

/** What of the life of an order contradicts itself, beside what the auditors' views say. */
async function contradictions(orderId: string): Promise<unknown[]> {
  const found = await sql`
    with standing as (
      select ticket.* from weigh_ticket as ticket
      where not exists (select from weigh_ticket where supersedes_id = ticket.id)
    ), vehicle as (
      select shipment.*, sum(line.weighed_g) as weighed_g, sum(line.gross_minor) as lines_minor,
             sum(line.billed_g) as billed_g, bool_or(line.loaded_g > 0 and line.weighed_g is null) as is_unweighed,
             bool_or(line.weighed_g is not null) as is_weighed
      from shipment join shipment_line as line on line.shipment_id = shipment.id
      where shipment.order_id = ${orderId} group by shipment.id
    ), part as (
      select line.*, shipment.stage, ordered.sale_basis, ordered.pieces, ordered.weight_g as ordered_g
      from shipment_line as line join shipment on shipment.id = line.shipment_id
      join sales_order_line as ordered on ordered.id = line.order_line_id
      where shipment.order_id = ${orderId}
    ), placed as (
      select * from sales_order where id = ${orderId}
    )
    select 'the lines of a vehicle are not its ticket' as what, vehicle.id
    from vehicle join standing on standing.shipment_id = vehicle.id
    where vehicle.weighed_g <> standing.net_g and vehicle.stage <> 'cancelled'
    union all
    select 'a vehicle was weighed in part', id from vehicle where is_weighed and is_unweighed and stage <> 'cancelled'
    union all
    select 'a line by weight left without being weighed', id from part
    where stage in ('left', 'arrived', 'handed-over') and sale_basis = 'actual' and loaded_g > 0 and weighed_g is null
    union all
    select 'a heat left without certificate or waiver', part.id
    from part join shipment_lot as loaded on loaded.shipment_line_id = part.id
    join shipment on shipment.id = part.shipment_id
    where part.stage in ('loaded', 'weighed', 'left', 'arrived', 'handed-over')
      and not exists (select from lot_certificate where lot_id = loaded.lot_id and ended_at is null)
      and not exists (select from certificate_waiver as waiver where waiver.order_id = shipment.order_id and waiver.lot_id = loaded.lot_id)
    union all
    select 'a transaction of the books is not zero', transaction_id
    from ledger_entry group by transaction_id, currency having sum(amount_minor) <> 0
    union all
    select 'a cancelled vehicle is billed', id from vehicle
    where stage = 'cancelled' and (gross_minor is not null or lines_minor is not null or billed_g is not null)
    union all
    select 'more pieces are on vehicles than were ordered', order_line_id from part
    where stage <> 'cancelled' group by order_line_id, pieces having sum(coalesce(loaded_pieces, planned_pieces)) > pieces
    union all
    select 'more is billed than ordered with the tolerance, and nobody said yes', order_line_id from part
    where billed_g is not null and not exists (
      select from excess_decision join shipment_line as of on of.id = excess_decision.shipment_line_id
      where of.order_line_id = part.order_line_id and is_accepted)
    group by order_line_id, ordered_g, sale_basis
    having sum(billed_g) > case when sale_basis = 'actual'
      then ordered_g + round(ordered_g * 0.05 * case when ordered_g < 1000000 then 2 else 1 end) else ordered_g end
    union all
    select 'a delivered order is not the sum of its vehicles', placed.id
    from placed join vehicle on vehicle.order_id = placed.id
    where placed.stage = 'delivered'
    group by placed.id, placed.gross_minor having placed.gross_minor <> sum(vehicle.gross_minor)
    union all
    select 'what left of an order is not what was invoiced', placed.id
    from placed
    where coalesce((select sum(gross_minor) from vehicle where order_id = placed.id), 0)
       <> coalesce((select sum(gross_minor) from document where order_id = placed.id and kind = 'tax-invoice'), 0)
    union all
    select 'what is owed is not what was ordered less what was paid and credited', account.company_id
    from company_account as account
    join placed on placed.company_id = account.company_id and placed.payment = 'on-account'
    where account.exposure_minor <> placed.gross_minor
       + coalesce((select sum(gross_minor) from document where company_id = account.company_id and kind = 'credit-note'), 0)
    union all
    select 'more is paid for an order than it comes to', id from placed where paid_minor > gross_minor
    union all
    select 'goods are held for an order that has them', reservation.id
    from reservation join placed on placed.id = reservation.order_id
    where placed.stage = 'delivered' and reservation.ended_at is null`.execute(db);
  return found.rows;
}

const straight: Vehicle = {
  ...{ shares: [100, 100, 100], loaded: 100, waives: false, weighed: 104, word: 'none' },
  ...{ meanwhile: 'nothing', end: 'handed over' },
};
const both: Life['ordered'] = [
  { isCoil: false, amount: 11, lots: [true] },
  { isCoil: true, amount: 7, lots: [true, true] },
];
/** Lives that are tried each time: one line loaded anew on the scale; paid first, on two vehicles, and brought back. */
const known: Life[] = [
  {
    ...{ isPrepaid: false, ordered: both, isReturned: false, lies: 17 },
    vehicles: [{ ...straight, meanwhile: 'one line loaded anew' }, straight],
  },
  {
    ...{ isPrepaid: true, ordered: both, isReturned: true, lies: 1 },
    vehicles: [
      { ...straight, shares: [50, 50, 50], weighed: 95 },
      { ...straight, weighed: 120 },
    ],
  },
];
const WHILE_LIVING = 120_000 + LIVES * 20_000;

test(
  'however an order lives, its vehicles, its goods, its papers and its money tell the same',
  async () => {
    await fc.assert(
      fc.asyncProperty(someLife, async (life) => {
        const { orderId, buyer } = await readyOrder(life);
        for (const vehicle of life.vehicles) await live(orderId, vehicle, buyer);
        const events = await db
          .selectFrom('event')
          .where('subjectId', '=', orderId)
          .where('type', '=', 'shipment.left')
          .select('id as eventId')
          .execute();
        for (const event of events) await issueOrderInvoices(db, event, at);
        if (life.isReturned) await bringBack(orderId, buyer);
        expect(await contradictions(orderId)).toEqual([]);
        expect(await auditFindings(db)).toEqual([]);
      }),
      { numRuns: LIVES + known.length, examples: known.map((life): [Life] => [life]) },
    );
    const reached = await sql<{ what: string }>`
      select stage::text as what from shipment where stage = 'handed-over'
      union select 'returned' from claim_return where lot_id is not null order by what`.execute(db);
    expect(reached.rows).toEqual([{ what: 'handed-over' }, { what: 'returned' }]);
  },
  WHILE_LIVING,
);
