import { slugOf } from '../../src/catalogue/category.ts';
import type { CategoryHead } from '../../src/stock/category-head.queries.ts';
import type { AssortmentFilter, Facets, Sort } from '../../src/stock/assortment.ts';
import { isNarrowed } from '../../src/stock/assortment.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { columnsFor, ProductRows, type RowColumns, sizeHead } from '../parts/product-rows.tsx';
import { chipsOf, FacetFields, queryOf } from '../parts/facets.tsx';
import { Icon } from '../parts/icon.tsx';
import { LinesForm } from '../parts/lines-form.tsx';

/** A category as one reader sees it: what it is called, what it offers to choose, and one page of rows. */
export type CategoryView = {
  slug: string;
  head: CategoryHead;
  facets: Facets;
  filter: AssortmentFilter;
  sort: Sort;
  rows: readonly OfferedRow[];
  reader: { isGuest: boolean; seesPrices: boolean; orders: boolean };
  vatRateBp: number;
  /** Makes the form of the table repeatable: the ids of new lines follow from it. */
  formKey: string;
  before: string | undefined;
  after: string | undefined;
};

type Shown = { view: CategoryView };

/** The page: where it stands, its filters, its table. */
export const CategoryPage = ({ view }: Shown) => {
  const nameOf = useNameOf();
  const { assortment, catalogue } = useWords();
  const { head, slug } = view;
  const action = `/c/${slug}`;
  return (
    <>
      <Crumbs head={head} />
      <div class="page-head">
        <h1>{nameOf(head)}</h1>
        <nav class="row" aria-label={assortment.nearby}>
          {head.nearby
            .filter((near) => near.code !== head.code)
            .map((near) => (
              <a href={`/c/${slugOf(near.code)}`}>{nameOf(near)}</a>
            ))}
        </nav>
      </div>
      <div class="with-facets">
        <form
          method="get"
          action={action}
          hx-get={action}
          hx-trigger="change delay:80ms, submit"
          hx-target="#results"
          hx-swap="outerMorph"
          hx-sync="this:replace"
          hx-replace-url="true"
          aria-label={catalogue.filters}
        >
          <details class="drawer">
            <summary>
              <Icon name="filter" /> {catalogue.showFilters}
            </summary>
            <div id="facets" class="facets" data-t="facets">
              <FacetsPart view={view} />
            </div>
          </details>
        </form>
        <Results view={view} />
      </div>
    </>
  );
};

/** The way down to a category. */
const Crumbs = ({ head }: { head: CategoryHead }) => {
  const nameOf = useNameOf();
  const { catalogue, assortment } = useWords();
  return (
    <nav class="crumbs" aria-label={assortment.crumbs}>
      <ol>
        <li>
          <a href="/">{catalogue.title}</a>
        </li>
        {head.ancestors.map((above) => (
          <li>
            <a href={`/c/${slugOf(above.code)}`}>{nameOf(above)}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
};

/** What can be chosen, with counts; comes anew with every answer so that the counts follow. */
export const FacetsPart = ({ view }: Shown) => (
  <FacetFields
    facets={view.facets}
    filter={view.filter}
    sort={view.sort}
    form={view.head.form}
    branch={view.head.branch}
    seesPrices={view.reader.seesPrices}
  />
);

/** The rows with what was chosen above them and the way on below. Replaced whole. */
export const Results = ({ view }: Shown) => {
  const { shell, catalogue, assortment } = useWords();
  const figures = useFigures();
  const { rows, facets, reader } = view;
  return (
    <section id="results" class="stack" data-t="results">
      <div class="toolbar">
        <strong role="status">{shell.found(facets.total)}</strong>
        <Chips view={view} />
        {reader.seesPrices && (
          <span class="meta end">{assortment.vatIncluded(figures.percent(view.vatRateBp))}</span>
        )}
      </div>
      {reader.isGuest && (
        <p class="meta">
          {catalogue.listPrice}.{' '}
          <a href={`/sign-in?next=/c/${view.slug}`} hx-boost="false">
            {catalogue.signInForPrice}
          </a>
        </p>
      )}
      {rows.length > 0 ? <Table view={view} /> : <Nothing view={view} />}
      <Pages view={view} />
    </section>
  );
};

/** What was chosen, each with the address that drops it. */
const Chips = ({ view }: Shown) => {
  const words = useWords();
  const { catalogue } = words;
  const figures = useFigures();
  const nameOf = useNameOf();
  const chips = chipsOf(
    view.filter,
    words,
    figures,
    view.head.branch ? nameOf(view.head.branch) : '',
  );
  if (chips.length === 0) return null;
  return (
    <span class="chips">
      {chips.map((chip) => (
        <a
          class="chip"
          href={`/c/${view.slug}${queryOf(chip.without, view.sort)}`}
          aria-label={catalogue.removeFilter(chip.label)}
        >
          {chip.label} <Icon name="x" />
        </a>
      ))}
      <a class="chip" href={`/c/${view.slug}`}>
        {catalogue.clearFilters}
      </a>
    </span>
  );
};

/** Nothing is left: which filter stands in the way. */
const Nothing = ({ view }: Shown) => {
  const { catalogue } = useWords();
  return (
    <div class="empty" data-t="not-found">
      <p>{catalogue.nothingFound}</p>
      {isNarrowed(view.filter) && (
        <a class="button" href={`/c/${view.slug}`}>
          {catalogue.clearFilters}
        </a>
      )}
    </div>
  );
};

const Table = ({ view }: Shown) => {
  const nameOf = useNameOf();
  const words = useWords();
  const { reader, head } = view;
  const columns = columnsFor(head.form, {
    prices: reader.seesPrices,
    branch: head.branch !== null,
    orders: reader.orders,
  });
  const table = (
    <div
      class={`scroll goods folds${columns.mass === 'perPiece' ? ' by-piece' : ''}`}
      role="region"
      tabindex={0}
      aria-label={`${nameOf(head)}: ${words.shell.tableScrolls}`}
    >
      <table>
        <Head view={view} columns={columns} />
        <tbody>
          <ProductRows rows={view.rows} columns={columns} />
        </tbody>
      </table>
    </div>
  );
  if (!reader.orders) return table;
  return <LinesForm formKey={view.formKey}>{table}</LinesForm>;
};

const Head = ({ view, columns }: Shown & { columns: RowColumns }) => {
  const words = useWords();
  const nameOf = useNameOf();
  const { branch } = view.head;
  const heads = words.columns;
  return (
    <thead>
      <tr>
        <SortHead view={view} sort="size" ascending label={heads.designation} />
        <th scope="col" class="code">
          {heads.sku}
        </th>
        <th scope="col">{heads.grade}</th>
        {columns.sizes.map((name) => (
          <th scope="col" class="n">
            {sizeHead(name, words)}
          </th>
        ))}
        {columns.hasLength && (
          <th scope="col" class="n">
            {heads.length}
          </th>
        )}
        <th scope="col" class="n">
          {columns.mass === 'perM' ? heads.massPerM : heads.massPerPiece}
        </th>
        {columns.prices && (
          <>
            <SortHead
              view={view}
              sort={view.sort === 'price' ? 'price-down' : 'price'}
              label={heads.pricePerTonne}
              numeric
            />
            <th scope="col" class="n">
              {columns.mass === 'perM' ? heads.pricePerM : heads.pricePerPiece}
            </th>
          </>
        )}
        {branch && (
          <th scope="col" class="n">
            {words.assortment.stockAt(nameOf(branch))}
          </th>
        )}
        <th scope="col" class="n">
          {words.assortment.stockAnywhere}
        </th>
        {columns.orders && (
          <th scope="col" class="n">
            {heads.quantity}
          </th>
        )}
      </tr>
    </thead>
  );
};

/** A heading by which the table can be ordered; says how it is ordered now. */
const SortHead = (
  props: Shown & { sort: Sort; label: string; numeric?: boolean; ascending?: boolean },
) => {
  const { view, sort, label, numeric } = props;
  const { catalogue } = useWords();
  const isOwn = numeric ? view.sort !== 'size' : view.sort === 'size';
  const direction = view.sort === 'price-down' ? 'descending' : 'ascending';
  return (
    <th scope="col" class={numeric ? 'n' : undefined} aria-sort={isOwn ? direction : undefined}>
      <a href={`/c/${view.slug}${queryOf(view.filter, sort)}`} title={catalogue.sortBy(label)}>
        {label}
      </a>
    </th>
  );
};

/** The way to the rows before and after; the address of a page is the row it begins after. */
const Pages = ({ view }: Shown) => {
  const { shell } = useWords();
  if (!view.before && !view.after) return null;
  const address = (name: string, cursor: string) => {
    const query = queryOf(view.filter, view.sort);
    return `/c/${view.slug}${query}${query ? '&' : '?'}${name}=${cursor}`;
  };
  return (
    <nav class="pager" aria-label={shell.pages}>
      {view.before && (
        <a id="page-previous" rel="prev" href={address('before', view.before)}>
          ← {shell.previous}
        </a>
      )}
      {view.after && (
        <a id="page-next" rel="next" href={address('after', view.after)}>
          {shell.next} →
        </a>
      )}
    </nav>
  );
};
