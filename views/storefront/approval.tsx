import type { ApprovalWithLines } from '../../src/ordering/approval-page.queries.ts';
import type { Cart } from '../../src/ordering/cart.ts';
import { totalsOf } from '../../src/ordering/cart.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { ApprovalAnswer } from '../parts/approval-answer.tsx';
import { ApprovalBudget } from '../parts/approval-budget.tsx';
import { ApprovalChanges } from '../parts/approval-changes.tsx';
import { ApprovalForward, type ForwardShown } from '../parts/approval-forward.tsx';
import { ApprovalStatus, ApprovalSteps, useNextApprovers } from '../parts/approval-steps.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { RefusalNotice } from '../refusals.tsx';

/** Where a question stands among those that wait for its reader, and its neighbours there. */
export type QueuePlace = {
  place: number;
  count: number;
  previousId: string | undefined;
  nextId: string | undefined;
};

export type ApprovalShown = {
  approval: ApprovalWithLines;
  /** The moment of the request. */
  at: Date;
  /** Undefined where no other waits for the reader. */
  queue: QueuePlace | undefined;
  /** The reader has something to say now. */
  mayAnswer: boolean;
  mayWithdraw: boolean;
  mayPlace: boolean;
  isOwn: boolean;
  /** Made for the forms of this page: the order's or the new question's id. */
  formKey: string;
  /** What the reader agrees to by placing: of the question, or of the cart as it is now. */
  shownTerms: string;
  /** The cart as it is now, where it is not what was approved. */
  now: Cart | undefined;
  refused: RefusalReason | undefined;
  note?: string | undefined;
  problem?: string | undefined;
  /** To whom the reader may give his place, and what he typed of that. */
  forwarding: Omit<ForwardShown, 'approvalId'>;
};

/** One question: what is ordered, who must agree and what they said, and what the reader may do. */
export const ApprovalPage = (shown: ApprovalShown) => {
  const { approvals } = useWords();
  const { approval, at, queue, refused } = shown;
  return (
    <>
      <Crumbs above={[{ href: '/approvals', name: approvals.title }]} />
      {queue && <Queue {...queue} />}
      <ApprovalHead approval={approval} at={at} />
      {refused && <RefusalNotice reason={refused} />}
      <Deeds {...shown} />
      <ApprovalBody approval={approval} />
    </>
  );
};

/** From one question that waits for the reader to the next, by link or by J and K. */
const Queue = ({ place, count, previousId, nextId }: QueuePlace) => {
  const { approvals } = useWords();
  return (
    <nav class="actions" aria-label={approvals.waiting}>
      <span class="meta">{approvals.queuePlace(place, count)}</span>
      {previousId && (
        <a href={`/approvals/${previousId}`} data-key="k">
          {approvals.previous}
        </a>
      )}
      {nextId && (
        <a href={`/approvals/${nextId}`} data-key="j">
          {approvals.next}
        </a>
      )}
    </nav>
  );
};

/** Who asks, what it comes to, and whose turn it is. */
export const ApprovalHead = ({ approval, at }: { approval: ApprovalWithLines; at: Date }) => {
  const { approvals } = useWords();
  const figures = useFigures();
  const nextOf = useNextApprovers();
  const { requesterName, grossMinor, lineCount, weightG, siteName, purchaseNumber } = approval;
  return (
    <>
      <div class="page-head">
        <h1>{approvals.one(requesterName)}</h1>
        <ApprovalStatus state={approval.state} />
      </div>
      <p>
        <b>{figures.money(grossMinor)}</b>, {approvals.summary(lineCount, figures.massT(weightG))},{' '}
        {siteName === null ? approvals.pickUp : approvals.to(siteName)}
        {purchaseNumber !== '' && `, ${approvals.purchaseNumber(purchaseNumber)}`}
      </p>
      <ApprovalBudget approval={approval} />
      {approval.note !== '' && <blockquote class="approval-note">{approval.note}</blockquote>}
      <p class="meta">
        {approvals.askedAt(figures.moment(approval.requestedAt))}
        {approval.closedAt === null && ` (${figures.ago(approval.requestedAt, at)})`}
        {approval.closedAt === null && `, ${approvals.until(figures.moment(approval.expiresAt))}`}
      </p>
      <p>{nextOf(approval)}</p>
    </>
  );
};

/** What is ordered and who must agree, for a page and for a letter's link. */
export const ApprovalBody = ({ approval }: { approval: ApprovalWithLines }) => {
  const { approvals } = useWords();
  return (
    <>
      <ApprovalChanges changes={approval.changes} />
      <section>
        <h2>{approvals.steps}</h2>
        <ApprovalSteps {...approval} />
        {approval.forwards.map(({ byName, toName, note }) => (
          <p class="meta">{approvals.forwardedBy(byName, toName, note)}</p>
        ))}
      </section>
      <section>
        <h2>{approvals.lines}</h2>
        <Lines lines={approval.lines} grossMinor={approval.grossMinor} />
      </section>
    </>
  );
};

const Deeds = (shown: ApprovalShown) => {
  const { approvalChange, approvals } = useWords();
  const { approval, mayAnswer, mayWithdraw, mayPlace, isOwn } = shown;
  const { id, state, orderId, orderNumber, cartCode, quoteId } = approval;
  const isOpen = state === 'pending' || state === 'approved';
  return (
    <section class="stack">
      {mayAnswer && (
        <ApprovalAnswer
          {...{ approval, note: shown.note, problem: shown.problem }}
          action={`/approvals/${id}/decision`}
        />
      )}
      {mayAnswer && (
        <p>
          <a class="button" href={`/approvals/${id}/change`}>
            {approvalChange.open}
          </a>{' '}
          <small class="meta">{approvalChange.openHint}</small>
        </p>
      )}
      {mayAnswer && <ApprovalForward approvalId={id} {...shown.forwarding} />}
      {isOwn && state === 'pending' && !mayAnswer && <p class="meta">{approvals.yours}</p>}
      {state === 'approved' && mayPlace && <Placing {...shown} />}
      {isOpen && mayWithdraw && (
        <form method="post" action={`/approvals/${id}/withdrawal`} hx-sync="this:drop">
          <button type="submit">{approvals.withdraw}</button>{' '}
          <small class="meta">{approvals.withdrawNote}</small>
        </form>
      )}
      {orderId && (
        <p>
          <a class="button" href={`/o/${orderId}`}>
            {approvals.toOrder(orderNumber ?? '')}
          </a>
        </p>
      )}
      {!isOpen && !orderId && mayPlace && (
        <p>
          <a class="button" href={quoteId ? `/quotes/${quoteId}` : `/cart?cart=${cartCode}`}>
            {quoteId ? approvals.toQuote : approvals.toCart}
          </a>
        </p>
      )}
    </section>
  );
};

/** Approved is not placed: the form shows what has changed since, and asks again where that is too much. */
const Placing = ({ approval, formKey, shownTerms, now, refused }: ApprovalShown) => {
  const { approvals } = useWords();
  const figures = useFigures();
  const isOutgrown = refused?.code === 'approval-outgrown';
  return (
    <form
      method="post"
      action={`/approvals/${approval.id}/${isOutgrown ? 'renewal' : 'placing'}`}
      hx-sync="this:drop"
    >
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="shownTerms" value={shownTerms} />
      {now && (
        <p>
          {approvals.changedSince}: <b>{figures.money(totalsOf(now).grossMinor)}</b>
        </p>
      )}
      <button type="submit" class="primary" data-key="F9">
        {isOutgrown ? approvals.askAgain : approvals.place}
      </button>{' '}
      {!isOutgrown && <small class="meta">{approvals.placeNote}</small>}
    </form>
  );
};

/** The lines as they were asked about, and what bringing them adds to their sum. */
const Lines = ({ lines, grossMinor }: Pick<ApprovalWithLines, 'lines' | 'grossMinor'>) => {
  const { approvals, columns, freight } = useWords();
  const freightMinor = lines.reduce((left, line) => left - line.grossMinor, grossMinor);
  const figures = useFigures();
  const nameOf = useNameOf();
  return (
    <div class="table-scroll folds" role="region" aria-label={approvals.lines} tabindex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col" class="num">
              {columns.quantity}
            </th>
            <th scope="col" class="num">
              {columns.weightKg}
            </th>
            <th scope="col" class="num">
              {columns.gross}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <th scope="row">
                {nameOf(line)}
                {line.isNew && <small class="meta"> {approvals.firstTime}</small>}
              </th>
              <td class="num" data-label={columns.quantity}>
                {figures.quantity({ amountMilli: line.quantityMilli, unit: line.unit })}
              </td>
              <td class="num" data-label={columns.weightKg}>
                {figures.bare.kg(line.weightG)}
              </td>
              <td class="num sum">{figures.bare.money(line.grossMinor)}</td>
            </tr>
          ))}
          {freightMinor !== 0 && (
            <tr class="service">
              <th scope="row" colspan={3}>
                {freight.one}
              </th>
              <td class="num sum">{figures.bare.money(freightMinor)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
};
