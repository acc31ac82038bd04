import { type PricedCart, totalsOf } from '../../src/ordering/cart.ts';
import { adviseTiers } from '../../src/ordering/tier-advice.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { FreightRows, FreightSaid } from './freight.tsx';
import { Notice } from './status.tsx';

/** What a cart comes to: weight, net, VAT and gross, each the sum of rounded lines; and where more would cost less. */
export const CartTotals = ({
  cart: priced,
  seesPrices,
}: {
  cart: PricedCart;
  seesPrices: boolean;
}) => {
  const { terms } = priced;
  const totals = totalsOf(priced);
  const { cart, checkout } = useWords();
  const figures = useFigures();
  return (
    <section id="totals" class="totals" data-t="totals">
      <dl>
        <dt>{cart.totalWeight}</dt>
        <dd class="num">{figures.massT(totals.weightG)}</dd>
        {seesPrices && (
          <>
            <FreightRows services={priced.services} />
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
      <FreightSaid cart={priced} seesPrices={seesPrices} />
      {seesPrices && <TierAdvices cart={priced} />}
      {seesPrices && totals.unpriced > 0 && (
        <Notice mood="warn">{cart.unpriced(totals.unpriced)}</Notice>
      )}
    </section>
  );
};

/** Where buying more of a tier group makes the whole cart cheaper (R8). */
const TierAdvices = ({ cart }: { cart: PricedCart }) => {
  const { pricing } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const advice = adviseTiers(cart);
  if (advice.length === 0) return <></>;
  return (
    <ul class="tier-advice" data-t="tier-advice">
      {advice.map(({ line, addG, grossMinor, savedMinor }) => (
        <li>
          {pricing.buyMore(figures.quantity({ amountMilli: addG, unit: 'kg' }), nameOf(line))}{' '}
          <strong>{pricing.totalFalls(figures.money(savedMinor))}</strong>{' '}
          <small>{pricing.totalThen(figures.moneyExact(grossMinor))}</small>
        </li>
      ))}
    </ul>
  );
};
