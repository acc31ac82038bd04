import type { Branch } from '../../src/people/branch.queries.ts';
import { oldestCountedAt } from '../../src/stock/availability.ts';
import { COMPARED_MAX, type ComparedRow } from '../../src/stock/comparison.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import { useFigures, useWords } from '../language.tsx';
import { compareHref } from '../parts/compare-bar.tsx';
import { ComparedTable } from '../parts/compared-table.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { LinesForm } from '../parts/lines-form.tsx';

/** Products side by side as one reader sees them. */
export type CompareView = {
  rows: readonly OfferedRow[];
  properties: readonly ComparedRow[];
  /** SKUs that name nothing we sell. */
  missing: readonly string[];
  /** What was named beyond the six. */
  surplus: readonly OfferedRow[];
  onlyDifferences: boolean;
  reader: { isGuest: boolean; seesPrices: boolean; orders: boolean };
  /** The reader's own. */
  branch: Branch | undefined;
  vatRateBp: number;
  formKey: string;
};

type Shown = { view: CompareView };

/** The page: what was left out, the table, and the way to add one more. */
export const ComparePage = ({ view }: Shown) => {
  const { comparison, catalogue } = useWords();
  const { rows, missing, surplus } = view;
  return (
    <div class="stack" data-compared={rows.map(({ sku }) => sku).join('\n')}>
      <Crumbs above={[{ href: '/', name: catalogue.title }]} />
      <div class="page-head">
        <h1>{comparison.title}</h1>
      </div>
      {missing.length > 0 && (
        <p class="notice warn" role="status">
          {comparison.missing(missing.join(', '))}
        </p>
      )}
      {surplus.length > 0 && (
        <p class="notice warn" role="status">
          {comparison.surplus(surplus.map(({ sku }) => sku).join(', '))}
        </p>
      )}
      {rows.length === 0 ? <p class="empty">{comparison.nothing}</p> : <SideBySide view={view} />}
      {rows.length < COMPARED_MAX && <OneMore view={view} />}
    </div>
  );
};

/** The table with what is said of all of it; for those who order, a form as the tables of goods are. */
const SideBySide = ({ view }: Shown) => {
  const { comparison, assortment } = useWords();
  const figures = useFigures();
  const { rows, properties, onlyDifferences, reader } = view;
  const skus = rows.map(({ sku }) => sku);
  const shown = onlyDifferences ? properties.filter(({ differs }) => differs) : properties;
  const countedAt = oldestCountedAt(rows, view.branch !== undefined);
  const notes = [
    ...(countedAt ? [assortment.stockNoOlder(figures.moment(countedAt))] : []),
    ...(reader.seesPrices ? [assortment.vatIncluded(figures.percent(view.vatRateBp))] : []),
  ];
  const table = <ComparedTable {...view} properties={shown} />;
  return (
    <>
      {rows.length > 1 && (
        <div class="toolbar">
          <a class="button small" href={compareHref(skus, !onlyDifferences)}>
            {onlyDifferences ? comparison.everything : comparison.whatDiffers}
          </a>
        </div>
      )}
      <p class="meta">{notes.join(' · ')}</p>
      <Guest view={view} />
      {rows.length === 1 && <p class="meta">{comparison.alone}</p>}
      {rows.length > 1 && shown.length === 0 && <p class="meta">{comparison.alike}</p>}
      {reader.orders ? <LinesForm formKey={view.formKey}>{table}</LinesForm> : table}
    </>
  );
};

/** Whose prices they are, where that is not plain. */
const Guest = ({ view }: Shown) => {
  const { catalogue, assortment } = useWords();
  const { reader, rows } = view;
  if (!reader.seesPrices) return <p class="meta">{assortment.noPrices}</p>;
  if (!reader.isGuest) return null;
  const here = compareHref(rows.map(({ sku }) => sku));
  return (
    <p class="meta">
      {catalogue.listPrice}.{' '}
      <a href={`/sign-in?next=${encodeURIComponent(here)}`} hx-boost="false">
        {catalogue.signInForPrice}
      </a>
    </p>
  );
};

/** One more product by its SKU, beside those that stand here. */
const OneMore = ({ view }: Shown) => {
  const { comparison, catalogue } = useWords();
  return (
    <form class="row no-print" method="get" action="/compare">
      {view.rows.map(({ sku }) => (
        <input type="hidden" name="sku" value={sku} />
      ))}
      {view.onlyDifferences && <input type="hidden" name="only" value="differences" />}
      <label for="one-more">{comparison.anotherSku}</label>
      <input
        id="one-more"
        name="sku"
        class="sku"
        maxlength={64}
        autocomplete="off"
        data-sku
        required
      />
      <button type="submit">{catalogue.add}</button>
    </form>
  );
};
