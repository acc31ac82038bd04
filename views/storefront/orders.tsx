import type { Purchase } from '../../src/history/history.queries.ts';
import { channels } from '../../src/people/channel.ts';
import { useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { PurchaseTable } from '../parts/purchase-rows.tsx';

export type OrdersShown = {
  purchases: readonly Purchase[];
  filter: { channel?: string | undefined; stage?: string | undefined; text?: string | undefined };
  /** The address of the next page; undefined on the last. */
  nextHref: string | undefined;
  seesPrices: boolean;
};

/** Everything a company bought, over the web, the counter and the phone, and what was bought before us. */
export const OrdersPage = (shown: OrdersShown) => {
  const { history } = useWords();
  return (
    <>
      <h1>{history.title}</h1>
      <p class="meta">{history.note}</p>
      <OrdersFilter {...shown} />
      <OrdersList {...shown} />
    </>
  );
};

const OrdersFilter = ({ filter }: OrdersShown) => {
  const words = useWords();
  return (
    <form
      class="row filters"
      method="get"
      action="/orders"
      hx-get="/orders"
      hx-trigger="change, submit"
      hx-target="#orders"
      hx-swap="outerMorph"
      hx-sync="this:replace"
      hx-replace-url="true"
    >
      <Field
        name="text"
        label={words.history.find}
        value={filter.text}
        type="search"
        size="medium"
      />
      <Choice
        name="channel"
        label={words.columns.channel}
        value={filter.channel ?? ''}
        options={[
          { value: '', label: words.history.all },
          ...channels.map((channel) => ({ value: channel, label: words.channels[channel] })),
        ]}
      />
      <Choice
        name="stage"
        label={words.columns.stage}
        value={filter.stage ?? ''}
        options={[
          { value: '', label: words.history.all },
          ...Object.entries(words.stages).map(([value, label]) => ({ value, label })),
        ]}
      />
      <button type="submit">{words.sale.showing}</button>
    </form>
  );
};

/** Replaced whole when the filter changes. */
export const OrdersList = ({ purchases, nextHref, seesPrices }: OrdersShown) => {
  const words = useWords();
  return (
    <section id="orders" data-t="results">
      {purchases.length === 0 ? (
        <p>{words.history.empty}</p>
      ) : (
        <PurchaseTable
          purchases={purchases}
          seesPrices={seesPrices}
          hrefOf={(orderId) => `/o/${orderId}`}
        />
      )}
      {nextHref && (
        <p>
          <a href={nextHref}>{words.sale.earlier}</a>
        </p>
      )}
    </section>
  );
};
