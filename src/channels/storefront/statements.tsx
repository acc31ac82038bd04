import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { figuresFor } from '../../../views/figures.ts';
import { wordsFor } from '../../../views/language.tsx';
import { StatementsPage } from '../../../views/storefront/statements.tsx';
import { OrdersAwaited, OrdersAwaitedPage } from '../../../views/storefront/statements-card.tsx';
import { TransferPage } from '../../../views/storefront/statements-transfer.tsx';
import { BOOKS_CURRENCY } from '../../ledger/booking.ts';
import { tradingDay } from '../../measures/calendar.ts';
import {
  areOrdersOf,
  findOpenOrders,
  listOpenOrders,
  type OpenOrder,
  type OpenPlace,
  readAccountNow,
} from '../../payments/account.queries.ts';
import { findBalanceUse } from '../../payments/balance-use.queries.ts';
import { readAttemptStanding } from '../../payments/card-attempt.queries.ts';
import { payFromBalance } from '../../payments/pay-from-balance.ts';
import { may } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { refuseCardAmount } from '../../platform/gateways/card-terms.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import { leadToCardFor } from '../card-form.ts';
import type { BuyerEnv } from '../env.ts';
import { many, readForm, readQuery, wantsFragment } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { type Chosen, ORDERS_AT_ONCE_MAX, Paying, readChosen } from './statement-fields.ts';

const PAGE = 50;

const Asked = z.object({
  after: z.string().max(60).optional().catch(undefined),
  used: z.coerce.number().int().positive().max(1e15).optional().catch(undefined),
});
const Transfer = z.object({ pay: many(z.string().max(60)).catch([]) });

/** A company's account today, and what of it is paid. */
export const statements = new Hono<BuyerEnv>()
  .use(buyer('see-money'))

  .get('/', async (c) => show(c))

  .post('/payments', buyer('pay-orders'), async (c) => {
    const form = await readForm(c, Paying);
    if (!form.ok) return show(c, form);
    const { how, order: ticked, key } = form.data;
    const { companyId } = c.var.actor;
    // A second press finds its orders paid; it is led to where the first one was.
    const used = how === 'balance' && (await findBalanceUse(c.var.db, { id: key, companyId }));
    if (typeof used === 'number') return c.redirect(afterUse(used), 303);
    const orders = await openOf(c, [...new Set(ticked)]);
    const { language, fields } = c.var;
    const { chosen, problems } = readChosen(fields, orders, figuresFor(language).moneyExact);
    if (how === 'card') Object.assign(problems, cardProblems(c, chosen));
    if (Object.keys(problems).length > 0) return show(c, { problems });
    if (how === 'transfer') return c.redirect(transferOf(chosen), 303);
    if (how === 'card') return byCard(c, orders, chosen);
    return fromBalance(c, { ...form.data, chosen });
  })

  .get('/cards/:attemptId', async (c) => {
    const id = pathId('attempt', c.req.param('attemptId'));
    const { db, actor, language } = c.var;
    const standing = await readAttemptStanding(db, { id, companyId: actor.companyId });
    if (!standing) throw new NotFound('attempt', id);
    const shown = { standing, here: `/statements/cards/${id}` };
    const { title } = wordsFor(language).statements.card;
    const answer = wantsFragment(c)
      ? await answerPart(c, <OrdersAwaited {...shown} />)
      : await answerPage(c, <OrdersAwaitedPage {...shown} />, { title });
    answer.headers.set('Cache-Control', 'no-store');
    return answer;
  })

  .get('/transfer', async (c) => {
    const { db, actor, language } = c.var;
    const { pay } = readQuery(c, Transfer);
    const asked = new Map(pay.slice(0, ORDERS_AT_ONCE_MAX).flatMap((text) => wishIn(text)));
    const { companyId, companyName } = actor;
    const open = await findOpenOrders(db, { companyId, orderIds: [...asked.keys()] });
    const orders = open.map(({ id, number, leftMinor }) => ({
      ...{ id, number, amountMinor: Math.min(leftMinor, asked.get(id) ?? leftMinor) },
    }));
    const payee = await c.var.readPayee();
    const page = <TransferPage payee={payee} payer={{ name: companyName }} orders={orders} />;
    return answerPage(c, page, { title: wordsFor(language).statements.transfer.title });
  });

/** What is open of the orders that were ticked. Throws NotFound for another company's, `nothing-due` for one that is paid. */
async function openOf(c: Context<BuyerEnv>, orderIds: readonly string[]): Promise<OpenOrder[]> {
  const { db, actor } = c.var;
  const { companyId } = actor;
  const open = await findOpenOrders(db, {
    companyId,
    orderIds: orderIds.slice(0, ORDERS_AT_ONCE_MAX),
  });
  if (open.length === orderIds.length) return open;
  if (!(await areOrdersOf(db, { companyId, orderIds }))) throw new NotFound('order', '');
  throw new Refusal({ code: 'nothing-due' });
}

/** A card pays all that is ticked with one payment, between two bounds. */
function cardProblems(c: Context<BuyerEnv>, chosen: readonly Chosen[]): Record<string, string> {
  const { cards, language } = c.var;
  if (!cards?.isOpen()) throw new Refusal({ code: 'card-closed' });
  const amountMinor = chosen.reduce((sum, one) => sum + one.amountMinor, 0);
  const problem = refuseCardAmount(cards.terms, { amountMinor, currency: BOOKS_CURRENCY });
  const { moneyExact } = figuresFor(language);
  if (chosen.length === 0) return {};
  // To the tiyin: the most that a card pays is one less than a round sum.
  if (problem?.code === 'tooLarge') {
    return { how: `cardTotal:${moneyExact(problem.amountMinorMax)}` };
  }
  if (problem?.code === 'tooSmall') {
    return { how: `cardTotalLeast:${moneyExact(problem.amountMinorMin)}` };
  }
  return {};
}

/** So many numbers are said on the provider's page. */
const NUMBERS_SAID = 4;

function byCard(
  c: Context<BuyerEnv>,
  orders: readonly OpenOrder[],
  parts: readonly Chosen[],
): Promise<Response> {
  const { actor, language } = c.var;
  const words = wordsFor(language).statements;
  const numbers = orders.map(({ number }) => number);
  const [only = ''] = numbers;
  const said = numbers.slice(0, NUMBERS_SAID).join(', ');
  return leadToCardFor(c, {
    ...{ companyId: actor.companyId, parts, channel: 'web' },
    description:
      numbers.length === 1
        ? words.of(only)
        : words.card.ordersOf(said, Math.max(0, numbers.length - NUMBERS_SAID)),
    successPath: (attemptId) => `/statements/cards/${attemptId}`,
    cancelPath: '/statements#open',
  });
}

/** Puts money of the balance to the orders; what cannot be said at a field is said above the form. */
async function fromBalance(
  c: Context<BuyerEnv>,
  asked: z.infer<typeof Paying> & { chosen: readonly Chosen[] },
): Promise<Response> {
  const { db, actor, at } = c.var;
  const { key: id, spread, chosen } = asked;
  const usedMinor = await transact(db, (tx) =>
    payFromBalance(tx, actor, { id, chosen, spread, at }),
  );
  return c.redirect(afterUse(usedMinor), 303);
}

const afterUse = (usedMinor: number) => `/statements?used=${usedMinor}`;

/** The address of what a bank has to be told to pay some orders. */
const transferOf = (chosen: readonly Chosen[]): string =>
  `/statements/transfer?${chosen.map(({ orderId, amountMinor }) => `pay=${orderId}.${amountMinor}`).join('&')}`;

function wishIn(text: string): (readonly [string, number])[] {
  const [, id = '', minor = ''] = /^(.{36})\.(\d{1,15})$/.exec(text) ?? [];
  return z.uuid().safeParse(id).success && Number(minor) > 0 ? [[id, Number(minor)]] : [];
}

/** The order that a page goes on behind. */
function placeIn(text: string | undefined): OpenPlace | undefined {
  const [, on = '', id = ''] = /^(\d{4}-\d{2}-\d{2}|)_(.{36})$/.exec(text ?? '') ?? [];
  if (!z.uuid().safeParse(id).success) return undefined;
  const dueOn = on === '' ? null : z.iso.date().safeParse(on).data;
  return dueOn === undefined ? undefined : { dueOn, id };
}

/** The account of the day, with the form as it came back where it was refused. */
async function show(
  c: Context<BuyerEnv>,
  refused?: { problems: Record<string, string> },
): Promise<Response> {
  const { db, actor, at, language, cards, fields } = c.var;
  const { companyId } = actor;
  const { after, used } = readQuery(c, Asked);
  const on = tradingDay(at);
  const place = placeIn(after);
  const now = await readAccountNow(db, { companyId, on });
  const found = await listOpenOrders(db, { companyId, after: place, limit: PAGE + 1 });
  const open = found.slice(0, PAGE);
  const last = open.at(-1);
  const page = {
    ...{ now, open, on, formKey: newId(), usedMinor: used, isFirst: place === undefined },
    nextHref:
      found.length > PAGE && last
        ? `/statements?after=${last.dueOn ?? ''}_${last.id}#open`
        : undefined,
    here: place && after !== undefined ? `?after=${after}` : '',
    mayPay: may(actor, 'pay-orders'),
    cardMostMinor: cards?.isOpen() ? cards.terms.limits[BOOKS_CURRENCY]?.amountMinorMax : undefined,
    ticked: fields.get('order') ?? [],
    values: Object.fromEntries([...fields].map(([name, texts]) => [name, texts[0] ?? ''])),
    problems: refused?.problems ?? {},
  };
  return answerPage(c, <StatementsPage {...page} />, {
    title: wordsFor(language).statements.title,
    status: refused ? 422 : 200,
  });
}
