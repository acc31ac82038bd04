import type { OrderHead } from '../../src/ordering/order-lines.queries.ts';
import type { ToPay } from '../../src/payments/to-pay.ts';
import { useFigures, useWords } from '../language.tsx';
import { CardForm, OrderPayment } from '../parts/order-payment.tsx';
import { CardAwaited } from '../parts/card-awaited.tsx';

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

/** What came of it, with what is left to pay of the order. */
export const PaymentAwaited = ({ order, toPay, base }: Awaited) => {
  const { payments: words } = useWords();
  return (
    <CardAwaited
      isOpen={order.isCardOpen}
      hasArrived={order.payments.at(-1)?.method === 'card'}
      here={`${base}/payment`}
      back={{ href: base, label: words.toOrder }}
    >
      {!order.isCardOpen && <OrderPayment order={order} toPay={toPay} />}
    </CardAwaited>
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
