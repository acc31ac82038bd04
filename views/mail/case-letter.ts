import type { CaseNotice } from '../../src/loyalty/tell-of-case.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';
import { wordFor } from '../words/refusal-words.ts';

const TO_CUSTOMER = new Set(['case.promised', 'case.resolved']);

/** What became of somebody's low answer: to us that it waits, to him what is promised and done. */
export function caseLetter(
  notice: CaseNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { cases, mail, prompts } = wordsFor(notice.language);
  const { letter } = cases;
  const isToCustomer = TO_CUSTOMER.has(notice.eventType);
  const path = isToCustomer ? '/company/answers' : `/office/cases/${notice.caseId}`;
  const lines = [
    prompts.letter.greeting(notice.readerName),
    '',
    ...(isToCustomer ? toCustomer(notice) : toUs(notice)),
    publicUrl && `\n${publicUrl}${path}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: wordFor(letter.subjects, notice.eventType),
    body: lines.filter((line) => line !== undefined).join('\n'),
  };
}

function toCustomer(notice: CaseNotice): string[] {
  const { letter } = wordsFor(notice.language).cases;
  const { date } = figuresFor(notice.language);
  if (notice.eventType === 'case.resolved') {
    return [letter.done(notice.outcome), letter.sayIfSolved];
  }
  return [letter.promised(notice.resolution, notice.promisedOn ? date(notice.promisedOn) : '')];
}

function toUs(notice: CaseNotice): string[] {
  const { letter } = wordsFor(notice.language).cases;
  const { moment } = figuresFor(notice.language);
  const { companyName, customerName, number, ownerName } = notice;
  const who = `${companyName}, ${customerName}`;
  return [
    number === null ? who : `${who}: ${number}`,
    ...(notice.eventType === 'case.reopened' ? [letter.notSolved] : [letter.low]),
    ...(notice.eventType === 'case.escalated' ? [letter.nobodyYet(ownerName ?? '—')] : []),
    letter.contactUntil(moment(notice.contactDueAt)),
  ];
}
