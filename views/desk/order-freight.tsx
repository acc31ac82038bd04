import type { OrderHead } from '../../src/ordering/order-lines.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { CustomersAnswers, type FreightTyped } from '../parts/freight-answer.tsx';
import { Notice } from '../parts/status.tsx';

/** Freight that is still to be agreed, on the desk's page of its order: what to read to the customer, and what he says to it. */
export const DeskFreight = (shown: {
  order: Pick<OrderHead, 'freightOffer' | 'grossMinor'>;
  /** The page of the order. */
  base: string;
  mayAnswer: boolean;
  refused?: FreightTyped | undefined;
}) => {
  const { agreeing } = useWords().freight;
  const { moneyExact } = useFigures();
  const { order, base, mayAnswer, refused } = shown;
  const { freightOffer: offer } = order;
  return (
    <section id="freight" aria-labelledby="freight-title">
      <h2 id="freight-title">{agreeing.question}</h2>
      {offer === null && <Notice mood="info">{agreeing.notNamed}</Notice>}
      {offer !== null && (
        <Notice mood="warn">
          {agreeing.asked(
            moneyExact(offer.netMinor),
            moneyExact(offer.grossMinor),
            moneyExact(order.grossMinor + offer.grossMinor),
          )}{' '}
          {agreeing.because(offer.reason)}
        </Notice>
      )}
      {offer !== null && mayAnswer && (
        <CustomersAnswers
          offerId={offer.id}
          base={`${base}/freight/${offer.id}`}
          refused={refused}
        />
      )}
    </section>
  );
};
