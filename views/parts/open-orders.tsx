import type { Waiting } from '../../src/history/waiting.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Moment } from './measures.tsx';
import { StageStatus } from './status.tsx';

/** The company's orders that are not finished, each with where it stands. */
export const OpenOrders = ({ waiting, seesPrices }: { waiting: Waiting; seesPrices: boolean }) => {
  const { assortment, columns } = useWords();
  const figures = useFigures();
  return (
    <section>
      <h2>{assortment.openOrders}</h2>
      <div class="scroll folds" role="region" tabindex={0} aria-label={assortment.openOrders}>
        <table>
          <thead>
            <tr>
              <th scope="col">{columns.number}</th>
              <th scope="col">{columns.date}</th>
              <th scope="col">{columns.stage}</th>
              <th scope="col" class="n">
                {columns.weightT}
              </th>
              {seesPrices && (
                <th scope="col" class="n">
                  {columns.gross}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {waiting.orders.map((order) => (
              <tr>
                <th scope="row">
                  <a href={`/o/${order.id}`}>{order.number}</a>
                </th>
                <td class="when">
                  <Moment at={order.placedAt} />
                </td>
                <td class="stage">
                  <StageStatus stage={order.stage} />
                </td>
                <td class="n t">{figures.bare.t(order.weightG)}</td>
                {seesPrices && <td class="n sum">{figures.bare.money(order.grossMinor)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
