import { lessenedOf } from '../../src/ordering/asked-line.ts';
import type { ChangeNotice } from '../../src/ordering/change-approval.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * What whoever asked reads when an approver left less of his order: of what, how much,
 * why, and what it comes to. With the shop's public address the letter leads there.
 */
export function changeLetter(
  notice: ChangeNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { language, readerName, requestId, cartCode, change } = notice;
  const { approvalChange, approvals, quotes, mail } = wordsFor(language);
  const { letter } = approvalChange;
  const { moneyExact, quantity } = figuresFor(language);
  const lines = lessenedOf(change.wasLines, change.lines).map(({ was, left }) => {
    const name = { en: was.nameEn, ru: was.nameRu, kk: was.nameKk }[language];
    const said = (line: typeof was) =>
      quantity({ amountMilli: line.quantityMilli, unit: line.unit });
    return letter.line(name, said(was), left ? said(left) : approvalChange.struck);
  });
  const body = [
    quotes.letter.greeting(readerName),
    '',
    letter.told(change.byName),
    ...lines,
    approvalChange.sum(moneyExact(change.wasGrossMinor), moneyExact(change.grossMinor)),
    letter.why(change.reason),
    publicUrl && `\n${approvals.letter.open(`${publicUrl}/approvals/${requestId}`)}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: letter.subject(change.byName, cartCode),
    body: body.filter((line) => typeof line === 'string').join('\n'),
  };
}
