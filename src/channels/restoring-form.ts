import { z } from 'zod';
import { units } from '../measures/quantity.ts';
import type { WantedLine } from '../ordering/add-lines.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Form } from './exchange.ts';

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
});

/** The removed line to add again, under its own id, so that a second click brings no second line. */
export function lineToRestore(lineId: string, form: Form<z.infer<typeof Restoring>>): WantedLine {
  if (!form.ok) throw new Refusal({ code: 'changed-meanwhile' });
  const { productId, amountMilli, unit, lengthMm } = form.data;
  return { id: lineId, productId, quantity: { amountMilli, unit }, lengthMm };
}
