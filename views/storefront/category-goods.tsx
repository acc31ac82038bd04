import type { Sort } from '../../src/stock/assortment.ts';
import { useNameOf, useWords } from '../language.tsx';
import { queryOf } from '../parts/facets.tsx';
import { LinesForm } from '../parts/lines-form.tsx';
import { columnsFor, ProductRows, type RowColumns, sizeHead } from '../parts/product-rows.tsx';
import type { CategoryView } from './category-view.ts';

type Shown = { view: CategoryView };

/** The rows under the heads by which they can be ordered; for those who order, one form. */
export const GoodsTable = ({ view }: Shown) => {
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
      data-grid
      aria-label={`${nameOf(head)}: ${words.shell.tableScrolls}`}
    >
      <table>
        <Head view={view} columns={columns} />
        <tbody hx-preload:inherited="mouseover">
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
export const Pages = ({ view }: Shown) => {
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
