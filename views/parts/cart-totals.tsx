import type { CartTotals as Totals } from '../../src/ordering/cart.ts';
import type { PriceTerms } from '../../src/pricing/price-terms.ts';
import { useFigures, useWords } from '../language.tsx';
import { Notice } from './status.tsx';

/** What a cart comes to: weight, net, VAT and gross, each the sum of rounded lines. */
export const CartTotals = (shown: { totals: Totals; terms: PriceTerms; seesPrices: boolean }) => {
  const { totals, terms, seesPrices } = shown;
  const { cart, checkout } = useWords();
  const figures = useFigures();
  return (
    <section id="totals" class="totals" data-t="totals">
      <dl>
        <dt>{cart.totalWeight}</dt>
        <dd class="num">{figures.massT(totals.weightG)}</dd>
        {seesPrices && (
          <>
            <dt>{cart.net}</dt>
            <dd class="num">{figures.moneyExact(totals.netMinor)}</dd>
            <dt>{cart.vat(figures.percent(terms.vatRateBp))}</dt>
            <dd class="num">{figures.moneyExact(totals.vatMinor)}</dd>
            <dt>{cart.gross}</dt>
            <dd class="num">
              <strong>{figures.moneyExact(totals.grossMinor)}</strong>
            </dd>
          </>
        )}
      </dl>
      {seesPrices && (
        <small>
          {checkout.pricedOn(figures.date(terms.on))}. {cart.roundingNote}
        </small>
      )}
      {seesPrices && totals.unpriced > 0 && (
        <Notice mood="warn">{cart.unpriced(totals.unpriced)}</Notice>
      )}
    </section>
  );
};
