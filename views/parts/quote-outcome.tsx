import type { QuoteAsked } from '../../src/ordering/quote.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { wordFor } from '../words/refusal-words.ts';
import { Notice } from './status.tsx';

/** Who closed a quote, when and why; nothing while it is open. The same for the buyer and the office. */
export const QuoteClosed = ({ quote }: { quote: QuoteAsked }) => {
  const { quotes } = useWords();
  const figures = useFigures();
  if (!quote.closedAt) return null;
  const reason =
    quote.closeReason === 'withdrawn' ? '' : wordFor(quotes.declineReasons, quote.closeReason);
  const told = [reason, quote.closeNote].filter(Boolean).join(' — ');
  return (
    <Notice mood="warn">
      {quotes.closedBy(quote.closedByName ?? '', figures.moment(quote.closedAt))}.{' '}
      {told !== '' && quotes.reasonTold(told)}
    </Notice>
  );
};

/** The orders that came of a quote; `hrefOf` and `nameOf` are those of the reader's own pages. */
export const QuoteOrders = (shown: {
  quote: QuoteAsked;
  hrefOf: (orderId: string) => string;
  nameOf: (orderNumber: string) => string;
}) => {
  const { quotes } = useWords();
  const figures = useFigures();
  const { quote, hrefOf, nameOf } = shown;
  if (quote.orders.length === 0) return null;
  return (
    <section>
      <h2>{quotes.ordersOf}</h2>
      <ul class="plain-list">
        {quote.orders.map((order) => (
          <li>
            <a href={hrefOf(order.orderId)}>{nameOf(order.orderNumber)}</a>{' '}
            <small class="meta">
              {order.byLinkTo === null
                ? quotes.orderedBy(order.personName, figures.moment(order.at))
                : quotes.byLink.orderedBy(
                    order.personName,
                    order.byLinkTo,
                    figures.moment(order.at),
                  )}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
};
