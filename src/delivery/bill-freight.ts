import type { NetAndVat } from '../measures/money.ts';
import type { FreightCharging } from '../platform/db/schema.ts';
import { billedOfParts, isSettledBy, type LineToSettle, shareTo } from './settle-line.ts';
import { carriedOf, hasLeft } from './shipment.ts';
import { isComplete } from './tolerance.ts';

/** The freight of an order, how it is charged, and what was billed of it with the shipments that have left. Minor units. */
export type FreightToBill = NetAndVat & {
  id: string;
  vatRateBp: number;
  charging: FreightCharging;
  billedNetMinor: number;
  billedVatMinor: number;
};

/**
 * What is billed of the freight of an order with the vehicle that leaves now (R20):
 * all of it with the first; an equal part with each vehicle that stands on the plan,
 * and one more where goods are planned on none; or by what the goods weigh. The
 * vehicle after which nothing more of the order will leave takes what is left, so
 * the parts add up to the freight to the tiyin, however much came short. Minor
 * units, rounded half up.
 */
export function freightLeaving(
  freight: FreightToBill,
  lines: readonly LineToSettle[],
  shipmentId: string,
): NetAndVat {
  const left = {
    netMinor: freight.netMinor - freight.billedNetMinor,
    vatMinor: freight.vatMinor - freight.billedVatMinor,
  };
  const isLast = lines.every((line) => isSettledBy(line, shipmentId));
  if (isLast || freight.charging === 'once') return left;
  if (freight.charging === 'per-shipment') {
    return shareTo(left, { part: 1, whole: vehiclesToGo(lines) });
  }
  const until = shareTo(freight, weighedUntil(lines, shipmentId));
  return {
    netMinor: until.netMinor - freight.billedNetMinor,
    vatMinor: until.vatMinor - freight.billedVatMinor,
  };
}

/** Vehicles that have not left, this one among them; goods on none of them will need one more. */
function vehiclesToGo(lines: readonly LineToSettle[]): number {
  const parts = lines.flatMap((line) => line.parts);
  const waiting = parts.filter(({ stage }) => stage !== 'cancelled' && !hasLeft(stage));
  const isMore = lines.some((line) => {
    const carried = line.parts.map((part) => carriedOf(part, line));
    const weightG = carried.reduce((sum, one) => sum + one.weightG, 0);
    const pieces = carried.reduce((sum, one) => sum + one.pieces, 0);
    return !isComplete(line, { weightG, pieces });
  });
  return new Set(waiting.map(({ shipmentId }) => shipmentId)).size + (isMore ? 1 : 0);
}

const NOT_LEAVING = '';

/**
 * By how much the freight of an order comes to less than was agreed: nothing while
 * something may still leave, then what was billed of it less that. A vehicle that was
 * planned and does not come takes its part along. Minor units, zero or below.
 */
export function freightCorrection(
  freight: FreightToBill | undefined,
  lines: readonly LineToSettle[],
): NetAndVat {
  const isOver = lines.every((line) => isSettledBy(line, NOT_LEAVING));
  if (!freight || !isOver) return { netMinor: 0, vatMinor: 0 };
  return {
    netMinor: freight.billedNetMinor - freight.netMinor,
    vatMinor: freight.billedVatMinor - freight.vatMinor,
  };
}

/** How much of the ordered weight has left with this vehicle; what is weighed beyond a line moves no freight. */
function weighedUntil(
  lines: readonly LineToSettle[],
  shipmentId: string,
): { part: number; whole: number } {
  const whole = lines.reduce((sum, { weightG }) => sum + weightG, 0);
  const part = lines.reduce((sum, line) => {
    const billed = billedOfParts(line);
    const gone = line.parts.reduce(
      (weight, { shipmentLineId, shipmentId: of, billedG }) =>
        weight + (of === shipmentId ? (billed.get(shipmentLineId)?.billedG ?? 0) : (billedG ?? 0)),
      0,
    );
    return sum + Math.min(gone, line.weightG);
  }, 0);
  return { part, whole };
}
