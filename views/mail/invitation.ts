import type { Language } from '../../src/platform/db/schema.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/** What somebody reads who is invited into a company, or by us among our own. Plain text in his language. */
export function invitationLetter(to: {
  language: Language;
  name: string;
  inviterName: string;
  /** Where he is to work: a company of customers, or ours. */
  companyName: string;
  link: string;
  expiresAt: Date;
}): { subject: string; body: string } {
  const { letters } = wordsFor(to.language).people;
  const { moment } = figuresFor(to.language);
  return {
    subject: letters.invitationSubject(to.companyName),
    body: [
      letters.greeting(to.name),
      '',
      letters.invitation(to.inviterName, to.companyName),
      letters.invitationLink(to.link),
      '',
      letters.invitationUntil(moment(to.expiresAt)),
      letters.ignore,
      '',
      letters.signature,
    ].join('\n'),
  };
}
