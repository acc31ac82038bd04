import type { AttemptStanding } from '../../src/payments/card-attempt.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Notice } from '../parts/status.tsx';

/** A payment by card of several orders, and the address at which it is looked for. */
type Awaited = { standing: AttemptStanding; here: string };

/** After coming back from the provider's page, where several orders were paid at once. */
export const CardAwaitedPage = (shown: Awaited) => {
  const { statements } = useWords();
  return (
    <>
      <h1>{statements.card.title}</h1>
      <CardAwaited {...shown} />
    </>
  );
};

/** Looks again by itself while the page is open at the provider's, then says what came of it. */
export const CardAwaited = ({ standing, here }: Awaited) => {
  const { payments, statements } = useWords();
  const isOpen = standing.state === 'begun' || standing.state === 'open';
  const looksAgain = isOpen && {
    ...{ 'hx-get': here, 'hx-trigger': 'every 2s', 'hx-swap': 'outerHTML' },
    'hx-sync': 'this:replace',
  };
  return (
    <section id="awaited" data-t="job" {...looksAgain}>
      <Outcome standing={standing} />
      <Orders standing={standing} />
      <p class="actions">
        {isOpen && <a href={here}>{payments.checkAgain}</a>}
        <a href="/statements#open">{statements.card.back}</a>
      </p>
    </section>
  );
};

const Outcome = ({ standing }: { standing: AttemptStanding }) => {
  const { payments, statements } = useWords();
  const figures = useFigures();
  const { state, restMinor } = standing;
  if (state === 'begun' || state === 'open') {
    return (
      <Notice mood="info" role="status">
        {payments.checking}
      </Notice>
    );
  }
  const hasArrived = state === 'paid';
  return (
    <>
      <Notice mood={hasArrived ? 'ok' : 'warn'} role="status">
        {hasArrived ? payments.arrived : payments.notPaid}
      </Notice>
      {restMinor > 0 && <p>{statements.card.toBalance(figures.moneyExact(restMinor))}</p>}
    </>
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
