import type { ShipmentNotice } from '../../src/delivery/tell-of-shipment.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * What is read of a vehicle: that it left and when it comes; that it comes later, when
 * and why; to our own people, that nothing is heard of it. With the shop's public
 * address the letter leads to the shipment.
 */
export function shipmentLetter(
  notice: ShipmentNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { mail, quotes, tracking } = wordsFor(notice.language);
  const { letter } = tracking;
  const { kind, number, shipmentId, vehiclePlate } = notice;
  const interval = intervalOf(notice, notice.dueFrom, notice.dueUntil);
  const before = intervalOf(notice, notice.beforeFrom, notice.beforeUntil);
  const texts = {
    left: [interval ? letter.left(number, interval) : letter.leftUnknown(number)],
    delayed: [
      letter.text(number, interval),
      ...(before ? [letter.before(before)] : []),
      ...(notice.reason ? [tracking.reason(notice.reason)] : []),
    ],
    silent: [letter.silent(number, interval)],
  };
  const subjects = {
    left: letter.leftSubject(number),
    delayed: letter.subject(number),
    silent: letter.silentSubject(number),
  };
  const lines = [
    quotes.letter.greeting(notice.readerName),
    '',
    ...texts[kind],
    vehiclePlate && letter.plate(vehiclePlate),
    publicUrl && kind !== 'silent' && `\n${publicUrl}/shipments/${shipmentId}`,
    kind !== 'silent' && `\n${letter.preference}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: subjects[kind],
    body: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}

function intervalOf({ language }: ShipmentNotice, from: Date | null, until: Date | null): string {
  const { moment } = figuresFor(language);
  return from && until ? wordsFor(language).tracking.between(moment(from), moment(until)) : '';
}
