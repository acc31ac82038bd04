import type { Cart, CartLine } from '../../src/ordering/cart.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { CutBarsList } from './cut-bars-list.tsx';
import { Codes } from './codes.tsx';
import { Derivation } from './derivation.tsx';
import { FixedPriceStatus } from './fixed-price-status.tsx';
import { LineSupply } from './line-supply.tsx';
import { CartServiceRows } from './service-rows.tsx';
import { Status } from './status.tsx';

/** A cart as a table shows it, wherever people work in it. */
export type CartShown = {
  cart: Cart;
  seesPrices: boolean;
  /** Where changes are sent: `/cart`, or the cart's own address at a desk. */
  base: string;
  /** Whoever looks may agree on prices: each line leads there. */
  agreesOnPrices?: boolean;
  /** What was typed and cannot be understood, by line. */
  typed?: Readonly<Record<string, string>>;
  problems?: Readonly<Record<string, string>>;
};

/** The lines of a cart as one form: quantities of several lines change together. What comes back takes the place of `#cart`. */
export const CartLines = (shown: CartShown) => {
  const { cart, base, seesPrices } = shown;
  const words = useWords();
  return (
    <form
      method="post"
      action={`${base}/quantities`}
      hx-post={`${base}/quantities`}
      hx-target="#cart"
      hx-swap="outerMorph"
      hx-sync="this:queue all"
    >
      <input type="hidden" name="cartId" value={cart.id} />
      {/* Enter in a field presses the first button of the form, which would else take out the first line. */}
      <button type="submit" hidden>
        {words.cart.update}
      </button>
      <div class="table-scroll folds" role="region" aria-label={words.cart.title} tabindex={0}>
        <table class="table" data-grid>
          <CartColumns seesPrices={seesPrices} />
          <tbody id="lines">
            {cart.lines.map((line, index) => (
              <>
                <CartRow shown={shown} line={line} place={index + 1} />
                <CartServiceRows line={line} seesPrices={seesPrices} />
              </>
            ))}
          </tbody>
        </table>
      </div>
      <p class="actions">
        <button type="submit">{words.cart.update}</button>
      </p>
    </form>
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

/** One line of a cart. Has an id of its own, so that it can be replaced alone. */
export const CartRow = (row: { shown: CartShown; line: CartLine; place: number }) => {
  const { line, place, shown } = row;
  const { coming, isShort } = line.supply;
  const words = useWords();
  const figures = useFigures();
  const name = useNameOf()(line);
  return (
    <tr id={`line-${line.id}`}>
      <td class="num place">{place}</td>
      <th scope="row">
        <a href={`/p/${line.sku}`}>{name}</a> <Codes {...line} />
        {line.cutting && !line.cutOn && <Status mood="warn">{words.cutting.planAnew}</Status>}
      </th>
      <td class="order">
        {line.cutting ? (
          <CutBarsList cutting={line.cutting} times={line.times} />
        ) : (
          <QuantityField line={line} name={name} shown={shown} />
        )}
      </td>
      <td class="num kg">{figures.bare.kg(line.weightG)}</td>
      {shown.seesPrices && <PriceCells line={line} shown={shown} />}
      <td class="stock">
        {isShort || coming.length > 0 ? (
          <LineSupply line={line} />
        ) : (
          <span class="num in-stock">{figures.bare.kg(line.availableG)}</span>
        )}
      </td>
      <td class="deed">
        <button
          type="submit"
          class="quiet small"
          formaction={`${shown.base}/lines/${line.id}/removal`}
          formnovalidate
          hx-post={`${shown.base}/lines/${line.id}/removal`}
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
const QuantityField = ({
  line,
  name,
  shown,
}: {
  line: CartLine;
  name: string;
  shown: CartShown;
}) => {
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
        value={shown.typed?.[id] ?? figures.typedQuantity(quantityMilli)}
        aria-label={words.sale.quantityOf(name)}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `p-${id}` : undefined}
        hx-post={`${shown.base}/quantities`}
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

const PriceCells = ({ line, shown }: { line: CartLine; shown: CartShown }) => {
  const words = useWords();
  const figures = useFigures();
  const { price } = line;
  if (!price) {
    return (
      <td class="on-request" colspan={3}>
        {words.catalogue.priceOnRequest} <AgreeOnPrice line={line} shown={shown} />
      </td>
    );
  }
  return (
    <>
      <td class="num per-t">{figures.bare.perTonne(price.pricePerTonneMinor)}</td>
      <td class="because">
        <details class="why" data-t="derivation">
          <summary>{words.product.priceLevels[price.level]}</summary>
          <Derivation derivation={price.derivation} />
        </details>
        <FixedPriceStatus
          line={line}
          vatRateBp={shown.cart.terms.vatRateBp}
          isOurs={shown.agreesOnPrices === true}
        />
        <AgreeOnPrice line={line} shown={shown} />
      </td>
      <td class="num sum">{figures.bare.money(price.grossMinor)}</td>
    </>
  );
};

/** The way to another price of the line, for those who may give one; a quoted price has none. */
const AgreeOnPrice = ({ line, shown }: { line: CartLine; shown: CartShown }) => {
  const { pricing } = useWords();
  const name = useNameOf()(line);
  if (!shown.agreesOnPrices || line.fixed?.kind === 'quote') return <></>;
  return (
    <a
      class="agree"
      href={`${shown.base}/lines/${line.id}/price`}
      aria-label={pricing.changeOf(name)}
    >
      {pricing.change}
    </a>
  );
};
