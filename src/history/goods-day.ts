import type { OrderStage } from '../platform/db/schema.ts';
import type { Happening } from './history.queries.ts';

/** Why the goods of an order are there on another day than it was said, or not at all. */
const WHY = {
  'order.held-again': 'paidLate',
  'order.paid-without-stock': 'sold',
  'order.goods-later': 'later',
} as const;

/** What is said of the day of an order's goods: why, when the last of them is there now, and when it was to be. Trading days. */
export type GoodsDay = {
  why: (typeof WHY)[keyof typeof WHY];
  /** Null where all of them lie at the branch of the order, or where they are gone. */
  arrivesOn: string | null;
  promisedOn: string | null;
  /** What is gone; null where nothing is. */
  sku: string | null;
};

/**
 * Why an order that is not picked yet has its goods on another day than was said when it was
 * placed: the newest word counts, and the day is the one that holds now, of what comes from
 * other branches. Nothing is said where nothing changed, nor of what came late and is there.
 */
export function goodsDayOf(
  order: { stage: OrderStage; isHeld: boolean },
  lines: readonly { coming: readonly { arrivesOn: string }[] }[],
  happenings: readonly Pick<Happening, 'type' | 'facts'>[],
): GoodsDay | undefined {
  if (order.stage !== 'placed' && order.stage !== 'confirmed') return undefined;
  const newest = happenings.findLast(({ type }) => type in WHY || RUN_OUT.includes(type));
  if (!newest || !isReason(newest.type)) return undefined;
  const why = WHY[newest.type];
  const days = lines.flatMap(({ coming }) => coming.map(({ arrivesOn }) => arrivesOn));
  const arrivesOn = days.toSorted().at(-1) ?? null;
  if (why === 'sold' ? order.isHeld : !order.isHeld) return undefined;
  if (why === 'later' && arrivesOn === null) return undefined;
  const { facts } = newest;
  return { why, arrivesOn, promisedOn: factOf(facts, 'promisedOn'), sku: factOf(facts, 'sku') };
}

/** From when on nothing is held, whatever was said before. */
const RUN_OUT: readonly string[] = ['order.reservation-expired'];

const isReason = (type: string): type is keyof typeof WHY => type in WHY;

/** One fact of an event; null where it was not told. */
function factOf(facts: unknown, name: string): string | null {
  const found: unknown = new Map(Object.entries(facts ?? {})).get(name);
  return typeof found === 'string' ? found : null;
}
