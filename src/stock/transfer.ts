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

/** Nothing of an amount, in both quantities. */
export const noneOf = ({ pieces }: LotAmount): LotAmount => ({
  weightG: 0,
  pieces: pieces === null ? null : 0,
});

/** Two parts of one amount together. */
export const addAmounts = (one: LotAmount, other: LotAmount): LotAmount => ({
  weightG: one.weightG + other.weightG,
  pieces: one.pieces === null ? null : one.pieces + (other.pieces ?? 0),
});

/**
 * As much more of an amount as so many free grams are enough for, after a first part of
 * it: whole pieces only where it is counted. All parts of an amount together weigh all of it.
 */
export function firstOf(whole: LotAmount, of: { before: LotAmount; freeG: number }): LotAmount {
  const { before, freeG } = of;
  if (whole.pieces === null) {
    return { weightG: Math.max(0, Math.min(whole.weightG - before.weightG, freeG)), pieces: null };
  }
  const taken = before.pieces ?? 0;
  const enough = Number(
    (BigInt(Math.max(0, freeG)) * BigInt(whole.pieces)) / BigInt(whole.weightG),
  );
  const most = Math.min(whole.pieces - taken, enough);
  const weigh = (pieces: number) =>
    partOf(whole, { pieces: taken + pieces }).weightG - partOf(whole, { pieces: taken }).weightG;
  const pieces = most > 0 && weigh(most) > freeG ? most - 1 : most;
  return { weightG: weigh(pieces), pieces };
}

/** Whether an amount is contained in another, in both quantities. */
export const isWithin = (part: LotAmount, whole: LotAmount): boolean =>
  part.weightG <= whole.weightG && (part.pieces ?? 0) <= (whole.pieces ?? 0);
