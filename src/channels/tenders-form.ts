import { z } from 'zod';
import { MoneyField, TickField } from './trade-fields.ts';

/** An amount that may be left out. */
const Amount = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text.trim() === '' ? '0' : text))
  .pipe(MoneyField);

/** What is laid on the counter, as its form sends it. */
export const Tenders = z.object({
  key: z.uuid(),
  cash: Amount,
  terminal: Amount,
  slip: z.string().trim().max(30),
  keepRest: TickField,
});
