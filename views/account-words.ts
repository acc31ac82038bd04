import type { LedgerLine } from '../src/payments/account-ledger.queries.ts';
import { isCreditNote } from '../src/payments/account-line.ts';
import type { Words } from './words/en.ts';

/** What a line of an account says of itself. */
export type LineSaid = Pick<
  LedgerLine,
  'kind' | 'orderNumber' | 'method' | 'reference' | 'documentNumber' | 'note'
>;

/** A line of an account in a sentence: goods by their order, money by how it came and its number. */
export function lineInWords(words: Words, line: LineSaid): string {
  const { lines } = words.statements;
  const { kind, orderNumber, note } = line;
  if (kind === 'handed-over') return lines[kind](orderNumber ?? '');
  if (kind === 'payment' || kind === 'refund' || kind === 'refund-failed') {
    return lines[kind](howPaid(words, line));
  }
  if (isCreditNote(kind)) {
    return [lines['credit-note'], line.documentNumber].filter(Boolean).join(' ');
  }
  if (kind !== 'written-off' && kind !== 'correction') return lines.other;
  return [lines[kind], note].filter(Boolean).join(': ');
}

/** How money came, with the number by which both sides find it: of the transfer or of the slip, never a form's own key. */
function howPaid({ statements }: Words, { method, reference }: LineSaid): string {
  const how = Object.entries(statements.methods).find(([name]) => name === method)?.[1] ?? '';
  const isNumbered = method === 'transfer' || method === 'terminal';
  return isNumbered && reference !== null ? `${how} ${statements.number(reference)}` : how;
}
