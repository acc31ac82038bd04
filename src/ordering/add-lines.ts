import type { Quantity } from '../measures/quantity.ts';
import { weighQuantity } from '../measures/quantity.ts';
import type { Actor } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { cuttingOfferFor } from '../pricing/cutting-terms.ts';
import { insertCartLines, type NewCartLine, touchCart } from './cart.queries.ts';
import { type CutProduct, planLine, type WantedCutting } from './cut-line.ts';
import { lockOpenCart } from './open-cart.ts';
import {
  listCuttableProducts,
  listMeasuredProducts,
  type MeasuredProduct,
} from './product.queries.ts';

/** Five thousand tonnes; the database holds the same limit. */
const LINE_WEIGHT_G_MAX = 5_000_000_000;

/** What someone wants of a product: the quantity as said, perhaps cut to a length. */
export type WantedLine = {
  /** Made with the form, so that a second click is known. */
  id: string;
  productId: string;
  quantity: Quantity;
  /** Only for pieces of another length than the product's own. */
  lengthMm?: number | undefined;
  /** A cut list: it says how many bars there are, whatever the quantity says. */
  cutting?: WantedCutting | undefined;
  /** The line of a saved list that it is taken from. */
  savedListLineId?: string | undefined;
};

/**
 * Puts lines into an open cart and weighs them; bars and sheets are sold whole, so two tonnes
 * become the bars that make at least two tonnes, and a cut list the bars that it takes.
 * Harmless to repeat: the ids tell. Returns how many lines are new. A product
 * that is not sold any more is not found; a unit or length that it is not sold
 * in, and a list that its branch cannot cut, is refused.
 */
export async function addLines(
  tx: Tx,
  actor: Actor,
  adding: { cartId: string; channel: Channel; lines: readonly WantedLine[]; at: Date },
): Promise<number> {
  const { cartId, channel, lines, at } = adding;
  const { branchCode } = await lockOpenCart(tx, actor, { cartId, at });
  const weighed = await weighLines(tx, branchCode, lines);
  const into = { cartId, addedBy: actor.personId, addedOn: channel, at };
  const added = await insertCartLines(tx, into, weighed);
  if (added > 0) await touchCart(tx, { cartId, at });
  return added;
}

/** What lines of a cart that is served from a branch weigh, cut lists planned; refused as above. */
export async function weighLines(
  tx: Tx,
  branchCode: string,
  lines: readonly WantedLine[],
): Promise<NewCartLine[]> {
  const products = await listMeasuredProducts(
    tx,
    lines.map((line) => line.productId),
  );
  const cut = lines.filter(({ cutting }) => cutting).map(({ productId }) => productId);
  const cuttable =
    cut.length === 0 ? [] : await listCuttableProducts(tx, { branchCode, productIds: cut });
  return lines.map((line) => {
    const product = products.get(line.productId);
    if (!line.cutting) return weighLine(line, product);
    const bars = cuttable.find(({ id }) => id === line.productId);
    const offer = bars && cuttingOfferFor(bars, bars.machines);
    return weighCutLine(line, product, offer && { offer, stockLengthMm: bars.stockLengthMm });
  });
}

/** The bars that a cut list takes, weighed like any others. */
function weighCutLine(
  line: WantedLine,
  product: MeasuredProduct | undefined,
  cutProduct: CutProduct | undefined,
): NewCartLine {
  if (!product) throw new NotFound('product', line.productId);
  const planned = cutProduct && line.cutting && planLine(cutProduct, line.cutting);
  if (!planned) throw new Refusal({ code: 'not-cut-so', sku: product.sku });
  const quantity: Quantity = { amountMilli: planned.bars * 1000, unit: 'pcs' };
  const weighed = weighLine({ ...line, quantity, lengthMm: undefined }, product);
  return { ...weighed, cutting: planned.cutting };
}

/** What a wanted quantity of a product weighs, as the line keeps it. Grams, rounded once. */
export function weighLine(line: WantedLine, product: MeasuredProduct | undefined): NewCartLine {
  const { id, productId, quantity } = line;
  const options = { lengthMm: line.lengthMm, wholePieces: product?.isSoldWhole ?? false };
  const weighed = product && weighQuantity(product.measured, quantity, options);
  if (!product) throw new NotFound('product', productId);
  if (!weighed || weighed.weightG <= 0 || weighed.weightG > LINE_WEIGHT_G_MAX) {
    throw new Refusal({ code: 'not-sold-so', sku: product.sku });
  }
  return {
    id,
    productId,
    quantityMilli: quantity.amountMilli,
    unit: quantity.unit,
    pieces: weighed.pieces,
    lengthMm: weighed.lengthMm,
    weightG: weighed.weightG,
    savedListLineId: line.savedListLineId,
  };
}
