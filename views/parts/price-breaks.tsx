import type { PriceTerms } from '../../src/pricing/price-terms.ts';
import type { OfferedPrice } from '../../src/stock/offer.ts';
import { useFigures, useWords } from '../language.tsx';

/** The price by weight, the list that it comes from, and why that list and not another. */
export const PriceBreaks = ({ price, terms }: { price: OfferedPrice; terms: PriceTerms }) => {
  const words = useWords();
  const figures = useFigures();
  return (
    <>
      <table>
        <caption>{words.product.priceBreaks}</caption>
        <thead>
          <tr>
            <th scope="col">{words.columns.weightT}</th>
            <th scope="col" class="n">
              {words.columns.pricePerTonne}
            </th>
          </tr>
        </thead>
        <tbody>
          {price.breaks.map((step) => (
            <tr>
              <th scope="row">
                {step.fromWeightG === 0
                  ? words.assortment.anyWeight
                  : words.product.fromWeight(figures.massT(step.fromWeightG))}
                {step.level !== price.level && (
                  <small class="meta"> {words.product.priceLevels[step.level]}</small>
                )}
              </th>
              <td class="n">{figures.bare.perTonne(step.perTonneMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <PriceReason price={price} terms={terms} />
    </>
  );
};

/** Which list decided, on which day, by which rule (R7, R8). */
const PriceReason = ({ price, terms }: { price: OfferedPrice; terms: PriceTerms }) => {
  const words = useWords();
  const figures = useFigures();
  const [first] = price.breaks;
  const link = terms.chain.find((one) => one.versionId === first?.versionId);
  return (
    <details data-t="derivation">
      <summary>
        {words.product.priceSource}: {words.product.priceLevels[price.level]}
      </summary>
      <ul>
        {link && (
          <li>
            {words.assortment.whyList(link.listName, link.versionNumber, figures.date(terms.on))}
          </li>
        )}
        {terms.agreement && <li>{words.assortment.whyStrategy[terms.strategy]}</li>}
        <li>
          {link?.includesVat
            ? words.product.priceWithVat(figures.percent(terms.vatRateBp))
            : words.product.priceBasis(figures.percent(terms.vatRateBp))}
        </li>
        <li>{words.assortment.whyBreaks}</li>
      </ul>
    </details>
  );
};
