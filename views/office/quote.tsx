import { isOpen, type QuoteVersion, standingForStaff } from '../../src/ordering/quote.ts';
import type { QuoteNote, SentLink } from '../../src/ordering/quote-in-office.queries.ts';
import type { QuoteAsked } from '../../src/ordering/quote.queries.ts';
import type { FileNamed } from '../../src/platform/stored-file.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useFigures, useWords } from '../language.tsx';
import { Attachments, FileLinks } from '../parts/attachments.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { QuoteAskedFor } from '../parts/quote-asked.tsx';
import { QuoteDelivery } from '../parts/quote-delivery.tsx';
import { QuoteHistory } from '../parts/quote-difference.tsx';
import { QuoteClosed, QuoteOrders } from '../parts/quote-outcome.tsx';
import { QuoteMessages } from '../parts/quote-messages.tsx';
import { QuoteOffers, VersionTerms } from '../parts/quote-offers.tsx';
import { StaffQuoteStatus, Validity } from '../parts/quote-status.tsx';
import { Notice } from '../parts/status.tsx';
import { RefusalNotice } from '../refusals.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { type DraftTyped, QuoteDraft } from './quote-draft.tsx';
import { QuoteLinks } from './quote-links.tsx';

/** What was just done to a quote. */
export type QuoteTold = 'saved' | 'sent' | 'link-sent';

/** A quote as the office answers it. */
export type OfficeQuoteShown = {
  place: OfficePlace;
  quote: QuoteAsked;
  versions: readonly QuoteVersion[];
  notes: readonly QuoteNote[];
  links: readonly SentLink[];
  /** The draft as it stands in the fields. */
  draft: DraftTyped | undefined;
  keys: { message: string; note: string };
  /** Files that wait for a message or a note from the last time. */
  waiting: { message: readonly FileNamed[]; note: readonly FileNamed[] };
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  refused?: RefusalReason | undefined;
  told: QuoteTold | undefined;
  at: Date;
};

/** One quote in the office: what is asked, the draft of the answer, what was sent, what was said, and our own notes. */
export const OfficeQuotePage = (shown: OfficeQuoteShown) => {
  const { quote, versions, draft, refused, told, at } = shown;
  const { quotes } = useWords();
  const current = versions.find(
    // The draft has no number yet, as a quote that was never answered has no version.
    ({ number }) => number !== null && number === quote.currentVersion,
  );
  const isOpenToUs = quote.state === 'requested' || quote.state === 'sent';
  const base = `/office/quotes/${quote.id}`;
  return (
    <OfficeFrame {...shown.place}>
      <h1>
        {quotes.of(quote.number)} · {quote.companyName}
      </h1>
      <p>
        <StaffQuoteStatus standing={standingForStaff(quote, at)} />{' '}
        {(quote.state === 'sent' || quote.state === 'expired') && quote.validUntil && (
          <Validity until={quote.validUntil} at={at} />
        )}
      </p>
      {told && (
        <Notice mood="ok" role="status">
          <Told told={told} version={quote.currentVersion ?? 1} />
        </Notice>
      )}
      {refused && <RefusalNotice reason={refused} />}
      <ProblemList
        problems={shown.problems}
        labels={{
          text: quotes.message,
          files: quotes.files.title,
          noteFiles: quotes.files.title,
          noteText: quotes.office.note,
          withdrawal: quotes.office.withdrawNote,
          guestName: quotes.byLink.name,
          guestEmail: quotes.byLink.email,
        }}
      />
      <QuoteClosed quote={quote} />
      <QuoteOrders
        quote={quote}
        hrefOf={(orderId) => `/office/orders/${orderId}`}
        nameOf={quotes.office.order}
      />
      <QuoteAskedFor quote={quote} seesPrices fileHref={(id) => `${base}/files/${id}`} />
      {draft ? (
        <QuoteDraft
          draft={draft}
          base={base}
          sites={quote.sites}
          before={versions.filter(({ number }) => number !== null).at(-1)}
        />
      ) : (
        quote.state !== 'accepted' && <Begin {...shown} base={base} />
      )}
      {current && (
        <section>
          <h2>{quotes.version(current.number ?? 1)}</h2>
          <VersionTerms version={current} />
          <QuoteOffers version={current} />
          <QuoteDelivery version={current} />
        </section>
      )}
      <QuoteLinks {...shown} base={base} maySend={isOpen(quote, at)} />
      <QuoteHistory versions={versions.filter(({ number }) => number !== null)} />
      <QuoteMessages
        quote={quote}
        action={`${base}/messages`}
        formKey={shown.keys.message}
        fileHref={(id) => `${base}/files/${id}`}
        waiting={shown.waiting.message}
        mayWrite
        values={shown.values}
        problems={shown.problems}
      />
      <Notes {...shown} base={base} />
      {isOpenToUs && (
        <details open={'withdrawal' in shown.problems}>
          <summary>{quotes.office.withdraw}</summary>
          <form class="form" method="post" action={`${base}/withdrawal`} hx-sync="this:drop">
            <Field
              name="withdrawal"
              label={quotes.office.withdrawNote}
              value={shown.values['withdrawal']}
              problem={shown.problems['withdrawal']}
              maxlength={500}
            />
            <button type="submit" class="danger">
              {quotes.office.withdraw}
            </button>
          </form>
        </details>
      )}
    </OfficeFrame>
  );
};

const Told = ({ told, version }: { told: QuoteTold; version: number }) => {
  const { office, byLink } = useWords().quotes;
  if (told === 'link-sent') return <>{byLink.linkSent}</>;
  return <>{told === 'saved' ? office.saved : office.sent(version)}</>;
};

/** What leads to a draft: the first answer, the next version, or what is closed once more. */
const Begin = ({ quote, base, at }: OfficeQuoteShown & { base: string }) => {
  const { office } = useWords().quotes;
  const standing = standingForStaff(quote, at);
  const isOver = standing === 'expired' || standing === 'declined' || standing === 'withdrawn';
  const label = quote.state === 'requested' ? office.begin : office.beginNext;
  return (
    <form method="post" action={`${base}/draft`} hx-sync="this:drop">
      {isOver && <p class="meta">{office.reopenNote}</p>}
      <button type="submit" class="primary">
        {isOver ? office.reopen : label}
      </button>
    </form>
  );
};

/** Our own notes: on another ground and under the word, so that nobody mistakes them for what the buyer reads. */
const Notes = (shown: OfficeQuoteShown & { base: string }) => {
  const { notes, keys, base, values, problems, waiting } = shown;
  const { office } = useWords().quotes;
  const figures = useFigures();
  return (
    <section class="internal">
      <h2>
        {office.notes} <small class="tag">{office.internal}</small>
      </h2>
      <p class="meta">{office.notesNote}</p>
      <ol class="plain-list quote-said">
        {notes.map((note) => (
          <li>
            <small class="meta">
              {office.internal} · {note.personName} · {figures.moment(note.at)}
            </small>
            <p class="said">{note.text}</p>
            <FileLinks files={note.files} hrefOf={(id) => `${base}/files/${id}`} />
          </li>
        ))}
      </ol>
      <form
        class="form"
        method="post"
        action={`${base}/notes`}
        enctype="multipart/form-data"
        hx-boost="false"
        data-upload
      >
        <input type="hidden" name="key" value={keys.note} />
        <TextField
          name="noteText"
          label={office.note}
          value={values['noteText']}
          problem={problems['noteText']}
          required
        />
        <Attachments id="noteFiles" waiting={waiting.note} problem={problems['noteFiles']} />
        <button type="submit">{office.addNote}</button>
      </form>
    </section>
  );
};
