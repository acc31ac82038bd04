import type { GivenBack } from '../../src/payments/payment-sheet.queries.ts';
import { inCash, waysBack } from '../../src/payments/refund.ts';
import type { PaymentMethod, RefundState } from '../../src/platform/db/schema.ts';
import { useFigures, useWords } from '../language.tsx';
import { wordFor } from '../words/refusal-words.ts';
import { Choice, Field } from './field.tsx';
import { ProblemList } from './problem-list.tsx';
import { cameBack, type SheetForm } from './sheet-form.ts';
import { Status } from './status.tsx';

type Refund = Extract<GivenBack, { kind: 'refund' }>;
type Dispute = Extract<GivenBack, { kind: 'dispute' }>;

/** What the reader may do with money that goes back. */
export type RefundRights = {
  personId: string;
  mayAsk: boolean;
  mayDecide: boolean;
  mayHandOut: boolean;
};

type Shown = {
  /** The address of the pages of payments. */
  base: string;
  method: PaymentMethod;
  rights: RefundRights;
  form: SheetForm | undefined;
  formKey: string;
};

/** Refunds and disputes of one payment, each with what is to be done about it. */
export const GivenBackList = (shown: Shown & { givenBack: readonly GivenBack[] }) => {
  const { officePayments: words } = useWords();
  if (shown.givenBack.length === 0) return null;
  return (
    <section aria-labelledby="given-back">
      <h2 id="given-back">{words.givenBack}</h2>
      <ul class="plain-list cards">
        {shown.givenBack.map((one) =>
          one.kind === 'refund' ? (
            <RefundCard {...shown} refund={one} />
          ) : (
            <DisputeCard dispute={one} />
          ),
        )}
      </ul>
    </section>
  );
};

const moods: Record<RefundState, 'ok' | 'warn' | 'err' | 'info' | 'idle'> = {
  waiting: 'warn',
  refused: 'idle',
  asked: 'info',
  sent: 'info',
  settled: 'ok',
  failed: 'err',
};

const RefundCard = (shown: Shown & { refund: Refund }) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  const { refund } = shown;
  return (
    <li class="stack" id={`refund-${refund.id}`}>
      <p>
        <strong class="amount">{figures.moneyExact(refund.amountMinor)}</strong>{' '}
        {words.ways[refund.way]}
        {refund.orderNumber !== null && <>, {words.off(refund.orderNumber)}</>}{' '}
        <Status mood={moods[refund.state]}>{words.states[refund.state]}</Status>
        {refund.isLeft && <Status mood="idle">{words.left}</Status>}
      </p>
      <p class="meta">
        {words.reasons[refund.reason]}
        {refund.note !== '' && <>: {refund.note}</>}
        {', '}
        {words.askedLine(refund.askedByName, figures.moment(refund.at))}
        {refund.decidedAt && (
          <>, {words.decidedLine(refund.decidedByName ?? '', figures.moment(refund.decidedAt))}</>
        )}
        {refund.settledAt && <>, {words.settledLine(figures.moment(refund.settledAt))}</>}
        {refund.paidReference !== '' && <>, {refund.paidReference}</>}
        {refund.roundingMinor !== 0 && (
          <>
            , {words.facts.rounding.toLowerCase()} {figures.moneyExact(refund.roundingMinor)}
          </>
        )}
      </p>
      {refund.failure !== '' && <p>{wordFor(words.refundFailures, refund.failure)}</p>}
      <RefundDeeds {...shown} />
    </li>
  );
};

/** What can be done with a refund now: every state has its own deeds, and most have none. */
const RefundDeeds = (shown: Shown & { refund: Refund }) => {
  const { refund, rights } = shown;
  const { state, way } = refund;
  if (state === 'waiting' && rights.mayDecide) return <Deciding {...shown} />;
  const isAtDesk = way === 'cash' || way === 'terminal';
  if (state === 'asked' && isAtDesk && rights.mayHandOut) return <HandingOut {...shown} />;
  if (way === 'transfer' && state === 'asked' && rights.mayDecide) {
    return (
      <>
        <Noting {...shown} deed="sent" />
        <Noting {...shown} deed="back" />
      </>
    );
  }
  if (way === 'transfer' && state === 'settled' && rights.mayDecide) {
    return <Noting {...shown} deed="back" />;
  }
  if (refund.isOpen && rights.mayAsk) return <Retrying {...shown} />;
  return null;
};

const actionOf = ({ base, refund }: Shown & { refund: Refund }, deed: string) =>
  `${base}/refunds/${refund.id}/${deed}`;

/** What was typed into a form of this refund that came back. */
const typedOf = (
  { form, refund }: Shown & { refund: Refund },
  deed: string,
): Pick<SheetForm, 'values' | 'problems'> => cameBack(form, `${refund.id}-${deed}`);

const Deciding = (shown: Shown & { refund: Refund }) => {
  const { officePayments: words } = useWords();
  const { refund, rights } = shown;
  if (refund.askedBy === rights.personId) return <p class="meta">{words.ownRefund}</p>;
  const { values, problems } = typedOf(shown, 'refusal');
  const prefix = `${refund.id}-refusal-`;
  return (
    <>
      <form method="post" action={actionOf(shown, 'agreement')} hx-sync="this:drop">
        <button type="submit" class="primary">
          {words.agree}
        </button>
      </form>
      <form
        method="post"
        action={actionOf(shown, 'refusal')}
        class="row filters"
        hx-sync="this:drop"
      >
        <ProblemList problems={problems} labels={{ note: words.decisionNote }} prefix={prefix} />
        <Field
          {...{ name: 'note', prefix, value: values['note'], problem: problems['note'] }}
          label={words.decisionNote}
          maxlength={300}
          size="medium"
        />
        <button type="submit">{words.refuse}</button>
      </form>
    </>
  );
};

const HandingOut = (shown: Shown & { refund: Refund }) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  const { refund } = shown;
  const { values, problems } = typedOf(shown, 'payout');
  const prefix = `${refund.id}-payout-`;
  return (
    <form method="post" action={actionOf(shown, 'payout')} class="row filters" hx-sync="this:drop">
      {refund.way === 'terminal' && (
        <>
          <ProblemList problems={problems} labels={{ slip: words.slip }} prefix={prefix} />
          <Field
            {...{ name: 'slip', prefix, value: values['slip'], problem: problems['slip'] }}
            label={words.slip}
            maxlength={30}
            size="short"
          />
        </>
      )}
      <button type="submit" class="primary">
        {refund.way === 'cash'
          ? words.payOutCash(figures.money(inCash(refund.amountMinor).givenMinor))
          : words.payOut}
      </button>
      <small class="meta">{words.payOutHint}</small>
    </form>
  );
};

const Noting = (shown: Shown & { refund: Refund; deed: 'sent' | 'back' }) => {
  const { officePayments: words } = useWords();
  const { refund, deed } = shown;
  const { values, problems } = typedOf(shown, deed);
  const prefix = `${refund.id}-${deed}-`;
  const isSent = deed === 'sent';
  const label = isSent ? words.sentReference : words.cameBackWhy;
  return (
    <form method="post" action={actionOf(shown, deed)} class="row filters" hx-sync="this:drop">
      <ProblemList problems={problems} labels={{ word: label }} prefix={prefix} />
      <Field
        {...{ name: 'word', prefix, label, value: values['word'], problem: problems['word'] }}
        maxlength={200}
        size="medium"
      />
      <button type="submit" class={isSent ? 'primary' : undefined}>
        {isSent ? words.sent : words.cameBack}
      </button>
    </form>
  );
};

const Retrying = (shown: Shown & { refund: Refund }) => {
  const { officePayments: words } = useWords();
  const { refund, method, formKey, rights } = shown;
  const { values, problems } = typedOf(shown, 'retry');
  return (
    <>
      <form method="post" action={actionOf(shown, 'retry')} class="row filters" hx-sync="this:drop">
        <ProblemList
          problems={problems}
          labels={{ way: words.againWay }}
          prefix={`${refund.id}-retry-`}
        />
        <input type="hidden" name="key" value={formKey} />
        <Choice
          name="way"
          prefix={`${refund.id}-retry-`}
          label={words.againWay}
          value={values['way'] ?? refund.way}
          problem={problems['way']}
          options={waysBack(method).map((way) => ({ value: way, label: words.ways[way] }))}
        />
        <button type="submit" class="primary">
          {words.again}
        </button>
      </form>
      {rights.mayDecide && (
        <form method="post" action={actionOf(shown, 'left')} hx-sync="this:drop">
          <button type="submit">{words.leave}</button>
        </form>
      )}
    </>
  );
};

const disputeMoods: Record<string, 'ok' | 'warn' | 'err' | 'idle'> = {
  warning: 'warn',
  needsAnswer: 'err',
  underReview: 'idle',
  won: 'ok',
  lost: 'err',
  prevented: 'ok',
};

/** How a dispute stands. */
export const DisputeStatus = ({ status }: { status: string }) => {
  const { officePayments: words } = useWords();
  return (
    <Status mood={disputeMoods[status] ?? 'idle'}>{wordFor(words.disputeStates, status)}</Status>
  );
};

const DisputeCard = ({ dispute }: { dispute: Dispute }) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  return (
    <li class="stack">
      <p>
        <strong class="amount">{figures.moneyExact(dispute.amountMinor)}</strong>{' '}
        {words.troubles.disputes} <DisputeStatus status={dispute.status} />
      </p>
      <p class="meta">
        <span class="code breakable">{dispute.id}</span>, {figures.moment(dispute.at)}
        {dispute.answerBy && (
          <>
            , {words.columns.answerBy.toLowerCase()}{' '}
            <strong>{figures.moment(dispute.answerBy)}</strong>
          </>
        )}
      </p>
      {dispute.answerBy && <p>{words.evidence}</p>}
    </li>
  );
};
