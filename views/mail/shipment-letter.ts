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

/**
 * The same in a short message: what happened and when it comes, the plate, and a link that
 * opens without signing in, where the shop has a public address. What another alphabet needs
 * is dear, so that nothing else is said.
 */
export function shipmentMessage(
  notice: ShipmentNotice,
  token: string,
  publicUrl?: string,
): { body: string; hasLink: boolean } {
  const { letter } = wordsFor(notice.language).tracking;
  const { kind, number, vehiclePlate, dueFrom, dueUntil } = notice;
  const interval = intervalOf(notice, dueFrom, dueUntil);
  const said =
    kind === 'delayed' ? letter.shortDelayed(number, interval) : letter.shortLeft(number);
  const parts = [
    said,
    kind === 'left' && interval && `${interval}.`,
    kind === 'left' && vehiclePlate && `${vehiclePlate}.`,
    publicUrl && `${publicUrl}/t/${token}`,
  ];
  return {
    body: parts.filter((part) => typeof part === 'string' && part !== '').join(' '),
    hasLink: publicUrl !== undefined,
  };
}

function intervalOf({ language }: ShipmentNotice, from: Date | null, until: Date | null): string {
  const { moment } = figuresFor(language);
  return from && until ? wordsFor(language).tracking.between(moment(from), moment(until)) : '';
}
