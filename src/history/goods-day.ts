import type { MissingGoods } from '../events/transfer-event.ts';
import type { OrderStage } from '../platform/db/schema.ts';
import type { Happening } from './history.queries.ts';

/** Why the goods of an order are there on another day than it was said, or not at all. */
const WHY = {
  'order.held-again': 'paidLate',
  'order.paid-without-stock': 'sold',
  'order.goods-later': 'later',
  'order.goods-found': 'found',
} as const;

/** What is said of the day of an order's goods: why, when the last of them is there now, and when it was to be. Trading days. */
export type GoodsDay = {
  why: (typeof WHY)[keyof typeof WHY] | 'missing';
  /** Null where all of them lie at the branch of the order, or where they are gone. */
  arrivesOn: string | null;
  promisedOn: string | null;
  /** What is gone; null where nothing is. */
  sku: string | null;
  /** The branch from which not all came, or where not all was found; null where that is not told. */
  fromBranch: string | null;
  /** What is missing and lies at no branch. */
  missing: readonly MissingGoods[];
};

/** What decides over what is missing: the newest of these. */
const OF_MISSING: readonly string[] = [
  'order.goods-found',
  'order.goods-not-found',
  'order.goods-left-out',
  'order.held-again',
  'order.reservation-expired',
];

/**
 * Why an order that is not picked yet has its goods on another day than was said when it was
 * placed, or some of them not at all, which is said before any day: the newest word counts,
 * and the day is the one that holds now, of what comes from other branches. Nothing is said
 * where nothing changed, nor of what came late and is there.
 */
export function goodsDayOf(
  order: { stage: OrderStage; isHeld: boolean },
  lines: readonly { coming: readonly { arrivesOn: string }[] }[],
  happenings: readonly Pick<Happening, 'type' | 'facts'>[],
): GoodsDay | undefined {
  if (order.stage !== 'placed' && order.stage !== 'confirmed') return undefined;
  const days = lines.flatMap(({ coming }) => coming.map(({ arrivesOn }) => arrivesOn));
  const arrivesOn = days.toSorted().at(-1) ?? null;
  const ofMissing = happenings.findLast(({ type }) => OF_MISSING.includes(type));
  if (ofMissing?.type === 'order.goods-not-found') return told(ofMissing, 'missing', arrivesOn);
  const newest = happenings.findLast(({ type }) => type in WHY || type === RUN_OUT);
  if (!newest || !isReason(newest.type)) return undefined;
  const why = WHY[newest.type];
  if (why === 'sold' ? order.isHeld : !order.isHeld) return undefined;
  if (why !== 'sold' && why !== 'paidLate' && arrivesOn === null) return undefined;
  return told(newest, why, arrivesOn);
}

/** From when on nothing is held, whatever was said before. */
const RUN_OUT = 'order.reservation-expired';

const isReason = (type: string): type is keyof typeof WHY => type in WHY;

function told(
  { facts }: Pick<Happening, 'facts'>,
  why: GoodsDay['why'],
  arrivesOn: string | null,
): GoodsDay {
  const said = factsOf(facts);
  const missing = why === 'missing' ? goodsOf(said.get('goods')) : [];
  return {
    why,
    arrivesOn,
    promisedOn: textOf(said, 'promisedOn'),
    sku: textOf(said, 'sku'),
    fromBranch: textOf(said, 'fromBranch'),
    missing,
  };
}

const factsOf = (facts: unknown): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(facts ?? {}));

/** One fact of an event; null where it was not told. */
function textOf(facts: ReadonlyMap<string, unknown>, name: string): string | null {
  const found = facts.get(name);
  return typeof found === 'string' ? found : null;
}

function goodsOf(goods: unknown): MissingGoods[] {
  if (!Array.isArray(goods)) return [];
  return goods.map((one: unknown) => {
    const said = factsOf(one);
    const pieces = said.get('pieces');
    return {
      sku: textOf(said, 'sku') ?? '',
      weightG: Number(said.get('weightG') ?? 0),
      pieces: typeof pieces === 'number' ? pieces : null,
    };
  });
}
