import { z } from 'zod';
import { units } from '../measures/quantity.ts';
import type { WantedLine } from '../ordering/add-lines.ts';
import { offcutChoices, type WantedCutting } from '../ordering/cut-line.ts';
import { Refusal } from '../platform/refusal.ts';
import { readCutList } from '../stock/cut-list.ts';
import type { Form } from './exchange.ts';

/** Signs of a cut list that can still be pieces. */
export const LONGEST_CUT_LIST = 4000;

const wholeUpTo = (max: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,12}$/)
    .transform(Number)
    .pipe(z.number().max(max));

/** What a removed line said, as the page that removed it keeps it. */
export const Restoring = z.object({
  productId: z.uuid(),
  amountMilli: wholeUpTo(1_000_000_000),
  unit: z.enum(units),
  lengthMm: z.union([z.literal('').transform(() => undefined), wholeUpTo(99_999)]),
  cutList: z.string().max(LONGEST_CUT_LIST).optional(),
  offcuts: z.enum(offcutChoices).optional(),
  savedListLineId: z.uuid().optional(),
});

/** A cut list with what becomes of the rest, as a page that showed both sends them; refused unless each line can be read. */
export function wantedCuttingOf(cutList: string, offcuts: WantedCutting['offcuts']): WantedCutting {
  const lines = readCutList(cutList);
  const pieces = lines.flatMap(({ pieces: read }) => (read ? [read] : []));
  const isRead = pieces.length > 0 && pieces.length === lines.length;
  if (!isRead) throw new Refusal({ code: 'changed-meanwhile' });
  return { pieces, offcuts };
}

/** The removed line to add again, under its own id, so that a second click brings no second line. */
export function lineToRestore(lineId: string, form: Form<z.infer<typeof Restoring>>): WantedLine {
  if (!form.ok) throw new Refusal({ code: 'changed-meanwhile' });
  const { productId, amountMilli, unit, lengthMm, cutList, offcuts, savedListLineId } = form.data;
  const quantity = { amountMilli, unit };
  const line = { id: lineId, productId, quantity, lengthMm, savedListLineId };
  if (cutList === undefined && offcuts === undefined) return line;
  // Bars that were to be cut do not come back whole.
  if (cutList === undefined || !offcuts) throw new Refusal({ code: 'changed-meanwhile' });
  return { ...line, cutting: wantedCuttingOf(cutList, offcuts) };
}
