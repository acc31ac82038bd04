import { isOpen, type QuoteVersion, standingForBuyer } from '../../src/ordering/quote.ts';
import type { QuoteAsked } from '../../src/ordering/quote.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { QuoteDelivery } from '../parts/quote-delivery.tsx';
import { QuoteDecline } from '../parts/quote-decline.tsx';
import { QuoteOffers, VersionTerms } from '../parts/quote-offers.tsx';
import { BuyerQuoteStatus, Validity } from '../parts/quote-status.tsx';
import { QuoteComes } from '../parts/quote-comes.tsx';
import { QuoteTake } from '../parts/quote-take.tsx';
import { Notice } from '../parts/status.tsx';
import { RefusalNotice } from '../refusals.tsx';

/** A quote as somebody sees it to whom it was sent by a link: what is offered, and how to answer. */
export type LinkedQuoteShown = {
  quote: QuoteAsked;
  current: QuoteVersion;
  /** Whom the link was sent to, and under which address. */
  name: string;
  email: string;
  formKey: string;
  /** The address of the link. */
  base: string;
  isCodeOut: boolean;
  isCodeSent: boolean;
  mayPayLater: boolean;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  refused?: RefusalReason | undefined;
  at: Date;
};

/** The page behind the link of a quote. Looking at it decides nothing. */
export const QuoteLinkPage = (shown: LinkedQuoteShown) => {
  const { quote, current, problems, refused, base, at } = shown;
  const { quotes, checkout } = useWords();
  const { byLink } = quotes;
  const canAnswer = isOpen(quote, at);
  return (
    <>
      <h1>
        {quotes.of(quote.number)} · {quote.companyName}
      </h1>
      <p>
        <BuyerQuoteStatus standing={standingForBuyer(quote, at)} />{' '}
        {quote.validUntil && <Validity until={quote.validUntil} at={at} />}
      </p>
      <p class="meta">{byLink.sentTo(shown.name, shown.email)}</p>
      {shown.isCodeSent && (
        <Notice mood="ok" role="status">
          {byLink.codeSent(shown.email)}
        </Notice>
      )}
      {refused && <RefusalNotice reason={refused} />}
      <ProblemList
        problems={problems}
        labels={{
          ...{ code: byLink.code, note: quotes.declineNote, reason: quotes.declineQuestion },
          ...{ payment: checkout.payment, purchaseNumber: checkout.purchaseNumber },
        }}
      />
      <Ordered quote={quote} />
      <section>
        <h2>{quotes.version(current.number ?? 1)}</h2>
        <VersionTerms version={current} />
        {canAnswer ? (
          <AcceptForm {...shown} />
        ) : (
          <>
            <QuoteOffers version={current} hidesLists />
            <QuoteDelivery version={current} />
          </>
        )}
      </section>
      {canAnswer && <QuoteDecline {...shown} action={`${base}/refusal`} />}
    </>
  );
};

/** What was ordered of the quote. Its pages are for members, so the number stands alone. */
const Ordered = ({ quote }: Pick<LinkedQuoteShown, 'quote'>) => {
  const { quotes } = useWords();
  if (quote.orders.length === 0) return null;
  return (
    <Notice mood="ok">
      {quotes.ordersOf}: {quote.orders.map(({ orderNumber }) => orderNumber).join(', ')}.
    </Notice>
  );
};

/** First the code, then the acceptance: Enter in a field of the form accepts, and the code has a form of its own. */
const AcceptForm = (shown: LinkedQuoteShown) => {
  const { quote, current, formKey, base, values, problems, isCodeOut } = shown;
  const { quotes, checkout } = useWords();
  const { byLink } = quotes;
  const ways = shown.mayPayLater ? (['prepaid', 'on-account'] as const) : (['prepaid'] as const);
  return (
    <>
      <form method="post" action={`${base}/code`} hx-sync="this:drop">
        <p>{byLink.codeWhy}</p>
        <p class="actions">
          <button type="submit" class={isCodeOut ? undefined : 'primary'}>
            {isCodeOut ? byLink.askAgain : byLink.askCode(shown.email)}
          </button>
        </p>
      </form>
      <form
        class="form wide"
        id="accept"
        method="post"
        action={`${base}/acceptance`}
        hx-sync="this:drop"
      >
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="seenVersion" value={String(quote.version)} />
        <QuoteOffers
          version={current}
          choiceOf={(offer) => <QuoteTake {...shown} offer={offer} />}
          hidesLists
        />
        <QuoteDelivery version={current} />
        <h3>{quotes.acceptTitle}</h3>
        <div class="field-row">
          <Choice
            name="payment"
            label={checkout.payment}
            value={values['payment'] ?? 'prepaid'}
            problem={problems['payment']}
            options={ways.map((value) => ({ value, label: checkout.payments[value] }))}
          />
          <Field
            name="purchaseNumber"
            label={checkout.purchaseNumber}
            value={values['purchaseNumber']}
            problem={problems['purchaseNumber']}
            size="medium"
            maxlength={60}
          />
          <Field
            name="code"
            label={byLink.code}
            hint={byLink.codeHint}
            value=""
            problem={problems['code']}
            inputmode="numeric"
            autocomplete="one-time-code"
            size="short"
            maxlength={10}
          />
        </div>
        <QuoteComes refused={shown.refused} values={values} />
        <p class="meta">{quotes.acceptNote}</p>
        <p class="actions">
          <button type="submit" class={isCodeOut ? 'primary' : undefined} data-key="F9">
            {quotes.accept}
          </button>
        </p>
      </form>
    </>
  );
};
