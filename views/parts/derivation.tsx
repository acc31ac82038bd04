import type { Derivation as Derived } from '../../src/pricing/derivation.ts';
import type { FixedPrice } from '../../src/pricing/fixed-price.ts';
import { useFigures, useWords } from '../language.tsx';

/**
 * Why a line costs what it costs: the lists that were asked in their order, the
 * step that the weight of the tier group reached, the VAT of the day and the sums
 * to the tiyin (R7, R8, R14); before them what a person or a quote fixed instead. The same for a cart, an order and a product's page.
 */
export const Derivation = ({ derivation }: { derivation: Derived }) => {
  const { order, product, columns, assortment } = useWords();
  const figures = useFigures();
  const { lists, chosen, fixed, strategy, tierWeightG, vatRateBp } = derivation;
  return (
    <div class="stack">
      <table class="compact">
        <caption>{assortment.listsAsked(figures.date(derivation.on))}</caption>
        <thead>
          <tr>
            <th scope="col">{product.priceSource}</th>
            <th scope="col" class="n">
              {columns.weightT}
            </th>
            <th scope="col" class="n">
              {columns.pricePerTonne}
            </th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => {
            const reached = list.fromWeightsG.findLastIndex((fromG) => fromG <= tierWeightG);
            const minor = list.pricesPerTonneMinor[reached];
            const isChosen = !fixed && list.versionId === chosen?.versionId;
            return (
              <tr aria-selected={isChosen ? 'true' : undefined}>
                <th scope="row">
                  {isChosen && '→ '}
                  {product.priceLevels[list.level]}: {list.listName}, {columns.version}{' '}
                  {list.versionNumber}
                </th>
                <td class="n">
                  {reached < 0
                    ? '—'
                    : product.fromWeight(figures.massT(list.fromWeightsG[reached] ?? 0))}
                </td>
                <td class="n">
                  {minor === undefined ? '—' : figures.bare.perTonne(minor)}{' '}
                  <small class="meta">
                    {list.includesVat ? assortment.withVat : assortment.withoutVat}
                  </small>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <ul>
        {fixed && <WhyFixed fixed={fixed} />}
        {!fixed && <li>{assortment.whyStrategy[strategy]}</li>}
        {!fixed && strategy === 'first-found' && derivation.publicPriceIfBetter && (
          <li>{assortment.whyPublic}</li>
        )}
        {!fixed && <li>{assortment.tierWeight(figures.massT(tierWeightG))}</li>}
      </ul>
      <dl class="facts">
        <dt>{columns.weightT}</dt>
        <dd class="n">{figures.massT(derivation.weightG)}</dd>
        <dt>{columns.net}</dt>
        <dd class="n">{figures.moneyExact(derivation.netMinor)}</dd>
        <dt>
          {columns.vat} {figures.percent(vatRateBp)}
        </dt>
        <dd class="n">{figures.moneyExact(derivation.vatMinor)}</dd>
        <dt>{columns.gross}</dt>
        <dd class="n">{figures.moneyExact(derivation.grossMinor)}</dd>
      </dl>
      <p class="meta">{order.derivationNote}</p>
    </div>
  );
};

/** The price that counts instead of the lists: who fixed it and why, or which line of which quote. */
const WhyFixed = ({ fixed }: { fixed: FixedPrice }) => {
  const { assortment } = useWords();
  const figures = useFigures();
  const basis = fixed.includesVat ? assortment.withVat : assortment.withoutVat;
  const price = `${figures.unitPrice(fixed.pricePerTonneMinor)} ${basis}`;
  if (fixed.kind === 'quote') {
    return <li>{assortment.whyQuoted(price, fixed.quoteVersion, fixed.quoteLine)}</li>;
  }
  return (
    <>
      <li>{assortment.whyOverride(price, fixed.authorName)}</li>
      <li>{fixed.reason}</li>
      {fixed.state === 'pending' && <li>{assortment.whyPending}</li>}
      {fixed.decidedByName !== null && <li>{assortment.whyApproved(fixed.decidedByName)}</li>}
    </>
  );
};
