import type { BranchStock } from '../../src/stock/product-page.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Moment } from './measures.tsx';

type Shown = { stock: readonly BranchStock[]; hereOn: ReadonlyMap<string, string> };

/**
 * What each branch can promise, of which lots and heats, and as of when: never only "in stock".
 * For a reader with a branch also when what lies elsewhere would be there, and what is on its way.
 */
export const StockTable = ({ stock, hereOn }: Shown) => {
  const { product, columns, assortment, transfers } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const [mine] = stock.filter(({ isOwn }) => isOwn);
  const own = hereOn.size > 0 || (mine?.comingG ?? 0) > 0 ? mine : undefined;
  const kept = stock.filter((branch) => branch.onHandG > 0 || branch.comingG > 0);
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
              {own && <th scope="col">{transfers.hereOn(nameOf(own))}</th>}
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
                {own && (
                  <td
                    data-label={
                      hereOn.has(branch.branchCode) ? transfers.hereOn(nameOf(own)) : undefined
                    }
                  >
                    <Here branch={branch} on={hereOn.get(branch.branchCode)} />
                  </td>
                )}
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
                <td class="blank" colspan={own ? 3 : 2}>
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

/** When what lies at a branch would be at the reader's; of his own, what comes to it. */
const Here = ({ branch, on }: { branch: BranchStock; on: string | undefined }) => {
  const { transfers } = useWords();
  const figures = useFigures();
  const { isOwn, comingG, comingOn } = branch;
  if (isOwn && comingG > 0 && comingOn !== null) {
    return <>{transfers.coming(figures.bare.t(comingG), figures.date(comingOn))}</>;
  }
  return <>{on === undefined ? '' : figures.date(on)}</>;
};
