import { tradingDay } from '../measures/calendar.ts';
import type { Quantity } from '../measures/quantity.ts';
import type { Db } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { cuttingOfferFor } from '../pricing/cutting-terms.ts';
import { type PricedLine, priceLine } from '../pricing/price-line.ts';
import { readTermsAndPrices } from '../pricing/pricing.queries.ts';
import { weighLine } from './add-lines.ts';
import { planLine, type WantedCutting } from './cut-line.ts';
import { servicesOf, type StoredCutting } from './line-services.ts';
import {
  type CuttableProduct,
  listCuttableProducts,
  listMeasuredProducts,
  type TieredProduct,
} from './product.queries.ts';
import { type Rests, restsOf } from './rests-of-cuts.ts';
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
  /** Cut to these pieces: then the quantity is the bars that they take. */
  cutting?: WantedCutting | null;
};

type Weighed = WrittenOffer & {
  product: TieredProduct | undefined;
  weightG: number | null;
  /** How it is cut, with what its charge follows from; absent where nothing is. */
  stored?: StoredCutting | undefined;
  /** What is left of its bars; absent as above. */
  left?: Rests | undefined;
};

/**
 * Weighs offers and says what they come to, beside what the company's own lists
 * ask for the same today (R7, R8: breaks by the weight of the tier group, of each
 * line its first offer). An offered price is on the VAT basis of the list that
 * prices the goods, without VAT where none does. A cut list is offered as the bars
 * that it takes, with what cutting them costs at the quote's branch today (R19). Three
 * statements, four where something is cut. A product that is not sold is not found; a
 * quantity that it is not sold in, and a list that cannot be cut, is refused.
 */
export async function priceOffers(
  db: Db,
  of: {
    companyId: string;
    branchCode: string;
    quoteId: string;
    /** The number that the version will have. */
    quoteVersion: number;
    offers: readonly WrittenOffer[];
    /** A list that the branch cannot cut is offered as bars that stay whole, where it is not refused. */
    dropsCuts?: boolean;
    at: Date;
  },
): Promise<NewOffer[]> {
  const { companyId, branchCode, quoteId, quoteVersion, offers, dropsCuts, at } = of;
  const productIds = offers.flatMap(({ productId }) => productId ?? []);
  const products = await listMeasuredProducts(db, productIds);
  const on = tradingDay(at);
  const { terms, listed } = await readTermsAndPrices(db, { companyId, on, productIds });
  const cut = offers.flatMap(({ cutting, productId }) => (cutting && productId) || []);
  const cuttable =
    cut.length === 0 ? [] : await listCuttableProducts(db, { branchCode, productIds: cut });
  const today = { on, vatRateBp: terms.vatRateBp };
  const weighed = offers.map((offer) =>
    weighOffer(offer, products, { cuttable, dropsCuts: dropsCuts ?? false }),
  );
  return weighed.map((offer) => {
    const { product, quantity, weightG, pricePerTonneMinor: asked, stored, left, ...rest } = offer;
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
      cutting: offer.cutting ?? null,
      services: stored && priced ? servicesOf(stored, priced, today).services : [],
      rests: left && stored ? { ...left, creditMinor: creditIfLeft(stored, priced, today) } : null,
    };
  });
}

/** What comes back with VAT if the usable remnants stay with us, whatever is chosen; nothing without a price. */
function creditIfLeft(
  stored: StoredCutting,
  priced: PricedLine | undefined,
  today: { on: string; vatRateBp: number },
): number {
  const { services } = servicesOf({ ...stored, offcuts: 'leave' }, priced, today);
  const credit = services.find(({ kind }) => kind === 'remnants');
  return credit ? -credit.grossMinor : 0;
}

/** What the quote's branch cuts, and whether what it does not cut is offered whole. */
type Cuts = { cuttable: readonly CuttableProduct[]; dropsCuts: boolean };

function weighOffer(
  offer: WrittenOffer,
  products: ReadonlyMap<string, TieredProduct>,
  cuts: Cuts,
): Weighed {
  const { productId, quantity } = offer;
  if (productId === null) return { ...offer, product: undefined, weightG: weightOf(quantity) };
  const product = products.get(productId);
  if (!product) throw new NotFound('product', productId);
  if (offer.cutting) return weighCutOffer(offer, offer.cutting, product, cuts);
  const { weightG } = weighLine({ id: productId, productId, quantity }, product);
  return { ...offer, product, weightG };
}

/** The bars that a cut list takes, and how they are cut. */
function weighCutOffer(
  offer: WrittenOffer,
  cutting: WantedCutting,
  product: TieredProduct,
  { cuttable, dropsCuts }: Cuts,
): Weighed {
  const { id: productId, sku } = product;
  const bars = cuttable.find(({ id }) => id === productId);
  const cutOn = bars && cuttingOfferFor(bars, bars.machines);
  const { stockLengthMm, machines } = bars ?? { stockLengthMm: 0, machines: [] };
  const planned = cutOn && planLine({ offer: cutOn, stockLengthMm }, cutting);
  if (!bars || !planned) {
    if (!dropsCuts) throw new Refusal({ code: 'not-cut-so', sku });
    const { weightG } = weighLine({ id: productId, productId, quantity: offer.quantity }, product);
    return { ...offer, cutting: null, product, weightG };
  }
  const quantity: Quantity = { amountMilli: planned.bars * 1000, unit: 'pcs' };
  const { weightG } = weighLine({ id: productId, productId, quantity }, product);
  const stored = planned.cutting && { ...planned.cutting, product: bars, machines };
  const left = planned.cutting && restsOf(planned.cutting, weightG);
  return { ...offer, takesMore: false, quantity, product, weightG, stored, left };
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
