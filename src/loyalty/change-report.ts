import type { CaseCause, ChangeStanding, Language } from '../platform/db/schema.ts';

/** What the office may say of a theme: nothing yet, what changed, why it is not done, or that it is not told. */
export const changeStandings = [
  'open',
  'changed',
  'not-done',
  'left-out',
] as const satisfies readonly ChangeStanding[];

/** Fewer voices than so many are never counted where customers read it: a small number points at somebody. */
export const VOICES_LEAST = 5;

/** In this order a text stands in for the language of the reader where the office did not write it. */
const STAND_IN: readonly Language[] = ['ru', 'kk', 'en'];

/** A theme of a quarter, as the office writes it. */
export type ChangeEntry = {
  theme: CaseCause;
  standing: ChangeStanding;
  /** People who called a case of this theme solved in the quarter, each once. */
  voices: number;
  ownerId: string | null;
  ownerName: string | null;
  /** `YYYY-MM-DD` */
  changedOn: string | null;
  wordings: Partial<Record<Language, string>>;
};

/** Who and what must not stand in what all customers read. */
export type Telltales = {
  /** Names of companies that spoke. */
  companies: readonly string[];
  /** Names of people who spoke. */
  people: readonly string[];
  /** What they wrote. */
  sayings: readonly string[];
};

/** How many words in a row make a quote of somebody's answer. */
const QUOTED_WORDS = 5;
/** Shorter names of people are words of everyday as well. */
const NAME_LETTERS_LEAST = 4;
const LEGAL_FORMS = new Set(['тоо', 'ао', 'ип', 'жшс', 'жк', 'ақ', 'llp', 'jsc', 'ie']);

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/**
 * What in a text would tell who spoke: the name of a company without its legal form, a
 * name or surname of a person, or five words in a row of what somebody wrote. The first
 * one found, or `undefined`. Letters large or small and signs between words do not matter.
 */
export function telltaleIn(
  text: string,
  { companies, people, sayings }: Telltales,
): { kind: 'name' | 'quote'; words: string } | undefined {
  const line = ` ${wordsOf(text).join(' ')} `;
  const stands = (words: readonly string[]) =>
    words.length > 0 && line.includes(` ${words.join(' ')} `);
  const company = companies.find((name) =>
    stands(wordsOf(name).filter((word) => !LEGAL_FORMS.has(word))),
  );
  if (company !== undefined) return { kind: 'name', words: company };
  const person = people.find((name) =>
    wordsOf(name).some((word) => word.length >= NAME_LETTERS_LEAST && stands([word])),
  );
  if (person !== undefined) return { kind: 'name', words: person };
  const quote = sayings.flatMap((saying) => runsOf(wordsOf(saying))).find(stands);
  return quote && { kind: 'quote', words: quote.join(' ') };
}

/** Every so many words in a row. */
const runsOf = (said: readonly string[]): string[][] =>
  said
    .slice(0, Math.max(0, said.length - QUOTED_WORDS + 1))
    .map((_, at) => said.slice(at, at + QUOTED_WORDS));

/** Whether customers read of a theme. */
export const isTold = ({ standing }: Pick<ChangeEntry, 'standing'>): boolean =>
  standing === 'changed' || standing === 'not-done';

/**
 * What keeps a quarter from being published, by theme and field (`speed-ru`): a theme that
 * nobody decided, one told in no language, and words that name or quote somebody.
 */
export function publicationProblems(
  entries: readonly ChangeEntry[],
  telltales: Telltales,
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const entry of entries) {
    const { theme, standing, wordings } = entry;
    if (standing === 'open') problems[`${theme}-standing`] = 'choose';
    if (!isTold(entry)) continue;
    if (Object.keys(wordings).length === 0) problems[`${theme}-ru`] = 'required';
    for (const language of STAND_IN) {
      const found = telltaleIn(wordings[language] ?? '', telltales);
      if (!found) continue;
      const code = found.kind === 'name' ? 'customerNamed' : 'customerQuoted';
      problems[`${theme}-${language}`] = `${code}:${found.words}`;
    }
  }
  return problems;
}

/** The words of a theme for a reader, in his language or in the one that stands in for it; `undefined` where there are none. */
export function wordingFor(
  wordings: ChangeEntry['wordings'],
  language: Language,
): { language: Language; words: string } | undefined {
  const found = [language, ...STAND_IN].find((one) => wordings[one] !== undefined);
  const words = found && wordings[found];
  return found && words !== undefined ? { language: found, words } : undefined;
}
