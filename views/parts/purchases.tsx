import type { Purchase } from '../../src/stock/product-page.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Moment, Quantity } from './measures.tsx';

/** What the company bought of a product last, the newest first. */
export const Purchases = (props: { purchases: readonly Purchase[]; seesPrices: boolean }) => {
  const { assortment, columns } = useWords();
  const figures = useFigures();
  const { purchases, seesPrices } = props;
  if (purchases.length === 0) return null;
  return (
    <section>
      <h2>{assortment.lastPurchases}</h2>
      <div class="scroll" role="region" tabindex={0} aria-label={assortment.lastPurchases}>
        <table>
          <thead>
            <tr>
              <th scope="col">{columns.date}</th>
              <th scope="col">{assortment.order}</th>
              <th scope="col" class="n">
                {columns.quantity}
              </th>
              {seesPrices && (
                <th scope="col" class="n">
                  {columns.pricePerTonne}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {purchases.map((bought) => (
              <tr>
                <th scope="row">
                  <Moment at={bought.placedAt} />
                </th>
                <td>
                  <a href={`/o/${bought.orderId}`}>{bought.number}</a>
                </td>
                <td class="n">
                  <Quantity amountMilli={bought.quantityMilli} unit={bought.unit} />
                </td>
                {seesPrices && (
                  <td class="n">{figures.bare.perTonne(bought.pricePerTonneMinor)}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
