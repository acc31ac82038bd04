import type { GoodsAskedFor } from '../../src/ordering/goods-asked-for.queries.ts';
import { wordsFor } from '../language.tsx';

/** What a manager reads when a customer asks for goods that we do not sell: his words, and whom to call. */
export function requestLetter(
  asked: GoodsAskedFor,
  publicUrl?: string,
): { subject: string; body: string } {
  const { mail } = wordsFor(asked.language);
  const { companyName, readerName, buyer, buyerPhone, lines } = asked;
  const body = [
    mail.asksFor(readerName, companyName),
    '',
    ...lines.map((line, index) => `${index + 1}. ${line}`),
    '',
    mail.askedBy([buyer.name, buyer.email, buyerPhone].filter(Boolean).join(', ')),
    publicUrl && `\n${mail.customer(`${publicUrl}/office/customers/${buyer.companyId}`)}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: mail.asksForSubject(companyName, lines.length),
    body: body.filter((line) => line !== undefined).join('\n'),
  };
}
