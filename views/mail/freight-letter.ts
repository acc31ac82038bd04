import type { FreightNotice } from '../../src/ordering/tell-of-freight.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * What is read about freight that no tariff knew: our people that it waits or was
 * refused, the buyers what is asked and where to say yes or no. With the shop's
 * public address the letter leads there; it decides nothing by itself.
 */
export function freightLetter(
  notice: FreightNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { language, eventType, number, companyName, orderId, reason, note } = notice;
  const { mail, freight, quotes } = wordsFor(language);
  const { letter } = freight.agreeing;
  const { moneyExact } = figuresFor(language);
  const isForBuyer = eventType === 'freight.offered' || eventType === 'freight.agreed';
  const place = isForBuyer ? `/o/${orderId}` : '/office/freight-to-agree';
  const lines = [
    quotes.letter.greeting(notice.readerName),
    '',
    letter.said[eventType](number, companyName),
    letter.price(moneyExact(notice.netMinor), moneyExact(notice.grossMinor)),
    isForBuyer && letter.total(moneyExact(notice.orderMinor)),
    mail.reason(reason),
    note && letter.no(note),
    publicUrl && `\n${mail.link(publicUrl + place)}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: letter.subjects[eventType](number),
    body: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}
