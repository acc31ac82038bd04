import { sizesIn, slugOf } from '../../src/catalogue/category.ts';
import { filterKinds, isNarrowed, withoutKind } from '../../src/stock/filter-kinds.ts';
import { oldestCountedAt } from '../../src/stock/availability.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { chipsOf, FacetFields, queryOf, useReadyLabel } from '../parts/facets.tsx';
import { CompareBar } from '../parts/compare-bar.tsx';
import { Icon } from '../parts/icon.tsx';
import { GoodsTable, Pages } from './category-goods.tsx';
import type { CategoryView } from './category-view.ts';

type Shown = { view: CategoryView };

/** The page: where it stands, its filters, its table. */
export const CategoryPage = ({ view }: Shown) => {
  const nameOf = useNameOf();
  const { assortment, catalogue } = useWords();
  const { head, slug } = view;
  const action = `/c/${slug}`;
  return (
    <>
      <Crumbs
        above={[
          { href: '/', name: catalogue.title },
          ...head.ancestors.map((one) => ({ href: `/c/${slugOf(one.code)}`, name: nameOf(one) })),
        ]}
      />
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

/** What can be chosen, with counts; comes anew with every answer so that the counts follow. */
export const FacetsPart = ({ view }: Shown) => (
  <FacetFields
    facets={view.facets}
    filter={view.filter}
    sort={view.sort}
    sizes={sizesIn(view.head)}
    branch={view.head.branch}
    handOver={view.handOver}
    seesPrices={view.reader.seesPrices}
  />
);

/** The rows with what was chosen above them and the way on below. Replaced whole. */
export const Results = ({ view }: Shown) => {
  const { shell, catalogue, assortment } = useWords();
  const figures = useFigures();
  const { rows, facets, reader } = view;
  const countedAt = oldestCountedAt(rows, view.head.branch !== null);
  const notes = [
    ...(countedAt ? [assortment.stockNoOlder(figures.moment(countedAt))] : []),
    ...(reader.seesPrices ? [assortment.vatIncluded(figures.percent(view.vatRateBp))] : []),
  ];
  return (
    <section id="results" class="stack" data-t="results">
      <div class="toolbar">
        <strong role="status">{shell.found(facets.total)}</strong>
        <Chips view={view} />
        <span class="meta end">{notes.join(' · ')}</span>
      </div>
      {reader.isGuest && (
        <p class="meta">
          {catalogue.listPrice}.{' '}
          <a href={`/sign-in?next=/c/${view.slug}`} hx-boost="false">
            {catalogue.signInForPrice}
          </a>
        </p>
      )}
      {rows.length > 0 ? <GoodsTable view={view} /> : <Nothing view={view} />}
      {rows.length > 0 && <CompareBar />}
      <Pages view={view} />
    </section>
  );
};

function useChips({ filter, handOver, head }: CategoryView) {
  return chipsOf(filter, useWords(), useFigures(), useReadyLabel()(handOver, head.branch));
}

/** What was chosen, each with the address that drops it. */
const Chips = ({ view }: Shown) => {
  const { catalogue } = useWords();
  const chips = useChips(view);
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

/** Nothing is left: which filter stands in the way, and what would be there without it. */
const Nothing = ({ view }: Shown) => {
  const { catalogue } = useWords();
  const chips = useChips(view);
  const { filter, sort, facets } = view;
  const inTheWay = filterKinds.filter((kind) => (facets.without[kind] ?? 0) > 0);
  return (
    <div class="empty" data-t="not-found">
      <p>{catalogue.nothingFound}</p>
      {inTheWay.map((kind) => {
        const said = chips.filter((chip) => chip.kind === kind).map(({ label }) => label);
        return (
          <p>
            <a href={`/c/${view.slug}${queryOf(withoutKind(filter, kind), sort)}`}>
              {catalogue.dropFilter(said.join(', '), facets.without[kind] ?? 0)}
            </a>
          </p>
        );
      })}
      {isNarrowed(view.filter) && (
        <a class="button" href={`/c/${view.slug}`}>
          {catalogue.clearFilters}
        </a>
      )}
    </div>
  );
};
