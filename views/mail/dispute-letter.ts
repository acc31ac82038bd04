import { tradingDay } from '../../src/measures/calendar.ts';
import type { DisputeTurn } from '../../src/payments/tell-of-dispute.ts';
import type { DisputeNotice } from '../../src/payments/tell-of-dispute.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * What is read of a disputed payment by card: by ours with the day by which we
 * answer, by the accountant of the payer with what to do where it was a mistake.
 */
export function disputeLetter(
  notice: DisputeNotice,
  turn: DisputeTurn,
  publicUrl?: string,
): { subject: string; body: string } {
  const { mail, moneyLetters, quotes } = wordsFor(notice.language);
  const words = moneyLetters.dispute;
  const { companyName, amountMinor, answerBy, paidAt, orders, isOurs } = notice;
  const { moneyExact, date } = figuresFor(notice.language);
  const amount = moneyExact(amountMinor);
  const isOpen = turn === 'warned' || turn === 'opened';
  const address =
    publicUrl &&
    (isOurs
      ? words.ours(`${publicUrl}/office/payments?show=disputes`)
      : words.account(`${publicUrl}/statements`));
  const lines = [
    quotes.letter.greeting(notice.readerName),
    '',
    words[turn](amount, date(tradingDay(paidAt))),
    orders.length > 0 && words.orders(orders.join(', ')),
    isOurs && isOpen && answerBy !== null && words.answerBy(date(tradingDay(answerBy))),
    !isOurs && turn === 'opened' && `\n${words.askThem}`,
    address && `\n${address}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: words.subjects[turn](companyName, amount),
    body: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}
