import type { PromptNotice } from '../../src/loyalty/mail-prompts.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * One question by mail: each answer is a link that chooses it on the page, where one
 * more press gives it. Opening a link stores nothing, whoever opens it. Says who sees
 * the answer before it is given.
 */
export function promptLetter(
  notice: PromptNotice,
  publicUrl: string,
): { subject: string; body: string } {
  const { mail, prompts } = wordsFor(notice.language);
  const { letter } = prompts;
  const [question] = notice.questions;
  const link = `${publicUrl}/prompts/by-link/${notice.token}`;
  const about = notice.number === null ? undefined : letter.about(notice.number);
  const options = question?.options.map(
    ({ value, label }) => `${label}: ${link}?${question.id}=${value}`,
  );
  const ends = question?.ends && `${question.ends.low} — ${question.ends.high}`;
  const lines = [
    letter.greeting(notice.readerName),
    '',
    about,
    question?.wording,
    ends ?? undefined,
    '',
    ...(options ?? []),
    '',
    letter.howItWorks,
    prompts.whoSees,
    letter.until(figuresFor(notice.language).moment(notice.expiresAt)),
    '',
    mail.signature,
  ];
  return {
    subject: letter.subject(notice.number ?? undefined),
    body: lines.filter((line) => line !== undefined).join('\n'),
  };
}
