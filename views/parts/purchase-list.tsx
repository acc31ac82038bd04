import type { PropsWithChildren } from 'hono/jsx';
import type { Purchase } from '../../src/history/history.queries.ts';
import { channels } from '../../src/people/channel.ts';
import { useWords } from '../language.tsx';
import { Choice, Field } from './field.tsx';
import { PurchaseTable } from './purchase-rows.tsx';

/** A page of the purchase history with what it was narrowed down to. */
export type PurchaseListShown = {
  purchases: readonly Purchase[];
  filter: { channel?: string | undefined; stage?: string | undefined; text?: string | undefined };
  /** The address of the next page; undefined on the last. */
  nextHref: string | undefined;
  seesPrices: boolean;
  /** The address of the list itself: `/orders`, or a desk's. */
  base: string;
  hrefOf: (orderId: string) => string;
  /** Whose purchases: shown where several companies stand together. */
  showsCompany?: boolean;
};

/** Narrows the history down while it is typed; `children` are further fields. */
export const PurchaseFilter = ({
  filter,
  base,
  children,
}: PropsWithChildren<PurchaseListShown>) => {
  const words = useWords();
  return (
    <form
      class="row filters"
      method="get"
      action={base}
      hx-get={base}
      hx-trigger="change, submit"
      hx-target="#orders"
      hx-swap="outerMorph"
      hx-sync="this:replace"
      hx-replace-url="true"
    >
      {children}
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
export const PurchaseList = (shown: PropsWithChildren<PurchaseListShown>) => {
  const { purchases, nextHref } = shown;
  const words = useWords();
  return (
    <section id="orders" data-t="results">
      {shown.children}
      {purchases.length === 0 ? <p>{words.history.empty}</p> : <PurchaseTable {...shown} />}
      {nextHref && (
        <p>
          <a href={nextHref}>{words.sale.earlier}</a>
        </p>
      )}
    </section>
  );
};
