import type { Child, PropsWithChildren } from 'hono/jsx';
import type { OrderHead } from '../../src/ordering/order-lines.queries.ts';
import type { ToPay } from '../../src/payments/to-pay.ts';
import { useFigures, useWords } from '../language.tsx';
import { Field } from './field.tsx';
import { Status } from './status.tsx';

/** What an order's payment panel shows. Minor units. */
export type OrderPaymentShown = {
  order: OrderHead;
  toPay: ToPay;
  /** The last day to pay, once it has passed. */
  wasDueOn?: string | undefined;
  /** What a card can pay at once; absent where none can. */
  cardMinor?: number | undefined;
  /** The page of a payment, for our own people. */
  paymentHref?: ((paymentId: string) => string) | undefined;
  /** What has just happened, said whether or not something is left to pay. */
  said?: Child;
};

/**
 * What is to be paid of an order, what was, and how the reader pays the rest:
 * `children` are his ways. Empty for an order that costs nothing any more and
 * for which nothing was paid.
 */
export const OrderPayment = (shown: PropsWithChildren<OrderPaymentShown>) => {
  const { order, toPay } = shown;
  const words = useWords();
  const figures = useFigures();
  const { leftMinor, nextMinor } = toPay;
  if (leftMinor === 0 && order.paidMinor === 0) return null;
  return (
    <section id="payment" aria-labelledby="payment-title" data-t="credit">
      <h2 id="payment-title">{words.payments.title}</h2>
      {shown.said}
      <dl class="facts">
        <dt>{words.payments.toPay}</dt>
        <dd>
          <strong class="amount">{figures.moneyExact(leftMinor)}</strong>
          {leftMinor === 0 && <> {words.payments.nothingLeft}</>}
        </dd>
        {nextMinor > 0 && nextMinor < leftMinor && (
          <>
            <dt>{words.payments.next}</dt>
            <dd class="amount">{figures.moneyExact(nextMinor)}</dd>
          </>
        )}
        {order.writtenOffMinor > 0 && (
          <>
            <dt>{words.payments.writtenOff}</dt>
            <dd class="amount">{figures.moneyExact(order.writtenOffMinor)}</dd>
          </>
        )}
      </dl>
      {shown.wasDueOn !== undefined && (
        <p>
          <Status mood="warn">{words.payments.wasDue(figures.date(shown.wasDueOn))}</Status>
        </p>
      )}
      <Received {...shown} />
      {leftMinor > 0 && shown.children}
    </section>
  );
};

const Received = ({ order, paymentHref }: OrderPaymentShown) => {
  const { payments: words } = useWords();
  const figures = useFigures();
  if (order.payments.length === 0) return null;
  return (
    <ul class="payments">
      {order.payments.map(({ paymentId, method, at, amountMinor }) => (
        <li>
          <strong class="amount">{figures.moneyExact(amountMinor)}</strong>{' '}
          {paymentHref ? (
            <a href={paymentHref(paymentId)}>{words.methods[method]}</a>
          ) : (
            words.methods[method]
          )}
          , <time datetime={at.toISOString()}>{figures.moment(at)}</time>
          {amountMinor < 0 && <> ({words.takenBack})</>}
        </li>
      ))}
    </ul>
  );
};

/** Pays by card on the provider's page, all that comes next or less. */
export const CardForm = (
  shown: OrderPaymentShown & {
    action: string;
    problem?: string | undefined;
    typed?: string | undefined;
  },
) => {
  const { payments: words } = useWords();
  const figures = useFigures();
  const { order, toPay, cardMinor, action, problem, typed } = shown;
  if (cardMinor === undefined) return <p class="meta">{words.noCard}</p>;
  // The answer leads to the provider, where only the browser itself may go.
  return (
    <form method="post" action={action} class="inline" hx-boost="false">
      <Field
        name="amount"
        label={words.cardAmount}
        value={typed ?? figures.typedMoney(cardMinor)}
        problem={problem}
        inputmode="decimal"
        size="amount"
        hint={
          cardMinor < toPay.nextMinor ? words.cardMost(figures.moneyExact(cardMinor)) : undefined
        }
      />
      <button type="submit" class="primary">
        {words.byCard}
      </button>
      {order.isCardOpen && (
        <p class="meta">{order.isCardShared ? words.cardShared : words.cardOpen}</p>
      )}
    </form>
  );
};
