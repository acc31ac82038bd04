import { type CreditInSight, lacksMinor } from '../../src/credit/credit-in-sight.ts';
import type { Owing } from '../../src/credit/owing.queries.ts';
import { addDays } from '../../src/measures/calendar.ts';
import { useFigures, useWords } from '../language.tsx';
import { CreditSight } from '../parts/credit-in-sight.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { OwingNotice } from '../parts/owing.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';

const MINOR_PER_TENGE = 100;
/** Until when more is wished for where the agreement names no days. */
const USUAL_DAYS = 30;

type Shown = {
  /** Undefined for a company without an account. */
  credit: CreditInSight | undefined;
  owing: Owing | undefined;
  /** What the reader's cart comes to; undefined without one. */
  cart: { grossMinor: number; paymentDays: number | null } | undefined;
  /** Whether the reader may ask for more. */
  mayAsk: boolean;
  isSent: boolean;
  values: Readonly<Record<string, string>> | undefined;
  problems: Readonly<Record<string, string>>;
  on: string;
};

/** A company's credit in plain sight, with what the cart would take and a way to ask for more. */
export const CreditPage = (shown: Shown) => {
  const { credit: words } = useWords();
  const { credit, isSent, mayAsk } = shown;
  const hasCredit = credit && credit.creditKind !== 'none';
  return (
    <>
      <h1>{words.title}</h1>
      {isSent && (
        <Notice mood="ok" role="status">
          {words.sent}
        </Notice>
      )}
      <OwingNotice owing={shown.owing} hrefOf={(orderId) => `/o/${orderId}`} />
      {hasCredit ? <CreditSight credit={credit} forStaff={false} /> : <p>{words.none}</p>}
      {hasCredit && <WhatIf credit={credit} cart={shown.cart} />}
      {credit?.creditKind === 'amount' && mayAsk && <Asking {...shown} credit={credit} />}
    </>
  );
};

const WhatIf = ({ credit, cart }: { credit: CreditInSight; cart: Shown['cart'] }) => {
  const { credit: words } = useWords();
  const figures = useFigures();
  if (!cart) return null;
  const lacking = lacksMinor(credit, cart.grossMinor);
  return (
    <Notice mood={lacking > 0 ? 'warn' : 'info'}>
      {words.whatIf(figures.money(cart.grossMinor))}.{' '}
      {lacking > 0 ? words.lacks(figures.money(lacking)) : words.fits}
    </Notice>
  );
};

/** The wish for more, filled in with what the cart lacks; or the wish that waits already. */
const Asking = (shown: Shown & { credit: CreditInSight }) => {
  const { credit: words } = useWords();
  const figures = useFigures();
  const { credit, cart, problems, on } = shown;
  const { request } = credit;
  if (request?.state === 'waiting') {
    const { extraMinor, untilDay } = request;
    return (
      <Notice mood="info">{words.waits(figures.money(extraMinor), figures.date(untilDay))}</Notice>
    );
  }
  const lacking = cart ? lacksMinor(credit, cart.grossMinor) : 0;
  const values = shown.values ?? {
    extra: lacking > 0 ? String(Math.ceil(lacking / MINOR_PER_TENGE)) : '',
    until: addDays(on, cart?.paymentDays || USUAL_DAYS),
    note: '',
  };
  const labels = { extra: words.extra, until: words.until, note: words.note };
  const field = (name: keyof typeof labels) => ({
    ...{ name, label: labels[name], value: values[name], problem: problems[name] },
  });
  return (
    <section id="more" aria-labelledby="more-title">
      <h2 id="more-title">{words.ask}</h2>
      {request?.state === 'refused' && (
        <Notice mood="warn">
          {words.refused(figures.money(request.extraMinor), request.decisionNote)}
        </Notice>
      )}
      <form class="form" method="post" action="/company/credit/requests" hx-sync="this:drop">
        <ProblemList problems={problems} labels={labels} />
        <div class="field-row">
          <Field {...field('extra')} inputmode="decimal" size="medium" maxlength={24} required />
          <Field {...field('until')} type="date" size="medium" required />
        </div>
        <TextField {...field('note')} rows={2} />
        <button type="submit" class="primary">
          {words.send}
        </button>
      </form>
    </section>
  );
};
