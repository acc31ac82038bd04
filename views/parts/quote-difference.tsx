import type { Offer } from '../../src/ordering/quote.ts';
import {
  type ChangedPart,
  differenceOf,
  type OfferDifference,
} from '../../src/ordering/quote-difference.ts';
import type { QuoteVersion } from '../../src/ordering/quote.ts';
import { useFigures, useWords } from '../language.tsx';
import { useDeliveryInShort } from './quote-delivery.tsx';
import { useCutInShort } from './quote-cut.tsx';
import { useServiceName } from './service-rows.tsx';
import { QuotedName } from './quote-asked.tsx';

/** What the last version that was sent says otherwise than the one before; nothing while there is one. */
export const QuoteHistory = ({ versions }: { versions: readonly QuoteVersion[] }) => {
  const [before, after] = versions.slice(-2);
  if (!before || !after) return null;
  return <QuoteDifference before={before} after={after} />;
};

/** How two versions differ, each change in words and figures, never by colour alone. */
const QuoteDifference = (of: { before: QuoteVersion; after: QuoteVersion }) => {
  const { quotes, quoteDelivery } = useWords();
  const figures = useFigures();
  const inShort = useDeliveryInShort();
  const { before, after, offers, ...heads } = differenceOf(of.before, of.after);
  const until = ({ validUntil }: QuoteVersion) =>
    validUntil ? figures.momentUntil(validUntil) : '';
  const title = quotes.difference(before.number ?? 1, after.number ?? 2);
  const yesNo = (is: boolean) => (is ? quotes.yes : quotes.no);
  return (
    <section data-t="diff">
      <h2>{title}</h2>
      <div class="table-scroll folds" role="region" aria-label={title} tabindex={0}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{quotes.columns.line}</th>
              <th scope="col">{quotes.what}</th>
              <th scope="col">{quotes.before}</th>
              <th scope="col">{quotes.now}</th>
            </tr>
          </thead>
          <tbody>
            {heads.isValidOther && (
              <Change what={quotes.columns.validUntil} was={until(before)} is={until(after)} />
            )}
            {heads.isPartOther && (
              <Change
                what={quotes.office.takesPart}
                was={yesNo(before.takesPart)}
                is={yesNo(after.takesPart)}
              />
            )}
            {heads.isConditionsOther && (
              <Change what={quotes.conditions} was={before.conditions} is={after.conditions} />
            )}
            {heads.isDeliveryOther && (
              <Change what={quoteDelivery.one} was={inShort(before)} is={inShort(after)} />
            )}
            {offers.map((difference) => (
              <OfferChanges {...difference} />
            ))}
          </tbody>
        </table>
      </div>
      {offers.length === 0 && <p>{quotes.noDifference}</p>}
    </section>
  );
};

const Change = (row: { what: string; was: string; is: string; place?: string }) => {
  const { quotes } = useWords();
  return (
    <tr>
      <th scope="row">{row.place ?? quotes.wholeQuote}</th>
      <td class="whole">{row.what}</td>
      <td data-label={quotes.before}>
        <s>{row.was}</s>
      </td>
      <td class="sum-text" data-label={quotes.now}>
        <strong>{row.is}</strong>
      </td>
    </tr>
  );
};

const OfferChanges = ({ position, alternative, before, after, parts }: OfferDifference) => {
  const { quotes } = useWords();
  const say = useParts();
  const place = [
    quotes.lineNumber(position),
    ...(alternative > 1 ? [quotes.alternative(alternative)] : []),
  ].join(', ');
  if (before && after) {
    return (
      <>
        {parts.map((part) => (
          <Change
            place={place}
            what={quotes.parts[part]}
            was={say(before, part)}
            is={say(after, part)}
          />
        ))}
      </>
    );
  }
  const one = before ?? after;
  if (!one) return null;
  return (
    <tr>
      <th scope="row">{place}</th>
      <td class="whole">{after ? quotes.added : quotes.removed}</td>
      <td data-label={quotes.before}>{before && <QuotedName {...before} />}</td>
      <td data-label={quotes.now}>
        {after && (
          <>
            <QuotedName {...after} /> · {say(after, 'quantity')} · {say(after, 'price')}
          </>
        )}
      </td>
    </tr>
  );
};

/** A part of an offer in words. */
function useParts(): (offer: Offer, part: ChangedPart) => string {
  const { quotes } = useWords();
  const figures = useFigures();
  const inShort = useCutInShort();
  const nameOf = useServiceName();
  const cutting = (offer: Offer) =>
    [
      ...(offer.cutting ? [inShort(offer.cutting)] : [quotes.no]),
      ...offer.services.map((one) => `${nameOf(one)} ${figures.moneyExact(one.grossMinor)}`),
    ].join(', ');
  return (offer, part) => {
    switch (part) {
      case 'goods':
        return [offer.sku, offer.typed].filter(Boolean).join(' ');
      case 'quantity':
        return figures.quantity({ amountMilli: offer.quantityMilli, unit: offer.unit });
      case 'cutting':
        return cutting(offer);
      case 'price':
        return offer.pricePerTonneMinor === null
          ? '—'
          : figures.unitPrice(offer.pricePerTonneMinor);
      case 'takesMore':
        return offer.takesMore ? quotes.yes : quotes.no;
      case 'note':
        return offer.note;
    }
  };
}
