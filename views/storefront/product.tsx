import { slugOf } from '../../src/catalogue/category.ts';
import { type SizeName, termsOfForm } from '../../src/catalogue/form.ts';
import { unitsOf } from '../../src/catalogue/product.ts';
import { sectionProfile } from '../../src/catalogue/section-profile.ts';
import type { Unit } from '../../src/platform/db/schema.ts';
import type { PriceTerms } from '../../src/pricing/price-terms.ts';
import type { Calculation } from '../../src/stock/calculation.ts';
import { COMPARED_MAX } from '../../src/stock/comparison.ts';
import type { OfferedPrice } from '../../src/stock/offer.ts';
import type { BranchStock, ProductSheet } from '../../src/stock/product-page.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { compareHref } from '../parts/compare-bar.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Cutting, type CuttingShown } from '../parts/cutting.tsx';
import { Derivation } from '../parts/derivation.tsx';
import { MassSource } from '../parts/mass-source.tsx';
import { Money, PricePerTonne, Quantity, Weight } from '../parts/measures.tsx';
import { PriceBreaks } from '../parts/price-breaks.tsx';
import { Purchases } from '../parts/purchases.tsx';
import { lengthFigure, sizeFigure, sizeHead } from '../parts/product-rows.tsx';
import { SectionDrawing } from '../parts/section-drawing.tsx';
import { StockTable } from '../parts/stock-table.tsx';
import { InsteadLater } from './instead.tsx';

/** A product as one reader sees it. Without the right to prices it carries none. */
export type ProductView = {
  product: ProductSheet & { price: OfferedPrice | undefined };
  stock: readonly BranchStock[];
  /** When what lies at other branches would be at the reader's, by their codes. */
  hereOn: ReadonlyMap<string, string>;
  reader: { isGuest: boolean; seesPrices: boolean; orders: boolean };
  terms: PriceTerms;
  typed: { quantity: string; unit: Unit };
  /** Nothing was typed, it makes no sense for this product, or the answer. */
  calculation: Calculation | 'nonsense' | undefined;
  formKey: string;
  /** Absent where the product has no length to cut from. */
  cutting?: CuttingShown | undefined;
};

type Shown = { view: ProductView };

/** What is known of one product, on one page that prints on one sheet. */
export const ProductPage = ({ view }: Shown) => {
  const nameOf = useNameOf();
  const { catalogue, product: words, articles } = useWords();
  const { product } = view;
  return (
    <>
      <Crumbs
        above={[
          { href: '/', name: catalogue.title },
          { href: `/c/${slugOf(product.category.code)}`, name: nameOf(product.category) },
        ]}
      />
      <div class="page-head">
        <h1>{nameOf(product)}</h1>
        <span class="code">{product.sku}</span>
        {product.ownCode !== null && (
          <span>
            {articles.yourNumber} <strong class="own-code">{product.ownCode}</strong>
          </span>
        )}
      </div>
      {product.withdrawnAt && <p class="notice warn">{words.withdrawn}</p>}
      <div class="with-side product">
        <div class="stack">
          <div class="columns">
            <Drawing view={view} />
            <Facts view={view} />
          </div>
          {isNotToBeHad(view) && <InsteadLater sku={product.sku} />}
          <StockTable stock={view.stock} hereOn={view.hereOn} />
          <Siblings view={view} />
          <Purchases purchases={view.product.purchases} seesPrices={view.reader.seesPrices} />
        </div>
        <aside>
          <Price view={view} />
          {!product.withdrawnAt && <Converter view={view} />}
          {view.cutting && <Cutting {...view.cutting} />}
        </aside>
      </div>
    </>
  );
};

/** No longer sold, or nothing left of it at any branch. */
const isNotToBeHad = ({ product, stock }: ProductView) =>
  product.withdrawnAt !== null || stock.every(({ onHandG, reservedG }) => onHandG <= reservedG);

const Drawing = ({ view }: Shown) => {
  const nameOf = useNameOf();
  const words = useWords();
  const { product } = view;
  const profile = sectionProfile(product);
  if (!profile) return null;
  return (
    <figure>
      <SectionDrawing profile={profile} title={words.product.drawingOf(nameOf(product))} />
    </figure>
  );
};

const Facts = ({ view }: Shown) => {
  const words = useWords();
  const figures = useFigures();
  const { product } = view;
  const columns: readonly SizeName[] = termsOfForm(product.form).columns;
  return (
    <section>
      <h2>{words.product.facts}</h2>
      <dl class="facts">
        <dt>{words.product.grade}</dt>
        <dd>{product.grade}</dd>
        <dt>{words.product.standard}</dt>
        <dd>{product.standard}</dd>
        {columns
          .filter((name) => product[name] !== null)
          .map((name) => (
            <>
              <dt>{sizeHead(name, words)}</dt>
              <dd>{sizeFigure(name, product[name], figures)}</dd>
            </>
          ))}
        <dt>{words.product.stockLength}</dt>
        <dd>
          {product.stockLengthMm !== null && `${figures.lengthM(product.stockLengthMm)}, `}
          {words.product.lengthKinds[product.lengthKind]}
        </dd>
        <MassSource product={product} />
      </dl>
      <p class="meta">{words.product.weightNote}</p>
    </section>
  );
};

const Price = ({ view }: Shown) => {
  const words = useWords();
  const figures = useFigures();
  const { product, reader, terms } = view;
  if (!reader.seesPrices) return <p class="meta">{words.assortment.noPrices}</p>;
  return (
    <section class="stack">
      <h2>{reader.isGuest ? words.catalogue.listPrice : words.product.yourPrice}</h2>
      <p class="price">
        <PricePerTonne minor={product.price?.perTonneMinor} />
      </p>
      {product.price && (
        <>
          <p class="meta">{words.product.priceWithVat(figures.percent(terms.vatRateBp))}</p>
          <PriceBreaks price={product.price} terms={terms} />
        </>
      )}
      {reader.isGuest && (
        <a href={`/sign-in?next=/p/${encodeURIComponent(product.sku)}`} hx-boost="false">
          {words.catalogue.signInForPrice}
        </a>
      )}
    </section>
  );
};

/** One form that counts in every unit and, for those who order, adds to the cart. */
const Converter = ({ view }: Shown) => {
  const words = useWords();
  const { product, typed } = view;
  const address = `/p/${encodeURIComponent(product.sku)}/calculation`;
  return (
    <>
      <form
        class="stack no-print"
        method="post"
        action={address}
        hx-post={address}
        hx-trigger="input delay:150ms, submit"
        hx-target="#calc"
        hx-swap="outerMorph"
        hx-sync="this:replace"
      >
        <div class="row">
          <label class="grow" for="quantity">
            {words.product.quantity}
          </label>
          <input
            id="quantity"
            name="quantity"
            class="size-short"
            inputmode="decimal"
            autocomplete="off"
            maxlength={40}
            data-num
            value={typed.quantity}
          />
          <select id="unit" name="unit" aria-label={words.product.unit}>
            {unitsOf(product).map((unit) => (
              <option value={unit} selected={unit === typed.unit}>
                {words.units[unit]}
              </option>
            ))}
          </select>
          <button type="submit" class="small">
            {words.product.calculate}
          </button>
        </div>
      </form>
      <Calculated view={view} />
    </>
  );
};

/** The answer of the converter with the button that adds it; replaced whole while somebody types beside it. */
export const Calculated = ({ view }: Shown) => {
  const words = useWords();
  const { calculation, product, reader, typed } = view;
  if (calculation === undefined || calculation === 'nonsense') {
    return (
      <section id="calc" class="meta no-print" aria-live="polite">
        {calculation ? words.assortment.notSoldSo : words.assortment.typeQuantity}
      </section>
    );
  }
  return (
    <section id="calc" class="stack" aria-live="polite">
      <dl class="facts" aria-label={words.assortment.inAllUnits}>
        <dt>{words.product.theoreticalWeight}</dt>
        <dd class="n">
          <Weight grams={calculation.weightG} />
        </dd>
        {calculation.inUnits
          .filter((quantity) => quantity.unit !== 'kg' && quantity.unit !== 't')
          .map((quantity) => (
            <>
              <dt>{words.units[quantity.unit]}</dt>
              <dd class="n">
                <Quantity {...quantity} />
              </dd>
            </>
          ))}
        {calculation.price && (
          <>
            <dt>{words.columns.gross}</dt>
            <dd class="n">
              <strong>
                <Money minor={calculation.price.grossMinor} exact />
              </strong>
            </dd>
          </>
        )}
      </dl>
      {calculation.price && (
        <details data-t="derivation">
          <summary>{words.assortment.whyThisPrice}</summary>
          <Derivation derivation={calculation.price.derivation} />
        </details>
      )}
      {reader.orders && (
        <form
          method="post"
          action="/cart/lines"
          hx-post="/cart/lines"
          hx-swap="none"
          hx-sync="this:drop"
        >
          <input type="hidden" id="lines-key" name="key" value={view.formKey} />
          <input type="hidden" name={`q.${product.sku}`} value={typed.quantity} />
          <input type="hidden" name={`u.${product.sku}`} value={typed.unit} />
          <button type="submit" class="primary wide">
            {words.product.addToCart}
          </button>
        </form>
      )}
    </section>
  );
};

/** The same size in other grades and lengths. */
const Siblings = ({ view }: Shown) => {
  const words = useWords();
  const figures = useFigures();
  const { product } = view;
  const others = product.siblings.filter((near) => near.sku !== product.sku);
  if (others.length === 0) return null;
  return (
    <section>
      <h2>{words.product.otherGrades}</h2>
      <p class="row">
        {others.map((near) => (
          <a href={`/p/${near.sku}`} hx-preload="mouseover">
            {near.grade} · {lengthFigure(near, words, figures)}
          </a>
        ))}
      </p>
      <p class="no-print">
        <a href={compareHref([product, ...others].map(({ sku }) => sku).slice(0, COMPARED_MAX))}>
          {words.comparison.compareAll}
        </a>
      </p>
    </section>
  );
};
