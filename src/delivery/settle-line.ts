import { divideHalfUp } from '../measures/divide.ts';
import type { NetAndVat } from '../measures/money.ts';
import type { ShipmentStage } from '../platform/db/schema.ts';
import { billableOf, isBelowDivision, type LineOnScale } from './share-ticket.ts';
import { type CarriedPart, hasLeft } from './shipment.ts';
import { type Billed, billedWithin, isComplete, type ToleratedLine } from './tolerance.ts';

/** What vehicles carry of a line, with how they were weighed and what the buyer said. Grams, minor units. */
type PartToSettle = CarriedPart & {
  shipmentId: string;
  shipmentLineId: string;
  taggedG: number | null;
  isExcessAccepted: boolean;
  /** What its whole vehicle weighed, against tags and theory; null where it was not weighed. */
  onScale: { netG: number; divisionG: number; knownG: number } | null;
  netMinor: number | null;
  vatMinor: number | null;
};

/** A service of a line, with what was billed of it with the shipments that have left. Minor units. */
type ServiceToSettle = NetAndVat & {
  id: string;
  vatRateBp: number;
  billedNetMinor: number;
  billedVatMinor: number;
};

/** A line of an order with everything that carries something of it, the first planned first. */
export type LineToSettle = ToleratedLine &
  NetAndVat & {
    id: string;
    position: number;
    sku: string;
    productId: string;
    vatRateBp: number;
    parts: readonly PartToSettle[];
    services: readonly ServiceToSettle[];
  };

/**
 * What so many grams of a line cost of what it was sold for: each amount in
 * proportion, rounded half up, so that all parts that follow one another add up to
 * the line to the tiyin, and what is weighed beyond costs the same (R4, R6).
 */
export const amountsAt = (line: NetAndVat & { weightG: number }, weightG: number): NetAndVat =>
  shareTo(line, { part: weightG, whole: line.weightG });

/** So much of so much of an amount without VAT and of its VAT, each rounded half up. */
export const shareTo = (of: NetAndVat, { part, whole }: { part: number; whole: number }) => ({
  netMinor: partOf(of.netMinor, part, whole),
  vatMinor: partOf(of.vatMinor, part, whole),
});

const partOf = (amount: number, part: number, whole: number) =>
  divideHalfUp(BigInt(amount) * BigInt(part), BigInt(whole));

const minus = (one: NetAndVat, other: NetAndVat): NetAndVat => ({
  netMinor: one.netMinor - other.netMinor,
  vatMinor: one.vatMinor - other.vatMinor,
});

const plus = (one: NetAndVat, other: NetAndVat): NetAndVat => ({
  netMinor: one.netMinor + other.netMinor,
  vatMinor: one.vatMinor + other.vatMinor,
});

const NOTHING: NetAndVat = { netMinor: 0, vatMinor: 0 };

/** Which stages tell what of a line is billed: on the scale where it is sold by weight, else on the vehicle. */
const tells = ({ saleBasis }: ToleratedLine, stage: ShipmentStage): boolean =>
  hasLeft(stage) || stage === 'weighed' || (saleBasis !== 'actual' && stage === 'loaded');

/** Grams of a line that have been billed with shipments that have left. */
const billedBefore = (line: LineToSettle): number =>
  line.parts.reduce((sum, { billedG }) => sum + (billedG ?? 0), 0);

/** What has been billed of a line with shipments that have left. Minor units. */
const amountsBefore = (line: LineToSettle): NetAndVat =>
  line.parts
    .map(({ netMinor, vatMinor }) => ({ netMinor: netMinor ?? 0, vatMinor: vatMinor ?? 0 }))
    .reduce(plus, NOTHING);

/**
 * What is billed, or would be if it left now, of each part of a line whose
 * weight is known; what has left comes first, since it was billed first. Grams.
 */
export function billedOfParts(line: LineToSettle): Map<string, Billed> {
  const billed = new Map<string, Billed>();
  let beforeG = billedBefore(line);
  for (const part of line.parts) {
    const { shipmentLineId, loadedG, billedG } = part;
    if (part.stage === 'cancelled' || loadedG === null || !tells(line, part.stage)) continue;
    if (billedG !== null) {
      billed.set(shipmentLineId, { billedG, excessG: 0 });
      continue;
    }
    const billableG = billableOf(lineOnScale(line, part, loadedG), isSameAsTheory(part));
    const { isExcessAccepted } = part;
    const one = billedWithin(line, { billableG, beforeG, isExcessAccepted });
    billed.set(shipmentLineId, one);
    beforeG += one.billedG;
  }
  return billed;
}

const isSameAsTheory = ({ onScale }: PartToSettle) =>
  onScale !== null && isBelowDivision(onScale, onScale.knownG);

const lineOnScale = (line: ToleratedLine, part: PartToSettle, theoryG: number) => ({
  ...{ saleBasis: line.saleBasis, theoryG },
  ...{ taggedG: part.taggedG, weighedG: part.weighedG },
});

/** What all parts of a line carry together, as far as it is known; and whether something more is still planned or being loaded. */
function carriedTogether(line: LineToSettle) {
  const billed = billedOfParts(line);
  const standing = line.parts.filter(({ stage }) => stage !== 'cancelled');
  const known = standing.filter(({ shipmentLineId }) => billed.has(shipmentLineId));
  return {
    billedG: known.reduce((sum, { shipmentLineId: id }) => sum + (billed.get(id)?.billedG ?? 0), 0),
    // A buyer who does not take the excess has his line all the same.
    weightG: known.reduce((sum, { shipmentLineId: id }) => {
      const one = billed.get(id);
      return sum + (one ? one.billedG + one.excessG : 0);
    }, 0),
    pieces: known.reduce((sum, { loadedPieces }) => sum + (loadedPieces ?? 0), 0),
    isAllKnown: known.length === standing.length,
    hasAllLeft: standing.every(({ stage }) => hasLeft(stage)),
  };
}

/** Whether a line is closed: what vehicles carry of it completes it, and nothing more is planned. */
function isClosed(line: LineToSettle): boolean {
  const carried = carriedTogether(line);
  return carried.isAllKnown && isComplete(line, carried);
}

/**
 * By how much a line comes to more or less than it was sold for: nothing until it
 * is closed or more than it is billed already, then what is billed of it less what
 * was agreed (R6). Without VAT and the VAT, at the rate of the order; minor units.
 */
export function correctionOf(line: LineToSettle): NetAndVat {
  const carried = carriedTogether(line);
  const closed = isClosed(line);
  if (!closed && carried.billedG <= line.weightG) return NOTHING;
  // What has left is billed as the line was then; of what was left out since, nothing is.
  const billed = carried.hasAllLeft ? amountsBefore(line) : amountsAt(line, carried.billedG);
  const correction = minus(billed, amountsAt(line, line.weightG));
  if (!closed || !carried.hasAllLeft) return correction;
  // Nothing more leaves: what was billed of services is all that they come to.
  const services = line.services.map((one) =>
    minus({ netMinor: one.billedNetMinor, vatMinor: one.billedVatMinor }, one),
  );
  return services.reduce(plus, correction);
}

/** What a vehicle that leaves is billed of a line and of its services. Grams, minor units. */
export type SettledPart = {
  shipmentLineId: string;
  billedG: number;
  amounts: NetAndVat;
  services: readonly (NetAndVat & { id: string; vatRateBp: number })[];
  /** Whether nothing of the line is left to leave after this. */
  closes: boolean;
};

/** Whether nothing of a line is left to leave once a shipment has left. */
export function isSettledBy(line: LineToSettle, shipmentId: string): boolean {
  const isLast = line.parts.every(
    ({ stage, shipmentId: of }) => of === shipmentId || stage === 'cancelled' || hasLeft(stage),
  );
  return isLast && isClosed(line);
}

/**
 * What is billed of a line with the shipment that leaves now: its weight at the
 * price of the order, of the services the same share, and all that is left of
 * them when nothing more of the line will leave. Parts that leave one after
 * another add up to the line to the tiyin.
 */
export function settleLeaving(line: LineToSettle, shipmentId: string): SettledPart | undefined {
  const part = line.parts.find((one) => one.shipmentId === shipmentId);
  const billed = part && billedOfParts(line).get(part.shipmentLineId);
  if (!part || !billed) return undefined;
  const beforeG = billedBefore(line);
  const untilG = beforeG + billed.billedG;
  const closes = isSettledBy(line, shipmentId);
  const services = line.services.map((service) => ({
    ...{ id: service.id, vatRateBp: service.vatRateBp },
    ...minus(
      closes
        ? service
        : amountsAt({ ...service, weightG: line.weightG }, Math.min(untilG, line.weightG)),
      { netMinor: service.billedNetMinor, vatMinor: service.billedVatMinor },
    ),
  }));
  return {
    ...{ shipmentLineId: part.shipmentLineId, billedG: billed.billedG, services, closes },
    amounts: minus(amountsAt(line, untilG), amountsBefore(line)),
  };
}

/** The lines of one shipment as its scale sees them, by their ids; those with nothing on the vehicle are left out. */
export function linesOnScale(
  lines: readonly LineToSettle[],
  shipmentId: string,
): (LineOnScale & { shipmentLineId: string })[] {
  return lines.flatMap((line) => {
    const part = line.parts.find((one) => one.shipmentId === shipmentId);
    if (!part?.loadedG) return [];
    const { shipmentLineId, taggedG, loadedG: theoryG } = part;
    return [{ shipmentLineId, saleBasis: line.saleBasis, theoryG, taggedG }];
  });
}
