import type { PriceImportStage, PriceVerdict } from '../platform/db/schema.ts';
import type { PriceColumns } from './price-columns.ts';
import type { RowProblem } from './price-file-row.ts';
import type { ProductPrice } from './price-list.ts';

/** A file of prices on its way into a list. */
export type PriceImport = {
  id: string;
  listId: string;
  fileName: string;
  stage: PriceImportStage;
  /** Why it failed or went back a step: a code of `words.priceImport.problems` or of `words.problems`. */
  problem: string | null;
  /** The cells of the head, by which a later file of the list is known. */
  heads: readonly string[];
  columns: PriceColumns | null;
  rowCount: number;
  doneCount: number;
  /** Rows as the file says of itself; null where it does not. */
  expectedCount: number | null;
  /** The version that the rows were compared with, and its edits then; null for a list without prices. */
  baseVersionId: string | null;
  baseEdits: number | null;
  /** The day from which it is published; null where it goes into the draft only. */
  publishFrom: string | null;
  hasReadRemarks: boolean;
  askedBy: string | null;
  askedAt: Date | null;
  createdByName: string;
  createdAt: Date;
  /** Seconds since the step at hand began. */
  seconds: number;
};

/** How many rows there are of each verdict, and how many a manager leaves out. */
export type PriceTally = Record<PriceVerdict, number> & { excluded: number };

/** A row with what it means: judged, with the price of its product before. */
export type JudgedPrice = {
  line: number;
  verdict: PriceVerdict;
  problem: RowProblem | null;
  productId: string | null;
  price: ProductPrice | null;
  before: ProductPrice | null;
  moveBp: number;
};

/** Whether the job has something to do, so that a page asks again. */
export const isAtWork = ({ stage }: Pick<PriceImport, 'stage'>): boolean =>
  stage === 'reading' || stage === 'judging' || stage === 'applying';

/** Rows of a second, and the seconds that are left where all rows are known; `undefined` before the first. */
export function paceOf(
  state: Pick<PriceImport, 'stage' | 'rowCount' | 'doneCount' | 'expectedCount' | 'seconds'>,
):
  | { done: number; total: number | null; perSecond: number; secondsLeft: number | null }
  | undefined {
  const { stage, rowCount, doneCount, expectedCount, seconds } = state;
  const isReading = stage === 'reading';
  const done = isReading ? rowCount : doneCount;
  const total = isReading ? expectedCount : rowCount;
  if (done === 0 || seconds <= 0 || stage === 'applying') return undefined;
  const perSecond = Math.max(1, Math.round(done / seconds));
  const left = total === null ? null : Math.max(0, Math.ceil((total - done) / perSecond));
  return { done, total, perSecond, secondsLeft: left };
}
