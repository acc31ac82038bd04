import { lockAccount, openAccount } from '../credit/credit.queries.ts';
import { findOrderFacts, lockOrder } from '../ordering/order.queries.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { noteStep } from './note-step.ts';
import { insertShipment, isSiteOf, type NewShipment } from './plan-shipment.queries.ts';
import { promiseArrival } from './promise-arrival.ts';
import { isBrought, mayBePlanned, standingOf, weightOfPieces } from './shipment.ts';
import {
  findOrderToShip,
  listLinesToShip,
  type OrderLineToShip,
  type OrderToShip,
} from './order-to-ship.queries.ts';
import { findShipmentFacts } from './shipment.queries.ts';

/** How much of a line goes along: pieces where the line is counted, grams by theory where it is not. */
export type PlannedLine = {
  orderLineId: string;
  pieces?: number | undefined;
  weightG?: number | undefined;
};

/** What goes where, when and on which vehicle; what is not known yet stays empty. */
export type ShipmentPlan = Pick<NewShipment, 'id' | 'orderId' | 'way' | 'loadFrom' | 'loadUntil'> &
  Partial<
    Pick<
      NewShipment,
      | 'siteId'
      | 'arriveFrom'
      | 'arriveUntil'
      | 'vehiclePlate'
      | 'driverName'
      | 'driverPhone'
      | 'carrierName'
      | 'authorityNumber'
      | 'authorityUntil'
      | 'note'
    >
  > & {
    lines: readonly PlannedLine[];
    channel: Channel;
    at: Date;
  };

/**
 * Plans goods of one order onto one vehicle: so much of each line, never more
 * than is left of it (R20). The id comes with the form, so that the same form
 * sent twice is one shipment. Locks account and order. Returns the id.
 */
export async function planShipment(tx: Tx, clerk: Staff, plan: ShipmentPlan): Promise<string> {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { id, orderId, channel, at } = plan;
  const facts = await findOrderFacts(tx, orderId);
  if (!facts) throw new NotFound('order', orderId);
  await openAccount(tx, facts.companyId);
  await lockAccount(tx, facts.companyId);
  const locked = await lockOrder(tx, orderId);
  const order = await findOrderToShip(tx, orderId);
  if (!locked || !order) throw new NotFound('order', orderId);
  const repeated = await findShipmentFacts(tx, id);
  if (repeated?.orderId === orderId) return id;
  if (repeated) throw new NotFound('shipment', id);
  if (!mayBePlanned(order.stage)) {
    throw new Refusal({ code: 'shipment-too-early', stage: order.stage });
  }

  const lines = plannedLines(await listLinesToShip(tx, orderId), plan.lines);
  const shipment = await shipmentOf(tx, order, { plan, clerk });
  await insertShipment(tx, shipment, lines);
  failpoint('shipment.after-planning');
  await noteStep(tx, 'shipment.planned', { order: locked, shipment }, yard(clerk, channel, at));
  await promiseArrival(tx, { shipmentId: id, isLeaving: false, madeBy: clerk.personId, at });
  return id;
}

const yard = (clerk: Staff, channel: Channel, at: Date) =>
  ({ source: 'yard', personId: clerk.personId, channel, at }) as const;

async function shipmentOf(
  tx: Tx,
  order: OrderToShip,
  { plan, clerk }: { plan: ShipmentPlan; clerk: Staff },
): Promise<NewShipment> {
  const { companyId, branchCode, nextPosition } = order;
  const siteId = plan.siteId ?? order.siteId;
  if (isBrought(plan.way)) {
    if (siteId === null) throw new Refusal({ code: 'site-missing' });
    if (!(await isSiteOf(tx, { siteId, companyId }))) throw new NotFound('site', siteId);
  }
  const { id, orderId, way, loadFrom, loadUntil } = plan;
  return {
    ...{ id, orderId, companyId, branchCode, position: nextPosition, way },
    siteId: isBrought(way) ? siteId : null,
    ...{ loadFrom, loadUntil },
    ...{ arriveFrom: plan.arriveFrom ?? null, arriveUntil: plan.arriveUntil ?? null },
    ...{ vehiclePlate: plan.vehiclePlate ?? '', driverName: plan.driverName ?? '' },
    ...{ driverPhone: plan.driverPhone ?? '', carrierName: plan.carrierName ?? '' },
    ...{ authorityNumber: plan.authorityNumber ?? '', authorityUntil: plan.authorityUntil ?? null },
    ...{ note: plan.note ?? '', plannedBy: clerk.personId, plannedAt: plan.at },
  };
}

/** What is planned of each line; refused beyond what is left of it, and where nothing is planned. */
function plannedLines(ordered: readonly OrderLineToShip[], wanted: readonly PlannedLine[]) {
  const planned = ordered.flatMap((line) => {
    const want = wanted.find(({ orderLineId }) => orderLineId === line.id);
    const weightG = want ? plannedWeight(line, want) : 0;
    if (weightG === 0) return [];
    const plannedPieces = line.pieces === null ? null : (want?.pieces ?? 0);
    return [{ orderLineId: line.id, plannedG: weightG, plannedPieces }];
  });
  if (planned.length === 0) throw new Refusal({ code: 'shipment-empty' });
  return planned;
}

function plannedWeight(line: OrderLineToShip, want: PlannedLine): number {
  const standing = standingOf(line, line.parts);
  const { position } = line;
  if (line.pieces === null) {
    const { weightG = 0 } = want;
    if (weightG > standing.leftG) {
      throw new Refusal({ code: 'shipment-beyond', position, ...leftOf(standing) });
    }
    return weightG;
  }
  const { pieces = 0 } = want;
  if (pieces > (standing.leftPieces ?? 0)) {
    throw new Refusal({ code: 'shipment-beyond', position, ...leftOf(standing) });
  }
  const before = standing.shippedPieces + standing.plannedPieces;
  return weightOfPieces({ weightG: line.weightG, pieces: line.pieces }, { pieces, before });
}

const leftOf = ({ leftG, leftPieces }: { leftG: number; leftPieces: number | null }) => ({
  leftG,
  leftPieces,
});
