import { refuseHeldShipment } from '../credit/refuse-held.ts';
import { recordEvent } from '../events/record-event.ts';
import { bookShipment } from '../ledger/book-shipment.ts';
import type { AgreedLine } from '../ledger/turnover.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { NetAndVat } from '../measures/money.ts';
import { shareOut } from '../measures/share-out.ts';
import { beginDueDays } from '../ordering/due-days.queries.ts';
import { chargeStorage } from '../ordering/charge-storage.ts';
import { setOrderStage } from '../ordering/order.queries.ts';
import { refuseUnpaid } from '../ordering/refuse-unpaid.ts';
import { releaseUnpaid } from '../ordering/release-unpaid.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { Refusal } from '../platform/refusal.ts';
import type { LeavingLine } from '../stock/leaving.ts';
import { shipLots } from '../stock/ship-lots.ts';
import { freightLeaving } from './bill-freight.ts';
import { writeBilled } from './dispatch.queries.ts';
import { issueTravelPapers } from './issue-papers.ts';
import { heatsWithout } from './load-shipment.ts';
import { type Locked, lockWithOrder } from './lock-shipment.ts';
import { noteStep } from './note-step.ts';
import { promiseArrival } from './promise-arrival.ts';
import { settleLeaving, type SettledPart } from './settle-line.ts';
import { carriedOf, hasLeft, isBrought, mayFollow, needsWeight } from './shipment.ts';
import {
  findFreightToBill,
  listLinesToShip,
  type OrderLineToShip,
} from './order-to-ship.queries.ts';
import { findShipment, setShipmentStage, type Shipment } from './shipment.queries.ts';

/**
 * Lets a loaded vehicle leave the yard. It was weighed where something on it is
 * billed by weight, each heat has its certificate, what must be paid before is
 * paid or released by who may (R12), and on account neither a hold nor the limit
 * stops it (R13). The goods leave stock lot by lot, are turned over with the VAT
 * of the day (R14) and billed by what they weighed (R4, R6), with their part of the
 * freight (R20) and, where they lay for too long before they were fetched, their storage
 * (R21); the order is shipped from then on, and its papers go with it. Letting
 * it go again changes nothing. Locks account, order,
 * shipment, stock.
 */
export async function dispatchShipment(
  tx: Tx,
  clerk: Staff,
  leaving: {
    shipmentId: string;
    version: number;
    channel: Channel;
    /** Why it leaves although what is due before is not paid; only who may release so. */
    unpaidReason?: string | undefined;
    at: Date;
  },
): Promise<void> {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { shipmentId, version, channel, unpaidReason, at } = leaving;
  const locked = await lockWithOrder(tx, { shipmentId });
  const { order, shipment } = locked;
  if (hasLeft(shipment.stage)) return;
  const loaded = await findShipment(tx, shipmentId);
  if (!loaded || !mayFollow(shipment.stage, 'left')) {
    throw new Refusal({ code: 'shipment-not-loaded', shipmentStage: shipment.stage });
  }
  if (shipment.version !== version) throw new Refusal({ code: 'changed-meanwhile' });
  refuseUnready(loaded);
  if (unpaidReason === undefined) await refuseUnpaid(tx, order, 'hand-over');
  else await releaseUnpaid(tx, clerk, { order, reason: unpaidReason, channel, at });
  const { id: orderId, companyId } = order;
  const on = tradingDay(at);
  if (order.payment === 'on-account') await refuseHeldShipment(tx, { companyId, orderId, on });

  const lines = await listLinesToShip(tx, orderId);
  const settled = lines.flatMap((line) => {
    const part = settleLeaving(line, shipmentId);
    return part ? [{ line, part }] : [];
  });
  const parts = settled.map(({ part }) => part);
  const by = { personId: clerk.personId, channel, at };
  const ofOrder = [
    await freightOf(tx, { orderId, shipmentId, lines }),
    await storageOf(tx, locked, { parts, ...by }),
  ].flatMap((one) => one ?? []);
  await setShipmentStage(tx, { shipmentId, stage: 'left' });
  await writeBilled(tx, { shipmentId, companyId, orderId, parts, ofOrder, on });
  await shipLots(tx, { orderId, at, lines: leavingLines(loaded, settled) });
  failpoint('shipment.after-stock');
  await bookShipment(tx, {
    ...{ shipmentId, orderId, companyId, isOnAccount: order.payment === 'on-account' },
    ...{ lines: agreedLines(settled, ofOrder), ...by },
  });
  failpoint('shipment.after-booking');
  await beginDueDays(tx, { orderId, after: 'shipment', on });
  await beShipped(tx, locked, by);
  const told = { source: 'yard', ...by } as const;
  await noteStep(tx, 'shipment.left', locked, told);
  await promiseArrival(tx, { shipmentId, isLeaving: true, madeBy: clerk.personId, at });
  await issueTravelPapers(tx, { shipmentId, clerk, channel, at });
  failpoint('shipment.before-commit');
}

/** What is billed by weight was weighed, so was what was loaded anew after a weighing, and every heat has its paper. */
function refuseUnready(shipment: Shipment): void {
  if (needsWeight(shipment)) throw new Refusal({ code: 'shipment-not-weighed' });
  const heats = heatsWithout(shipment);
  if (heats.length > 0) throw new Refusal({ code: 'certificate-missing', heats: heats.join(', ') });
}

type Settled = readonly { line: OrderLineToShip; part: SettledPart }[];

/** What leaves stock: by theory what was loaded, by weight what the scale or the tags say, shared over the lots. */
function leavingLines(shipment: Shipment, settled: Settled): LeavingLine[] {
  return settled.map(({ line, part }) => {
    const loaded = shipment.lines.find(({ id }) => id === part.shipmentLineId);
    const lots = loaded?.lots ?? [];
    const { stage, branchCode } = shipment;
    const carried = loaded ? carriedOf({ ...loaded, stage }, line).weightG : 0;
    const weights = shareOut(
      carried,
      lots.map(({ weightG }) => weightG),
    );
    return {
      ...{ orderLineId: line.id, branchCode, productId: line.productId, closes: part.closes },
      lots: lots.map(({ lotId }, i) => ({ lotId, weightG: weights[i] ?? 0 })),
    };
  });
}

/** What is billed of the order's freight with the shipment; nothing where it has none. */
async function freightOf(
  tx: Tx,
  of: { orderId: string; shipmentId: string; lines: readonly OrderLineToShip[] },
): Promise<OfOrder | undefined> {
  const freight = await findFreightToBill(tx, of.orderId);
  return freight && { ...freight, ...freightLeaving(freight, of.lines, of.shipmentId) };
}

/** What is billed with a vehicle of what is done for its whole order. */
type OfOrder = NetAndVat & { id: string; vatRateBp: number };

/** What the goods of a vehicle are charged for having lain ready, where they are fetched: what we bring leaves when we come. */
async function storageOf(
  tx: Tx,
  { order, shipment }: Locked,
  of: { parts: readonly SettledPart[]; personId: string; channel: Channel; at: Date },
): Promise<OfOrder | undefined> {
  if (isBrought(shipment.way)) return undefined;
  const { parts, ...by } = of;
  const weightG = parts.reduce((sum, { billedG }) => sum + billedG, 0);
  return chargeStorage(tx, { order, shipmentId: shipment.id, weightG, ...by });
}

/** What is turned over: each line, each service, the freight and the storage, at the rate at which it was agreed. */
const agreedLines = (settled: Settled, ofOrder: readonly OfOrder[]): AgreedLine[] =>
  [
    ...settled.flatMap(({ line, part }) => [
      { ...part.amounts, vatRateBp: line.vatRateBp },
      ...part.services,
    ]),
    ...ofOrder,
  ].map(({ netMinor, vatMinor, vatRateBp }) => ({
    ...{ netMinor, vatMinor, vatRateBp },
    grossMinor: netMinor + vatMinor,
  }));

/** The order is shipped, in part or whole; what its shipments are due is taken up by the database. */
async function beShipped(
  tx: Tx,
  { order }: Locked,
  by: { personId: string; channel: Channel; at: Date },
): Promise<void> {
  const { id: orderId, number, companyId, stage } = order;
  await setOrderStage(tx, { orderId, stage: 'shipped' });
  if (stage === 'shipped') return;
  await recordEvent(
    tx,
    { type: 'order.moved', orderId, number, from: stage, to: 'shipped' },
    { companyId, subjectId: orderId, ...by },
  );
}
