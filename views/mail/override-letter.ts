import type { OverrideNotice } from '../../src/ordering/tell-of-override.queries.ts';
import { withVatMinor } from '../../src/pricing/price-level.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * What our people read about a price beyond a clerk's authority: that it waits,
 * and what was decided. They see prices, so it names them. With the shop's public
 * address the letter leads to the decision or to the cart.
 */
export function overrideLetter(
  notice: OverrideNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { language, state, companyName, cartCode, cartId, channel, reason } = notice;
  const { mail, pricing, quotes } = wordsFor(language);
  const { letter } = pricing;
  const { unitPrice } = figuresFor(language);
  const { pricePerTonneMinor, includesVat, vatRateBp, judgedAgainstMinor } = notice;
  const askedMinor = withVatMinor({ pricePerTonneMinor, link: { includesVat } }, vatRateBp);
  const place =
    state === 'pending' ? '/office/price-approvals' : `/${channel ?? 'counter'}/carts/${cartId}`;
  const lines = [
    quotes.letter.greeting(notice.readerName),
    '',
    letter[state](companyName, cartCode),
    { en: notice.nameEn, ru: notice.nameRu, kk: notice.nameKk }[language],
    letter.asked(unitPrice(askedMinor)),
    judgedAgainstMinor !== null && letter.listed(unitPrice(judgedAgainstMinor)),
    mail.reason(reason),
    notice.actorName !== null && quotes.letter.by(notice.actorName),
    publicUrl && `\n${letter.link(publicUrl + place)}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: letter.subjects[state](companyName, cartCode),
    body: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}
