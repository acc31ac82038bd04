import type { OrderConfirmation, Proforma } from '../../src/payments/document.ts';
import type { Block } from '../../src/platform/paper.ts';
import { facts, partyLine, phoneIn } from './parts.ts';
import type { Tongue } from './tongue.ts';

/** Between whom a sale is, by which agreement and order, from where to where, and how it is paid. */
export function saleFacts(
  content: Proforma | OrderConfirmation,
  tongue: Tongue,
  more: readonly (readonly [label: string, value: string])[] = [],
): Block {
  const { words, figures, nameOf, paperOf } = tongue;
  const { seller, buyer, agreement, order, purchaseNumber, deliverTo, payment, dueOn } = content;
  const { branch } = seller;
  const until = dueOn === null ? '' : `, ${words.until(figures.date(dueOn))}`;
  return facts([
    [words.seller, partyLine(seller, tongue)],
    [words.buyer, partyLine(buyer, tongue)],
    [words.agreement, agreement === null ? words.withoutAgreement : paperOf(agreement)],
    [words.order, paperOf(order)],
    [words.purchaseNumber, purchaseNumber],
    [words.branch, `${nameOf(branch.name)}, ${branch.address}, ${phoneIn(branch.phone, tongue)}`],
    [words.delivery, deliverTo === null ? words.pickUp : `${deliverTo.name}, ${deliverTo.address}`],
    [words.payment, `${words.payments[payment]}${until}`],
    ...more,
    [words.note, content.note],
  ]);
}
