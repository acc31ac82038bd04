import type { GoodsNotice } from '../../src/ordering/tell-of-goods.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * What is read about goods of an order that come later, not all, or not yet, that are held
 * again or were sold. With the shop's public address the letter leads to the order.
 */
export function goodsLetter(
  notice: GoodsNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { language, eventType, number, orderId, isForBuyer, branch } = notice;
  const { mail, quotes, transfers } = wordsFor(language);
  const { letter } = transfers;
  const { goods, sku } = notice;
  const sayGoods = { 'order.goods-found': letter.held, 'order.goods-left-out': letter.leftOut };
  const say = new Map(Object.entries(sayGoods)).get(eventType) ?? letter.missing;
  const own = notice.isOwnBranch ? new Map(Object.entries(letter.own)).get(eventType) : undefined;
  const { massKg, pieces } = figuresFor(language);
  const from = { en: branch.nameEn, ru: branch.nameRu, kk: branch.nameKk }[language];
  const place = isForBuyer ? `/o/${orderId}` : `/office/orders/${orderId}`;
  const lines = [
    quotes.letter.greeting(notice.readerName),
    '',
    own ? own.said(number) : letter.said[eventType](number, from, sku ?? ''),
    ...goods.map((one) =>
      say(one.sku, massKg(one.weightG), one.pieces === null ? '' : pieces(one.pieces)),
    ),
    ...dayTold(notice, from),
    ...sumTold(notice),
    letter.next[nextOf(notice)],
    publicUrl && `\n${mail.link(publicUrl + place)}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: own ? own.subject(number) : letter.subjects[eventType](number, from),
    body: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}

/** When and where the goods are there, and when they were to be before. */
function dayTold(
  { eventType, language, arrivesOn, promisedOn }: GoodsNotice,
  branch: string,
): string[] {
  const { letter } = wordsFor(language).transfers;
  const { date } = figuresFor(language);
  if (arrivesOn === null) {
    return eventType === 'order.held-again' || eventType === 'order.goods-found'
      ? [letter.there[eventType](branch)]
      : [];
  }
  const said: Partial<Record<GoodsNotice['eventType'], string>> = {
    'order.goods-late': letter.promisedFor(date(arrivesOn)),
    'order.held-again': letter.allThereOn(branch, date(arrivesOn)),
    'order.goods-found': letter.restThereOn(date(arrivesOn)),
  };
  const day = said[eventType] ?? letter.comesOn(date(arrivesOn));
  return promisedOn === null ? [day] : [day, letter.before(date(promisedOn))];
}

/** What the order comes to without what is left out, and what becomes of what was paid beyond. */
function sumTold({ language, fromMinor, toMinor, backMinor }: GoodsNotice): string[] {
  if (fromMinor === null || toMinor === null) return [];
  const { letter } = wordsFor(language).transfers;
  const { moneyExact } = figuresFor(language);
  const sum = letter.comesTo(moneyExact(toMinor), moneyExact(fromMinor));
  return backMinor ? [sum, letter.paidBeyond(moneyExact(backMinor))] : [sum];
}

/** What the reader does next, or we do. */
function nextOf({ eventType, isForBuyer, arrivesOn }: GoodsNotice) {
  if (eventType === 'order.goods-late') return 'lateOurs';
  if (eventType === 'order.goods-later') return 'later';
  if (eventType === 'order.goods-left-out') return 'leftOut';
  if (eventType === 'order.goods-not-there') return isForBuyer ? 'notThere' : 'missingOurs';
  if (eventType === 'order.goods-found') return arrivesOn === null ? 'heldHere' : 'heldAgain';
  if (eventType === 'order.held-again') return arrivesOn === null ? 'heldHere' : 'heldAgain';
  if (eventType === 'order.paid-without-stock') return isForBuyer ? 'sold' : 'soldOurs';
  return isForBuyer ? 'missing' : 'missingOurs';
}
