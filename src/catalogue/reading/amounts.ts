import type { Unit } from '../../measures/quantity.ts';
import { pattern, take } from './folded.ts';
import type { Draft, Meaning, Step } from './meaning.ts';

const NUMBER = '(\\d+(?:\\.\\d+)?)';
const BEFORE = '(?<![\\dx/.,])';
const AFTER = '(?![\\p{L}\\d])';
const UNITS: readonly (readonly [Unit, string])[] = [
  ['m2', 'м2|м²|кв\\.?\\s?м\\.?|sqm|m2|шаршы метр'],
  ['t', 'тонн\\p{L}*|тн|mt|т|tonnes?|tons?'],
  ['kg', 'кг|килограмм\\p{L}*'],
  [
    'pcs',
    'шт|штук\\p{L}*|дана|pcs?|pieces?|bars?|хл(?:ыст\\p{L}*)?|прутк\\p{L}*|лист(?:а|ов)?|листов|карт[аы]?|sheets?',
  ],
  ['m', 'п\\.?\\s?м|м\\.?\\s?п|пог\\.?\\s?м|метр\\p{L}*|м|metres?|meters?'],
];
/** Units that lists put before the number, folded. */
const UNIT_BEFORE: Record<string, Unit> = { шt: 'pcs', th: 't', kг: 'kg' };
/** Longer is no bar but a quantity. */
const LONGEST_BAR_MM = 13_500;
/** As bars leave the mill: who names such a length wants the whole bar. */
const FULL_BARS_MM = new Set([11_700, 12_000]);
/** Shorter is always cut. */
const SHORTEST_BAR_MM = 2_000;
/** A length without its unit that is more than this is in millimetres. */
const SHORTEST_MILLIMETRES = 50;

const milli = (number = ''): number => Math.round(Number(number) * 1000);

/** Reads how bars run: «12+нд», «4-6м», «м/д», «немера». */
const readLengthKind: Step = (draft) => {
  const either = take(
    draft,
    pattern(`${BEFORE}${NUMBER}\\s*м?\\s*\\+\\s*(?:нд|н\\/д|немер\\p{L}*)`),
    ([, length]) => ({ lengthMm: milli(length), lengthKind: 'measured_or_random' }),
  );
  const range = take(
    either,
    pattern(`${BEFORE}${NUMBER}\\s?-\\s?${NUMBER}\\s*(?:м|метр\\p{L}*|m)${AFTER}`),
    ([, from, to]) =>
      milli(from) < milli(to) && milli(to) <= LONGEST_BAR_MM
        ? { lengthKind: 'random', lengthRangeMm: [milli(from), milli(to)] }
        : undefined,
  );
  const random = take(
    range,
    pattern('(?<![\\p{L}\\d])(?:нд|н\\/д|н\\/м|немер\\p{L}*|random)(?!\\p{L})\\.?'),
    () => ({ lengthKind: 'random' }),
  );
  // «11,7 м/д» says both, the length and that it is kept.
  return take(
    random,
    pattern(
      `(?:(?<![\\p{L}\\dx/.,])${NUMBER}\\s*)?(?<!\\p{L})(?:м\\/д|мд|мерн\\p{L}*|мера)(?!\\p{L})\\.?`,
    ),
    ([, length]) => ({
      lengthKind: 'measured',
      ...(length === undefined || milli(length) > LONGEST_BAR_MM
        ? {}
        : { lengthMm: milli(length) }),
    }),
  );
};

/** «бухта 0,88 тн»: what a coil weighs is no quantity. */
const readCoil: Step = (draft) => {
  const weighed = take(
    draft,
    pattern(`бухт\\p{L}*\\s*${NUMBER}\\s*(?:тн|т|тонн\\p{L}*)${AFTER}`),
    ([, tonnes]) => ({ supply: 'coil', coilMassG: Math.round(Number(tonnes) * 1_000_000) }),
  );
  return take(
    weighed,
    pattern('(?<!\\p{L})(?:в\\s+)?(?:бухт|моток|мотк|(?:in )?coils?(?!\\p{L}))\\p{L}*'),
    () => ({ supply: 'coil' }),
  );
};

/** Lengths that are said to be lengths: «L=12м», «по 6м», «x 12 m». */
const readSaidLength: Step = (draft) => {
  const named = take(
    draft,
    pattern(
      `(?<!\\p{L})(?:l|длин\\p{L}*|ұзындығы)\\s*[=:-]?\\s*${NUMBER}\\s*(м|m|метр\\p{L}*)?${AFTER}`,
    ),
    ([, length, unit]) => lengthOf(length, unit),
  );
  return take(
    named,
    pattern(`(?<![\\p{L}\\d])(резать по|по|x|each)\\s*${NUMBER}\\s*(м|m|метр\\p{L}*)?${AFTER}`),
    ([, how, length, unit]) => {
      const said = lengthOf(length, unit);
      const isCut = how !== 'x' && said && !FULL_BARS_MM.has(said.lengthMm);
      return said && { ...said, ...(isCut ? { isCut } : {}) };
    },
  );
};

/** A length in metres, or in millimetres where no bar has so many metres: «L=500», «по 2000». */
function lengthOf(
  said: string | undefined,
  unit?: string,
): { lengthMm: number; isCut?: boolean } | undefined {
  const isMillimetres = unit === undefined && Number(said) >= SHORTEST_MILLIMETRES;
  const lengthMm = isMillimetres ? Math.round(Number(said)) : milli(said);
  if (lengthMm <= 0 || lengthMm > LONGEST_BAR_MM) return undefined;
  return { lengthMm, ...(lengthMm < SHORTEST_BAR_MM ? { isCut: true } : {}) };
}

/** The first amount of each kind; metres that a bar may have are its length, unless that is known. */
const readCounted: Step = (draft) => {
  let read = draft;
  for (const [unit, words] of UNITS) {
    const found = pattern(`${BEFORE}${NUMBER}\\s*(?:${words})\\.?${AFTER}`);
    for (let time = 0; time < 2; time += 1) {
      read = take(read, found, ([, number]) => countedAs(unit, milli(number), read.said));
    }
  }
  return take(read, pattern(`(?<!\\p{L})(кг|тн|шт)\\s*${NUMBER}${AFTER}`), ([, word, number]) => {
    const unit = UNIT_BEFORE[word ?? ''];
    if (read.said.quantity || unit === undefined) return undefined;
    return countedAs(unit, milli(number), read.said);
  });
};

function countedAs(unit: Unit, amountMilli: number, said: Meaning): Meaning | undefined {
  if (amountMilli <= 0 || amountMilli > 1_000_000_000) return undefined;
  const mayBeLength = unit === 'm' && amountMilli <= LONGEST_BAR_MM;
  if (mayBeLength && said.lengthMm === undefined && said.lengthRangeMm === undefined) {
    return lengthOf(String(amountMilli / 1000), unit);
  }
  return said.quantity ? undefined : { quantity: { amountMilli, unit } };
}

/** Reads what is counted: quantity, length and its kind, coils. */
export const readAmounts = (draft: Draft): Draft =>
  [readCoil, readLengthKind, readSaidLength, readCounted].reduce((read, step) => step(read), draft);
