import type { BankLine, Reversal } from '../../src/payments/bank-line.ts';
import type { TransferDue } from '../../src/payments/refund.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { BankLineFacts, BankLineState } from '../parts/bank-line.tsx';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/measures.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  place: OfficePlace;
  title: string;
  line: BankLine;
  reversal: Reversal | null;
  /** What its payment pays for. Minor units. */
  paid: readonly { orderId: string; number: string; amountMinor: number }[];
  /** Refunds that it may be. */
  refunds: readonly TransferDue[];
  readerId: string;
  refused:
    | { values: Readonly<Record<string, string>>; problems: Readonly<Record<string, string>> }
    | undefined;
};

/** One line of a statement: what the bank says, and what became of it. */
export const BankLinePage = (shown: Shown) => {
  const { bank } = useWords();
  const { place, title, line, refused } = shown;
  return (
    <OfficeFrame {...place}>
      <div class="page-head">
        <h1>{title}</h1>
        <p class="actions">
          <a href={`/office/bank/${line.statementId}`}>{bank.statements}</a>
          <a href="/office/bank/queue" data-key="n">
            {bank.queue}
          </a>
        </p>
      </div>
      <ProblemList
        problems={refused?.problems ?? {}}
        labels={{ undoReason: bank.undoReason, verdict: bank.undo, refundId: bank.refunds }}
      />
      <BankLineFacts line={line} />
      <section aria-labelledby="state-title">
        <h2 id="state-title">{bank.state}</h2>
        <p>
          <BankLineState state={line.state} />{' '}
          {line.settledAt && (
            <small class="meta">
              {line.settledByName} <Moment at={line.settledAt} />
            </small>
          )}
        </p>
        <Became {...shown} />
      </section>
    </OfficeFrame>
  );
};

const Became = (shown: Shown) => {
  const { bank } = useWords();
  const { line } = shown;
  switch (line.state) {
    case 'waits':
      return (
        <p class="actions">
          <a class="button primary" href={`/office/bank/queue?line=${line.id}`}>
            {bank.toQueue}
          </a>
        </p>
      );
    case 'set-aside':
      return (
        <form method="post" action={`/office/bank/lines/${line.id}/return`} hx-sync="this:drop">
          <p>
            {line.setAsideAs && bank.setAsideReasons[line.setAsideAs]}
            {line.note && `: ${line.note}`}
          </p>
          <button type="submit">{bank.putBack}</button>
        </form>
      );
    case 'outgoing':
      return <Refunds {...shown} />;
    case 'booked':
      return line.paymentId === null ? (
        <>
          <p>
            {bank.refunded}: {line.companyName}
          </p>
          <Undo {...shown} hint={bank.undoRefundHint} />
        </>
      ) : (
        <Booked {...shown} />
      );
  }
};

const Booked = (shown: Shown) => {
  const { bank } = useWords();
  const figures = useFigures();
  const { line, paid, reversal } = shown;
  const paidMinor = paid.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const restMinor = line.amountMinor - paidMinor;
  return (
    <>
      <dl class="facts">
        <dt>{bank.bookedTo}</dt>
        <dd>{line.companyName}</dd>
        <dt>{bank.paidFor}</dt>
        <dd>
          <ul class="plain-list">
            {paid.map(({ orderId, number, amountMinor }) => (
              <li>
                <a class="code" href={`/office/orders/${orderId}`}>
                  {number}
                </a>{' '}
                <span class="amount">{figures.moneyExact(amountMinor)}</span>
              </li>
            ))}
            {restMinor > 0 && (
              <li>
                {bank.toBalance} <span class="amount">{figures.moneyExact(restMinor)}</span>
              </li>
            )}
          </ul>
        </dd>
      </dl>
      {reversal?.state === 'waiting' ? (
        <Decision {...shown} {...{ reversal }} />
      ) : (
        <Undo {...shown} hint={bank.undoHint} />
      )}
    </>
  );
};

const Undo = ({ line, refused, hint }: Shown & { hint: string }) => {
  const { bank } = useWords();
  const problem = refused?.problems['undoReason'];
  return (
    <details open={problem !== undefined}>
      <summary>{bank.undo}</summary>
      <form method="post" action={`/office/bank/lines/${line.id}/reversal`} hx-sync="this:drop">
        <p class="meta">{hint}</p>
        <Field
          name="undoReason"
          label={bank.undoReason}
          value={refused?.values['undoReason']}
          problem={problem}
          maxlength={300}
          size="medium"
        />
        <button type="submit" class="danger">
          {bank.undo}
        </button>
      </form>
    </details>
  );
};

const Decision = ({ line, reversal, readerId }: Shown & { reversal: Reversal }) => {
  const { bank } = useWords();
  return (
    <form
      method="post"
      action={`/office/bank/lines/${line.id}/reversal/decision`}
      hx-sync="this:drop"
    >
      <Notice mood="warn">
        {bank.undoWaits(reversal.askedByName)}
        <br />
        {bank.undoReason}: {reversal.reason}
      </Notice>
      {reversal.askedBy === readerId ? (
        <p>{bank.undoOwn}</p>
      ) : (
        <p class="actions">
          <button type="submit" name="verdict" value="agreed" class="primary">
            {bank.agree}
          </button>
          <button type="submit" name="verdict" value="refused">
            {bank.refuse}
          </button>
        </p>
      )}
    </form>
  );
};

const Refunds = ({ line, refunds }: Shown) => {
  const { bank } = useWords();
  if (refunds.length === 0) return <p>{bank.noRefund}</p>;
  return (
    <>
      <h3>{bank.refunds}</h3>
      <ul class="plain-list">
        {refunds.map((one) => (
          <li>
            <form
              method="post"
              action={`/office/bank/lines/${line.id}/refund`}
              class="row"
              hx-sync="this:drop"
            >
              <input type="hidden" name="refundId" value={one.id} />
              <span>
                {one.companyName} <span class="code meta">{one.companyBin}</span>{' '}
                <small class="meta">
                  <Moment at={one.askedAt} /> {one.note}
                </small>
              </span>
              <button
                type="submit"
                class={one.companyBin === line.partyBin ? 'primary' : undefined}
              >
                {bank.thisRefund}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </>
  );
};
