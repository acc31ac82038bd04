import type { ApprovalNotice, ClosedApproval } from '../../src/ordering/approval-notice.queries.ts';
import type { AskedApprover } from '../../src/ordering/approval-notice.queries.ts';
import type { ApprovalOutcome } from '../../src/ordering/close-approval.ts';
import { ruleInWords } from '../approval-words.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';
import { refusalInWords } from '../refusals.tsx';

type Letter = { subject: string; body: string };

const together = (lines: readonly (string | undefined | false)[]): string =>
  lines.filter((line) => typeof line === 'string').join('\n');

/**
 * What an approver reads: who asks, what it comes to, why it needs him. With the
 * shop's address the letter leads to the question; opening it decides nothing.
 */
export function approvalLetter(
  notice: ApprovalNotice,
  to: { approver: AskedApprover; token: string },
  publicUrl?: string,
): Letter {
  const { language, name } = to.approver;
  const { approvalChange, approvals, quotes, mail } = wordsFor(language);
  const { letter } = approvals;
  const { moneyExact, massT, moment } = figuresFor(language);
  const { requesterName, companyName, note, lineCount, weightG, grossMinor, expiresAt } = notice;
  const isReminder = notice.eventType === 'approval.reminded';
  const passed = notice.forwards.findLast(({ toId }) => toId === to.approver.personId);
  const asked = notice.needs.filter(({ hasLapsed }) => !hasLapsed);
  const reasons = new Set(asked.map((need) => ruleInWords(language, need)));
  const changed = notice.changes.at(-1);
  return {
    subject: (isReminder ? letter.reminderSubject : letter.askSubject)(companyName, requesterName),
    body: together([
      quotes.letter.greeting(name),
      '',
      passed && letter.passedOn(passed.byName, passed.note),
      letter.ask(requesterName),
      changed && approvalChange.letter.forApprover(changed.byName, changed.reason),
      approvals.summary(lineCount, massT(weightG)),
      letter.total(moneyExact(grossMinor)),
      ...[...reasons].map((reason) => letter.why(reason)),
      note !== '' && letter.note(note),
      approvals.until(moment(expiresAt)),
      publicUrl && `\n${letter.link(`${publicUrl}/approval-link/${to.token}`)}`,
      `\n${mail.signature}`,
    ]),
  };
}

/** What whoever asked reads of the end: the order, what still stands in its way, or why not. */
export function approvalOutcomeLetter(
  closed: ClosedApproval,
  outcome: ApprovalOutcome,
  publicUrl?: string,
): Letter {
  const { language, name } = closed.requester;
  const { approvals, quotes, mail } = wordsFor(language);
  const { letter } = approvals;
  const kind = kindOf(closed, outcome);
  return {
    subject: letter.subjects[kind](closed.cartCode),
    body: together([
      quotes.letter.greeting(name),
      '',
      toldOf(closed, outcome),
      publicUrl && `\n${letter.open(`${publicUrl}/approvals/${closed.requestId}`)}`,
      `\n${mail.signature}`,
    ]),
  };
}

function kindOf(
  { state }: ClosedApproval,
  { orderNumber, refused }: ApprovalOutcome,
): 'approved' | 'placed' | 'unplaced' | 'declined' | 'expired' {
  if (state === 'declined' || state === 'expired') return state;
  if (orderNumber !== null) return 'placed';
  return refused ? 'unplaced' : 'approved';
}

function toldOf(closed: ClosedApproval, outcome: ApprovalOutcome): string {
  const { language } = closed.requester;
  const { letter } = wordsFor(language).approvals;
  const { orderNumber, refused } = outcome;
  switch (kindOf(closed, outcome)) {
    case 'declined':
      return letter.declined(closed.declinedByName ?? '', closed.declineNote ?? '');
    case 'expired':
      return letter.expired;
    case 'placed':
      return letter.placed(orderNumber ?? '');
    case 'unplaced':
      return letter.unplaced(refused ? refusalInWords(language, refused) : '');
    case 'approved':
      return letter.approved;
  }
}
