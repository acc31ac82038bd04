import { categories } from '../../src/catalogue/category.ts';
import type { SearchPhrase } from '../../src/catalogue/search-phrase.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import { COUNTED_MAX } from '../../src/stock/assortment.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { CompareBar } from '../parts/compare-bar.tsx';
import { LinesForm } from '../parts/lines-form.tsx';
import { FoundRows } from '../parts/product-rows.tsx';
import { Understood, type UnderstoodShown } from '../parts/understood.tsx';

/** What was asked, how it was understood, and what was found. */
export type SearchView = {
  typed: string;
  phrase: SearchPhrase;
  understood: UnderstoodShown;
  rows: readonly OfferedRow[];
  total: number;
  /** What is kept nearest, where nothing was found. */
  nearest: readonly OfferedRow[];
  reader: { isGuest: boolean; seesPrices: boolean; orders: boolean };
  vatRateBp: number;
  formKey: string;
  /** The office was just told that it is wanted. */
  isTold?: boolean;
};

type Shown = { view: SearchView };

/** The page of a search. */
export const SearchPage = ({ view }: Shown) => {
  const { catalogue } = useWords();
  const isAsked = view.typed.trim() !== '';
  return (
    <>
      <div class="page-head">
        <h1>{isAsked ? catalogue.resultsFor(view.typed) : catalogue.title}</h1>
      </div>
      {isAsked ? <SearchResults view={view} /> : <p class="empty">{catalogue.nothingYet}</p>}
    </>
  );
};

/** How the words were understood, and the rows; replaced whole. */
export const SearchResults = ({ view }: Shown) => {
  const words = useWords();
  const { catalogue, shell, assortment } = words;
  const figures = useFigures();
  const { rows, total, nearest } = view;
  const isMore = total > COUNTED_MAX;
  const isMissed = rows.every((row) => row.anywhereG <= 0);
  return (
    <section id="results" class="stack" data-t="results">
      <div class="toolbar">
        <strong role="status">
          {isMore ? shell.foundMore(figures.bare.count(COUNTED_MAX)) : shell.found(total)}
        </strong>
        <Understood {...view.understood} />
      </div>
      {rows.length > 0 && <Rows view={view} rows={rows} label={catalogue.results} />}
      {isMore && <p class="meta">{assortment.sayMore(rows.length)}</p>}
      {rows.length < total && !isMore && (
        <p class="meta">{assortment.firstOf(rows.length, total)}</p>
      )}
      {total === 0 && (
        <div class="empty" data-t="not-found">
          <p>{catalogue.nothingFound}</p>
        </div>
      )}
      {isMissed && <Wish view={view} />}
      {nearest.length > 0 && (
        <>
          <h2>{catalogue.nearest}</h2>
          <Rows view={view} rows={nearest} label={catalogue.nearest} />
        </>
      )}
      {rows.length + nearest.length > 0 && <CompareBar />}
      {total === 0 && <Categories form={view.phrase.form} />}
    </section>
  );
};

/**
 * What is not to be had is told to the office: by the page itself for those who
 * are signed in, by a button for everybody.
 */
const Wish = ({ view }: Shown) => {
  const { catalogue } = useWords();
  if (view.isTold) return <WishTold />;
  return (
    <form
      method="post"
      action="/search/wishes"
      hx-post="/search/wishes"
      hx-trigger={view.reader.isGuest ? 'submit' : 'load, submit'}
      hx-target="this"
      hx-swap="outerHTML"
      hx-sync="this:drop"
      data-t="wish"
    >
      <input type="hidden" name="q" value={view.typed} />
      <button type="submit">{catalogue.tellOffice}</button>
    </form>
  );
};

/** What became of it. */
export const WishTold = () => {
  const { catalogue } = useWords();
  return (
    <p class="meta" role="status" data-t="wish-told">
      {catalogue.officeTold}
    </p>
  );
};

const Rows = (props: Shown & { rows: readonly OfferedRow[]; label: string }) => {
  const { shell } = useWords();
  const { view, rows, label } = props;
  const table = (
    <div
      class="scroll goods folds"
      role="region"
      tabindex={0}
      data-grid
      aria-label={`${label}: ${shell.tableScrolls}`}
    >
      <FoundRows rows={rows} reader={view.reader} said={view.phrase.quantity} />
    </div>
  );
  return view.reader.orders ? <LinesForm formKey={view.formKey}>{table}</LinesForm> : table;
};

/** Where to look on: the categories of the form, else all of them. */
const Categories = ({ form }: { form: SearchPhrase['form'] }) => {
  const nameOf = useNameOf();
  const leaves = categories.filter((category) => category.parentCode !== null);
  const fitting = leaves.filter((category) => form !== undefined && category.form === form);
  return (
    <ul class="categories">
      {(fitting.length > 0 ? fitting : leaves).map((category) => (
        <li>
          <a href={`/c/${category.slug}`}>{nameOf(category)}</a>
        </li>
      ))}
    </ul>
  );
};
