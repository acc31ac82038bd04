import { Hono } from 'hono';
import QRCode from 'qrcode';
import type { Desk } from '../../../views/desk/frame.tsx';
import { PaymentLinkPage } from '../../../views/desk/order-money.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { findOrderFacts } from '../../ordering/order.queries.ts';
import { makePaymentLink } from '../../payments/make-payment-link.ts';
import { takeTenders } from '../../payments/take-tenders.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import { originOf } from '../card-form.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, typedIn } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { Tenders } from '../tenders-form.ts';
import { showOrder } from './orders.tsx';

/** Money for an order over the counter. */
export function orderTenders(desk: Desk): Hono<StaffEnv> {
  const { channel } = desk;
  return new Hono<StaffEnv>().post('/:orderId/payments', async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const form = await readForm(c, Tenders);
    if (!form.ok) return showOrder(c, desk, orderId, { tenders: form });
    const { db, actor, at } = c.var;
    const { key, cash, terminal, slip, keepRest } = form.data;
    const facts = await findOrderFacts(db, orderId);
    if (!facts) throw new NotFound('order', orderId);
    const laid = { key, cashMinor: cash, terminalMinor: terminal, slip, keepsRest: keepRest };
    const { companyId } = facts;
    try {
      const taken = await transact(db, (tx) =>
        takeTenders(tx, actor, { ...laid, companyId, orderId, channel, at }),
      );
      const change = taken?.cash?.changeMinor ?? 0;
      return c.redirect(`${desk.base}/orders/${orderId}?change=${change}#payment`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const values = typedIn(c);
      return showOrder(c, desk, orderId, {
        tenders: { values, problems: {}, refusal: error.reason },
      });
    }
  });
}

/** A link by which the customer pays an order by card on his own screen. */
export function orderPaymentLink(desk: Desk): Hono<StaffEnv> {
  const { channel } = desk;
  return new Hono<StaffEnv>().post('/:orderId/payment-link', async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const { db, actor, at, language } = c.var;
    const token = await transact(db, (tx) => makePaymentLink(tx, actor, { orderId, channel, at }));
    const facts = await findOrderFacts(db, orderId);
    if (!facts) throw new NotFound('order', orderId);
    const href = `${originOf(c)}/pay/${token}`;
    const svg = await QRCode.toString(href, { type: 'svg', margin: 2 });
    const page = (
      <PaymentLinkPage
        {...{ desk, orderId, href }}
        number={facts.number}
        leftMinor={facts.grossMinor - facts.paidMinor}
        picture={`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`}
      />
    );
    const answer = await answerPage(c, page, { title: wordsFor(language).payments.link });
    answer.headers.set('Cache-Control', 'no-store');
    return answer;
  });
}
