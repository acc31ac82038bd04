import type { OrderHead } from '../../src/ordering/order-lines.queries.ts';
import type { ToPay } from '../../src/payments/to-pay.ts';
import { useFigures, useWords } from '../language.tsx';
import { CardForm, OrderPayment } from '../parts/order-payment.tsx';
import { Notice } from '../parts/status.tsx';

type Awaited = {
  order: OrderHead;
  toPay: ToPay;
  cardMinor: number | undefined;
  /** The order's own address, or that of a link. */
  base: string;
};

/** After coming back from the provider's page. */
export const PaymentAwaitedPage = (shown: Awaited) => {
  const { order } = useWords();
  return (
    <>
      <h1>{order.title(shown.order.number)}</h1>
      <PaymentAwaited {...shown} />
    </>
  );
};

/** Looks again by itself while a page is open at the provider's, then says what came of it. */
export const PaymentAwaited = (shown: Awaited) => {
  const { payments: words } = useWords();
  const { order, base } = shown;
  if (order.isCardOpen) {
    return (
      <section
        id="awaited"
        data-t="job"
        hx-get={`${base}/payment`}
        hx-trigger="every 2s"
        hx-swap="outerHTML"
        hx-sync="this:replace"
      >
        <Notice mood="info" role="status">
          {words.checking}
        </Notice>
        <p class="actions">
          <a href={`${base}/payment`}>{words.checkAgain}</a>
        </p>
      </section>
    );
  }
  const hasArrived = order.payments.at(-1)?.method === 'card';
  return (
    <section id="awaited" data-t="job">
      <Notice mood={hasArrived ? 'ok' : 'warn'} role="status">
        {hasArrived ? words.arrived : words.notPaid}
      </Notice>
      <OrderPayment order={order} toPay={shown.toPay} />
      <p class="actions">
        <a href={base}>{words.toOrder}</a>
      </p>
    </section>
  );
};

/** Behind a payment link: what it is for, how much, and the way to the provider. */
export const LinkPaymentPage = (shown: {
  order: OrderHead;
  toPay: ToPay;
  cardMinor: number | undefined;
  action: string;
  typed?: string | undefined;
  problem?: string | undefined;
}) => {
  const { payments: words } = useWords();
  const figures = useFigures();
  const { order, toPay } = shown;
  return (
    <>
      <h1>{words.linkFor(order.number, figures.moneyExact(toPay.leftMinor))}</h1>
      <p>{order.companyName}</p>
      <OrderPayment order={order} toPay={toPay}>
        <p>{words.linkAsk}</p>
        <CardForm {...shown} />
      </OrderPayment>
    </>
  );
};
