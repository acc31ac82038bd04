import { type Cart, totalsOf } from '../../src/ordering/cart.ts';
import type { OpenCart } from '../../src/ordering/open-carts.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { CartLines, type CartShown } from '../parts/cart-table.tsx';
import { CreditEffect } from '../parts/credit-effect.tsx';
import { CartTotals } from '../parts/cart-totals.tsx';
import { Status } from '../parts/status.tsx';

type Shown = Omit<CartShown, 'base'> & { mayPlace: boolean };

/** The cart of a buyer, or what stands in its place while it is empty. */
export const CartPage = ({
  shown,
  others,
}: {
  shown: Shown | undefined;
  others: readonly OpenCart[];
}) => {
  const words = useWords();
  return (
    <>
      <h1>{words.cart.title}</h1>
      {shown ? <CartTable {...shown} /> : <EmptyCart />}
      {others.length > 0 && <OtherCarts others={others} />}
    </>
  );
};

const EmptyCart = () => {
  const { cart } = useWords();
  return (
    <section id="cart" data-t="cart-lines">
      <p>{cart.empty}</p>
      <p>
        <a class="button" href="/">
          {cart.toCatalogue}
        </a>
      </p>
    </section>
  );
};

/** Replaced whole after every change, so it carries its own id. */
export const CartTable = (shown: Shown) => {
  const { cart, seesPrices, mayPlace } = shown;
  const words = useWords();
  if (cart.lines.length === 0) return <EmptyCart />;
  return (
    <section id="cart" data-t="cart-lines">
      <CartHead cart={cart} />
      <CartLines {...shown} base="/cart" />
      <CartTotals cart={cart} seesPrices={seesPrices} />
      {mayPlace && cart.payment === 'on-account' && (
        <CreditEffect
          standing={cart}
          orderMinor={totalsOf(cart).grossMinor}
          askHref={`/company/credit?cart=${cart.code}`}
        />
      )}
      {cart.approval && (
        <p class="notice warn">
          {words.approvals.stateOfCart}{' '}
          <a href={`/approvals/${cart.approval.id}`}>{words.approvals.look}</a>
        </p>
      )}
      <p class="actions">
        {mayPlace && !cart.approval && (
          <a class="button primary" href={`/checkout?cart=${cart.code}`} data-key="F9">
            {words.cart.checkout}
          </a>
        )}{' '}
        <a class="button" href={`/quotes/new?cart=${cart.code}`}>
          {words.quotes.askForCart}
        </a>{' '}
        <a href="/lists">{words.savedLists.keepCart}</a>
      </p>
    </section>
  );
};

const CartHead = ({ cart }: { cart: Cart }) => {
  const words = useWords();
  return (
    <p class="cart-head">
      {words.cart.code} <strong class="code">{cart.code}</strong>{' '}
      <small>{words.cart.codeNote}</small>
      {cart.heldByName && <Status mood="info">{words.cart.heldBy(cart.heldByName)}</Status>}
    </p>
  );
};

const OtherCarts = ({ others }: { others: readonly OpenCart[] }) => {
  const words = useWords();
  const figures = useFigures();
  return (
    <section>
      <h2>{words.sale.otherCarts}</h2>
      <ul class="plain-list">
        {others.map((cart) => (
          <li>
            <a href={`/cart?cart=${cart.code}`}>{words.sale.continueIn(cart.code)}</a>{' '}
            {cart.openedByName} · {words.cart.lines(cart.lines)} · {figures.massT(cart.weightG)} ·{' '}
            {figures.moment(cart.changedAt)}
            {cart.heldByName && <> · {words.cart.heldBy(cart.heldByName)}</>}
          </li>
        ))}
      </ul>
    </section>
  );
};
