import { describe, expect, test } from 'vitest';
import { wordsFor } from '../../views/language.tsx';
import { problemInWords } from '../../views/parts/problem-list.tsx';
import { countKk, countRu } from '../../views/words/plural.ts';

type Leaf = { path: string; say: () => string };

/** Facts of refusals and letters; whatever else is asked for is a short text. */
const facts: Record<string, string | number> = {
  limitMinor: 500_000_000,
  exposureMinor: 350_000_000,
  orderMinor: 225_000_000,
  availableG: 1_250_000,
  wantedG: 2_000_000,
  stage: 'shipped',
  shipmentStage: 'left',
  gate: 'hand-over',
  waitsForMinor: 1_200_000,
  period: 'month',
  retryAfterSeconds: 90,
  untilDay: '2026-11-25',
  fromDay: '2026-12-12',
  until: '2026-11-25',
  arrivesOn: '2026-11-30',
  maxBp: 500,
};

/** Passes for a number, for a text and for an object with any facts, so that every function can be called. */
const anything: unknown = new Proxy(new Number(3), {
  get: (number, name) => {
    if (name === Symbol.toPrimitive) return () => 3;
    return typeof name === 'string' ? (facts[name] ?? '3') : Reflect.get(number, name);
  },
});

function leavesOf(words: object, above = ''): Leaf[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): Leaf[] => {
    const path = above ? `${above}.${key}` : key;
    if (typeof value === 'string') return [{ path, say: () => value }];
    if (typeof value === 'function') {
      const given = Array.from({ length: 9 }, () => anything);
      return [{ path, say: () => String(Reflect.apply(value, undefined, given)) }];
    }
    return typeof value === 'object' && value ? leavesOf(value, path) : [];
  });
}

const catalogues = (['en', 'ru', 'kk'] as const).map(
  (language) => [language, leavesOf(wordsFor(language))] as const,
);
const english = leavesOf(wordsFor('en'));

/** Names, signs and marks that are the same in every language. */
const sameEverywhere =
  /Counterweight|GeoNames|CC BY|Rocks|Berger|Fong|Gamma-Gamma|Pareto|M?BG\/NBD|NBD|SERVQUAL|UKCSI|AVE|log10|name@company\.kz|Enter|Ctrl|XLSX|CSV|DAP|PDF|PNG|JPEG|DXF|\bkk\b/g;

describe('words', () => {
  test.each(catalogues)('of %s say something for every entry of the English shape', (_, leaves) => {
    expect(leaves.map(({ path }) => path).toSorted()).toEqual(
      english.map(({ path }) => path).toSorted(),
    );
    const silent = leaves.filter(
      ({ say }) => !say().trim() || /undefined|NaN|\[object/.test(say()),
    );
    expect(silent.map(({ path, say }) => `${path}: ${say()}`)).toEqual([]);
  });

  test.each(catalogues.filter(([language]) => language !== 'en'))(
    'of %s contain no English',
    (_, leaves) => {
      const left = leaves
        .map(({ path, say }) => ({ path, text: say().replaceAll(sameEverywhere, '') }))
        .filter(({ text }) => /[A-Za-z]{3,}/.test(text))
        .map(({ path, text }) => `${path}: ${text}`);
      expect(left).toEqual([]);
    },
  );

  test('of English and Kazakh contain no Russian left behind', () => {
    const russian = /[ыэё]{2}|ться|ого |ый |ая /;
    const [, , kazakh] = catalogues;
    const cyrillicInEnglish = english.filter(({ say }) => /[А-Яа-яЁё]/.test(say()));
    const russianInKazakh = (kazakh?.[1] ?? []).filter(({ say }) => russian.test(`${say()} `));
    expect(cyrillicInEnglish.map(({ path }) => path)).toEqual([]);
    expect(russianInKazakh.map(({ path, say }) => `${path}: ${say()}`)).toEqual([]);
  });

  test('never praise the reader or shout', () => {
    const loud = catalogues.flatMap(([language, leaves]) =>
      leaves
        .filter(({ path, say }) => {
          // A Russian letter greets with an exclamation mark; pages do not.
          const said = path.startsWith('mail.') ? say().replace('!', '') : say();
          return /!|successfully|успешно|сәтті/i.test(said);
        })
        .map(({ path }) => `${language} ${path}`),
    );
    expect(loud).toEqual([]);
  });

  test('address the reader formally in Russian', () => {
    const familiar = (catalogues[1]?.[1] ?? [])
      .filter(({ say }) => /(^|[\s«])(ты|твой|твоя|тебя|тебе)([\s.,»]|$)/i.test(say()))
      .map(({ path }) => path);
    expect(familiar).toEqual([]);
  });

  test('decline Russian nouns after every kind of number', () => {
    const lines = (count: number) =>
      countRu(count, 'позиция', 'позиции', 'позиций').replace('\u00a0', ' ');
    expect([1, 2, 5, 11, 21, 22, 112].map(lines)).toEqual([
      '1 позиция',
      '2 позиции',
      '5 позиций',
      '11 позиций',
      '21 позиция',
      '22 позиции',
      '112 позиций',
    ]);
  });

  test('keep Kazakh nouns in the singular after a number', () => {
    expect(countKk(5, 'позиция')).toBe('5\u00a0позиция');
  });

  test('tell how much credit is left when an order exceeds it', () => {
    const said = wordsFor('ru')
      .refusals['credit-limit-exceeded']({
        limitMinor: 500_000_000,
        exposureMinor: 350_000_000,
        orderMinor: 225_000_000,
      })
      .replaceAll('\u00a0', ' ');

    expect(said).toContain('2 250 000 ₸');
    expect(said).toContain('свободно 1 500 000 ₸');
  });

  test('put the limit into a problem that has one, and say so when a code is unknown', () => {
    const words = wordsFor('en');
    expect(problemInWords(words, 'tooLong:120')).toBe('Enter at most 120 characters');
    expect(problemInWords(words, 'toString')).toBe(words.problems.invalid());
  });
});
