import type { BranchStock } from '../../src/stock/product-page.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Moment } from './measures.tsx';

/** What each branch can promise, of which lots and heats, and as of when: never only "in stock". */
export const StockTable = ({ stock }: { stock: readonly BranchStock[] }) => {
  const { product, columns, assortment } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const kept = stock.filter((branch) => branch.onHandG > 0);
  const sum = (of: (branch: BranchStock) => number) =>
    kept.reduce((total, one) => total + of(one), 0);
  if (kept.length === 0) {
    return (
      <section>
        <h2>{product.stock}</h2>
        <p>{product.noStock}</p>
      </section>
    );
  }
  return (
    <section>
      <h2>{product.stock}</h2>
      <div class="scroll folds" role="region" tabindex={0} aria-label={product.stock}>
        <table>
          <thead>
            <tr>
              <th scope="col">{columns.branch}</th>
              <th scope="col" class="n">
                {product.available}, {figures.units.t}
              </th>
              <th scope="col" class="n">
                {product.reserved}, {figures.units.t}
              </th>
              <th scope="col">{product.heats}</th>
              <th scope="col">{assortment.countedAt}</th>
            </tr>
          </thead>
          <tbody>
            {kept.map((branch) => (
              <tr>
                <th scope="row">{nameOf(branch)}</th>
                <td class="n available">{figures.bare.t(branch.onHandG - branch.reservedG)}</td>
                <td class="n reserved">{figures.bare.t(branch.reservedG)}</td>
                <td>
                  {branch.lots > 0 &&
                    `${assortment.lots(branch.lots)}, ${assortment.heatsOf(branch.heats)}`}
                </td>
                <td>{branch.countedAt && <Moment at={branch.countedAt} />}</td>
              </tr>
            ))}
          </tbody>
          {kept.length > 1 && (
            <tfoot>
              <tr>
                <th scope="row">{assortment.branchTotal}</th>
                <td class="n available">
                  {figures.bare.t(sum((one) => one.onHandG - one.reservedG))}
                </td>
                <td class="n reserved">{figures.bare.t(sum((one) => one.reservedG))}</td>
                <td class="blank" colspan={2}>
                  —
                </td>
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </section>
  );
};
