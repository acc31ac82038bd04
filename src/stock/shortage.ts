import { divideHalfUp } from '../measures/divide.ts';
import type { LotHeld } from './shortage.queries.ts';

/** How much of a line could be missing of a lot: what is held of the line, as far as the lot has it besides what stands on vehicles. Grams; pieces where the line is counted. */
export function mostMissing(lot: LotHeld): { weightG: number; pieces: number | null } {
  const { heldG, onHandG, takenG, linePieces, lineWeightG } = lot;
  const weightG = Math.max(0, Math.min(heldG, onHandG - takenG));
  if (linePieces === null) return { weightG, pieces: null };
  const pieces = divideHalfUp(BigInt(weightG) * BigInt(linePieces), BigInt(lineWeightG));
  return { weightG, pieces };
}
