import type { ChangedProduct } from '../../src/pricing/price-change.queries.ts';
import type { PriceOrigin } from '../../src/pricing/price-formula.ts';
import { priceText, type ProductPrice } from '../../src/pricing/price-list.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { problemInWords, ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { PriceInWords, useStepInWords } from './price-in-words.tsx';

/** What was typed into the grid when it could not be saved. Cells by their field names. */
export type GridTyped = {
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  /** Rows that a colleague changed meanwhile, with what they say now; by product. */
  conflicts: ReadonlyMap<string, ProductPrice | null>;
};

type Shown = {
  action: string;
  products: readonly ChangedProduct[];
  /** Weights of further columns, grams. */
  steps: readonly number[];
  typed: GridTyped;
};

/** The field of one price: of a product, from a weight on. */
const cellName = (productId: string, fromWeightG: number): string =>
  `price.${productId}.${fromWeightG}`;

/** The field that says what stood in a row when it was shown. */
const seenName = (productId: string): string => `seen.${productId}`;

/** Products as rows and weights as columns, a field for every price; Enter goes down, one button saves the page. */
export const PriceGrid = (shown: Shown) => {
  const { office, columns, prices } = useWords();
  const say = useStepInWords();
  const { typed, products } = shown;
  const weights = columnsOf(shown);
  return (
    <form class="stack" method="post" action={shown.action} hx-sync="this:drop">
      <ProblemList problems={typed.problems} labels={labelsOf(products)} />
      <p class="meta" id="grid-hint">
        {office.draftHint}
      </p>
      <ScrollRegion label={office.draft}>
        <table
          class="compact"
          data-grid="block"
          data-over={prices.pastedOver}
          data-t="grid"
          aria-describedby="grid-hint"
        >
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              {weights.map((fromWeightG) => (
                <th scope="col" class="n">
                  {say(fromWeightG)}
                </th>
              ))}
              <th scope="col">{office.was}</th>
            </tr>
          </thead>
          <tbody>
            {products.map((product) => (
              <Row product={product} weights={weights} typed={typed} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <button type="submit" class="primary">
        {office.saveDraft}
      </button>
    </form>
  );
};

/** Every weight at which a product of the page has a step, with those that the reader asked for; one at least. */
function columnsOf({ products, steps, typed }: Shown): number[] {
  const weights = products.flatMap(({ before, after }) => [
    ...(before?.fromWeightsG ?? []),
    ...(after?.fromWeightsG ?? []),
  ]);
  const typedInto = Object.keys(typed.values).flatMap((name) => {
    const [kind, , fromWeightG = ''] = name.split('.');
    return kind === 'price' && /^\d{1,9}$/.test(fromWeightG) ? [Number(fromWeightG)] : [];
  });
  return [...new Set([0, ...weights, ...steps, ...typedInto])].toSorted(
    (one, other) => one - other,
  );
}

const Row = (row: { product: ChangedProduct; weights: readonly number[]; typed: GridTyped }) => {
  const { office } = useWords();
  const nameOf = useNameOf();
  const { product, weights, typed } = row;
  const { productId, before, after } = product;
  const conflict = typed.conflicts.get(productId);
  // Saving once more is then a decision: it goes over what the colleague wrote.
  const seen = conflict === undefined ? priceText(after) : priceText(conflict);
  const isChanged = priceText(before) !== priceText(after);
  return (
    <tr>
      <th scope="row">
        {nameOf(product)} <small class="code">{product.sku}</small>
        {product.origin && <Origin origin={product.origin} />}
        {conflict !== undefined && (
          <strong class="problem">
            {office.rowConflict(priceText(conflict) === '' ? office.noPriceNow : '')}
            <PriceInWords price={conflict} />
          </strong>
        )}
        <input type="hidden" name={seenName(productId)} value={seen} />
      </th>
      {weights.map((fromWeightG) => (
        <Cell product={product} fromWeightG={fromWeightG} typed={typed} isChanged={isChanged} />
      ))}
      <td class="meta">{isChanged && <PriceInWords price={before} />}</td>
    </tr>
  );
};

/** The base price times the coefficient, or that a person fixed it. */
const Origin = ({ origin }: { origin: PriceOrigin }) => {
  const { prices } = useWords();
  const figures = useFigures();
  if (origin === 'fixed') return <small class="meta"> · {prices.fixed}</small>;
  return (
    <small class="meta">
      {' · '}
      {figures.bare.perTonne(origin.baseMinor)} × {figures.number(origin.factorBp / 10_000, 4)}
    </small>
  );
};

const Cell = (cell: {
  product: ChangedProduct;
  fromWeightG: number;
  typed: GridTyped;
  isChanged: boolean;
}) => {
  const words = useWords();
  const nameOf = useNameOf();
  const say = useStepInWords();
  const { product, fromWeightG, typed, isChanged } = cell;
  const name = cellName(product.productId, fromWeightG);
  const problem = typed.problems[name];
  return (
    <td class={isChanged ? 'n changed' : 'n'}>
      <input
        id={name}
        name={name}
        class="size-price"
        inputmode="decimal"
        data-num=""
        maxlength={16}
        value={typed.values[name] ?? priceAt(product.after, fromWeightG)}
        aria-label={`${nameOf(product)}, ${say(fromWeightG)}`}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `${name}-problem` : undefined}
      />
      {problem && (
        <strong class="problem" id={`${name}-problem`}>
          {problemInWords(words, problem)}
        </strong>
      )}
    </td>
  );
};

/** The price of exactly this step in tenge, as a field takes it; empty where there is no such step. */
function priceAt(price: ProductPrice | null, fromWeightG: number): string {
  const step = price?.fromWeightsG.indexOf(fromWeightG) ?? -1;
  const minor = price?.pricesPerTonneMinor[step];
  return minor === undefined ? '' : String(minor / 100);
}

function labelsOf(products: readonly ChangedProduct[]): Record<string, string> {
  return Object.fromEntries(
    products.flatMap(({ productId, sku, before, after }) =>
      [...(before?.fromWeightsG ?? []), ...(after?.fromWeightsG ?? [])].map((fromWeightG) => [
        cellName(productId, fromWeightG),
        sku,
      ]),
    ),
  );
}
