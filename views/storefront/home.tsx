import { categories as tree } from '../../src/catalogue/category.ts';
import type { OfferedPrice } from '../../src/stock/offer.ts';
import type { Waiting } from '../../src/history/waiting.queries.ts';
import type { BoughtRow, CategoryOverview } from '../../src/stock/overview.queries.ts';
import type { Branch } from '../../src/stock/stock.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { OwingNotice } from '../parts/owing.tsx';
import { LinesForm } from '../parts/lines-form.tsx';
import { OpenOrders } from '../parts/open-orders.tsx';
import { BranchTable, CategoryTable } from '../parts/category-table.tsx';
import { Glyph } from '../parts/icon.tsx';
import { Moment, Quantity } from '../parts/measures.tsx';

type Reader = { isGuest: boolean; seesPrices: boolean; orders: boolean };

/** The catalogue as a table of its headings, with what each costs from and how much lies in stock. */
export const GuestHome = (props: {
  categories: readonly CategoryOverview[];
  branches: readonly Branch[];
  reader: Reader;
}) => {
  const { shell, catalogue, product, assortment } = useWords();
  return (
    <>
      <div class="page-head">
        <h1>{shell.tagline}</h1>
        {props.reader.isGuest && (
          <a class="actions" href="/sign-in" hx-boost="false">
            {catalogue.signInForPrice}
          </a>
        )}
      </div>
      <CategoryTable categories={props.categories} reader={props.reader} />
      <section id="branches">
        <h2>{assortment.branches}</h2>
        <BranchTable branches={props.branches} />
      </section>
      <p class="meta">{product.weightNote}</p>
    </>
  );
};

type Bought = BoughtRow & { price: OfferedPrice | undefined };

/** What a buyer left, what he buys again, what is under way, and the way into the catalogue. */
export const BuyerHome = (props: {
  rows: readonly Bought[];
  waiting: Waiting;
  reader: Reader;
  vatRateBp: number;
  formKey: string;
}) => {
  const { approvals, assortment, catalogue, quick } = useWords();
  const nameOf = useNameOf();
  const { rows, waiting, reader } = props;
  return (
    <>
      <OwingNotice owing={waiting.owing} hrefOf={(orderId) => `/o/${orderId}`} />
      {waiting.approvals > 0 && (
        <p class="notice warn">
          <a href="/approvals">{approvals.home(waiting.approvals)}</a>
        </p>
      )}
      {waiting.cart && reader.orders && (
        <section class="row">
          <h1>{assortment.continueTitle}</h1>
          <a class="button primary" href="/cart">
            {assortment.continueCart(waiting.cart.lines)}
          </a>
          <span class="meta">
            <Moment at={waiting.cart.changedAt} />
          </span>
        </section>
      )}
      <section>
        {waiting.cart && reader.orders ? (
          <h2>{assortment.reorder}</h2>
        ) : (
          <h1>{assortment.reorder}</h1>
        )}
        {rows.length === 0 ? <p class="empty">{assortment.noReorder}</p> : <Reorder {...props} />}
        {reader.orders && (
          <p>
            <a href="/quick">{quick.title}</a>
          </p>
        )}
      </section>
      {waiting.orders.length > 0 && <OpenOrders waiting={waiting} seesPrices={reader.seesPrices} />}
      <section>
        <h2>{catalogue.title}</h2>
        <ul class="categories">
          {tree
            .filter((category) => category.parentCode !== null)
            .map((category) => (
              <li>
                <a href={`/c/${category.slug}`} hx-preload="mouseover">
                  {category.form && <Glyph name={`form-${category.form}`} />} {nameOf(category)}
                </a>
              </li>
            ))}
        </ul>
      </section>
    </>
  );
};

const Reorder = (props: {
  rows: readonly Bought[];
  reader: Reader;
  vatRateBp: number;
  formKey: string;
}) => {
  const { assortment, columns } = useWords();
  const figures = useFigures();
  const { rows, reader } = props;
  const table = (
    <div class="scroll goods folds" role="region" tabindex={0} aria-label={assortment.reorder}>
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{assortment.lastBought}</th>
            {reader.seesPrices && (
              <>
                <th scope="col" class="n">
                  {assortment.priceNow}
                </th>
                <th scope="col" class="n">
                  {assortment.change}
                </th>
              </>
            )}
            <th scope="col" class="n">
              {assortment.kept}
            </th>
            {reader.orders && (
              <th scope="col" class="n">
                {columns.quantity}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ReorderRow row={row} reader={reader} />
          ))}
        </tbody>
      </table>
      {reader.seesPrices && (
        <p class="meta">{assortment.vatIncluded(figures.percent(props.vatRateBp))}</p>
      )}
    </div>
  );
  return reader.orders ? <LinesForm formKey={props.formKey}>{table}</LinesForm> : table;
};

const ReorderRow = ({ row, reader }: { row: Bought; reader: Reader }) => {
  const { catalogue, columns, units } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  return (
    <tr>
      <th scope="row">
        <a href={`/p/${row.sku}`}>{nameOf(row)}</a>
      </th>
      <td>
        <Moment at={row.boughtAt} /> ·{' '}
        <Quantity amountMilli={row.boughtMilli} unit={row.boughtUnit} />
      </td>
      {reader.seesPrices && (
        <>
          <td class={row.price ? 'n per-t' : 'n on-request'}>
            {row.price ? figures.bare.perTonne(row.price.perTonneMinor) : catalogue.priceOnRequest}
          </td>
          <td class="n change">{row.price && changeOf(row, figures.percent)}</td>
        </>
      )}
      <td class="n all">{row.anywhereG > 0 ? figures.bare.t(row.anywhereG) : '—'}</td>
      {reader.orders && (
        <td class="n order">
          <input
            name={`q.${row.sku}`}
            inputmode="decimal"
            data-num
            maxlength={12}
            placeholder={figures.number(row.boughtMilli / 1000, 3)}
            aria-label={catalogue.quantityOf(nameOf(row))}
          />
          <input type="hidden" name={`u.${row.sku}`} value={row.boughtUnit} />{' '}
          <span aria-label={columns.unit}>{units[row.boughtUnit]}</span>
        </td>
      )}
    </tr>
  );
};

/** How the price of the step that the last quantity reached moved since, VAT included in both. */
function changeOf(row: Bought, percent: (bp: number) => string): string {
  const then = row.boughtPerTonneMinor;
  const step = row.price?.breaks.findLast((one) => one.fromWeightG <= row.boughtG) ?? row.price;
  if (!step || then <= 0) return '';
  const bp = Math.round((step.perTonneMinor / then - 1) * 1000) * 10;
  if (bp === 0) return '=';
  return `${bp > 0 ? '▲' : '▼'} ${percent(Math.abs(bp))}`;
}
