import { isOpen, type QuoteVersion, standingForBuyer } from '../../src/ordering/quote.ts';
import { isSiteChosen } from '../../src/ordering/quote-delivery.ts';
import type { OrderChoices } from '../../src/ordering/order-choices.queries.ts';
import type { QuoteAsked } from '../../src/ordering/quote.queries.ts';
import type { FileNamed } from '../../src/platform/stored-file.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useWords } from '../language.tsx';
import { CertificateField } from '../parts/certificate-field.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { type PromptShown, PromptStrip } from '../parts/prompt-strip.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { QuoteAskedFor } from '../parts/quote-asked.tsx';
import { QuoteDelivery } from '../parts/quote-delivery.tsx';
import { QuoteDecline } from '../parts/quote-decline.tsx';
import { QuoteHistory } from '../parts/quote-difference.tsx';
import { QuoteClosed, QuoteOrders } from '../parts/quote-outcome.tsx';
import { QuoteMessages } from '../parts/quote-messages.tsx';
import { QuoteOffers, VersionTerms } from '../parts/quote-offers.tsx';
import { BuyerQuoteStatus, Validity } from '../parts/quote-status.tsx';
import { QuoteComes } from '../parts/quote-comes.tsx';
import { QuoteTake } from '../parts/quote-take.tsx';
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
  /** Files that wait for a message from the last time. */
  waiting: readonly FileNamed[];
  at: Date;
  /** What the reader is asked about it, once he has it before him. */
  prompt?: PromptShown | undefined;
};

/** One quote: what was asked, what we offer, what changed, what was said, and the answer. */
export const QuotePage = (shown: QuoteShown) => {
  const { quote, versions, seesPrices, mayAnswer, refused, at } = shown;
  const { quotes } = useWords();
  const current = versions.find(({ number }) => number === quote.currentVersion);
  const fileHref = (fileId: string) => `/quotes/${quote.id}/files/${fileId}`;
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
        labels={{
          files: quotes.files.title,
          text: quotes.message,
          note: quotes.declineNote,
          reason: quotes.declineQuestion,
        }}
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
            <>
              <QuoteOffers version={current} />
              <QuoteDelivery version={current} />
            </>
          )}
        </section>
      )}
      {shown.prompt && <PromptStrip {...shown.prompt} />}
      {seesPrices && <QuoteHistory versions={versions} />}
      <QuoteAskedFor quote={quote} seesPrices={seesPrices} fileHref={fileHref} />
      {seesPrices && (
        <QuoteMessages
          quote={quote}
          action={`/quotes/${quote.id}/messages`}
          formKey={shown.keys.message}
          fileHref={fileHref}
          waiting={shown.waiting}
          mayWrite={mayAnswer}
          values={shown.values}
          problems={shown.problems}
        />
      )}
      {mayAnswer && (quote.state === 'sent' || quote.state === 'requested') && (
        <QuoteDecline {...shown} action={`/quotes/${quote.id}/refusal`} />
      )}
    </>
  );
};

const AcceptForm = (shown: QuoteShown & { current: QuoteVersion }) => {
  const { quote, current, keys, values, problems, choices, refused } = shown;
  const { approvals, quotes, checkout, costCentres, sale } = useWords();
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
      <QuoteOffers version={current} choiceOf={(offer) => <QuoteTake {...shown} offer={offer} />} />
      <QuoteDelivery version={current} />
      <h3>{quotes.acceptTitle}</h3>
      <div class="field-row">
        <Choice
          name="payment"
          label={checkout.payment}
          value={values['payment'] ?? 'prepaid'}
          problem={problems['payment']}
          options={Object.entries(checkout.payments).map(([value, label]) => ({ value, label }))}
        />
        {isSiteChosen(current) && (
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
        )}
        <Field
          name="purchaseNumber"
          label={checkout.purchaseNumber}
          value={values['purchaseNumber']}
          problem={problems['purchaseNumber']}
          size="medium"
          maxlength={60}
        />
        {choices.requiredFields.includes('contact') && (
          <Choice
            name="contactId"
            label={checkout.contact}
            value={values['contactId'] ?? ''}
            problem={problems['contactId']}
            options={[
              { value: '', label: sale.nobody },
              ...choices.contacts.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        {choices.requiredFields.includes('certificate') && (
          <CertificateField
            value={values['certificateKind'] ?? ''}
            problem={problems['certificateKind']}
            required
          />
        )}
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
      <QuoteComes refused={shown.refused} values={values} />
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
