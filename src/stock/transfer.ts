import { divideHalfUp } from '../measures/divide.ts';
import type { TransferState } from '../platform/db/schema.ts';

const FOLLOWING: Readonly<Record<TransferState, readonly TransferState[]>> = {
  planned: ['left', 'cancelled'],
  left: ['arrived'],
  arrived: [],
  cancelled: [],
};

/** Whether a transfer may go from one state to another: what has left is not called back, it arrives. */
export const mayBecome = (from: TransferState, to: TransferState): boolean =>
  FOLLOWING[from].includes(to);

/** So much of a lot; pieces where it is counted. Grams by theory. */
export type LotAmount = { weightG: number; pieces: number | null };

/**
 * What so many pieces, or grams where it is not counted, of an amount are in both
 * quantities: a piece weighs its share of the whole, rounded half up, so that all
 * pieces together weigh all of it.
 */
export function partOf(
  whole: LotAmount,
  part: { pieces?: number | undefined; weightG?: number | undefined },
): LotAmount {
  if (whole.pieces === null) return { weightG: part.weightG ?? 0, pieces: null };
  const pieces = part.pieces ?? 0;
  if (whole.pieces === 0) return { weightG: 0, pieces };
  const weightG = divideHalfUp(BigInt(whole.weightG) * BigInt(pieces), BigInt(whole.pieces));
  return { weightG, pieces };
}

/** Whether an amount is contained in another, in both quantities. */
export const isWithin = (part: LotAmount, whole: LotAmount): boolean =>
  part.weightG <= whole.weightG && (part.pieces ?? 0) <= (whole.pieces ?? 0);
