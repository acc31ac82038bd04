import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { CreditPage } from '../../../views/storefront/credit.tsx';
import { readCreditInSight } from '../../credit/credit-in-sight.queries.ts';
import { readOwing } from '../../credit/owing.queries.ts';
import { requestLimit } from '../../credit/request-limit.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { totalsOf } from '../../ordering/cart.ts';
import { may } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { lastDayField } from '../limit-fields.ts';
import { answerPage } from '../page.tsx';
import { MoreThanNothing } from '../trade-fields.ts';
import { findShownCart } from './shown-cart.ts';

const Sought = z.object({
  cart: z.string().max(20).optional().catch(undefined),
  sent: z.literal('yes').optional().catch(undefined),
});

/** A company's own credit, for those of its people who see prices. */
export const companyCredit = new Hono<BuyerEnv>()
  .use(buyer('see-prices'))

  .get('/', async (c) => {
    const { cart, sent } = readQuery(c, Sought);
    return show(c, { cart, isSent: sent === 'yes' });
  })

  .post('/requests', buyer('place-orders'), async (c) => {
    const { db, actor, at } = c.var;
    const wish = z.object({
      extra: MoreThanNothing,
      until: lastDayField(tradingDay(at)),
      note: z.string().trim().max(500),
    });
    const form = await readForm(c, wish);
    if (!form.ok) return show(c, form);
    const { extra: extraMinor, until: untilDay, note } = form.data;
    await transact(db, (tx) => requestLimit(tx, actor, { extraMinor, untilDay, note, at }));
    return c.redirect('/company/credit?sent=yes', 303);
  });

type Shown = {
  cart?: string | undefined;
  isSent?: boolean;
  values?: Record<string, string>;
  problems?: Record<string, string>;
};

/** The credit of the day, and what the cart would take of it. */
async function show(c: Context<BuyerEnv>, shown: Shown): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const { companyId } = actor;
  const on = tradingDay(at);
  const credit = await readCreditInSight(db, { companyId, on });
  const owing = await readOwing(db, { companyId, on });
  const mayOrder = may(actor, 'place-orders');
  const cart = mayOrder ? await findShownCart(c, shown.cart) : undefined;
  const { values, problems = {}, isSent = false } = shown;
  const page = {
    ...{ credit, owing, isSent, values, problems, on },
    mayAsk: mayOrder,
    cart: cart && {
      grossMinor: totalsOf(cart).grossMinor,
      paymentDays: cart.paymentDays,
    },
  };
  return answerPage(c, <CreditPage {...page} />, {
    title: wordsFor(language).credit.title,
    status: shown.problems ? 422 : 200,
  });
}
