import type { ClaimNotice } from '../../src/claims/tell-of-claim.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';
import { wordFor } from '../words/refusal-words.ts';

/** What became of a claim: to the customer who has it, what was decided and how it was made good; to us what came and what is late. */
export function claimLetter(
  notice: ClaimNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { claims, mail, prompts } = wordsFor(notice.language);
  const { letter } = claims;
  const { number, orderNumber, kind, isStaff, claimId, companyName } = notice;
  const lines = [
    prompts.letter.greeting(notice.readerName),
    '',
    letter.about(number, orderNumber, claims.kinds[kind]),
    ...(isStaff ? [letter.customer(companyName), ...toUs(notice)] : toCustomer(notice)),
    publicUrl && `\n${publicUrl}${isStaff ? '/office' : ''}/claims/${claimId}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: `${wordFor(letter.subjects, notice.eventType)}: ${number}`,
    body: lines.filter((line) => line !== undefined).join('\n'),
  };
}

function toCustomer(notice: ClaimNotice): string[] {
  const { claims } = wordsFor(notice.language);
  const { letter, verdicts, outcomes } = claims;
  const { date, moment } = figuresFor(notice.language);
  const { handlerName, dueAt, verdict, outcome, reasons, promisedOn, said } = notice;
  const words = said === '' ? [] : [letter.said(said)];
  switch (notice.eventType) {
    case 'claim.acknowledged':
      return [letter.acknowledged(handlerName ?? '—', dueAt ? moment(dueAt) : '—'), ...words];
    case 'claim.decided':
      return [
        ...(verdict && outcome ? [letter.decided(verdicts[verdict], outcomes[outcome])] : []),
        letter.reasons(reasons),
        ...(promisedOn === null ? [] : [letter.promised(date(promisedOn))]),
      ];
    case 'claim.refused':
      return [letter.refused, letter.reasons(reasons), letter.reopenHint];
    case 'claim.settled':
      return [...(outcome ? [letter.settled(outcomes[outcome])] : []), ...words, letter.reopenHint];
    default:
      return words;
  }
}

function toUs({ language, said, dueAt }: ClaimNotice): string[] {
  const { letter } = wordsFor(language).claims;
  const { moment } = figuresFor(language);
  return [
    ...(said === '' ? [] : [letter.said(said)]),
    ...(dueAt ? [letter.dueBy(moment(dueAt))] : []),
  ];
}
