import { type Quantity, weighQuantity, type WeighedQuantity } from '../measures/quantity.ts';
import type { LineDecision, LineMatch, Unit } from '../platform/db/schema.ts';
import type { MeasuredProduct } from './product.queries.ts';

/** A list that a buyer pasted or sent as a file. */
export type PastedHead = {
  id: string;
  companyId: string;
  pastedBy: string;
  pastedByName: string;
  pastedAt: Date;
  /** Empty for a text. */
  fileName: string;
  /** The list went on; a thousand lines were taken. */
  isCut: boolean;
  lineCount: number;
  /** Grows while a long list is worked on. */
  matchedCount: number;
  cancelledAt: Date | null;
};

/** A line as it is kept: what it said, what it means, what was decided. */
export type PastedLine = {
  position: number;
  /** As it was written. */
  typed: string;
  /** What names the thing, as a person may have put it right. */
  words: string;
  code: string | null;
  /** The words as the company's own are kept; empty for a line without. */
  aliasKey: string;
  quantityMilli: number | null;
  unit: Unit | null;
  /** A length to cut longer bars to. */
  lengthMm: number | null;
  match: LineMatch | null;
  productId: string | null;
  /** By a person, not by us. */
  isChosen: boolean;
  /** What was left open and the product settles: grade, standard, length, unit. */
  assumed: readonly string[];
  candidateIds: readonly string[];
  candidateCount: number;
  decision: LineDecision | null;
  /** The line of a cart that it became. */
  cartLineId: string | null;
};

/** How sure a line is, in the words of those who read lists. */
export type LineStatus = 'exact' | 'guessed' | 'ambiguous' | 'not-found' | 'duplicate';

/** What keeps a line out of the cart until somebody decides. */
export type LineProblem = 'ambiguous' | 'not-found' | 'duplicate' | 'no-quantity' | 'not-sold-so';

/** A line with what follows from it and its neighbours. */
export type JudgedLine = PastedLine & {
  status: LineStatus;
  problem: LineProblem | undefined;
  /** The earlier line that names the same thing. */
  twinOf: number | undefined;
  quantity: Quantity | undefined;
  weighed: WeighedQuantity | undefined;
};

/**
 * What each line comes to, in order. A line whose product and length an earlier
 * one has is a duplicate until somebody keeps it; lines that were left out are
 * nobody's twin. Products that are not sold any more are absent from `products`,
 * and their lines are not found.
 */
export function judgeLines(
  lines: readonly PastedLine[],
  products: ReadonlyMap<string, MeasuredProduct>,
): JudgedLine[] {
  const firstOf = new Map<string, number>();
  return lines.map((line) => {
    const product = line.productId === null ? undefined : products.get(line.productId);
    const key = `${line.productId} ${line.lengthMm}`;
    const isIn = product !== undefined && line.decision !== 'left-out';
    const twinOf = isIn && line.decision !== 'kept' ? firstOf.get(key) : undefined;
    if (isIn && !firstOf.has(key)) firstOf.set(key, line.position);
    const quantity = quantityOf(line);
    const weighed = product && quantity && weigh(product, quantity, line.lengthMm);
    const status = statusOf(line, product, twinOf);
    return {
      ...line,
      status,
      twinOf,
      quantity,
      weighed,
      problem: problemOf(line, { status, quantity, weighed }),
    };
  });
}

const quantityOf = ({ quantityMilli, unit }: PastedLine): Quantity | undefined =>
  quantityMilli === null || unit === null ? undefined : { amountMilli: quantityMilli, unit };

function weigh(product: MeasuredProduct, quantity: Quantity, lengthMm: number | null) {
  const options = { lengthMm: lengthMm ?? undefined, wholePieces: product.isSoldWhole };
  const weighed = weighQuantity(product.measured, quantity, options);
  return weighed && weighed.weightG > 0 ? weighed : undefined;
}

function statusOf(
  line: PastedLine,
  product: MeasuredProduct | undefined,
  twinOf: number | undefined,
): LineStatus {
  if (!product) return line.match === 'candidate' ? 'ambiguous' : 'not-found';
  if (twinOf !== undefined) return 'duplicate';
  return line.isChosen || line.match === 'exact' ? 'exact' : 'guessed';
}

function problemOf(
  line: PastedLine,
  of: Pick<JudgedLine, 'status' | 'quantity' | 'weighed'>,
): LineProblem | undefined {
  if (line.decision === 'left-out' || line.decision === 'asked' || line.cartLineId !== null) {
    return undefined;
  }
  if (of.status !== 'exact' && of.status !== 'guessed') return of.status;
  if (!of.quantity) return 'no-quantity';
  return of.weighed ? undefined : 'not-sold-so';
}

/** Whether a line goes into the cart when the buyer says so. */
export const isReady = (line: JudgedLine): boolean =>
  line.problem === undefined &&
  line.weighed !== undefined &&
  line.decision !== 'left-out' &&
  line.decision !== 'asked' &&
  line.cartLineId === null;

/** What a list comes to. */
export type ListTally = {
  ready: number;
  problems: number;
  added: number;
  leftOut: number;
  asked: number;
  /** Of the lines that are ready. */
  weightG: number;
};

/** Counts the lines by what becomes of them; each is counted once. */
export function tallyOf(lines: readonly JudgedLine[]): ListTally {
  const count = (is: (line: JudgedLine) => boolean) => lines.filter(is).length;
  const ready = lines.filter(isReady);
  return {
    ready: ready.length,
    problems: count((line) => line.problem !== undefined),
    added: count((line) => line.cartLineId !== null),
    leftOut: count((line) => line.decision === 'left-out' && line.cartLineId === null),
    asked: count((line) => line.decision === 'asked' && line.cartLineId === null),
    weightG: ready.reduce((sum, line) => sum + (line.weighed?.weightG ?? 0), 0),
  };
}

/** Whether we are still at work on it. */
export const isBeingRead = (list: PastedHead): boolean =>
  list.cancelledAt === null && list.matchedCount < list.lineCount;
