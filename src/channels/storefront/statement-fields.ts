import { z } from 'zod';
import type { OpenOrder } from '../../payments/account.queries.ts';
import type { Fields } from '../limits.ts';
import { many } from '../exchange.ts';
import { MoreThanNothing } from '../trade-fields.ts';

/** More orders are not paid in one go. */
export const ORDERS_AT_ONCE_MAX = 100;

/** What an accountant ticked, and how he pays it. */
export const Paying = z.object({
  key: z.uuid(),
  how: z.enum(['balance', 'transfer', 'card'], 'choose'),
  spread: z
    .enum(['oldest-first', 'pro-rata', 'all-or-nothing'], 'choose')
    .optional()
    .transform((spread) => spread ?? 'oldest-first'),
  order: many(z.uuid()).refine((ids) => ids.length > 0, 'tickSome'),
});

/** So much of an order is paid; minor units. */
export type Chosen = { orderId: string; amountMinor: number };

/**
 * Reads the amounts of the orders that were ticked, `amount.<order>` in tenge; all
 * that is left where nothing stands there. What is more than is left is a problem
 * of its field, which says how much is.
 */
export function readChosen(
  fields: Fields,
  orders: readonly OpenOrder[],
  inWords: (minor: number) => string,
): { chosen: Chosen[]; problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const chosen = orders.flatMap(({ id: orderId, leftMinor }): Chosen[] => {
    const name = `amount.${orderId}`;
    const [text = '', ...more] = fields.get(name) ?? [];
    if (text.trim() === '' && more.length === 0) return [{ orderId, amountMinor: leftMinor }];
    const read = MoreThanNothing.safeParse(text);
    const problem = more.length > 0 ? 'invalid' : read.error?.issues[0]?.message;
    if (problem !== undefined || !read.success) {
      problems[name] = problem ?? 'number';
      return [];
    }
    if (read.data > leftMinor) {
      problems[name] = `leftToPay:${inWords(leftMinor)}`;
      return [];
    }
    return [{ orderId, amountMinor: read.data }];
  });
  return { chosen, problems };
}
