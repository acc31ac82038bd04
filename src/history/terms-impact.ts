import { divideHalfUp } from '../measures/divide.ts';
import { amountForWeight } from '../measures/money.ts';
import type { Terms } from '../customers/agreement.ts';
import { dueOf } from '../customers/instalment.ts';
import { readDerivation } from '../pricing/derivation.ts';
import { replay } from '../pricing/replay.ts';

/** How many days of purchases are priced again. */
export const IMPACT_DAYS = 90;

/** A line that was sold, with the stored reason of its price. */
export type SoldLine = {
  orderId: string;
  productId: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  weightG: number;
  grossMinor: number;
  derivation: unknown;
  /** What a tonne cost us on the pricing day, minor units without VAT; null where nobody said. */
  costPerTonneMinor: number | null;
};

/** What one item came to at both terms; net minor units. */
export type ItemImpact = Pick<SoldLine, 'productId' | 'sku' | 'nameEn' | 'nameRu' | 'nameKk'> & {
  weightG: number;
  beforeMinor: number;
  afterMinor: number;
};

/** The last days of a company's purchases at the terms that it has and at those it would have. */
export type TermsImpact = {
  /** How many days were looked back. */
  days: number;
  /** What differs, the largest difference first. */
  items: readonly ItemImpact[];
  lines: number;
  /** Net, without VAT, of every line that can be priced again. */
  beforeMinor: number;
  afterMinor: number;
  /** What the lines that can be priced again cost us, net; of lines without a cost nothing is in it. */
  costMinor: number;
  /** Lines whose cost is not known: with any of them there is no margin. */
  withoutCost: number;
  /** Lines whose price has no stored reason, or none at one of the terms; they are in no sum. */
  notRepriced: number;
  /** Owed on average if all is bought at this pace and paid on the last day; minor units with VAT. */
  owedBeforeMinor: number;
  owedAfterMinor: number;
};

type PaymentRule = Pick<Terms, 'payment' | 'paymentDays' | 'instalments'>;
type PriceRule = Pick<Terms, 'priceStrategy' | 'publicPriceIfBetter'>;
/** What a company without an agreement buys by. */
const NO_AGREEMENT: PriceRule & PaymentRule = {
  priceStrategy: 'first-found',
  publicPriceIfBetter: false,
  payment: 'prepaid',
  paymentDays: 0,
  instalments: [],
};

/**
 * Prices sold lines again at both terms by the engine itself, from what stands
 * in their derivations: the lists and breaks that were asked on the day (R7,
 * R8). The price of the day stays the price of the day, so only the strategy
 * and the better public price move it.
 */
export function termsImpact(
  sold: readonly SoldLine[],
  before: Terms | undefined,
  after: Terms,
): TermsImpact {
  const was = before ?? NO_AGREEMENT;
  const byProduct = new Map<string, ItemImpact>();
  let [notRepriced, beforeMinor, afterMinor, costMinor, withoutCost] = [0, 0, 0, 0, 0];
  for (const line of sold) {
    const [old, next] = [netAt(line, was), netAt(line, after)];
    if (old === undefined || next === undefined) {
      notRepriced += 1;
      continue;
    }
    beforeMinor += old;
    afterMinor += next;
    const { weightG, costPerTonneMinor } = line;
    if (costPerTonneMinor === null) withoutCost += 1;
    else costMinor += amountForWeight({ weightG, pricePerTonneMinor: costPerTonneMinor });
    const { productId, sku, nameEn, nameRu, nameKk } = line;
    const item = byProduct.get(productId);
    byProduct.set(productId, {
      ...{ productId, sku, nameEn, nameRu, nameKk },
      weightG: (item?.weightG ?? 0) + line.weightG,
      beforeMinor: (item?.beforeMinor ?? 0) + old,
      afterMinor: (item?.afterMinor ?? 0) + next,
    });
  }
  const size = (item: ItemImpact) => Math.abs(item.afterMinor - item.beforeMinor);
  const items = [...byProduct.values()].filter((item) => size(item) > 0);
  const orders = ordersOf(sold);
  return {
    items: items.toSorted((one, other) => size(other) - size(one)),
    ...{ days: IMPACT_DAYS, lines: sold.length, beforeMinor, afterMinor, notRepriced },
    ...{ costMinor, withoutCost },
    owedBeforeMinor: owedAtPace(orders, was),
    owedAfterMinor: owedAtPace(orders, after),
  };
}

function netAt({ derivation }: SoldLine, rule: PriceRule): number | undefined {
  const stored = readDerivation(derivation);
  const { priceStrategy: strategy, publicPriceIfBetter } = rule;
  return stored && replay({ ...stored, strategy, publicPriceIfBetter })?.netMinor;
}

/** What each order came to, of its lines; minor units with VAT. */
function ordersOf(sold: readonly SoldLine[]): number[] {
  const orders = new Map<string, number>();
  for (const { orderId, grossMinor } of sold) {
    orders.set(orderId, (orders.get(orderId) ?? 0) + grossMinor);
  }
  return [...orders.values()];
}

/** Each part of an order is owed for its own days; what is due with the order or when it is ready is not owed at all. */
function owedAtPace(ordersMinor: readonly number[], of: PaymentRule): number {
  if (of.payment !== 'on-account') return 0;
  const owedDays = ordersMinor
    .flatMap((grossMinor) =>
      of.instalments.length > 0
        ? dueOf(of.instalments, grossMinor)
        : [{ dueMinor: grossMinor, days: of.paymentDays }],
    )
    .reduce((sum, { dueMinor, days }) => sum + BigInt(dueMinor) * BigInt(days), 0n);
  return divideHalfUp(owedDays, BigInt(IMPACT_DAYS));
}
