import type { Language } from '../../src/platform/db/schema.ts';
import { wordsFor } from '../language.tsx';

/** What somebody reads who asked for a new password. Plain text in his language. */
export function passwordResetLetter(to: { language: Language; name: string; link: string }): {
  subject: string;
  body: string;
} {
  const { letters } = wordsFor(to.language).people;
  return {
    subject: letters.resetSubject,
    body: [
      letters.greeting(to.name),
      '',
      letters.reset,
      letters.resetLink(to.link),
      '',
      letters.resetUntil,
      letters.ignore,
      '',
      letters.signature,
    ].join('\n'),
  };
}
