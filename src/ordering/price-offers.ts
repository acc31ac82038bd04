import { tradingDay } from '../measures/calendar.ts';
import type { Quantity } from '../measures/quantity.ts';
import type { Db } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound } from '../platform/refusal.ts';
import { priceLine } from '../pricing/price-line.ts';
import { readTermsAndPrices } from '../pricing/pricing.queries.ts';
import { weighLine } from './add-lines.ts';
import { listMeasuredProducts, type TieredProduct } from './product.queries.ts';
import type { NewOffer } from './quote-version.queries.ts';

/** An offer as it is written: goods of ours or words, so much of it, at a price. */
export type WrittenOffer = {
  position: number;
  alternative: number;
  productId: string | null;
  typed: string;
  quantity: Quantity;
  /** Undefined: what the company's own lists ask; null: no price yet. Minor units per tonne. */
  pricePerTonneMinor: number | null | undefined;
  takesMore: boolean;
  note: string;
};

type Weighed = WrittenOffer & { product: TieredProduct | undefined; weightG: number | null };

/**
 * Weighs offers and says what they come to, beside what the company's own lists
 * ask for the same today (R7, R8: breaks by the weight of the tier group, of each
 * line its first offer). An offered price is on the VAT basis of the list that
 * prices the goods, without VAT where none does. Three statements. A product
 * that is not sold is not found, a quantity that it is not sold in is refused.
 */
export async function priceOffers(
  db: Db,
  of: {
    companyId: string;
    quoteId: string;
    /** The number that the version will have. */
    quoteVersion: number;
    offers: readonly WrittenOffer[];
    at: Date;
  },
): Promise<NewOffer[]> {
  const { companyId, quoteId, quoteVersion, offers, at } = of;
  const productIds = offers.flatMap(({ productId }) => productId ?? []);
  const products = await listMeasuredProducts(db, productIds);
  const on = tradingDay(at);
  const { terms, listed } = await readTermsAndPrices(db, { companyId, on, productIds });
  const weighed = offers.map((offer) => weighOffer(offer, products));
  return weighed.map((offer) => {
    const { product, quantity, weightG, pricePerTonneMinor: asked, ...rest } = offer;
    const toPrice = {
      tierGroup: product?.tierGroup ?? '',
      weightG: weightG ?? 0,
      tierWeightG: tierWeightG(weighed, offer),
      listed: (product && listed.get(product.id)) ?? [],
      terms,
    };
    const own = weightG === null ? undefined : priceLine(toPrice);
    const includesVat = own?.includesVat ?? false;
    const pricePerTonneMinor = asked === undefined ? (own?.pricePerTonneMinor ?? null) : asked;
    const quoteLine = offer.position;
    const fixed = { kind: 'quote', includesVat, quoteId, quoteVersion, quoteLine } as const;
    const priced =
      weightG === null || pricePerTonneMinor === null
        ? undefined
        : priceLine({ ...toPrice, fixed: { ...fixed, pricePerTonneMinor } });
    return {
      ...rest,
      ...{ id: newId(), quantityMilli: quantity.amountMilli, unit: quantity.unit, weightG },
      ...{ pricePerTonneMinor, includesVat, vatRateBp: terms.vatRateBp },
      listPerTonneMinor: own?.pricePerTonneMinor ?? null,
      netMinor: priced?.netMinor ?? null,
      vatMinor: priced?.vatMinor ?? null,
      grossMinor: priced?.grossMinor ?? null,
      derivation: priced?.derivation ?? null,
    };
  });
}

function weighOffer(offer: WrittenOffer, products: ReadonlyMap<string, TieredProduct>): Weighed {
  const { productId, quantity } = offer;
  if (productId === null) return { ...offer, product: undefined, weightG: weightOf(quantity) };
  const product = products.get(productId);
  if (!product) throw new NotFound('product', productId);
  const { weightG } = weighLine({ id: productId, productId, quantity }, product);
  return { ...offer, product, weightG };
}

/** Words weigh only what they say in tonnes or kilograms. */
function weightOf({ amountMilli, unit }: Quantity): number | null {
  if (unit === 't') return amountMilli * 1000;
  return unit === 'kg' && amountMilli > 0 ? amountMilli : null;
}

/** What the offer's tier group weighs if this offer is taken of its line, and the first of every other. */
function tierWeightG(offers: readonly Weighed[], chosen: Weighed): number {
  const group = chosen.product?.tierGroup;
  return offers
    .filter((one) => one.product?.tierGroup === group)
    .filter((one) => (one.position === chosen.position ? one === chosen : one.alternative === 1))
    .reduce((sum, { weightG }) => sum + (weightG ?? 0), 0);
}
