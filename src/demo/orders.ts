import type { Insertable } from 'kysely';
import { addDays, businessHoursAfter, tradingDay } from '../measures/calendar.ts';
import { saleBasisOf } from '../ordering/order.ts';
import type { DB } from '../platform/db/schema.ts';
import type { PricedLine } from '../pricing/price-line.ts';
import { agreementOn, type DemoAgreement } from './agreements.ts';
import type { BasketLine } from './baskets.ts';
import { courseOf, type OrderCourse } from './order-course.ts';
import type { OrderDraft } from './order-drafts.ts';
import type { PriceBook } from './price-book.ts';
import type { Random } from './random.ts';
import { isSlowYard } from './slow-yard.ts';

type OrderRow = Insertable<DB['salesOrder']> & { id: string; placedAt: Date; grossMinor: number };
type LineRow = Insertable<DB['salesOrderLine']> & {
  id: string;
  productId: string;
  weightG: number;
};

/** An order of the demo world with its lines and how it went. */
export type DemoOrder = {
  draft: OrderDraft;
  course: OrderCourse;
  row: OrderRow;
  lines: readonly LineRow[];
};

/** What decides how drafts become orders. */
export type Ordering = {
  agreements: ReadonlyMap<string, readonly DemoAgreement[]>;
  price: PriceBook;
  at: Date;
};

/** As `placeOrder` does: an unpaid order holds its stock for so many business hours (R18). */
const HOLD_BUSINESS_HOURS = 24;
const OURS = 'counterweight';

/**
 * Turns drafts, the oldest first, into orders: priced by the lists and terms of
 * their day with the derivation kept, numbered without gaps in each year, and
 * moved along until now. A line without a price is left out, and so is an order
 * of which no line is left.
 */
export function makeOrders(
  random: Random,
  drafts: readonly OrderDraft[],
  given: Ordering,
): DemoOrder[] {
  const numbers = new Map<string, number>();
  return drafts.flatMap((draft) => {
    const lines = priceBasket(random, draft, given);
    if (lines.length === 0) return [];
    const year = draft.day.slice(2, 4);
    const number = (numbers.get(year) ?? 0) + 1;
    numbers.set(year, number);
    const { branchCode } = draft.company.row;
    const isSlow =
      draft.siteId === null && isSlowYard({ branchCode, at: draft.placedAt }, given.at);
    const course = courseOf(random, { ...draft, at: given.at, isSlow });
    const id = random.id(draft.placedAt);
    const companyId = draft.company.row.id;
    return {
      draft,
      course,
      row: {
        ...headOf(random, draft, course, given),
        ...sumsOf(lines),
        id,
        number: `${year}-${String(number).padStart(6, '0')}`,
      },
      lines: lines.map((line, index) => ({ ...line, orderId: id, companyId, position: index + 1 })),
    };
  });
}

type LineWithoutOrder = Omit<LineRow, 'orderId' | 'companyId' | 'position'>;

function priceBasket(random: Random, draft: OrderDraft, given: Ordering): LineWithoutOrder[] {
  const { company, siteId, day, placedAt, basket } = draft;
  const toPrice = basket.map((line) => ({
    ...line,
    id: random.id(placedAt),
    productId: line.product.id,
    tierGroup: line.product.tierGroup,
  }));
  const priced = given.price({ company, siteId, on: day }, toPrice);
  return toPrice.flatMap((line) => {
    const price = priced.get(line.id);
    return price ? [lineOf(line.id, line, price)] : [];
  });
}

function lineOf(id: string, line: BasketLine, price: PricedLine): LineWithoutOrder {
  const { product, quantity, pieces, lengthMm, weightG } = line;
  return {
    id,
    productId: product.id,
    sku: product.sku,
    nameEn: product.nameEn,
    nameRu: product.nameRu,
    nameKk: product.nameKk,
    quantityMilli: quantity.amountMilli,
    unit: quantity.unit,
    pieces,
    lengthMm,
    weightG,
    saleBasis: saleBasisOf(product.lengthKind),
    massSource: product.massSource,
    pricePerTonneMinor: price.pricePerTonneMinor,
    priceLevel: price.level,
    vatRateBp: price.derivation.vatRateBp,
    netMinor: price.netMinor,
    vatMinor: price.vatMinor,
    grossMinor: price.grossMinor,
    derivation: price.derivation,
  };
}

function headOf(random: Random, draft: OrderDraft, course: OrderCourse, given: Ordering) {
  const { company, day, placedAt } = draft;
  const agreement = agreementOn(given.agreements.get(company.row.id) ?? [], day);
  const terms = agreement?.row;
  const isOnAccount = terms?.payment === 'on-account';
  const isHeldForTime = course.stage === 'placed' || course.stage === 'confirmed';
  return {
    companyId: company.row.id,
    cartId: random.id(new Date(placedAt.getTime() - random.whole(3, 300) * 60_000)),
    channel: draft.channel,
    source: OURS,
    placedBy: draft.placedBy,
    contactId: draft.contactId,
    placedAt,
    pricedOn: day,
    agreementId: terms?.id ?? null,
    branchCode: company.entry.branchCode,
    siteId: draft.siteId,
    payment: isOnAccount ? 'on-account' : 'prepaid',
    dueOn: isOnAccount ? addDays(handedOverOn(course) ?? day, terms.paymentDays) : null,
    purchaseNumber: terms?.requiredFields?.includes('purchase-number')
      ? purchaseNumber(random, day)
      : '',
    stage: course.stage,
    reservedUntil:
      !isOnAccount && isHeldForTime ? businessHoursAfter(placedAt, HOLD_BUSINESS_HOURS) : null,
    version: 1 + course.moves.length + (course.cancelled ? 1 : 0),
    cancelledAt: course.cancelled?.at ?? null,
    cancelledBy: course.cancelled ? draft.placedBy : null,
    cancellationReason: course.cancelled?.reason ?? null,
  } as const;
}

/** The day from which the days to pay are counted; `undefined` while the goods are with us. */
function handedOverOn({ moves }: OrderCourse): string | undefined {
  const handedOver = moves.find(({ to }) => to === 'delivered');
  return handedOver && tradingDay(handedOver.at);
}

const purchaseNumber = (random: Random, day: string) =>
  `З-${day.slice(2, 4)}${day.slice(5, 7)}-${random.whole(1000, 9999)}`;

/** A document is the sum of its rounded lines (R14). */
function sumsOf(
  lines: readonly { weightG: number; netMinor: number; vatMinor: number; grossMinor: number }[],
) {
  const sum = (of: (line: (typeof lines)[number]) => number) =>
    lines.reduce((total, line) => total + of(line), 0);
  return {
    weightG: sum((line) => line.weightG),
    netMinor: sum((line) => line.netMinor),
    vatMinor: sum((line) => line.vatMinor),
    grossMinor: sum((line) => line.grossMinor),
  };
}

/** The last number of each year: where the shop goes on counting. */
export function lastNumbers(orders: readonly DemoOrder[]): Insertable<DB['documentCounter']>[] {
  const last = new Map<number, number>();
  for (const { row } of orders) {
    const [year, number] = row.number.split('-').map(Number);
    if (year !== undefined && number !== undefined) last.set(2000 + year, number);
  }
  return [...last].map(([year, lastNumber]) => ({ series: 'order', year, lastNumber }));
}
