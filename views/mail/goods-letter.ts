import type { GoodsNotice } from '../../src/ordering/tell-of-goods.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * What is read about goods that come to an order from another branch and come later, not
 * all, or not yet. With the shop's public address the letter leads to the order.
 */
export function goodsLetter(
  notice: GoodsNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { language, eventType, number, orderId, isForBuyer, branch } = notice;
  const { mail, quotes, transfers } = wordsFor(language);
  const { letter } = transfers;
  const { arrivesOn, missingG, sku } = notice;
  const sayDay = eventType === 'order.goods-late' ? letter.promisedFor : letter.comesOn;
  const { date, massKg } = figuresFor(language);
  const from = { en: branch.nameEn, ru: branch.nameRu, kk: branch.nameKk }[language];
  const place = isForBuyer ? `/o/${orderId}` : `/office/orders/${orderId}`;
  const lines = [
    quotes.letter.greeting(notice.readerName),
    '',
    letter.said[eventType](number, from),
    arrivesOn !== null && sayDay(date(arrivesOn)),
    missingG !== null && letter.missing(sku ?? '', massKg(missingG)),
    letter.next[nextOf(notice)],
    publicUrl && `\n${mail.link(publicUrl + place)}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: letter.subjects[eventType](number, from),
    body: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}

/** What the reader does next, or we do. */
function nextOf({ eventType, isForBuyer }: GoodsNotice) {
  if (eventType === 'order.goods-late') return 'lateOurs';
  if (eventType === 'order.goods-later') return 'later';
  return isForBuyer ? 'missing' : 'missingOurs';
}
