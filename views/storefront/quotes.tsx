import { standingForBuyer } from '../../src/ordering/quote.ts';
import type { QuoteListed } from '../../src/ordering/quote.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Pager } from '../parts/pager.tsx';
import { BuyerQuoteStatus } from '../parts/quote-status.tsx';

/** A page of a company's quotes. */
type Shown = {
  quotes: readonly QuoteListed[];
  seesPrices: boolean;
  mayAsk: boolean;
  page: number;
  hasNext: boolean;
  at: Date;
};

/** The quotes of a company: what was asked, where it stands, until when it holds. */
export const QuotesPage = (shown: Shown) => {
  const { quotes: words } = useWords();
  return (
    <>
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      {shown.mayAsk && (
        <p class="actions">
          <a class="button primary" href="/quotes/new">
            {words.ask}
          </a>
        </p>
      )}
      {shown.quotes.length === 0 ? <p>{words.none}</p> : <List {...shown} />}
      <Pager
        page={shown.page}
        pages={shown.hasNext ? shown.page + 1 : shown.page}
        hrefOf={(page) => `/quotes?page=${page}`}
      />
    </>
  );
};

const List = ({ quotes, seesPrices, at }: Shown) => {
  const { quotes: words } = useWords();
  const figures = useFigures();
  return (
    <div class="table-scroll folds" role="region" aria-label={words.title} tabindex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{words.columns.number}</th>
            <th scope="col">{words.columns.asked}</th>
            <th scope="col">{words.columns.lines}</th>
            <th scope="col">{words.columns.version}</th>
            <th scope="col">{words.columns.validUntil}</th>
            <th scope="col">{words.columns.standing}</th>
            {seesPrices && (
              <th scope="col" class="num">
                {words.columns.sum}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {quotes.map((quote) => (
            <tr>
              <th scope="row">
                <a href={`/quotes/${quote.id}`}>{quote.number}</a>
              </th>
              <td class="when">{figures.moment(quote.requestedAt)}</td>
              <td class="aside">{words.lines(quote.lines)}</td>
              <td class="aside" data-label={words.columns.version}>
                {quote.currentVersion ?? '—'}
              </td>
              <td class="aside" data-label={words.columns.validUntil}>
                {quote.validUntil ? figures.momentUntil(quote.validUntil) : '—'}
              </td>
              <td class="stage">
                <BuyerQuoteStatus standing={standingForBuyer(quote, at)} />
              </td>
              {seesPrices && (
                <td class={quote.grossMinor === null ? 'num' : 'num sum'}>
                  {quote.grossMinor !== null && figures.bare.money(quote.grossMinor)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
