import type { AttemptStanding } from '../../src/payments/card-attempt.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { CardAwaited } from '../parts/card-awaited.tsx';

/** A payment by card of several orders, and the address at which it is looked for. */
type Awaited = { standing: AttemptStanding; here: string };

/** After coming back from the provider's page, where several orders were paid at once. */
export const OrdersAwaitedPage = (shown: Awaited) => {
  const { statements } = useWords();
  return (
    <>
      <h1>{statements.card.title}</h1>
      <OrdersAwaited {...shown} />
    </>
  );
};

/** What came of it, with the orders that it pays. */
export const OrdersAwaited = ({ standing, here }: Awaited) => {
  const { statements } = useWords();
  const figures = useFigures();
  const { state, restMinor } = standing;
  const isOpen = state === 'begun' || state === 'open';
  const back = { href: '/statements#open', label: statements.card.back };
  return (
    <CardAwaited {...{ isOpen, here, back }} hasArrived={state === 'paid'}>
      {!isOpen && restMinor > 0 && (
        <p>{statements.card.toBalance(figures.moneyExact(restMinor))}</p>
      )}
      <Orders standing={standing} />
    </CardAwaited>
  );
};

const Orders = ({ standing }: { standing: AttemptStanding }) => {
  const { statements } = useWords();
  const figures = useFigures();
  return (
    <>
      <h2>{statements.card.pays}</h2>
      <dl class="facts">
        <dt>{statements.transfer.sum}</dt>
        <dd>
          <strong class="amount">{figures.moneyExact(standing.amountMinor)}</strong>
        </dd>
      </dl>
      <ul>
        {standing.orders.map(({ id, number, amountMinor, leftMinor }) => (
          <li>
            <a href={`/o/${id}`}>{statements.of(number)}</a>{' '}
            <span class="amount">{figures.moneyExact(amountMinor)}</span>
            {leftMinor > 0 && (
              <small class="meta"> {statements.card.leftOf(figures.moneyExact(leftMinor))}</small>
            )}
          </li>
        ))}
      </ul>
    </>
  );
};
