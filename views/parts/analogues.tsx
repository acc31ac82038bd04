import type { Analogue } from '../../src/stock/analogue.ts';
import type { Figures } from '../figures.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';

/**
 * What may be taken instead of what is not to be had, always named as such: in
 * what it differs, by how much it is heavier and dearer. Whoever orders it agrees to it.
 */
export const Analogues = ({
  analogues,
  seesPrices,
}: {
  analogues: readonly Analogue[];
  seesPrices: boolean;
}) => {
  const words = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const { catalogue, columns, shell, assortment } = words;
  return (
    <section class="stack" data-t="analogues">
      <h2>{catalogue.analogues}</h2>
      <p class="meta">{catalogue.analoguesAsk}</p>
      <div
        class="scroll folds"
        role="region"
        tabindex={0}
        aria-label={`${catalogue.analogues}: ${shell.tableScrolls}`}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{catalogue.differs}</th>
              <th scope="col" class="n">
                {catalogue.massDifference}
              </th>
              {seesPrices && (
                <th scope="col" class="n">
                  {columns.pricePerTonne}
                </th>
              )}
              <th scope="col" class="n">
                {assortment.stockAnywhere}
              </th>
            </tr>
          </thead>
          <tbody>
            {analogues.map((one) => (
              <tr>
                <th scope="row">
                  <a href={`/p/${one.sku}`}>{nameOf(one)}</a>
                </th>
                <td data-label={catalogue.differs}>
                  {catalogue.analogueKinds[one.kind]}
                  {one.kind !== 'wall' && ` — ${one.kind === 'grade' ? one.grade : one.standard}`}
                </td>
                <td class="n" data-label={catalogue.massDifference}>
                  {signed(one.massDifferenceBp, figures)}
                </td>
                {seesPrices && (
                  <td class="n" data-label={columns.pricePerTonne}>
                    {one.price
                      ? figures.bare.perTonne(one.price.perTonneMinor)
                      : words.catalogue.priceOnRequest}
                    {one.priceDifferenceBp !== null && (
                      <small class="meta"> {signed(one.priceDifferenceBp, figures)}</small>
                    )}
                  </td>
                )}
                <td class="n" data-label={assortment.stockAnywhere}>
                  {figures.bare.t(one.anywhereG)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

/** +12 %, −3 %, 0 %. */
function signed(differenceBp: number | null, figures: Figures): string {
  if (differenceBp === null) return '—';
  const share = figures.percent(Math.abs(differenceBp));
  if (differenceBp === 0) return share;
  return `${differenceBp > 0 ? '+' : '−'}${share}`;
}
