import type { RequestLine } from '../../src/ordering/quote.ts';
import type { QuoteAsked } from '../../src/ordering/quote.queries.ts';
import { FileLinks } from './attachments.tsx';
import { QuoteCut } from './quote-cut.tsx';
import { useFigures, useLanguage, useWords } from '../language.tsx';

/** What something of a quote is called: goods of ours by their name, everything else in the words of who wrote it. */
export const QuotedName = (
  of: Pick<RequestLine, 'sku' | 'nameEn' | 'nameRu' | 'nameKk' | 'typed'>,
) => {
  const name = { en: of.nameEn, ru: of.nameRu, kk: of.nameKk }[useLanguage()];
  if (name === null || of.sku === null) return <>{of.typed}</>;
  return (
    <>
      <a href={`/p/${of.sku}`}>{name}</a> <small class="code">{of.sku}</small>
      {of.typed !== '' && <small class="meta"> {of.typed}</small>}
    </>
  );
};

/** What was asked for, line by line, with the price that the buyer has in mind. */
export const QuoteAskedFor = ({
  quote,
  seesPrices,
  fileHref,
}: {
  quote: QuoteAsked;
  seesPrices: boolean;
  /** Where a file of the quote is found. */
  fileHref: (fileId: string) => string;
}) => {
  const { quotes } = useWords();
  const figures = useFigures();
  return (
    <section>
      <h2>{quotes.asked}</h2>
      <p class="meta">
        {quotes.askedBy(quote.requestedByName, figures.moment(quote.requestedAt))}
        {quote.managerName && <> · {quotes.manager(quote.managerName)}</>}
      </p>
      {quote.wish !== '' && <p>{quotes.wish(quote.wish)}</p>}
      {quote.note !== '' && <p class="said">{quote.note}</p>}
      <FileLinks
        files={quote.files.filter(({ messageId }) => messageId === null)}
        hrefOf={fileHref}
      />
      <ol class="plain-list quote-lines">
        {quote.lines.map((line) => (
          <li value={line.position}>
            {line.position}. <QuotedName {...line} />
            {line.quantityMilli !== null && line.unit !== null && (
              <>
                {' — '}
                <span class="amount">
                  {figures.quantity({ amountMilli: line.quantityMilli, unit: line.unit })}
                </span>
              </>
            )}
            <QuoteCut cutting={line.cutting} />
            {seesPrices && line.targetPerTonneMinor !== null && (
              <small class="meta">
                {' '}
                {quotes.target(figures.unitPrice(line.targetPerTonneMinor))}
              </small>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};
