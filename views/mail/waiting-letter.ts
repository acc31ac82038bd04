import type { WaitingNotice } from '../../src/delivery/tell-of-waiting.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * What is read of a loaded vehicle that money keeps in the yard: what is open and how it is
 * paid, by the buyer's accountant; the same with the way to the order, by ours.
 */
export function waitingLetter(
  notice: WaitingNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { mail, moneyLetters, quotes } = wordsFor(notice.language);
  const words = moneyLetters.waiting;
  const { number, orderId, orderNumber, companyName, vehiclePlate, waitsFor, isOurs } = notice;
  const { moneyExact } = figuresFor(notice.language);
  const lines = [
    quotes.letter.greeting(notice.readerName),
    '',
    words.loaded(number, orderNumber, companyName),
    vehiclePlate !== '' && words.plate(vehiclePlate),
    waitsFor.kind === 'held' ? words.held : words[waitsFor.kind](moneyExact(waitsFor.amountMinor)),
    publicUrl && `\n${wayOut({ isOurs, waitsFor, orderId }, words, publicUrl)}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: words.subject(number),
    body: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}

function wayOut(
  { isOurs, waitsFor, orderId }: Pick<WaitingNotice, 'isOurs' | 'waitsFor' | 'orderId'>,
  words: ReturnType<typeof wordsFor>['moneyLetters']['waiting'],
  publicUrl: string,
): string {
  if (isOurs) return words.forUs(`${publicUrl}/office/orders/${orderId}`);
  return waitsFor.kind === 'unpaid'
    ? words.pay(`${publicUrl}/o/${orderId}#payment`)
    : words.settle(`${publicUrl}/statements`);
}
