import type { LimitNotice } from '../../src/credit/tell-of-limit.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';

/**
 * What is read about more credit for a time: that it is asked for, by who decides;
 * that it is granted or refused and why, by who asked. A buyer who sees no amounts
 * is told the outcome alone. With the shop's public address the letter leads to
 * the credit.
 */
export function limitLetter(
  notice: LimitNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { mail, credit, quotes } = wordsFor(notice.language);
  const { eventType, companyId, companyName, extraMinor } = notice;
  const kind = kindOf(eventType);
  const place = kind === 'requested' ? `/office/credit/${companyId}` : '/company/credit';
  const lines = [
    quotes.letter.greeting(notice.readerName),
    '',
    credit.letter[kind](companyName),
    ...(extraMinor === null ? [] : factsOf(notice, extraMinor)),
    publicUrl && extraMinor !== null && `\n${credit.letter.link(publicUrl + place)}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: credit.letter.subjects[kind](companyName),
    body: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}

const kinds = {
  'credit.limit-requested': 'requested',
  'credit.limit-granted': 'granted',
  'credit.limit-refused': 'refused',
} as const;

const isKind = (type: string): type is keyof typeof kinds => Object.hasOwn(kinds, type);

function kindOf(type: string): (typeof kinds)[keyof typeof kinds] {
  if (!isKind(type)) throw new Error(`no letter about ${type}`);
  return kinds[type];
}

function factsOf(notice: LimitNotice, extraMinor: number): string[] {
  const { language, eventType, untilDay, note, actorName, actorEmail, actorPhone } = notice;
  const { mail, credit, quotes } = wordsFor(language);
  const { letter } = credit;
  const { money, date } = figuresFor(language);
  const [amount, day] = [money(extraMinor), date(untilDay)];
  if (eventType === 'credit.limit-requested') {
    return [
      letter.amount(amount, day),
      ...(note === '' ? [] : [letter.purpose(note)]),
      mail.askedBy([actorName, actorEmail, actorPhone].filter(Boolean).join(', ')),
    ];
  }
  return [
    eventType === 'credit.limit-granted' ? letter.amount(amount, day) : letter.asked(amount, day),
    ...(note === '' ? [] : [mail.reason(note)]),
    ...(actorName === null ? [] : [quotes.letter.by(actorName)]),
  ];
}
