import { shareOut } from '../measures/share-out.ts';
import { refuseFreightOpen } from '../ordering/refuse-freight-open.ts';
import { refuseUnpaid } from '../ordering/refuse-unpaid.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { Refusal } from '../platform/refusal.ts';
import { lockLevels } from '../stock/stock.queries.ts';
import { listLotsToLoad, type LotToLoad, type NewLoad, writeLoads } from './load.queries.ts';
import { goodsPath } from './goods-link.ts';
import { followWeighing } from './follow-weighing.ts';
import { lockWithOrder } from './lock-shipment.ts';
import { noteStep } from './note-step.ts';
import { isBrought, isInYard, mayBeLoaded, standingOf, weightOfPieces } from './shipment.ts';
import { listLinesToShip, type OrderLineToShip } from './order-to-ship.queries.ts';
import { findShipment, setShipmentStage, type Shipment } from './shipment.queries.ts';
import { insertTrack } from './track.queries.ts';

/** What lies on the vehicle of one line: by lot so many pieces where the line is counted, else so many grams. */
export type LoadedLine = {
  lineId: string;
  /** Grams by the tags of weighed bundles, all of the line's; they count instead of its share of the ticket (R5). */
  taggedG?: number | undefined;
  lots: readonly { lotId: string; pieces?: number | undefined; weightG?: number | undefined }[];
};

/**
 * Writes down what lies on a vehicle, lot by lot and so heat by heat, in place of
 * what was said before; lines not named stay as they are. Begun, it may be
 * continued; finished, every lot has a certificate in force or the buyer's word
 * that he takes it without, and something is loaded. Never more of a line than
 * is left of it, nor of a lot than it has besides what stands on other vehicles.
 * Asks what must be paid before loading (R12), and that freight is agreed where goods
 * are brought. A vehicle that is loaded anew is weighed anew. Locks account, order,
 * shipment, stock.
 */
export async function loadShipment(
  tx: Tx,
  clerk: Staff,
  load: {
    shipmentId: string;
    version: number;
    lines: readonly LoadedLine[];
    isFinished: boolean;
    channel: Channel;
    at: Date;
  },
): Promise<void> {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { shipmentId, version, isFinished, channel, at } = load;
  const locked = await lockWithOrder(tx, { shipmentId, version });
  const { order, shipment } = locked;
  if (!isInYard(shipment.stage)) {
    throw new Refusal({ code: 'shipment-over', shipmentStage: shipment.stage });
  }
  if (!mayBeLoaded(order.stage)) {
    throw new Refusal({ code: 'shipment-too-early', stage: order.stage });
  }
  if (isBrought(shipment.way)) refuseFreightOpen(order);
  await refuseUnpaid(tx, order, 'load');

  const ordered = await listLinesToShip(tx, order.id);
  const { branchCode } = shipment;
  await lockLevels(
    tx,
    ordered.map(({ productId }) => ({ branchCode, productId, weightG: 0 })),
  );
  const lots = await listLotsToLoad(tx, { orderId: order.id, shipmentId });
  const loads = loadsOf(load.lines, { ordered, lots, shipment });
  if (loads.length > 0) await writeLoads(tx, { shipmentId, loads });
  // Labels are printed while it is loaded, with the code that its papers will have.
  await goodsPath(tx, { shipmentId, companyId: shipment.companyId, at });
  failpoint('shipment.after-loading');
  if (isFinished) await refuseUnfinished(tx, shipmentId);

  await setShipmentStage(tx, { shipmentId, stage: isFinished ? 'loaded' : 'loading' });
  const told = { source: 'yard', personId: clerk.personId, channel, at } as const;
  await followWeighing(tx, locked, told);
  if (isFinished) {
    await noteStep(tx, 'shipment.loaded', locked, told);
  } else if (shipment.stage === 'planned') {
    const { companyId } = shipment;
    const { source, personId } = told;
    const happened = { kind: 'loading', happenedAt: at, toldAt: at } as const;
    await insertTrack(tx, { companyId, shipmentId, source, personId, ...happened });
  }
  failpoint('shipment.before-commit');
}

type Yard = {
  ordered: readonly OrderLineToShip[];
  lots: readonly LotToLoad[];
  shipment: { id: string; companyId: string };
};

function loadsOf(lines: readonly LoadedLine[], yard: Yard): NewLoad[] {
  const loads = lines.map((line) => loadOf(line, yard));
  for (const lot of yard.lots) {
    const wantedG = loads
      .flatMap((load) => load.lots)
      .filter(({ lotId }) => lotId === lot.lotId)
      .reduce((total, { weightG }) => total + weightG, 0);
    const leftG = lot.onHandG - lot.takenG;
    if (wantedG > leftG) {
      throw new Refusal({ code: 'lot-short', heatNumber: lot.heatNumber, leftG });
    }
  }
  return loads;
}

function loadOf(line: LoadedLine, { ordered, lots, shipment }: Yard): NewLoad {
  const { lineId, taggedG = null } = line;
  const { id: shipmentId, companyId } = shipment;
  const found = ordered.find(({ parts }) =>
    parts.some((part) => part.shipmentLineId === lineId && part.shipmentId === shipmentId),
  );
  const taken = line.lots.filter(({ pieces, weightG }) => (pieces ?? weightG ?? 0) > 0);
  const isOurs = taken.every(({ lotId }) =>
    lots.some((lot) => lot.lotId === lotId && lot.productId === found?.productId),
  );
  if (!found || !isOurs) throw new Refusal({ code: 'changed-meanwhile' });

  const others = found.parts.filter((part) => part.shipmentLineId !== lineId);
  const standing = standingOf(found, others);
  const weights = weightsOf(found, taken, standing.shippedPieces + standing.plannedPieces);
  const loadedG = weights.reduce((total, weightG) => total + weightG, 0);
  const loadedPieces =
    found.pieces === null ? null : taken.reduce((total, { pieces = 0 }) => total + pieces, 0);
  const { leftG, leftPieces } = standing;
  // What is weighed is loaded by eye: how far it may go beyond is said by its tolerance, on the scale.
  const isBeyond =
    loadedPieces === null
      ? found.saleBasis !== 'actual' && loadedG > leftG
      : loadedPieces > (leftPieces ?? 0);
  if (isBeyond) {
    throw new Refusal({ code: 'shipment-beyond', position: found.position, leftG, leftPieces });
  }
  return {
    ...{ lineId, companyId, loadedG, loadedPieces, taggedG },
    lots: taken.map(({ lotId, pieces }, at) => ({
      ...{ lotId, weightG: weights[at] ?? 0 },
      pieces: found.pieces === null ? null : (pieces ?? null),
    })),
  };
}

/** What each lot gives, grams: as it was said, or the theoretical weight of all pieces shared by their count. */
function weightsOf(
  line: OrderLineToShip,
  taken: LoadedLine['lots'],
  before: number,
): readonly number[] {
  if (line.pieces === null) return taken.map(({ weightG = 0 }) => weightG);
  const counts = taken.map(({ pieces = 0 }) => pieces);
  const pieces = counts.reduce((total, count) => total + count, 0);
  if (pieces === 0) return counts;
  const whole = { weightG: line.weightG, pieces: line.pieces };
  return shareOut(weightOfPieces(whole, { pieces, before }), counts);
}

/** Loading is not finished while nothing lies on the vehicle, or a lot has neither a certificate nor a waiver. */
async function refuseUnfinished(tx: Tx, shipmentId: string): Promise<void> {
  const shipment = await findShipment(tx, shipmentId);
  if (!shipment || shipment.lines.every(({ loadedG }) => !loadedG)) {
    throw new Refusal({ code: 'shipment-empty' });
  }
  const heats = heatsWithout(shipment);
  if (heats.length > 0) throw new Refusal({ code: 'certificate-missing', heats: heats.join(', ') });
}

/** The heats on a vehicle of which no certificate is there and none was waived. */
export const heatsWithout = ({ lines }: Pick<Shipment, 'lines'>): string[] => [
  ...new Set(
    lines
      .flatMap(({ lots }) => lots)
      .filter(({ certificates, isWaived }) => certificates.length === 0 && !isWaived)
      .map(({ heatNumber }) => heatNumber),
  ),
];
