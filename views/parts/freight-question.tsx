import type { FreightOffered, OrderHead } from '../../src/ordering/order-lines.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { TextField } from './field.tsx';
import { Notice } from './status.tsx';

/** What came of a no that said nothing. */
export type FreightRefused = { typed: string | undefined; problem: string };

/** Freight that is still to be agreed, on the page of its order: what is asked, with yes and no, or that it is not named yet. */
export const FreightQuestion = (shown: {
  order: Pick<OrderHead, 'freightOffer' | 'grossMinor'>;
  /** Where the answer is sent. */
  base: string;
  mayAnswer: boolean;
  refused?: FreightRefused | undefined;
}) => {
  const { agreeing } = useWords().freight;
  const { freightOffer: offer } = shown.order;
  return (
    <section id="freight" aria-labelledby="freight-title">
      <h2 id="freight-title">{agreeing.question}</h2>
      {offer === null && <Notice mood="info">{agreeing.waits}</Notice>}
      {offer !== null && <Asked {...shown} offer={offer} />}
    </section>
  );
};

const Asked = (shown: {
  order: Pick<OrderHead, 'grossMinor'>;
  offer: FreightOffered;
  base: string;
  mayAnswer: boolean;
  refused?: FreightRefused | undefined;
}) => {
  const { agreeing } = useWords().freight;
  const { moneyExact } = useFigures();
  const { offer, order, refused, base } = shown;
  const total = order.grossMinor + offer.grossMinor;
  const action = `${base}/freight/${offer.id}`;
  return (
    <>
      <Notice mood="warn">
        {agreeing.asked(
          moneyExact(offer.netMinor),
          moneyExact(offer.grossMinor),
          moneyExact(total),
        )}{' '}
        {agreeing.because(offer.reason)}
      </Notice>
      {shown.mayAnswer && (
        <>
          <form method="post" action={`${action}/agreement`} hx-sync="this:drop">
            <button type="submit" class="primary">
              {agreeing.yes}
            </button>
          </form>
          <details open={refused !== undefined}>
            <summary>{agreeing.no}</summary>
            <form class="form" method="post" action={`${action}/refusal`} hx-sync="this:drop">
              <p class="meta">{agreeing.noHint}</p>
              <TextField
                name="freightNote"
                label={agreeing.whyNot}
                value={refused?.typed}
                problem={refused?.problem}
                rows={2}
                required
              />
              <button type="submit">{agreeing.no}</button>
            </form>
          </details>
        </>
      )}
    </>
  );
};
