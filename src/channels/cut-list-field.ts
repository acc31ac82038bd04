import { offcutChoices } from '../ordering/cut-line.ts';
import type { Offcuts } from '../platform/db/schema.ts';
import { readCutList } from '../stock/cut-list.ts';
import type { Pieces } from '../stock/cutting-plan.ts';

/** Signs of a cut list in one field; lengths are parted by a semicolon. */
const CUTS_MAX = 300;

/** The pieces of a cut list in one field, or the problem's code where a part of it cannot be read; null for an empty one. */
export function readCuts(text: string): readonly Pieces[] | null | string {
  if (text === '') return null;
  if (text.length > CUTS_MAX) return `tooLong:${CUTS_MAX}`;
  const lines = readCutList(text);
  const pieces = lines.flatMap(({ pieces: read }) => (read ? [read] : []));
  return pieces.length > 0 && pieces.length === lines.length ? pieces : 'cutList';
}

/** Pieces as the field shows them; it reads as the same pieces. */
export const cutsInField = (pieces: readonly Pieces[]): string =>
  pieces.map(({ count, lengthMm }) => `${count} × ${lengthMm} mm`).join('; ');

/** What becomes of the rest of the bars, the usual where nothing is said; `undefined` for what is no choice. */
export function readOffcuts(text: string): Offcuts | undefined {
  return text === '' ? offcutChoices[0] : offcutChoices.find((choice) => choice === text);
}
