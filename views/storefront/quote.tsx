import {
  declineReasons,
  isOpen,
  isOrderable,
  type Offer,
  type QuoteVersion,
  restOf,
  standingForBuyer,
} from '../../src/ordering/quote.ts';
import type { OrderChoices } from '../../src/ordering/order-choices.queries.ts';
import type { QuoteAsked } from '../../src/ordering/quote.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useFigures, useWords } from '../language.tsx';
import { Choice, Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { QuoteAskedFor } from '../parts/quote-asked.tsx';
import { QuoteHistory } from '../parts/quote-difference.tsx';
import { QuoteClosed, QuoteOrders } from '../parts/quote-outcome.tsx';
import { QuoteMessages } from '../parts/quote-messages.tsx';
import { QuoteOffers, VersionTerms } from '../parts/quote-offers.tsx';
import { BuyerQuoteStatus, Validity } from '../parts/quote-status.tsx';
import { Notice } from '../parts/status.tsx';
import { RefusalNotice } from '../refusals.tsx';

/** A quote as its buyer sees it. */
export type QuoteShown = {
  quote: QuoteAsked;
  versions: readonly QuoteVersion[];
  /** Another key for each form of the page. */
  keys: { acceptance: string; message: string };
  seesPrices: boolean;
  mayAnswer: boolean;
  /** May be paid later; null: prepayment only. */
  choices: OrderChoices;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  refused?: RefusalReason | undefined;
  isNew: boolean;
  at: Date;
};

/** One quote: what was asked, what we offer, what changed, what was said, and the answer. */
export const QuotePage = (shown: QuoteShown) => {
  const { quote, versions, seesPrices, mayAnswer, refused, at } = shown;
  const { quotes } = useWords();
  const current = versions.find(({ number }) => number === quote.currentVersion);
  const canAccept = mayAnswer && isOpen(quote, at);
  return (
    <>
      <h1>{quotes.of(quote.number)}</h1>
      <p>
        <BuyerQuoteStatus standing={standingForBuyer(quote, at)} />{' '}
        {(quote.state === 'sent' || quote.state === 'expired') && quote.validUntil && (
          <Validity until={quote.validUntil} at={at} />
        )}
      </p>
      {shown.isNew && (
        <Notice mood="ok" role="status">
          {quotes.requestSent(quote.number)}
        </Notice>
      )}
      {refused && <RefusalNotice reason={refused} />}
      <ProblemList
        problems={shown.problems}
        labels={{ text: quotes.message, note: quotes.declineNote, reason: quotes.declineQuestion }}
      />
      <QuoteClosed quote={quote} />
      <QuoteOrders
        quote={quote}
        hrefOf={(orderId) => `/o/${orderId}`}
        nameOf={(orderNumber) => orderNumber}
      />
      {current && !seesPrices && <Notice mood="info">{quotes.pricesHidden}</Notice>}
      {current && seesPrices && (
        <section>
          <h2>{quotes.version(current.number ?? 1)}</h2>
          <VersionTerms version={current} />
          {canAccept ? (
            <AcceptForm {...shown} current={current} />
          ) : (
            <QuoteOffers version={current} />
          )}
        </section>
      )}
      {seesPrices && <QuoteHistory versions={versions} />}
      <QuoteAskedFor quote={quote} seesPrices={seesPrices} />
      {seesPrices && (
        <QuoteMessages
          quote={quote}
          action={`/quotes/${quote.id}/messages`}
          formKey={shown.keys.message}
          mayWrite={mayAnswer}
          values={shown.values}
          problems={shown.problems}
        />
      )}
      {mayAnswer && (quote.state === 'sent' || quote.state === 'requested') && (
        <DeclineForm {...shown} />
      )}
    </>
  );
};

const AcceptForm = (shown: QuoteShown & { current: QuoteVersion }) => {
  const { quote, current, keys, values, problems, choices, refused } = shown;
  const { approvals, quotes, checkout, costCentres } = useWords();
  return (
    <form
      class="form wide"
      id="accept"
      method="post"
      action={`/quotes/${quote.id}/acceptance`}
      hx-sync="this:drop"
    >
      <input type="hidden" name="key" value={keys.acceptance} />
      <input type="hidden" name="seenVersion" value={String(quote.version)} />
      <QuoteOffers version={current} choiceOf={(offer) => <Take {...shown} offer={offer} />} />
      <h3>{quotes.acceptTitle}</h3>
      <div class="field-row">
        <Choice
          name="payment"
          label={checkout.payment}
          value={values['payment'] ?? 'prepaid'}
          problem={problems['payment']}
          options={Object.entries(checkout.payments).map(([value, label]) => ({ value, label }))}
        />
        <Choice
          name="siteId"
          label={checkout.site}
          value={values['siteId'] ?? ''}
          problem={problems['siteId']}
          options={[
            { value: '', label: '—' },
            ...choices.sites.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Field
          name="purchaseNumber"
          label={checkout.purchaseNumber}
          value={values['purchaseNumber']}
          problem={problems['purchaseNumber']}
          size="medium"
          maxlength={60}
        />
        {choices.costCentres.length > 0 && (
          <Choice
            name="costCentreId"
            label={costCentres.one}
            value={values['costCentreId'] ?? ''}
            problem={problems['costCentreId']}
            options={[
              { value: '', label: costCentres.choose },
              ...choices.costCentres.map(({ id, code, name }) => ({
                value: id,
                label: `${code} ${name}`,
              })),
            ]}
          />
        )}
      </div>
      <p class="meta">{quotes.acceptNote}</p>
      <p class="actions">
        {refused?.code === 'approval-needed' && (
          <button type="submit" class="primary" formaction={`/quotes/${quote.id}/approval`}>
            {approvals.before.ask}
          </button>
        )}{' '}
        <button
          type="submit"
          class={refused?.code === 'approval-needed' ? undefined : 'primary'}
          data-key="F9"
        >
          {quotes.accept}
        </button>
      </p>
    </form>
  );
};

/** How an offer is taken: chosen among those of its line, with a quantity where less or more is possible. */
const Take = (shown: QuoteShown & { current: QuoteVersion; offer: Offer }) => {
  const { quote, current, offer, values, problems } = shown;
  const { quotes } = useWords();
  const figures = useFigures();
  const restMilli = restOf(offer, quote.taken);
  if (!isOrderable(offer)) return null;
  if (restMilli === 0) return <span class="meta">{quotes.usedUp}</span>;
  const name = `take.${offer.position}`;
  const quantity = `quantity.${offer.id}`;
  const isFirst =
    current.offers.find(
      (one) => one.position === offer.position && isOrderable(one) && restOf(one, quote.taken) > 0,
    ) === offer;
  const chosen = values[name] ?? (isFirst ? offer.id : '');
  const label = quotes.takeOf(offer.position, offer.alternative);
  return (
    <div class="take">
      <label class="check">
        <input type="radio" name={name} value={offer.id} checked={chosen === offer.id} />
        <span class="visually-hidden">{label}</span>
        {restMilli < offer.quantityMilli && (
          <span class="meta">
            {quotes.left(figures.quantity({ amountMilli: restMilli, unit: offer.unit }))}
          </span>
        )}
      </label>
      {(current.takesPart || offer.takesMore) && (
        <>
          <input
            id={quantity}
            name={quantity}
            class="size-short"
            inputmode="decimal"
            maxlength={20}
            data-num
            value={values[quantity] ?? String(restMilli / 1000)}
            aria-label={quotes.quantityOf(offer.position, offer.alternative)}
            aria-invalid={problems[quantity] ? 'true' : undefined}
          />
          <span class="meta">{figures.units[offer.unit]}</span>
        </>
      )}
      {current.takesPart && isFirst && (
        <label class="check">
          <input type="radio" name={name} value="" checked={chosen === ''} />
          <span>{quotes.noneOfLine}</span>
        </label>
      )}
    </div>
  );
};

const DeclineForm = ({ quote, values, problems }: QuoteShown) => {
  const { quotes } = useWords();
  return (
    <details open={'note' in problems || 'reason' in problems}>
      <summary>{quotes.decline}</summary>
      <form class="form" method="post" action={`/quotes/${quote.id}/refusal`} hx-sync="this:drop">
        <input type="hidden" name="seenVersion" value={String(quote.version)} />
        <Choice
          name="reason"
          label={quotes.declineQuestion}
          value={values['reason']}
          problem={problems['reason']}
          options={declineReasons.map((reason) => ({
            value: reason,
            label: quotes.declineReasons[reason],
          }))}
        />
        <TextField
          name="note"
          label={quotes.declineNote}
          value={values['note']}
          problem={problems['note']}
        />
        <button type="submit" class="danger">
          {quotes.decline}
        </button>
      </form>
    </details>
  );
};
