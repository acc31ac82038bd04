import type { ShipmentStage, ShipmentWay } from '../platform/db/schema.ts';
import { tradingDay } from '../measures/calendar.ts';
import { hasLeft, isBrought } from './shipment.ts';

/** When a vehicle was seen where in our yard; null where nobody wrote it down. */
export type Visit = {
  atGateAt: Date | null;
  onScaleAt: Date | null;
  loadingAt: Date | null;
  loadedAt: Date | null;
  leftAt: Date | null;
};

/** How long the parts of a visit took, in whole minutes; null where one of its ends is not known. */
export type VisitMinutes = {
  /** From the gate until loading began, or until now while it has not. */
  waiting: number | null;
  /** From the gate to the scale. */
  toScale: number | null;
  loading: number | null;
  /** From the gate, or from loading where nobody saw it come, until it left. */
  inYard: number | null;
};

const MINUTE_MS = 60_000;

/** Whole minutes begun and ended, rounded; never less than none, since clocks differ. */
const minutesBetween = (from: Date | null, until: Date | null): number | null =>
  from && until && Math.max(0, Math.round((until.getTime() - from.getTime()) / MINUTE_MS));

/** How long the parts of a visit took (the paper's speed of loading, measured). A vehicle that waits or is being loaded counts until now. */
export function minutesOf(visit: Visit, now: Date): VisitMinutes {
  const { atGateAt, onScaleAt, loadingAt, loadedAt, leftAt } = visit;
  const until = leftAt ?? now;
  return {
    waiting: minutesBetween(atGateAt, loadingAt ?? until),
    toScale: minutesBetween(atGateAt, onScaleAt),
    loading: minutesBetween(loadingAt, loadedAt ?? until),
    inYard: minutesBetween(atGateAt ?? loadingAt, leftAt),
  };
}

/** The middle of some minutes: half of them took no longer. Of an even count the mean of both in the middle, rounded half up; null of none. */
export function medianOf(minutes: readonly (number | null)[]): number | null {
  const known = minutes.filter((one) => one !== null).toSorted((one, other) => one - other);
  const low = known[Math.floor((known.length - 1) / 2)];
  const high = known[Math.floor(known.length / 2)];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}

/** The medians of the visits that are over, so that one who has just come does not make them look short. */
export function mediansOf(visits: readonly Visit[]): VisitMinutes {
  const over = visits.flatMap((visit) => (visit.leftAt ? [minutesOf(visit, visit.leftAt)] : []));
  return {
    waiting: medianOf(over.map(({ waiting }) => waiting)),
    toScale: medianOf(over.map(({ toScale }) => toScale)),
    loading: medianOf(over.map(({ loading }) => loading)),
    inYard: medianOf(over.map(({ inYard }) => inYard)),
  };
}

/** Where a vehicle stands, as people in the yard say it. */
export type YardState = 'expected' | 'late' | 'waiting' | 'loading' | 'loaded' | 'weighed' | 'gone';

/** Where a vehicle stands: expected in its slot or late for it, waiting at the gate, being loaded, or gone. */
export function yardStateOf(
  vehicle: Pick<Visit, 'atGateAt'> & { stage: ShipmentStage; loadUntil: Date },
  now: Date,
): YardState {
  const { stage, atGateAt, loadUntil } = vehicle;
  if (hasLeft(stage)) return 'gone';
  if (stage === 'loading' || stage === 'loaded' || stage === 'weighed') return stage;
  if (atGateAt) return 'waiting';
  return now > loadUntil ? 'late' : 'expected';
}

/** The vehicles that left on a day, whenever their slot was. */
export const goneOn = <V extends Pick<Visit, 'leftAt'>>(vehicles: readonly V[], day: string): V[] =>
  vehicles.filter(({ leftAt }) => leftAt !== null && tradingDay(leftAt) === day);

/**
 * Whether a vehicle was let go and may still stand before our barrier: it left, and
 * nobody saw it at its site; one that fetches signs for its goods in our yard, so that
 * its hand-over comes before the barrier too.
 */
export const isAtBarrier = ({ stage, way }: { stage: ShipmentStage; way: ShipmentWay }): boolean =>
  stage === 'left' || (stage === 'handed-over' && !isBrought(way));

/** What is missing before a vehicle may drive in. */
export type EntryLack = 'plate' | 'authority' | 'authority-over';

/** What is missing before a vehicle may drive in on a day: its plate, and a power of attorney in force where the buyer fetches his goods (R22). */
export function lacksToEnter(
  vehicle: {
    way: ShipmentWay;
    vehiclePlate: string;
    authorityNumber: string;
    authorityUntil: string | null;
  },
  day: string,
): EntryLack[] {
  const { way, vehiclePlate, authorityNumber, authorityUntil } = vehicle;
  const isOver = authorityUntil !== null && authorityUntil < day;
  return [
    ...(vehiclePlate === '' ? (['plate'] as const) : []),
    ...(!isBrought(way) && authorityNumber === '' ? (['authority'] as const) : []),
    ...(!isBrought(way) && authorityNumber !== '' && isOver ? (['authority-over'] as const) : []),
  ];
}
