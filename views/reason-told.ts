import type { CancellationReason } from '../src/ordering/order.ts';
import type { Words } from './words/en.ts';

/** Why an order was cancelled, in the reader's words, with what was said about it; another reason only in those. */
export function reasonTold(
  order: { cancellationReason: CancellationReason | null; cancellationNote: string },
  words: Words,
): string {
  const { cancellationReason: reason, cancellationNote: note } = order;
  const said = reason && reason !== 'other' ? words.sale.cancellationReasons[reason] : '';
  return [said, note].filter((part) => part !== '').join(': ');
}
