import type { Context } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../views/language.tsx';
import { BOOKS_CURRENCY } from '../ledger/booking.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { OrderHead } from '../ordering/order-lines.queries.ts';
import { type CardAsked, payByCard } from '../payments/pay-by-card.ts';
import { cardPayableMinor, type ToPay, toPay } from '../payments/to-pay.ts';
import type { Channel } from '../people/channel.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Env } from './env.ts';
import { MoreThanNothing } from './trade-fields.ts';

/** How much is paid by card. */
export const CardAmount = z.object({ amount: MoreThanNothing });

/** What an order still costs, since when that is late, and what of it a card pays at once; nothing where card payment is closed. */
export function payable(
  c: Context,
  order: OrderHead,
): { toPay: ToPay; wasDueOn: string | undefined; cardMinor: number | undefined } {
  const left = toPay(order);
  const context: Context<Env> = c;
  const { cards, at } = context.var;
  const cardMinor = cards?.isOpen()
    ? cardPayableMinor(left, cards.terms.limits[BOOKS_CURRENCY])
    : undefined;
  const { stage, dueOn } = order;
  const hasLeft = stage === 'shipped' || stage === 'delivered';
  const isLate = hasLeft && left.leftMinor > 0 && dueOn !== null && dueOn < tradingDay(at);
  return { toPay: left, wasDueOn: isLate ? dueOn : undefined, cardMinor };
}

/** The address under which people reach us from outside. */
export const originOf = (c: Context): string => {
  const context: Context<Env> = c;
  return context.var.config.publicUrl ?? new URL(c.req.url).origin;
};

/** Opens the provider's page for an order, or the one that is open; leads the browser there. */
export function leadToCard(
  c: Context,
  of: { order: OrderHead; amountMinor: number; channel: Channel; back: string },
): Promise<Response> {
  const context: Context<Env> = c;
  const { order, amountMinor, channel, back } = of;
  return leadToCardFor(c, {
    ...{ companyId: order.companyId, channel },
    parts: [{ orderId: order.id, amountMinor }],
    description: wordsFor(context.var.language).order.title(order.number),
    successPath: () => `${back}/payment`,
    cancelPath: back,
  });
}

/** The same for several orders of a company at once, paid with one payment. */
export async function leadToCardFor(
  c: Context,
  of: Pick<CardAsked, 'companyId' | 'parts' | 'channel' | 'description'> & {
    /** Where the browser comes back to. */
    successPath: (attemptId: string) => string;
    cancelPath: string;
  },
): Promise<Response> {
  const context: Context<Env> = c;
  const { cards, db, at, language, actor } = context.var;
  if (!cards?.isOpen()) throw new Refusal({ code: 'card-closed' });
  const origin = originOf(c);
  const { successPath, cancelPath, ...asked } = of;
  const url = await payByCard(db, cards, {
    ...asked,
    ...{ at, language, personId: actor?.personId ?? null },
    payerEmail: actor?.kind === 'buyer' ? actor.email : undefined,
    successUrl: (attemptId) => `${origin}${successPath(attemptId)}`,
    cancelUrl: `${origin}${cancelPath}`,
  });
  return c.redirect(url, 303);
}
