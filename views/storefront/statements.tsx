import type { AccountNow, OpenOrder } from '../../src/payments/account.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { AccountToday } from '../parts/account-now.tsx';
import { AccountTabs } from '../parts/account-tabs.tsx';
import { OpenOrderRows } from '../parts/account-open.tsx';
import { Choice } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice } from '../parts/status.tsx';

/** What a company's accountant sees first, and what he ticks to be paid. */
export type StatementsShown = {
  /** Undefined for a company without an account. */
  now: AccountNow | undefined;
  open: readonly OpenOrder[];
  on: string;
  nextHref: string | undefined;
  /** What of the address says which orders are shown, so that a form that comes back shows the same. */
  here: string;
  isFirst: boolean;
  mayPay: boolean;
  /** The most that a card pays; undefined where none does. */
  cardMostMinor: number | undefined;
  /** What was just put to orders of the balance. */
  usedMinor: number | undefined;
  formKey: string;
  ticked: readonly string[];
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** A company's account: what is owed between us, how old it is, and what of it is paid now. */
export const StatementsPage = (shown: StatementsShown) => {
  const { statements: words } = useWords();
  const figures = useFigures();
  const { now, open, on, usedMinor } = shown;
  return (
    <>
      <h1>{words.title}</h1>
      <AccountTabs here="now" />
      {usedMinor !== undefined && (
        <Notice mood="ok" role="status">
          {words.used(figures.moneyExact(usedMinor))}
        </Notice>
      )}
      {now ? <AccountToday now={now} on={on} forStaff={false} /> : <p>{words.even}</p>}
      <section id="open">
        <h2>{words.open}</h2>
        {open.length === 0 ? <p class="empty">{words.nothingOpen}</p> : <Paying {...shown} />}
        <p class="actions">
          {!shown.isFirst && <a href="/statements#open">{words.toBeginning}</a>}
          {shown.nextHref && <a href={shown.nextHref}>{words.more}</a>}
        </p>
      </section>
    </>
  );
};

const Paying = (shown: StatementsShown) => {
  const { statements: words } = useWords();
  const { open, mayPay, problems } = shown;
  const table = (
    <ScrollRegion label={words.open} folds>
      <OpenOrderRows {...shown} hrefOf={(orderId) => `/o/${orderId}`} />
    </ScrollRegion>
  );
  if (!mayPay) return table;
  const labels = Object.fromEntries([
    ...open.map(({ id, number }) => [`amount.${id}`, words.of(number)]),
    ['how', words.how],
    ['spread', words.spread],
  ]);
  // A card leads to its provider's page, where only the browser itself may go.
  return (
    <form
      class="form wide"
      method="post"
      action={`/statements/payments${shown.here}`}
      hx-boost="false"
    >
      <input type="hidden" name="key" value={shown.formKey} />
      <ProblemList problems={problems} labels={labels} />
      <p class="hint">{words.payHint}</p>
      {table}
      <Ways {...shown} />
    </form>
  );
};

/** With what it is paid; what a press means stands on the button. */
const Ways = ({ now, cardMostMinor, values }: StatementsShown) => {
  const { statements: words } = useWords();
  const figures = useFigures();
  const balanceMinor = now?.balanceMinor ?? 0;
  const spreads = ['oldest-first', 'pro-rata', 'all-or-nothing'] as const;
  return (
    <fieldset id="how" class="account-ways no-print">
      <legend>{words.how}</legend>
      {balanceMinor > 0 && (
        <Choice
          name="spread"
          label={words.spread}
          value={values['spread'] ?? 'oldest-first'}
          options={spreads.map((value) => ({ value, label: words.spreads[value] }))}
        />
      )}
      <div class="actions">
        {balanceMinor > 0 && (
          <button type="submit" name="how" value="balance" class="primary">
            {words.fromBalance(figures.moneyExact(balanceMinor))}
          </button>
        )}
        <button
          type="submit"
          name="how"
          value="transfer"
          class={balanceMinor > 0 ? undefined : 'primary'}
        >
          {words.byTransfer}
        </button>
        {cardMostMinor !== undefined && (
          <button type="submit" name="how" value="card">
            {words.byCard}
          </button>
        )}
      </div>
      {cardMostMinor !== undefined && (
        <p class="hint">{words.cardHint(figures.moneyExact(cardMostMinor))}</p>
      )}
    </fieldset>
  );
};
