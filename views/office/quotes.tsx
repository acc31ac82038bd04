import { standingForStaff } from '../../src/ordering/quote.ts';
import type { QuoteListed } from '../../src/ordering/quote.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Check, Choice } from '../parts/field.tsx';
import { Pager } from '../parts/pager.tsx';
import { StaffQuoteStatus } from '../parts/quote-status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  place: OfficePlace;
  quotes: readonly QuoteListed[];
  filter: { whose: 'mine' | 'all'; isWaiting: boolean };
  page: number;
  hasNext: boolean;
  at: Date;
};

/** Requests and quotes of the customers of a manager, or of all. */
export const OfficeQuotesPage = (shown: Shown) => {
  const { quotes: words } = useWords();
  const { whose, isWaiting } = shown.filter;
  const more = `whose=${whose}${isWaiting ? '&waiting=yes' : ''}`;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{words.title}</h1>
      <p class="meta">{words.office.lead}</p>
      <form class="row filters" method="get" action="/office/quotes" hx-sync="this:replace">
        <Choice
          name="whose"
          label={words.columns.customer}
          value={whose}
          options={[
            { value: 'mine', label: words.office.mine },
            { value: 'all', label: words.office.all },
          ]}
        />
        <Check name="waiting" label={words.office.waiting} checked={isWaiting} />
        <button type="submit">{words.office.show}</button>
      </form>
      {shown.quotes.length === 0 ? <p>{words.office.none}</p> : <List {...shown} />}
      <Pager
        page={shown.page}
        pages={shown.hasNext ? shown.page + 1 : shown.page}
        hrefOf={(page) => `/office/quotes?${more}&page=${page}`}
      />
    </OfficeFrame>
  );
};

const List = ({ quotes, at }: Shown) => {
  const { quotes: words } = useWords();
  const figures = useFigures();
  return (
    <div class="table-scroll folds" role="region" aria-label={words.title} tabindex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{words.columns.number}</th>
            <th scope="col">{words.columns.asked}</th>
            <th scope="col">{words.columns.customer}</th>
            <th scope="col">{words.columns.lines}</th>
            <th scope="col">{words.columns.version}</th>
            <th scope="col">{words.columns.validUntil}</th>
            <th scope="col">{words.columns.standing}</th>
            <th scope="col" class="num">
              {words.columns.sum}
            </th>
          </tr>
        </thead>
        <tbody>
          {quotes.map((quote) => (
            <tr>
              <th scope="row">
                <a href={`/office/quotes/${quote.id}`}>{quote.number}</a>
              </th>
              <td class="when">{figures.moment(quote.requestedAt)}</td>
              <td class="whole">{quote.companyName}</td>
              <td class="aside">{words.lines(quote.lines)}</td>
              <td class="aside" data-label={words.columns.version}>
                {quote.currentVersion ?? '—'}
              </td>
              <td class="aside" data-label={words.columns.validUntil}>
                {quote.validUntil ? figures.momentUntil(quote.validUntil) : '—'}
              </td>
              <td class="stage">
                <StaffQuoteStatus standing={standingForStaff(quote, at)} />
              </td>
              <td class={quote.grossMinor === null ? 'num' : 'num sum'}>
                {quote.grossMinor !== null && figures.bare.money(quote.grossMinor)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
