import type { Insertable } from 'kysely';
import { forms } from '../catalogue/form.ts';
import { addDays } from '../measures/calendar.ts';
import { weighQuantity } from '../measures/quantity.ts';
import type { DB } from '../platform/db/schema.ts';
import type { DemoProduct, DemoStock } from './goods.ts';
import { makeMills, millSigns } from './mills.ts';
import { momentOn } from './moments.ts';
import type { DemoOrder } from './orders.ts';
import type { Random } from './random.ts';

/** The stock of the demo world: levels, lots by heat, reservations and every movement that led there. */
export type Warehouse = {
  mills: readonly (Insertable<DB['mill']> & { id: string })[];
  levels: Insertable<DB['stockLevel']>[];
  lots: Insertable<DB['lot']>[];
  reservations: Insertable<DB['reservation']>[];
  movements: Insertable<DB['stockMovement']>[];
  /** What orders that were handed over got, of the oldest lot there. */
  allocations: Insertable<DB['allocation']>[];
};

const LOTS_MOST = 4;
const LOT_LIKELY_G = 12_000_000;
/** Goods that were handed over within this time left movements; what went before is history without stock. */
const REMEMBERED_DAYS = 56;
/** The oldest lot arrived before everything that is remembered. */
const OLDEST_LOT_DAYS = [100, 400] as const;
const NEWER_LOT_DAYS = [4, 95] as const;

type Flow = { shippedG: number; heldG: number };

/**
 * Splits what each branch holds into lots and adds what recent orders took or
 * hold, so that the movements of a level add up to it (audit.v_stock).
 */
export function fillWarehouse(
  random: Random,
  given: {
    stock: readonly DemoStock[];
    products: ReadonlyMap<string, DemoProduct>;
    orders: readonly DemoOrder[];
    today: string;
    at: Date;
  },
): Warehouse {
  const mills = makeMills(random.fork('mills'), given.at);
  const warehouse: Warehouse = {
    mills: [...mills.values()],
    ...{ levels: [], lots: [], reservations: [], movements: [], allocations: [] },
  };
  const rememberedFrom = momentOn(addDays(given.today, -REMEMBERED_DAYS), 0);
  const heats = new Set<string>();
  const flows = new Map<string, Flow>();
  for (const order of given.orders) {
    if (order.row.placedAt >= rememberedFrom) noteOrder(random, order, flows, warehouse);
  }
  for (const level of given.stock) {
    const product = given.products.get(level.productId);
    const flow = flows.get(`${level.branchCode} ${level.productId}`) ?? { shippedG: 0, heldG: 0 };
    if (product) noteLevel(random, { level, product, flow, mills, heats, ...given }, warehouse);
  }
  warehouse.allocations = allocate(warehouse);
  warehouse.movements.sort((one, other) => Number(one.at) - Number(other.at));
  return warehouse;
}

/** Holds an order's lines, and lets them go when it was handed over or cancelled. */
function noteOrder(
  random: Random,
  order: DemoOrder,
  flows: Map<string, Flow>,
  warehouse: Warehouse,
): void {
  const { row, course, lines } = order;
  const shippedAt = course.moves.find(({ to }) => to === 'delivered')?.at;
  const endedAt = shippedAt ?? course.cancelled?.at ?? null;
  for (const line of lines) {
    const reservationId = random.id(row.placedAt);
    const { productId, weightG } = line;
    const place = { branchCode: row.branchCode, productId, reservationId };
    const key = `${row.branchCode} ${productId}`;
    const flow = flows.get(key) ?? { shippedG: 0, heldG: 0 };
    flows.set(key, flow);
    warehouse.reservations.push({
      id: reservationId,
      orderId: row.id,
      orderLineId: line.id,
      branchCode: row.branchCode,
      productId,
      weightG,
      heldAt: row.placedAt,
      endedAt,
      endedBy: endedKind(order),
    });
    const move = (
      kind: 'reserved' | 'released' | 'shipped',
      at: Date,
      onHandG: number,
      reservedG: number,
    ) =>
      warehouse.movements.push({
        ...place,
        kind,
        onHandChangeG: onHandG,
        reservedChangeG: reservedG,
        lotId: null,
        at,
      });
    move('reserved', row.placedAt, 0, weightG);
    if (shippedAt) {
      flow.shippedG += weightG;
      move('shipped', shippedAt, -weightG, -weightG);
    } else if (course.cancelled) {
      move('released', course.cancelled.at, 0, -weightG);
    } else {
      flow.heldG += weightG;
    }
  }
}

function endedKind({ course }: DemoOrder): 'cancelled' | 'shipped' | null {
  if (course.cancelled) return 'cancelled';
  return course.stage === 'delivered' ? 'shipped' : null;
}

function noteLevel(
  random: Random,
  of: {
    level: DemoStock;
    product: DemoProduct;
    flow: Flow;
    mills: ReturnType<typeof makeMills>;
    heats: Set<string>;
    today: string;
    at: Date;
  },
  warehouse: Warehouse,
): void {
  const { level, product, flow, today } = of;
  const { branchCode, productId } = level;
  const onHandG = level.onHandG + flow.heldG;
  const countedAt = new Date(of.at.getTime() - random.whole(5, 600) * 60_000);
  warehouse.levels.push({ branchCode, productId, onHandG, reservedG: flow.heldG, countedAt });

  const piece = weighQuantity(product.measured, { amountMilli: 1_000, unit: 'pcs' });
  const isCounted = product.lengthKind === 'measured' || product.lengthKind === 'sheet';
  shareIntoLots(random, onHandG).forEach((lotG, index) => {
    const isOldest = index === 0;
    const [least, most] = isOldest ? OLDEST_LOT_DAYS : NEWER_LOT_DAYS;
    const receivedOn = addDays(today, -random.whole(least, most));
    const receivedG = lotG + (isOldest ? flow.shippedG : 0);
    if (receivedG === 0) return;
    const id = random.id(momentOn(receivedOn, 10));
    const sign = random.pick(millSigns);
    const heatNumber = newHeat(random, sign, of.heats);
    warehouse.lots.push({
      id,
      branchCode,
      productId,
      heatNumber,
      place: placeFor(product, heatNumber),
      millId: of.mills.get(sign)?.id ?? null,
      receivedOn,
      receivedG,
      onHandG: lotG,
      piecesOnHand: isCounted && piece ? Math.floor(lotG / piece.weightG) : null,
      pieceLengthMm: product.stockLengthMm ?? null,
    });
    const received = {
      branchCode,
      productId,
      kind: 'received',
      lotId: id,
      reservationId: null,
    } as const;
    const at = momentOn(receivedOn, 10);
    warehouse.movements.push({ ...received, onHandChangeG: receivedG, reservedChangeG: 0, at });
  });
}

const ROWS = 24;
/** Of so many lots one was put down without a word. */
const UNPLACED_OF = 5;

/** Metal of one form lies in a bay of its own, in some row; what just came nobody has placed yet. */
function placeFor({ form }: DemoProduct, heatNumber: string): string {
  const number = Number(heatNumber.replaceAll(/\D/g, ''));
  if (number % UNPLACED_OF === 0) return '';
  return `Пролёт ${1 + forms.indexOf(form)}, ряд ${1 + (number % ROWS)}`;
}

/** A mill gives each heat a number of its own. */
function newHeat(random: Random, sign: string, heats: Set<string>): string {
  const heat = `${sign}${random.whole(1, 9)}-${random.whole(10_000, 99_999)}`;
  if (heats.has(heat)) return newHeat(random, sign, heats);
  heats.add(heat);
  return heat;
}

/** Of each level the first lot is the oldest; it came with what was handed over since. */
function allocate({ lots, reservations }: Warehouse): Warehouse['allocations'] {
  const oldest = new Map<string, string>();
  for (const { branchCode, productId, id } of lots) {
    const key = `${branchCode} ${productId}`;
    if (!oldest.has(key)) oldest.set(key, id);
  }
  const taken = new Map<string, Warehouse['allocations'][number]>();
  for (const { orderId, branchCode, productId, weightG, endedAt, endedBy } of reservations) {
    const lotId = oldest.get(`${branchCode} ${productId}`);
    if (endedBy !== 'shipped' || !endedAt || !lotId) continue;
    const key = `${orderId} ${lotId}`;
    const before = Number(taken.get(key)?.weightG ?? 0);
    taken.set(key, { orderId, lotId, weightG: before + Number(weightG), takenAt: endedAt });
  }
  return [...taken.values()];
}

/** Parts of unlike size that add up to the whole: more parts the more there is. */
function shareIntoLots(random: Random, wholeG: number): number[] {
  const count = Math.min(LOTS_MOST, 1 + Math.floor(wholeG / LOT_LIKELY_G));
  const shares = Array.from({ length: count }, () => 0.4 + random.fraction());
  const total = shares.reduce((sum, share) => sum + share, 0);
  const parts = shares.map((share) => Math.floor((wholeG * share) / total));
  const rest = wholeG - parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part, index) => (index === 0 ? part + rest : part));
}
