import type { Category } from '../../src/catalogue/category.ts';
import { unitsOf } from '../../src/catalogue/product.ts';
import type { Quantity } from '../../src/measures/quantity.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import { compactHtml } from '../compact-html.ts';
import type { Figures } from '../figures.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import type { Words } from '../words/en.ts';

/** What somebody may mean who is still typing. */
export type SuggestionsShown = {
  /** The product whose code was typed, or those that are meant. */
  products: readonly OfferedRow[];
  isExact: boolean;
  categories: readonly Category[];
  orders: readonly { id: string; number: string; placedAt: Date }[];
  /** How much was said beside the product. */
  said: Quantity | undefined;
  reader: { seesPrices: boolean; orders: boolean };
};

const ONE: Quantity = { amountMilli: 1000, unit: 'pcs' };

/**
 * The rows of the list under the search field, grouped. Each is a link, so a
 * click needs no script; a template, because it is asked for at every key.
 */
export const Suggestions = ({ shown }: { shown: SuggestionsShown }) => {
  const words = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const told = words.shell.suggestions;
  const { products, categories, orders } = shown;
  const rows = [
    group(
      shown.isExact ? told.exact : told.products,
      products.map((row) => productRow(row, nameOf(row), shown, words, figures)),
      'p',
    ),
    group(
      told.categories,
      categories.map((one) => ({ href: `/c/${one.slug}`, text: nameOf(one) })),
      'c',
    ),
    group(
      told.orders,
      orders.map((order) => ({
        ...{ href: `/o/${order.id}`, text: order.number },
        more: compactHtml`<small>${figures.moment(order.placedAt)}</small>`,
      })),
      'o',
    ),
  ];
  return compactHtml`${rows}`;
};

type Row = { href: string; text: string; more?: unknown; attributes?: unknown };

function group(name: string, rows: readonly Row[], mark: string) {
  if (rows.length === 0) return '';
  return compactHtml`
    <div role="group" aria-label="${name}"><span aria-hidden="true">${name}</span>${rows.map(
      (row, place) =>
        compactHtml`<a role="option" id="sug-${mark}${place}" href="${row.href}" tabindex="-1" aria-selected="false"${row.attributes ?? ''}><span>${row.text}</span>${row.more ?? ''}</a>`,
    )}</div>`;
}

function productRow(
  row: OfferedRow,
  name: string,
  { reader, said }: SuggestionsShown,
  words: Words,
  figures: Figures,
): Row {
  const price = row.price
    ? `${figures.bare.perTonne(row.price.perTonneMinor)} ${words.columns.pricePerTonne}`
    : words.catalogue.priceOnRequest;
  const stock = row.anywhereG > 0 ? `${figures.bare.t(row.anywhereG)} ${words.units.t}` : '—';
  const quantity = orderable(row, said);
  return {
    ...{ href: `/p/${row.sku}`, text: name },
    attributes: reader.orders
      ? compactHtml` data-sku="${row.sku}" data-q="${String(quantity.amountMilli / 1000)}" data-u="${quantity.unit}"`
      : '',
    more: compactHtml`${reader.seesPrices ? compactHtml`<small class="n">${price}</small>` : ''}<small class="n">${stock}</small>${
      reader.orders
        ? compactHtml`<kbd>${words.shell.suggestions.add(figures.quantity(quantity))}</kbd>`
        : ''
    }`,
  };
}

/** As much as was said where the product is sold so, else one of its first unit. */
function orderable(row: OfferedRow, said: Quantity = ONE): Quantity {
  const units = unitsOf(row);
  if (units.includes(said.unit)) return said;
  return { amountMilli: 1000, unit: units[0] ?? row.saleUnit };
}
