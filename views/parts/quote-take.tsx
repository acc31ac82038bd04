import { isOrderable, type Offer, type QuoteVersion, restOf } from '../../src/ordering/quote.ts';
import type { QuoteAsked } from '../../src/ordering/quote.queries.ts';
import { useFigures, useWords } from '../language.tsx';

/** How an offer is taken: chosen among those of its line, with a quantity where less or more is possible. */
export const QuoteTake = (shown: {
  quote: Pick<QuoteAsked, 'taken'>;
  current: QuoteVersion;
  offer: Offer;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
}) => {
  const { quote, current, offer, values, problems } = shown;
  const { quotes } = useWords();
  const figures = useFigures();
  const restMilli = restOf(offer, quote.taken);
  if (!isOrderable(offer)) return null;
  if (restMilli === 0) return <span class="meta">{quotes.usedUp}</span>;
  const name = `take.${offer.position}`;
  const quantity = `quantity.${offer.id}`;
  const isFirst =
    current.offers.find(
      (one) => one.position === offer.position && isOrderable(one) && restOf(one, quote.taken) > 0,
    ) === offer;
  const chosen = values[name] ?? (isFirst ? offer.id : '');
  const label = quotes.takeOf(offer.position, offer.alternative);
  return (
    <div class="take">
      <label class="check">
        <input type="radio" name={name} value={offer.id} checked={chosen === offer.id} />
        <span class="visually-hidden">{label}</span>
        {restMilli < offer.quantityMilli && (
          <span class="meta">
            {quotes.left(figures.quantity({ amountMilli: restMilli, unit: offer.unit }))}
          </span>
        )}
      </label>
      {!offer.cutting && (current.takesPart || offer.takesMore) && (
        <>
          <input
            id={quantity}
            name={quantity}
            class="size-short"
            inputmode="decimal"
            maxlength={20}
            data-num
            value={values[quantity] ?? figures.typedQuantity(restMilli)}
            aria-label={quotes.quantityOf(offer.position, offer.alternative)}
            aria-invalid={problems[quantity] ? 'true' : undefined}
          />
          <span class="meta">{figures.units[offer.unit]}</span>
        </>
      )}
      {current.takesPart && isFirst && (
        <label class="check">
          <input type="radio" name={name} value="" checked={chosen === ''} />
          <span>{quotes.noneOfLine}</span>
        </label>
      )}
    </div>
  );
};
