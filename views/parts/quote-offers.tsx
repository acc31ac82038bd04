import type { Child } from 'hono/jsx';
import { isOrderable, type Offer, type QuoteVersion } from '../../src/ordering/quote.ts';
import { useFigures, useWords } from '../language.tsx';
import { grossOfOffer } from '../../src/ordering/quote-delivery.ts';
import { QuoteCut } from './quote-cut.tsx';
import { QuotedName } from './quote-asked.tsx';

/** What stands in the last column of an offer: how it is taken. */
export type ChoiceOf = (offer: Offer) => Child;

/** The offers of a version as a table; offers of one line stand together. `choiceOf` adds how each is taken. */
export const QuoteOffers = ({
  version,
  choiceOf,
  hidesLists = false,
}: {
  version: QuoteVersion;
  choiceOf?: ChoiceOf | undefined;
  /** What the company's own lists ask is not for everybody who may see an offer. */
  hidesLists?: boolean;
}) => {
  const { quotes, columns } = useWords();
  if (version.offers.length === 0) return <p>{quotes.noOffers}</p>;
  return (
    <div
      class="table-scroll folds"
      role="region"
      aria-label={quotes.version(version.number ?? 1)}
      tabindex={0}
    >
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="num">
              {columns.position}
            </th>
            <th scope="col">{columns.name}</th>
            <th scope="col" class="num">
              {columns.quantity}
            </th>
            <th scope="col" class="num">
              {columns.weightKg}
            </th>
            <th scope="col" class="num">
              {quotes.columns.price}
            </th>
            <th scope="col" class="num">
              {columns.gross}
            </th>
            {choiceOf && <th scope="col">{quotes.columns.choice}</th>}
          </tr>
        </thead>
        <tbody>
          {version.offers.map((offer) => (
            <OfferRow {...{ offer, version, hidesLists }} choice={choiceOf?.(offer)} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const OfferRow = (shown: {
  offer: Offer;
  version: QuoteVersion;
  hidesLists: boolean;
  choice: Child;
}) => {
  const { offer, version, hidesLists, choice } = shown;
  const { quotes } = useWords();
  const figures = useFigures();
  const isOneOfSeveral =
    version.offers.filter(({ position }) => position === offer.position).length > 1;
  const { listPerTonneMinor: listMinor, pricePerTonneMinor: priceMinor, weightG } = offer;
  return (
    <tr>
      <td class="num place">{offer.position}</td>
      <th scope="row">
        <QuotedName {...offer} />
        {isOneOfSeveral && <small class="meta"> {quotes.alternative(offer.alternative)}</small>}
        {offer.takesMore && <small class="meta"> {quotes.takesMore}</small>}
        {!isOrderable(offer) && <small class="meta"> {quotes.notOrdered}</small>}
        <QuoteCut cutting={offer.cutting} services={offer.services} rests={offer.rests} />
        {offer.note !== '' && <small class="meta"> {offer.note}</small>}
      </th>
      <td class="num order">
        {figures.quantity({ amountMilli: offer.quantityMilli, unit: offer.unit })}
      </td>
      <td class="num kg">{weightG !== null && figures.bare.kg(weightG)}</td>
      <td class="num because">
        {priceMinor !== null && <span class="per-t">{figures.bare.perTonne(priceMinor)}</span>}
        {priceMinor !== null && (
          <small class="meta">
            {' '}
            {offer.includesVat ? quotes.office.withVat : quotes.office.withoutVat}
          </small>
        )}
        {!hidesLists && listMinor !== null && listMinor !== priceMinor && (
          <small class="meta"> · {quotes.listWas(figures.bare.perTonne(listMinor))}</small>
        )}
      </td>
      <td class="num sum">
        {offer.grossMinor !== null && figures.bare.money(grossOfOffer(offer))}
      </td>
      {choice !== undefined && <td class="whole">{choice}</td>}
    </tr>
  );
};

/** What holds for a whole version: until when, whole or in part, on what conditions, who sent it. */
export const VersionTerms = ({ version }: { version: QuoteVersion }) => {
  const { quotes } = useWords();
  const figures = useFigures();
  return (
    <>
      {version.sentAt && version.sentByName && (
        <p class="meta">{quotes.sentBy(version.sentByName, figures.moment(version.sentAt))}</p>
      )}
      <p>{version.takesPart ? quotes.partly : quotes.wholeOnly}</p>
      {version.conditions !== '' && (
        <p class="said">
          {quotes.conditions}: {version.conditions}
        </p>
      )}
    </>
  );
};
