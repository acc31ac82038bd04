import type { ReleaseNotice } from '../../src/credit/tell-of-release.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

const kinds: Readonly<Record<string, 'granted' | 'refused'>> = {
  'credit.release-granted': 'granted',
  'credit.release-refused': 'refused',
};

/**
 * What our own people read about goods that wait to be let go: that somebody asks
 * for it, by who decides; how it was decided and why, by who asked. With the shop's
 * public address the letter leads to the decision or to the order.
 */
export function releaseLetter(
  notice: ReleaseNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { mail, moneyLetters, quotes } = wordsFor(notice.language);
  const words = moneyLetters.release;
  const { eventType, number, companyName, orderId, overMinor, note, actorName } = notice;
  const kind = kinds[eventType] ?? 'asked';
  const { money } = figuresFor(notice.language);
  const base = notice.readerRole === 'counter' ? '/counter' : '/phone';
  const address =
    publicUrl &&
    (kind === 'asked'
      ? words.decide(`${publicUrl}/office/credit`)
      : words.order(`${publicUrl}${base}/orders/${orderId}/let-go`));
  const lines = [
    quotes.letter.greeting(notice.readerName),
    '',
    words[kind](number, companyName),
    kind === 'asked' && (overMinor > 0 ? words.over(money(overMinor)) : words.held),
    note !== '' && mail.reason(note),
    actorName !== null &&
      (kind === 'asked' ? mail.askedBy(actorName) : quotes.letter.by(actorName)),
    address && `\n${address}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: words.subjects[kind](number),
    body: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}
