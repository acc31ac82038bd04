import { z } from 'zod';
import type { WantedPrice } from '../ordering/override-price.ts';
import { MoneyField, percentField } from './trade-fields.ts';

const OfList = percentField({ min: 0, max: 90 });
const SHARE = /^([-−–+]?)\s*(.+%)$/u;

/**
 * A price as a clerk types it: `415 000` is tenge for a tonne, `−3 %` or `3 %` so
 * much below what the lists ask, `+2 %` above it. Gives minor units or basis points.
 */
export const PriceAskedField = z.string().transform((text, context): PriceAsked => {
  const [, sign = '', share = ''] = SHARE.exec(text.trim()) ?? [];
  if (share !== '') {
    const read = OfList.safeParse(share);
    if (read.success) return { discountBp: sign === '+' ? -read.data : read.data };
    return refuse(context, read.error);
  }
  const read = MoneyField.safeParse(text);
  if (!read.success) return refuse(context, read.error);
  if (read.data > 0 && read.data <= MOST_MINOR) return { pricePerTonneMinor: read.data };
  const message = read.data === 0 ? 'positive' : `tooLarge:${MOST_MINOR / 100}`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** More than anything that is sold by the tonne costs: a thousand million tenge. */
const MOST_MINOR = 100_000_000_000;

type PriceAsked = Extract<WantedPrice, { discountBp: number }> | { pricePerTonneMinor: number };

function refuse(context: z.RefinementCtx, error: z.ZodError): never {
  context.addIssue({ code: 'custom', message: error.issues[0]?.message ?? 'number' });
  return z.NEVER;
}
