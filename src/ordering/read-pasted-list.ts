import { measuredOf } from '../catalogue/product.ts';
import type { Db } from '../platform/db/database.ts';
import { priceLines } from '../pricing/price-cart.ts';
import type { PricedLine } from '../pricing/price-line.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import { listAssortmentRows } from '../stock/assortment.queries.ts';
import type { Onlooker } from '../stock/assortment-conditions.queries.ts';
import { type OfferedRow, offerOf } from '../stock/offer.ts';
import {
  isReady,
  type JudgedLine,
  judgeLines,
  type ListTally,
  type PastedHead,
  type PastedLine,
  tallyOf,
} from './pasted-list.ts';
import { findPastedList } from './pasted-list.queries.ts';
import type { MeasuredProduct } from './product.queries.ts';

/** A line with its product as it is offered today, and its price among all lines that are ready (R8). */
export type ShownLine = JudgedLine & {
  product: OfferedRow | undefined;
  price: PricedLine | undefined;
};

/** A list as people see it; one line is open, with the products that it may mean. */
export type ShownList = {
  list: PastedHead;
  lines: readonly ShownLine[];
  tally: ListTally & { grossMinor: number };
  openAt: number | undefined;
  candidates: readonly OfferedRow[];
};

/** Which line is open: one that was asked for, the next that needs a person after one, or none. */
export type Opening = { at: number } | { after: number } | 'none';

/**
 * A company's list with products, prices and stock of today; two statements,
 * however many lines. `undefined`: no such list.
 */
export async function readPastedList(
  db: Db,
  of: {
    listId: string;
    companyId: string;
    opening: Opening;
    onlooker: Onlooker;
    terms: PriceTerms;
  },
): Promise<ShownList | undefined> {
  const found = await findPastedList(db, of);
  if (!found) return undefined;
  const { list, lines } = found;
  const maybeOpen = openLines(lines, of.opening);
  const offered = await readOffered(db, of, [
    ...lines.flatMap((line) => line.productId ?? []),
    ...maybeOpen.flatMap((line) => line.candidateIds),
  ]);
  const judged = judgeLines(lines, new Map([...offered.values()].map(measuredRow)));
  const openAt = openPosition(judged, of.opening);
  const open = judged.find((line) => line.position === openAt);
  return {
    list,
    openAt,
    candidates: offeredIn(offered, open?.candidateIds ?? []),
    ...priced(judged, offered, of.terms),
  };
}

/** Which lines may turn out to be the open one: all that a person may have to decide on the way to it would be too many to read. */
function openLines(lines: readonly PastedLine[], opening: Opening): PastedLine[] {
  if (opening === 'none') return [];
  if ('at' in opening) return lines.filter((line) => line.position === opening.at);
  const isOpen = (line: PastedLine) =>
    line.productId === null && line.decision === null && line.cartLineId === null;
  return fromAfter(lines, opening.after).filter(isOpen).slice(0, 1);
}

function openPosition(lines: readonly JudgedLine[], opening: Opening): number | undefined {
  if (opening === 'none') return undefined;
  if ('at' in opening) return opening.at;
  return fromAfter(lines, opening.after).find((line) => line.problem !== undefined)?.position;
}

/** The lines behind a position, then those up to it. */
const fromAfter = <Line extends { position: number }>(lines: readonly Line[], after: number) => [
  ...lines.filter((line) => line.position > after),
  ...lines.filter((line) => line.position <= after),
];

async function readOffered(
  db: Db,
  of: { onlooker: Onlooker; terms: PriceTerms },
  productIds: readonly string[],
): Promise<Map<string, OfferedRow>> {
  const rows = await listAssortmentRows(db, { ...of, productIds: [...new Set(productIds)] });
  return new Map(rows.map((row) => [row.id, offerOf(row, of.terms)]));
}

const measuredRow = (row: OfferedRow): [string, MeasuredProduct] => {
  const { id, sku, lengthKind } = row;
  const isSoldWhole = lengthKind === 'measured' || lengthKind === 'sheet';
  return [id, { id, sku, isSoldWhole, measured: measuredOf(row) }];
};

const offeredIn = (offered: ReadonlyMap<string, OfferedRow>, ids: readonly string[]) =>
  ids.flatMap((id) => offered.get(id) ?? []);

function priced(
  judged: readonly JudgedLine[],
  offered: ReadonlyMap<string, OfferedRow>,
  terms: PriceTerms,
): Pick<ShownList, 'lines' | 'tally'> {
  const toPrice = judged.flatMap((line) => {
    const product = line.productId === null ? undefined : offered.get(line.productId);
    if (!product || !line.weighed || !isReady(line)) return [];
    const { weightG } = line.weighed;
    return [
      { id: String(line.position), productId: product.id, tierGroup: product.tierGroup, weightG },
    ];
  });
  const listed = new Map([...offered].map(([id, row]) => [id, row.listed]));
  const prices = priceLines(toPrice, listed, terms);
  const grossMinor = [...prices.values()].reduce((sum, price) => sum + price.grossMinor, 0);
  const lines = judged.map((line) => ({
    ...line,
    product: line.productId === null ? undefined : offered.get(line.productId),
    price: prices.get(String(line.position)),
  }));
  return { lines, tally: { ...tallyOf(judged), grossMinor } };
}
