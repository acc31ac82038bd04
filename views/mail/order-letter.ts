import type { OrderNotice } from '../../src/ordering/tell-buyer.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';
import { reasonTold } from '../reason-told.ts';

/**
 * What a buyer reads about an order: that it was placed, or cancelled and why.
 * Plain text in the reader's language. With the shop's public address the
 * letter leads to the order and its documents.
 */
export function orderLetter(
  notice: OrderNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { mail } = wordsFor(notice.language);
  const { number, companyName, readerName: name } = notice;
  const isCancelled = notice.eventType === 'order.cancelled';
  const told = { name, number, companyName };
  const lines: (string | false | undefined)[] = [
    isCancelled ? mail.cancelled(told) : mail.placed(told),
    ...(isCancelled ? linesOfCancelled(notice) : linesOfPlaced(notice)),
    publicUrl && `\n${mail.link(`${publicUrl}/o/${notice.orderId}`)}`,
    publicUrl && !isCancelled && mail.documents(`${publicUrl}/o/${notice.orderId}#documents`),
    `\n${mail.signature}`,
  ];
  return {
    subject: isCancelled ? mail.cancelledSubject(number) : mail.placedSubject(number),
    body: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}

function linesOfPlaced(notice: OrderNotice): string[] {
  const { mail } = wordsFor(notice.language);
  const { massT, moneyExact, moment } = figuresFor(notice.language);
  const { isPlacedByStaff, placedByName, reservedUntil, cuttingMinor, remnantsMinor } = notice;
  const { freightMinor } = notice;
  return [
    ...(isPlacedByStaff && placedByName ? [mail.placedByUs(placedByName)] : []),
    '',
    ...notice.lines.map((line, index) => lineInWords(line, index + 1, notice)),
    '',
    mail.weight(massT(notice.weightG)),
    mail.total(moneyExact(notice.grossMinor)),
    ...(cuttingMinor === 0 ? [] : [mail.cutting(moneyExact(cuttingMinor))]),
    ...(remnantsMinor === 0 ? [] : [mail.remnants(moneyExact(-remnantsMinor))]),
    ...(freightMinor === 0 ? [] : [mail.freight(moneyExact(freightMinor))]),
    ...(reservedUntil ? [mail.reservedUntil(moment(reservedUntil))] : []),
  ];
}

/** A line as the buyer's books and ours call it. */
function lineInWords(
  line: OrderNotice['lines'][number],
  place: number,
  { language }: OrderNotice,
): string {
  const name = { en: line.nameEn, ru: line.nameRu, kk: line.nameKk }[language];
  const quantity = figuresFor(language).quantity({
    amountMilli: line.quantityMilli,
    unit: line.unit,
  });
  const codes = [line.ownCode, line.sku].filter((code) => code !== null).join(' / ');
  return `${place}. ${name} (${codes}): ${quantity}`;
}

function linesOfCancelled(notice: OrderNotice): string[] {
  const words = wordsFor(notice.language);
  return [words.mail.reason(reasonTold(notice, words))];
}
