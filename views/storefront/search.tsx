import { categories } from '../../src/catalogue/category.ts';
import type { SearchPhrase } from '../../src/catalogue/search-phrase.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import { COUNTED_MAX } from '../../src/stock/assortment.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { CompareBar } from '../parts/compare-bar.tsx';
import { LinesForm } from '../parts/lines-form.tsx';
import type { Part } from '../../src/catalogue/reading/parts.ts';
import type { Analogue } from '../../src/stock/analogue.ts';
import { Analogues } from '../parts/analogues.tsx';
import { FoundBody, FoundRows } from '../parts/product-rows.tsx';
import { Understood, type UnderstoodShown } from '../parts/understood.tsx';

/** What was asked, how it was understood, and what was found. */
export type SearchView = {
  typed: string;
  phrase: SearchPhrase;
  understood: UnderstoodShown;
  rows: readonly OfferedRow[];
  /** So many rows stand before these. */
  rowsSkipped: number;
  total: number;
  /** What is kept nearest, where nothing was found. */
  nearest: readonly OfferedRow[];
  /** What may be taken instead, where nothing was found. */
  analogues: readonly Analogue[];
  /** What to leave out, where nothing was found, and how much that finds. */
  looser: readonly {
    part: Part | undefined;
    word: string | undefined;
    rest: string;
    count: number;
  }[];
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
      {rows.length < total && !isMore && <WayToMore view={view} />}
      {total === 0 && (
        <div class="empty" data-t="not-found">
          <p>{catalogue.nothingFound}</p>
        </div>
      )}
      <Looser view={view} />
      {view.analogues.length > 0 && (
        <Analogues analogues={view.analogues} seesPrices={view.reader.seesPrices} />
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

/** The rows after those that stand, put below them, and the way to the rows after these. */
export const MoreFound = ({ view }: Shown) =>
  view.rows.length === 0 ? null : (
    <>
      <hx-partial hx-target="#found" hx-swap="beforeend">
        <FoundBody rows={view.rows} reader={view.reader} />
      </hx-partial>
      <WayToMore view={view} isBelow />
    </>
  );

/**
 * How many of all are shown, and the way to the next: they join the table, whose typed
 * quantities stay. Without scripts it is a page of its own, with the way back.
 */
const WayToMore = ({ view, isBelow = false }: Shown & { isBelow?: boolean }) => {
  const { assortment, shell } = useWords();
  const { rows, rowsSkipped, total } = view;
  const last = rowsSkipped + rows.length;
  const left = Math.min(total - last, rows.length);
  const address = (from: number) =>
    `/search?${new URLSearchParams({ q: view.typed, ...(from > 0 && { from: `${from}` }) }).toString()}`;
  return (
    <p id="more-found" class="meta">
      {rowsSkipped > 0 && !isBelow && (
        <>
          <a href={address(Math.max(rowsSkipped - rows.length, 0))} rel="prev">
            ← {shell.previous}
          </a>{' '}
        </>
      )}
      {assortment.rangeOf(isBelow ? 1 : rowsSkipped + 1, last, total)}{' '}
      {left > 0 && (
        <a
          id="next-found"
          class="button"
          href={address(last)}
          rel="next"
          hx-get={address(last)}
          hx-target="#more-found"
          hx-swap="outerHTML"
          hx-sync="this:drop"
        >
          {assortment.showMore(left)}
        </a>
      )}
    </p>
  );
};

/** Which one condition to leave out, with what that would find. */
const Looser = ({ view }: Shown) => {
  const { catalogue, assortment, shell } = useWords();
  const figures = useFigures();
  if (view.looser.length === 0) return null;
  return (
    <section data-t="looser">
      <h2>{catalogue.leaveOut}</h2>
      <ul class="chips">
        {view.looser.map(({ part, word, rest, count }) => (
          <li>
            <a class="chip" href={`/search?q=${encodeURIComponent(rest)}`}>
              {catalogue.without(
                part ? assortment.understood[part] : `«${word}»`,
                count > COUNTED_MAX
                  ? shell.foundMore(figures.bare.count(COUNTED_MAX))
                  : shell.found(count),
              )}
            </a>
          </li>
        ))}
      </ul>
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
