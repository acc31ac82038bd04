import { type Cart, type CartLine, linesBeyondStock, totalsOf } from '../../src/ordering/cart.ts';
import type { OpenCart } from '../../src/ordering/open-carts.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { CartTotals } from '../parts/cart-totals.tsx';
import { Derivation } from '../parts/derivation.tsx';
import { Status } from '../parts/status.tsx';

type Shown = {
  cart: Cart;
  seesPrices: boolean;
  mayPlace: boolean;
  /** What was typed and cannot be understood, by line. */
  typed?: Readonly<Record<string, string>>;
  problems?: Readonly<Record<string, string>>;
};

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

/** Replaced whole after every change, so it carries its own id. One form: quantities of several lines change together. */
export const CartTable = (shown: Shown) => {
  const { cart, seesPrices, mayPlace } = shown;
  const words = useWords();
  if (cart.lines.length === 0) return <EmptyCart />;
  const short = linesBeyondStock(cart.lines);
  return (
    <section id="cart" data-t="cart-lines">
      <CartHead cart={cart} />
      <form
        method="post"
        action="/cart/quantities"
        hx-post="/cart/quantities"
        hx-target="#cart"
        hx-swap="outerMorph"
        hx-sync="this:queue all"
      >
        <input type="hidden" name="cartId" value={cart.id} />
        <div class="table-scroll" role="region" aria-label={words.cart.title} tabindex={0}>
          <table class="table" data-grid>
            <CartColumns seesPrices={seesPrices} />
            <tbody>
              {cart.lines.map((line, index) => (
                <CartRow
                  shown={shown}
                  line={line}
                  place={index + 1}
                  isShort={short.includes(line)}
                />
              ))}
            </tbody>
          </table>
        </div>
        <p class="actions">
          <button type="submit">{words.cart.update}</button>
        </p>
      </form>
      <CartTotals totals={totalsOf(cart.lines)} terms={cart.terms} seesPrices={seesPrices} />
      {mayPlace && (
        <p class="actions">
          <a class="button primary" href={`/checkout?cart=${cart.code}`} data-key="F9">
            {words.cart.checkout}
          </a>
        </p>
      )}
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

const CartColumns = ({ seesPrices }: { seesPrices: boolean }) => {
  const { columns, shell } = useWords();
  return (
    <thead>
      <tr>
        <th scope="col" class="num">
          {columns.position}
        </th>
        <th scope="col">{columns.name}</th>
        <th scope="col">{columns.quantity}</th>
        <th scope="col" class="num">
          {columns.weightKg}
        </th>
        {seesPrices && (
          <>
            <th scope="col" class="num">
              {columns.pricePerTonne}
            </th>
            <th scope="col">{columns.priceSource}</th>
            <th scope="col" class="num">
              {columns.gross}
            </th>
          </>
        )}
        <th scope="col">{columns.stockKg}</th>
        <th scope="col">
          <span class="visually-hidden">{shell.remove}</span>
        </th>
      </tr>
    </thead>
  );
};

const CartRow = (row: { shown: Shown; line: CartLine; place: number; isShort: boolean }) => {
  const { line, place, shown, isShort } = row;
  const words = useWords();
  const figures = useFigures();
  const name = useNameOf()(line);
  return (
    <tr id={`line-${line.id}`}>
      <td class="num">{place}</td>
      <th scope="row">
        <a href={`/p/${line.sku}`}>{name}</a> <small class="sku">{line.sku}</small>
      </th>
      <td>
        <QuantityField line={line} name={name} shown={shown} />
      </td>
      <td class="num">{figures.bare.kg(line.weightG)}</td>
      {shown.seesPrices && <PriceCells line={line} />}
      <td>
        {isShort ? (
          <Status mood="warn">{words.sale.shortOf(figures.massKg(line.availableG))}</Status>
        ) : (
          <span class="num">{figures.bare.kg(line.availableG)}</span>
        )}
      </td>
      <td>
        <button
          type="submit"
          class="quiet small"
          formaction={`/cart/lines/${line.id}/removal`}
          formnovalidate
          hx-post={`/cart/lines/${line.id}/removal`}
          hx-target="#cart"
          hx-swap="outerMorph"
          hx-sync="this:drop"
          aria-label={words.cart.removeLine(name)}
        >
          {words.shell.remove}
        </button>
      </td>
    </tr>
  );
};

/** What was said, and beside it what it was when the page was shown: only what a person changed is changed. */
const QuantityField = ({ line, name, shown }: { line: CartLine; name: string; shown: Shown }) => {
  const words = useWords();
  const { quantityMilli, unit, id } = line;
  const problem = shown.problems?.[id];
  const figures = useFigures();
  return (
    <>
      <input type="hidden" name={`was.${id}`} value={`${quantityMilli} ${unit}`} />
      <input
        id={`q-${id}`}
        name={`q.${id}`}
        class="quantity"
        data-num
        inputmode="decimal"
        autocomplete="off"
        value={shown.typed?.[id] ?? `${quantityMilli / 1000}`}
        aria-label={words.sale.quantityOf(name)}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `p-${id}` : undefined}
        hx-post="/cart/quantities"
        hx-trigger="change"
        hx-target="#cart"
        hx-swap="outerMorph"
        hx-sync="closest form:queue all"
      />{' '}
      {words.units[unit]}
      {line.pieces !== null && unit !== 'pcs' && <small> = {figures.pieces(line.pieces)}</small>}
      {problem && (
        <strong id={`p-${id}`} class="problem">
          {problem}
        </strong>
      )}
    </>
  );
};

const PriceCells = ({ line }: { line: CartLine }) => {
  const words = useWords();
  const figures = useFigures();
  const { price } = line;
  if (!price) return <td colspan={3}>{words.catalogue.priceOnRequest}</td>;
  return (
    <>
      <td class="num">{figures.bare.perTonne(price.pricePerTonneMinor)}</td>
      <td>
        <details class="why" data-t="derivation">
          <summary>{words.product.priceLevels[price.level]}</summary>
          <Derivation derivation={price.derivation} />
        </details>
      </td>
      <td class="num">{figures.bare.money(price.grossMinor)}</td>
    </>
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
