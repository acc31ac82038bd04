import type { ReadyNotice } from '../../src/ordering/tell-of-ready.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * What a buyer reads when his goods are ready: how much, where they lie or are brought,
 * and, where he fetches them, for how long that costs nothing and what it costs then.
 * With the shop's public address the letter leads to the order.
 */
export function readyLetter(
  notice: ReadyNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { language, number, companyName, siteName, storage, branch, orderId } = notice;
  const { mail, storage: words, quotes } = wordsFor(language);
  const { massT } = figuresFor(language);
  const branchName = { en: branch.nameEn, ru: branch.nameRu, kk: branch.nameKk }[language];
  const lines = [
    quotes.letter.greeting(notice.readerName),
    '',
    words.letter.ready(number, companyName, massT(notice.weightG)),
    siteName === null ? words.letter.fetched(branchName) : words.letter.brought(siteName),
    siteName === null && storage && termsInWords(storage, notice),
    publicUrl && `\n${mail.link(`${publicUrl}/o/${orderId}`)}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: words.letter.readySubject(number),
    body: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}

function termsInWords(
  { freeDays, feeMinor, mostDays }: NonNullable<ReadyNotice['storage']>,
  { language }: ReadyNotice,
): string {
  const { letter } = wordsFor(language).storage;
  const { money, bare } = figuresFor(language);
  return [
    letter.freeFor(bare.count(freeDays)),
    letter.feeAfter(money(feeMinor)),
    ...(mostDays === null ? [] : [letter.atMost(bare.count(mostDays))]),
  ].join(' ');
}
