import type { Language } from '../../src/platform/db/schema.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/** What somebody without a membership reads to whom a quote is sent: the link, and until when it holds. Names no price. */
export function quoteLinkLetter(to: {
  language: Language;
  name: string;
  number: string;
  companyName: string;
  link: string;
  validUntil: Date;
}): { subject: string; body: string } {
  const { mail, quotes } = wordsFor(to.language);
  const { byLink, letter } = quotes;
  return {
    subject: letter.subjects.sent(to.number),
    body: [
      letter.greeting(to.name),
      '',
      byLink.letter(to.number, to.companyName),
      letter.link(to.link),
      '',
      letter.validUntil(figuresFor(to.language).momentUntil(to.validUntil)),
      byLink.letterOnlyYours,
      '',
      mail.signature,
    ].join('\n'),
  };
}

/** The code by which the same reader proves that the address is his. */
export function quoteCodeLetter(to: {
  language: Language;
  name: string;
  number: string;
  code: string;
  expiresAt: Date;
}): { subject: string; body: string } {
  const { mail, quotes } = wordsFor(to.language);
  const { byLink, letter } = quotes;
  return {
    subject: byLink.codeSubject(to.number),
    body: [
      letter.greeting(to.name),
      '',
      byLink.codeIs(to.number, to.code),
      byLink.codeUntil(figuresFor(to.language).moment(to.expiresAt)),
      byLink.codeIgnore,
      '',
      mail.signature,
    ].join('\n'),
  };
}
