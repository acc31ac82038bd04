import type { StorageNotice } from '../../src/ordering/remind-of-storage.ts';
import { chargeForStorage } from '../../src/pricing/storage-charge.ts';
import { addDays } from '../../src/measures/calendar.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * What a buyer reads of goods that lie ready and are not fetched: until when that costs
 * nothing, or since when it costs something, and how much a day. With the shop's public
 * address the letter leads to the order.
 */
export function storageLetter(
  notice: StorageNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { language, number, companyName, kind, storage, branch, orderId, lyingG } = notice;
  const { mail, storage: words, quotes } = wordsFor(language);
  const { massT, money, moneyExact, date, bare } = figuresFor(language);
  const { letter, reminder } = words;
  const branchName = { en: branch.nameEn, ru: branch.nameRu, kk: branch.nameKk }[language];
  const until = date(notice.freeUntil);
  const lines = [
    quotes.letter.greeting(notice.readerName),
    '',
    reminder.lies(number, companyName, massT(lyingG), branchName),
    reminder[kind].said(until),
    letter.feeAfter(money(storage.feeMinor)),
    reminder.aDay(moneyExact(costOfADay(notice))),
    storage.mostDays !== null && letter.atMost(bare.count(storage.mostDays)),
    publicUrl && `\n${mail.link(`${publicUrl}/o/${orderId}`)}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: reminder[kind].subject(number, until),
    body: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}

/** What one day of what lies there costs, with VAT. */
function costOfADay({ storage, lyingG: weightG, freeUntil }: StorageNotice): number {
  const oneDay = { toldOn: freeUntil, freeDays: 0, leftOn: addDays(freeUntil, 1) };
  return chargeForStorage({ ...storage, ...oneDay, weightG, vatRateBp: 0 }).grossMinor;
}
