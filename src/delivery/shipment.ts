import { divideHalfUp } from '../measures/divide.ts';
import type { OrderStage, SaleBasis, ShipmentStage, ShipmentWay } from '../platform/db/schema.ts';
import { isComplete, type ToleratedLine } from './tolerance.ts';

/** What may follow a stage of a shipment; the yard loads, weighs and lets go, the road reports. */
const FOLLOWING: Readonly<Record<ShipmentStage, readonly ShipmentStage[]>> = {
  planned: ['loading', 'loaded', 'cancelled'],
  loading: ['loading', 'loaded', 'cancelled'],
  loaded: ['loading', 'loaded', 'weighed', 'left', 'cancelled'],
  weighed: ['loading', 'loaded', 'weighed', 'left', 'cancelled'],
  left: ['arrived', 'handed-over'],
  arrived: ['handed-over'],
  'handed-over': [],
  cancelled: [],
};

/** Whether a shipment may go from one stage to another: what was loaded may be loaded anew until it leaves. */
export const mayFollow = (from: ShipmentStage, to: ShipmentStage): boolean =>
  FOLLOWING[from].includes(to);

/** Whether the goods are still in our yard, so that the shipment may be changed or cancelled. */
export const isInYard = (stage: ShipmentStage): boolean => mayFollow(stage, 'cancelled');

/** Whether the goods have left our yard: on the road, at the site or handed over. */
export const hasLeft = (stage: ShipmentStage): boolean => !isInYard(stage) && stage !== 'cancelled';

/** The number of a shipment: its order's with its place among the shipments of the order. */
export const shipmentNumber = (of: { orderNumber: string; position: number }): string =>
  `${of.orderNumber}-${of.position}`;

/**
 * Whether a vehicle has to be weighed before it leaves: goods that are billed by weight
 * were not, or something was loaded anew after a weighing, which was of the whole (R5).
 */
export function needsWeight(of: {
  tickets: readonly unknown[];
  lines: readonly { saleBasis: SaleBasis; loadedG: number | null; weighedG: number | null }[];
}): boolean {
  const wasWeighed = of.tickets.length > 0;
  return of.lines.some(
    ({ saleBasis, loadedG, weighedG }) =>
      (saleBasis === 'actual' || wasWeighed) && (loadedG ?? 0) > 0 && weighedG === null,
  );
}

/** Whether shipments of an order may be planned: it is being picked, so that it is not cancelled any more, and not yet all of it handed over. */
export const mayBePlanned = (stage: OrderStage): boolean =>
  stage === 'picking' || mayBeLoaded(stage);

/** Whether goods of an order may be put on a vehicle: they are ready, or a part of them has left already. */
export const mayBeLoaded = (stage: OrderStage): boolean => stage === 'ready' || stage === 'shipped';

/** What a vehicle carries of a line, as far as it is known. Grams; theoretical but for `weighedG`. */
export type CarriedPart = {
  stage: ShipmentStage;
  plannedG: number;
  plannedPieces: number | null;
  loadedG: number | null;
  loadedPieces: number | null;
  weighedG: number | null;
  billedG: number | null;
};

/** How much a vehicle carries of a line: what is billed, else what was weighed, loaded or planned of it. Nothing when it was cancelled. */
export function carriedOf(
  part: CarriedPart,
  line: Pick<ToleratedLine, 'saleBasis'>,
): { weightG: number; pieces: number } {
  if (part.stage === 'cancelled') return { weightG: 0, pieces: 0 };
  const weighedG = line.saleBasis === 'actual' ? part.weighedG : null;
  return {
    weightG: part.billedG ?? weighedG ?? part.loadedG ?? part.plannedG,
    pieces: part.loadedPieces ?? part.plannedPieces ?? 0,
  };
}

/** What of a line is ordered, has left, stands on vehicles in our yard, and is left to be planned. Grams. */
export type LineStanding = {
  shippedG: number;
  shippedPieces: number;
  plannedG: number;
  plannedPieces: number;
  leftG: number;
  /** Null where the line is not counted. */
  leftPieces: number | null;
};

/**
 * How a line stands (R20): ordered less shipped less what is on vehicles already.
 * Nothing is left once all pieces are taken where it is counted, or once what has
 * left is within the tolerance (R6). Never below nothing.
 */
export function standingOf(line: ToleratedLine, parts: readonly CarriedPart[]): LineStanding {
  const sum = (of: readonly CarriedPart[]) => {
    const carried = of.map((part) => carriedOf(part, line));
    return {
      weightG: carried.reduce((total, one) => total + one.weightG, 0),
      pieces: carried.reduce((total, one) => total + one.pieces, 0),
    };
  };
  const shipped = sum(parts.filter(({ stage }) => hasLeft(stage)));
  const planned = sum(parts.filter(({ stage }) => isInYard(stage)));
  const leftPieces =
    line.pieces === null ? null : Math.max(0, line.pieces - shipped.pieces - planned.pieces);
  const leftG = Math.max(0, line.weightG - shipped.weightG - planned.weightG);
  return {
    ...{ shippedG: shipped.weightG, shippedPieces: shipped.pieces },
    ...{ plannedG: planned.weightG, plannedPieces: planned.pieces },
    leftG: isComplete(line, shipped) || leftPieces === 0 ? 0 : leftG,
    leftPieces,
  };
}

/**
 * What so many more pieces of a line weigh by theory, after others have been
 * taken: the whole weight of the line shared by pieces, so that all its parts
 * add up to it. Grams, rounded half up.
 */
export function weightOfPieces(
  line: { weightG: number; pieces: number },
  of: { pieces: number; before: number },
): number {
  const until = (pieces: number) =>
    divideHalfUp(BigInt(line.weightG) * BigInt(pieces), BigInt(line.pieces));
  return until(of.before + of.pieces) - until(of.before);
}

/** Whether goods are brought to a site, or fetched from our yard. */
export const isBrought = (way: ShipmentWay): boolean => way !== 'pick-up';
