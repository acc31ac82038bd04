import type { Quantity } from '../measures/quantity.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { weighLine } from './add-lines.ts';
import type { CartLineRow } from './cart.ts';
import type { NewCartLine } from './cart.queries.ts';
import type { MeasuredProduct } from './product.queries.ts';

/** How much an approver leaves of a line, in thousandths of the line's own unit; zero strikes it. */
export type LeftOfLine = { lineId: string; leftMilli: number };

/** The lines that remain, with those that were lowered as they are stored and the ids of the struck. */
export type LessLines = {
  left: readonly CartLineRow[];
  lowered: readonly NewCartLine[];
  struck: readonly string[];
};

/**
 * What remains of a cart when an approver leaves less of some lines (R16): lowered ones
 * are weighed anew as the buyer's own change would be, so that two tonnes become the
 * bars that make at least two tonnes. Lines that are not named stay. Grams, thousandths.
 * Refuses more than was asked, a number of bars that follows from a cut list, a cart
 * of which nothing remains (that is to decline), and a change that changes nothing.
 */
export function leaveLess(
  lines: readonly CartLineRow[],
  asked: readonly LeftOfLine[],
  products: ReadonlyMap<string, MeasuredProduct>,
): LessLines {
  const unknown = asked.find(({ lineId }) => !lines.some(({ id }) => id === lineId));
  if (unknown) throw new NotFound('cart line', unknown.lineId);
  const wanted = new Map(asked.map(({ lineId, leftMilli }) => [lineId, leftMilli]));
  const lowered: NewCartLine[] = [];
  const left = lines.flatMap((line): CartLineRow[] => {
    const leftMilli = wanted.get(line.id) ?? line.quantityMilli;
    if (leftMilli === line.quantityMilli) return [line];
    if (leftMilli === 0) return [];
    const less = weighLess(line, leftMilli, products.get(line.productId));
    lowered.push(less);
    const { quantityMilli, pieces, lengthMm, weightG } = less;
    return [{ ...line, quantityMilli, pieces, lengthMm, weightG }];
  });
  const struck = lines.filter(({ id }) => !left.some((line) => line.id === id));
  if (left.length === 0) throw new Refusal({ code: 'approval-nothing-left' });
  const isLess = struck.length > 0 || lowered.some((less) => isLighter(less, lines));
  if (!isLess) throw new Refusal({ code: 'approval-nothing-less' });
  return { left, lowered, struck: struck.map(({ id }) => id) };
}

function weighLess(
  line: CartLineRow,
  leftMilli: number,
  product: MeasuredProduct | undefined,
): NewCartLine {
  const { id, productId, sku, unit, lengthMm } = line;
  if (leftMilli > line.quantityMilli || leftMilli < 0) {
    throw new Refusal({ code: 'approval-only-less', sku });
  }
  if (line.cutting) throw new Refusal({ code: 'bars-follow-cuts' });
  const quantity: Quantity = { amountMilli: leftMilli, unit };
  const less = weighLine({ id, productId, quantity, lengthMm: lengthMm ?? undefined }, product);
  // Lines of an old product table may weigh otherwise by now: less is less on the scale too.
  if (less.weightG > line.weightG) throw new Refusal({ code: 'approval-only-less', sku });
  return less;
}

const isLighter = (less: NewCartLine, lines: readonly CartLineRow[]) =>
  lines.some(({ id, weightG }) => id === less.id && less.weightG < weightG);
