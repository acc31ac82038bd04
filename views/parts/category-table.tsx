import { slugOf } from '../../src/catalogue/category.ts';
import type { CategoryOverview } from '../../src/stock/overview.queries.ts';
import type { Branch } from '../../src/stock/stock.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Glyph } from './icon.tsx';

/** The headings of the catalogue with the number of products, the lowest price and the stock. */
export const CategoryTable = (props: {
  categories: readonly CategoryOverview[];
  reader: { seesPrices: boolean };
}) => {
  const { assortment, catalogue } = useWords();
  const { categories, reader } = props;
  const groups = categories.filter((category) => category.parentCode === null);
  return (
    <div class="scroll" role="region" tabindex={0} aria-label={catalogue.categories}>
      <table>
        <thead>
          <tr>
            <th scope="col">{catalogue.categories}</th>
            <th scope="col" class="n">
              {assortment.positions}
            </th>
            {reader.seesPrices && (
              <th scope="col" class="n">
                {assortment.priceFrom}
              </th>
            )}
            <th scope="col" class="n">
              {assortment.kept}
            </th>
          </tr>
        </thead>
        {groups.map((group) => (
          <Group
            group={group}
            below={categories.filter((category) => category.parentCode === group.code)}
            seesPrices={reader.seesPrices}
          />
        ))}
      </table>
    </div>
  );
};

/** A group with its categories; a group that holds products itself stands as a category. */
const Group = (props: {
  group: CategoryOverview;
  below: readonly CategoryOverview[];
  seesPrices: boolean;
}) => {
  const nameOf = useNameOf();
  const figures = useFigures();
  const { group, below, seesPrices } = props;
  const rows = [...(group.products > 0 ? [group] : []), ...below].filter((row) => row.products > 0);
  if (rows.length === 0) return null;
  return (
    <tbody>
      <tr class="group">
        <th scope="rowgroup" colspan={seesPrices ? 4 : 3}>
          <a href={`/c/${slugOf(group.code)}`}>{nameOf(group)}</a>
        </th>
      </tr>
      {rows.map((category) => (
        <tr>
          <th scope="row">
            {category.form && <Glyph name={`form-${category.form}`} />}{' '}
            <a href={`/c/${slugOf(category.code)}`} hx-preload="mouseover">
              {nameOf(category)}
            </a>
          </th>
          <td class="n">{figures.bare.count(category.products)}</td>
          {seesPrices && (
            <td class="n">
              {category.priceFromMinor === null
                ? '—'
                : figures.bare.perTonne(category.priceFromMinor)}
            </td>
          )}
          <td class="n">{figures.number(category.promisedG / 1_000_000, 1)}</td>
        </tr>
      ))}
    </tbody>
  );
};

/** Our branches with their address and phone. */
export const BranchTable = ({ branches }: { branches: readonly Branch[] }) => {
  const nameOf = useNameOf();
  const { columns } = useWords();
  return (
    <div class="scroll" role="region" tabindex={0} aria-label={columns.branch}>
      <table>
        <tbody>
          {branches.map((branch) => (
            <tr>
              <th scope="row">{nameOf(branch)}</th>
              <td>{branch.address}</td>
              <td>
                <a href={`tel:${branch.phone.replaceAll(/[^+\d]/g, '')}`}>{branch.phone}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
