import type { Language } from '../../src/platform/db/schema.ts';
import type { WantedCutting } from '../../src/ordering/cut-line.ts';
import type { QuoteNotice } from '../../src/ordering/tell-of-quote.queries.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';
import { wordFor } from '../words/refusal-words.ts';

/**
 * What either side reads about a quote: that it was asked for, answered, spoken
 * of, accepted or closed. Names no price. With the shop's public address the
 * letter leads to the quote.
 */
export function quoteLetter(
  notice: QuoteNotice,
  publicUrl?: string,
): { subject: string; body: string } {
  const { mail, quotes } = wordsFor(notice.language);
  const { number, companyName, isStaff, quoteId } = notice;
  const kind = kindOf(notice.eventType);
  const lines = [
    quotes.letter.greeting(notice.readerName),
    '',
    quotes.letter[kind](number, companyName),
    ...factsOf(notice),
    publicUrl &&
      `\n${quotes.letter.link(`${publicUrl}${isStaff ? '/office' : ''}/quotes/${quoteId}`)}`,
    `\n${mail.signature}`,
  ];
  return {
    subject: quotes.letter.subjects[kind](number, companyName),
    body: lines.filter((line) => line !== undefined).join('\n'),
  };
}

const kinds = {
  'quote.requested': 'requested',
  'quote.sent': 'sent',
  'quote.said': 'said',
  'quote.accepted': 'accepted',
  'quote.declined': 'declined',
  'quote.withdrawn': 'withdrawn',
  'quote.expired': 'expired',
} as const;

const isKind = (type: string): type is keyof typeof kinds => Object.hasOwn(kinds, type);

function kindOf(type: string): (typeof kinds)[keyof typeof kinds] {
  if (!isKind(type)) throw new Error(`no letter about ${type}`);
  return kinds[type];
}

function factsOf(notice: QuoteNotice): string[] {
  const { quotes, mail } = wordsFor(notice.language);
  const { eventType, actorName, actorEmail, actorPhone, validUntil, reason, note } = notice;
  switch (eventType) {
    case 'quote.requested':
      return [
        '',
        ...notice.lines.map((line, index) => lineInWords(line, index + 1, notice)),
        '',
        mail.askedBy([actorName, actorEmail, actorPhone].filter(Boolean).join(', ')),
      ];
    case 'quote.sent':
      if (!validUntil) return [];
      return [quotes.letter.validUntil(figuresFor(notice.language).momentUntil(validUntil))];
    case 'quote.declined': {
      const told = [wordFor(quotes.declineReasons, reason ?? ''), note].filter(Boolean);
      return [mail.reason(told.join(' — '))];
    }
    case 'quote.withdrawn':
      return note ? [mail.reason(note)] : [];
    default:
      return actorName ? [quotes.letter.by(actorName)] : [];
  }
}

/** A line in the words of the buyer, or as the goods are called. */
function lineInWords(
  line: QuoteNotice['lines'][number],
  place: number,
  { language }: QuoteNotice,
): string {
  const name = { en: line.nameEn, ru: line.nameRu, kk: line.nameKk }[language] ?? line.typed;
  const cuts = cutsInWords(line.cutting, language);
  if (name === line.typed || line.quantityMilli === null || line.unit === null) {
    return `${place}. ${name}${cuts}`;
  }
  const quantity = { amountMilli: line.quantityMilli, unit: line.unit };
  return `${place}. ${name}: ${figuresFor(language).quantity(quantity)}${cuts}`;
}

/** What it is cut into and what becomes of the rest, after the goods; nothing where nothing is cut. */
function cutsInWords(cutting: WantedCutting | null, language: Language): string {
  if (!cutting) return '';
  const { cutting: words } = wordsFor(language);
  const { lengthMm: inMm } = figuresFor(language);
  const told = cutting.pieces.map(({ count, lengthMm }) => `${count} × ${inMm(lengthMm)}`);
  return `; ${words.cutInto(told.join(', '))}; ${words.offcutsShort[cutting.offcuts]}`;
}
