import type { PaymentRow } from '../../src/payments/payment-list.queries.ts';
import { type TroubleKind, troubleKinds } from '../../src/payments/payment-trouble.ts';
import type { PaymentMethod } from '../../src/platform/db/schema.ts';
import type { PropsWithChildren } from 'hono/jsx';
import { useFigures, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { PAYMENTS_BASE, PaymentTable } from '../parts/payment-table.tsx';
import { Notice } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { type TroubleRows, Troubles } from './payment-troubles.tsx';

const paymentMethods = [
  'card',
  'transfer',
  'cash',
  'terminal',
] as const satisfies readonly PaymentMethod[];

/** A page of payments with what it was narrowed down to. */
export type PaymentsShown = {
  payments: readonly PaymentRow[];
  filter: {
    text?: string | undefined;
    company: string;
    method?: string | undefined;
    from?: string | undefined;
    to?: string | undefined;
  };
  /** Whom the typed company means; `undefined` where it is empty or means nobody. */
  companyName: string | undefined;
  /** The address of the next page; undefined on the last. */
  nextHref: string | undefined;
};

type Head = {
  place: OfficePlace;
  counts: Readonly<Record<TroubleKind, number>>;
  /** What was just done, said once. */
  deed: keyof ReturnType<typeof useWords>['officePayments']['done'] | undefined;
};

/** All payments, with how much waits for somebody of each kind. */
export const PaymentsPage = (shown: Head & PaymentsShown) => {
  const { officePayments: words, payments, history } = useWords();
  const { filter } = shown;
  return (
    <Framed {...shown} here={undefined}>
      <form
        class="row filters"
        method="get"
        action={PAYMENTS_BASE}
        hx-get={PAYMENTS_BASE}
        hx-trigger="change, submit"
        hx-target="#payments"
        hx-swap="outerHTML"
        hx-replace-url="true"
        hx-sync="this:replace"
      >
        <Field name="text" type="search" label={words.text} value={filter.text} size="medium" />
        <Field
          name="company"
          type="search"
          label={words.company}
          value={shown.companyName ?? filter.company}
          size="medium"
        />
        <Choice
          name="method"
          label={words.method}
          value={filter.method ?? ''}
          options={[
            { value: '', label: history.all },
            ...paymentMethods.map((value) => ({ value, label: payments.methods[value] })),
          ]}
        />
        <Field name="from" type="date" label={words.from} value={filter.from} size="medium" />
        <Field name="to" type="date" label={words.to} value={filter.to} size="medium" />
        <button type="submit">{words.show}</button>
      </form>
      <PaymentsList {...shown} />
    </Framed>
  );
};

/** What waits for somebody, of one kind. */
export const TroublesPage = (shown: Head & TroubleRows) => {
  const { officePayments: words } = useWords();
  return (
    <Framed {...shown} here={shown.kind}>
      <h2>{words.troubles[shown.kind]}</h2>
      <p class="meta">{words.leads[shown.kind]}</p>
      <Troubles {...shown} />
    </Framed>
  );
};

const Framed = (shown: PropsWithChildren<Head & { here: TroubleKind | undefined }>) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  const { counts, here, deed } = shown;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{words.title}</h1>
      {deed && (
        <Notice mood="ok" role="status">
          {words.done[deed]}
        </Notice>
      )}
      <nav class="counted" aria-label={words.title}>
        <a href={PAYMENTS_BASE} aria-current={here === undefined ? 'page' : undefined}>
          {words.all}
        </a>
        {troubleKinds.map((kind) => (
          <a
            href={`${PAYMENTS_BASE}?show=${kind}`}
            aria-current={here === kind ? 'page' : undefined}
            class={counts[kind] > 0 ? undefined : 'none'}
          >
            {words.troubles[kind]} <strong>{figures.bare.count(counts[kind])}</strong>
          </a>
        ))}
      </nav>
      {shown.children}
    </OfficeFrame>
  );
};

/** The payments that were found; replaced when the search changes. */
export const PaymentsList = ({ payments, filter, companyName, nextHref }: PaymentsShown) => {
  const { officePayments: words } = useWords();
  return (
    <section id="payments" class="stack" data-t="results" aria-label={words.found}>
      {filter.company !== '' && (
        <p class="meta">
          {companyName === undefined ? words.noSuchCompany : words.onlyOf(companyName)}
        </p>
      )}
      {payments.length === 0 ? (
        <p class="empty" role="status">
          {words.none}
        </p>
      ) : (
        <PaymentTable payments={payments} label={words.found} />
      )}
      {nextHref && (
        <p>
          <a href={nextHref}>{words.earlier}</a>
        </p>
      )}
    </section>
  );
};
