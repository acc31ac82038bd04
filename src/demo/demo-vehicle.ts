import { arriveAtGate } from '../delivery/arrive-at-gate.ts';
import { dispatchShipment } from '../delivery/dispatch-shipment.ts';
import { handOver } from '../delivery/hand-over.ts';
import { listLotsToLoad } from '../delivery/load.queries.ts';
import { picksOf } from '../delivery/picking.ts';
import { type LoadedLine, loadShipment } from '../delivery/load-shipment.ts';
import { listLinesToShip } from '../delivery/order-to-ship.queries.ts';
import { planShipment, type ShipmentPlan } from '../delivery/plan-shipment.ts';
import { findShipment } from '../delivery/shipment.queries.ts';
import { weighShipment } from '../delivery/weigh-shipment.ts';
import { addLines } from '../ordering/add-lines.ts';
import { moveOrder } from '../ordering/move-order.ts';
import { openDeskCart } from '../ordering/open-cart.ts';
import { termsHash } from '../ordering/order.ts';
import { findOrderFacts } from '../ordering/order.queries.ts';
import { placeOrder } from '../ordering/place-order.ts';
import { readCart } from '../ordering/read-cart.ts';
import { issueOrderInvoices } from '../payments/issue-invoice.ts';
import type { Staff } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { findDeparture } from './demo-shipments.queries.ts';

const MINUTE_MS = 60_000;
const PERCENT = 100;
const DIVISION_G = 20_000;
/** How long after each other an order is taken, confirmed, picked and ready. */
const STEP_MS = 50 * MINUTE_MS;
const channel = 'counter';

/** Who works in the yard of the demo, and on what. */
export type Yard = { db: Db; clerk: Staff };

/** Goods and how much of them, tonnes. */
export type Wanted = { id: string; tonnes: number };

const after = (at: Date, minutes: number) => new Date(at.getTime() + minutes * MINUTE_MS);

/** Takes an order by telephone, on account, and makes it ready; `undefined` where the shop refuses to price it. */
export async function readyOrder(
  { db, clerk }: Yard,
  of: { companyId: string; siteId?: string | null; goods: readonly Wanted[]; at: Date },
): Promise<string | undefined> {
  const { companyId, siteId = null, goods, at } = of;
  const cartId = await transact(db, async (tx) => {
    const wish = { companyId, branchCode: clerk.branchCode ?? undefined, at };
    const cart = await openDeskCart(tx, clerk, { ...wish, channel: 'phone' });
    const lines = goods.map(({ id: productId, tonnes }) => ({
      ...{ id: newId(at.getTime()), productId },
      quantity: { amountMilli: tonnes * 1000, unit: 't' } as const,
    }));
    await addLines(tx, clerk, { cartId: cart.id, channel: 'phone', lines, at });
    return cart.id;
  });
  const cart = await readCart(db, { cartId }, at);
  if (!cart) return undefined;
  const sale = {
    key: newId(at.getTime()),
    cartId,
    channel: 'phone',
    payment: 'on-account',
  } as const;
  const to = { branchCode: cart.branchCode, siteId, contactId: null, purchaseNumber: '', note: '' };
  const shown = { shownTerms: termsHash(cart), isAnotherOrder: true, details: to, at };
  const { orderId } = await transact(db, (tx) => placeOrder(tx, clerk, { ...sale, ...shown }));
  await transact(db, async (tx) => {
    for (const step of [1, 2, 3]) {
      const facts = await findOrderFacts(tx, orderId);
      const moved = { version: facts?.version ?? 0, at: new Date(at.getTime() + step * STEP_MS) };
      await moveOrder(tx, clerk, { orderId, channel, ...moved });
    }
  });
  return orderId;
}

/** What is planned of a vehicle of the demo. */
export type Planned = Omit<ShipmentPlan, 'id' | 'orderId' | 'lines' | 'channel'> & {
  /** Which share of the order goes along; all that is left of it where nothing is said. */
  percent?: number;
};

/** Plans a share of each line of an order, or all that is left of it, onto a vehicle. */
export async function planVehicle(
  { db, clerk }: Yard,
  orderId: string,
  { percent = PERCENT, ...planned }: Planned,
): Promise<string> {
  const id = newId(planned.at.getTime());
  const ordered = await listLinesToShip(db, orderId);
  const lines = ordered.map((line) => {
    const taken = line.parts.reduce(
      (sum, { plannedG, plannedPieces }) => ({
        weightG: sum.weightG + plannedG,
        pieces: sum.pieces + (plannedPieces ?? 0),
      }),
      { weightG: 0, pieces: 0 },
    );
    const of = (whole: number, before: number) =>
      percent === PERCENT ? whole - before : Math.floor((whole * percent) / PERCENT);
    return line.pieces === null
      ? { orderLineId: line.id, weightG: of(line.weightG, taken.weightG) }
      : { orderLineId: line.id, pieces: of(line.pieces, taken.pieces) };
  });
  return transact(db, (tx) => planShipment(tx, clerk, { ...planned, id, orderId, lines, channel }));
}

/** Writes down that the vehicle that was expected stands at our gate. */
export async function comeToGate(
  { db, clerk }: Yard,
  shipmentId: string,
  { at }: { at: Date },
): Promise<void> {
  await transact(db, (tx) =>
    arriveAtGate(tx, clerk, { shipmentId, vehicle: undefined, channel, at }),
  );
}

/** Loads what is planned from the oldest lots with a certificate: all of it, or only the first line so far. */
export async function loadVehicle(
  { db, clerk }: Yard,
  shipmentId: string,
  { at, isFinished = true }: { at: Date; isFinished?: boolean },
): Promise<void> {
  const shipment = await shipmentAt(db, shipmentId);
  const { orderId, version } = shipment;
  const lots = await listLotsToLoad(db, { orderId, shipmentId });
  const planned = isFinished ? shipment.lines : shipment.lines.slice(0, 1);
  const certified = lots.filter(({ certificateNumbers }) => certificateNumbers.length > 0);
  const picked = picksOf(planned, certified);
  const lines = planned.map(({ id: lineId }): LoadedLine => {
    const picks = picked.get(lineId)?.picks ?? [];
    return {
      lineId,
      lots: picks.map(({ lotId, weightG, pieces }) =>
        pieces === null ? { lotId, weightG } : { lotId, pieces },
      ),
    };
  });
  const load = { shipmentId, version, lines, isFinished, channel, at } as const;
  await transact(db, (tx) => loadShipment(tx, clerk, load));
}

/** Weighs a loaded vehicle: so many thousandths of what was loaded. */
export async function weighVehicle(
  { db, clerk }: Yard,
  shipmentId: string,
  { at, milli, tareG }: { at: Date; milli: number; tareG: number },
): Promise<void> {
  const { version, lines, orderNumber, position } = await shipmentAt(db, shipmentId);
  const loadedG = lines.reduce((sum, line) => sum + (line.loadedG ?? 0), 0);
  const netG = Math.round((loadedG * milli) / 1000 / DIVISION_G) * DIVISION_G;
  const number = `В-${orderNumber}-${position}`;
  await transact(db, (tx) =>
    weighShipment(tx, clerk, {
      ...{ shipmentId, version, number, tareG, grossG: tareG + netG, divisionG: DIVISION_G },
      ...{ taredAt: after(at, -40), weighedAt: at, source: 'scale', channel, at },
    }),
  );
}

/** Lets a vehicle leave, and writes the invoice of what it carries. */
export async function letLeave(
  { db, clerk }: Yard,
  shipmentId: string,
  { at }: { at: Date },
): Promise<void> {
  const { version, orderId } = await shipmentAt(db, shipmentId);
  await transact(db, (tx) => dispatchShipment(tx, clerk, { shipmentId, version, channel, at }));
  await issueOrderInvoices(db, await findDeparture(db, orderId), after(at, 5));
}

/** Writes at the desk who took goods over. */
export async function takenOver(
  { db, clerk }: Yard,
  shipmentId: string,
  taken: { takenByName: string; discrepancy?: string; at: Date },
): Promise<void> {
  await transact(db, (tx) =>
    handOver(tx, { source: 'yard', clerk }, { ...taken, shipmentId, channel }),
  );
}

async function shipmentAt(db: Db, id: string) {
  const shipment = await findShipment(db, id);
  if (!shipment) throw new Error('a vehicle that was planned is not there');
  return shipment;
}
