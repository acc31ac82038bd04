import { cyrillic } from '../fold-text.ts';
import { type Rule, rule, withTemper } from './grade-rule.ts';
import type { Meaning } from './meaning.ts';

/** How soft or hard aluminium and copper were left: М soft, Т hardened, Н cold-worked. */
const TEMPER = '(?:[.\\s]?(тпп|т\\d?|м|н\\d?))?';

/** The elements of bronzes, brasses and nickel alloys as they are written within a mark: АЖ, АМц, ОЦС. */
const ELEMENT_OF: Record<string, string> = {
  a: 'А',
  ж: 'Ж',
  mц: 'Мц',
  mг: 'Мг',
  kд: 'Кд',
  o: 'О',
  ц: 'Ц',
  c: 'С',
  ф: 'Ф',
  б: 'Б',
  b: 'Б',
  k: 'К',
  x: 'Х',
  h: 'Н',
  t: 'Т',
};
const LETTERS = '(?:мц|мг|кд|[ажоцсфбкхнт])';
/** Shares behind the letters: 9-4, 5-5-5, 6.5-0.15. */
const SHARES = '\\d{1,2}(?:\\.\\d+)?(?:-\\d{1,2}(?:\\.\\d+)?)*';

/** Marks that list their elements and then how much of each: БрАЖ9-4. */
const listed = (head: string, letters: string, shares: string): Meaning => ({
  grade: `${head}${letters.replaceAll(/mц|mг|kд|\p{L}/gu, (element) => ELEMENT_OF[element] ?? element)}${shares.replaceAll('.', ',')}`,
});

/** Aluminium, copper, brass, bronze, nickel, titanium and cast iron: names that are those of nothing else. */
export const NON_FERROUS: readonly Rule[] = [
  rule(`бр\\.?\\s?(${LETTERS}{1,4})\\s?-?(${SHARES})`, ([, letters = '', shares = '']) =>
    listed('Бр', letters, shares),
  ),
  rule(`бр\\.?\\s?((?:${LETTERS}\\d{1,2}){2,4})`, ([, parts = '']) => listed('Бр', parts, '')),
  rule('лс\\s?59(?:-1)?', () => ({ grade: 'ЛС59-1' })),
  rule('ls\\s?59(?:-1)?', () => ({ grade: 'ЛС59-1' })),
  rule(`л((?:жмц|мц|о|а|ж|с)+)\\s?(${SHARES})`, ([, letters = '', shares = '']) =>
    listed('Л', letters, shares),
  ),
  rule(`[лl]\\s?(59|60|63|68|70|80|85|90|96)${TEMPER}`, ([, copper = '', temper]) =>
    withTemper(`Л${copper}`, temper),
  ),
  rule(`(мнж|мнц|мнжмц)\\s?(${SHARES})`, ([, letters = '', shares = '']) => ({
    grade: `${letters.startsWith('mhжmц') ? 'МНЖМц' : cyrillic(letters)}${shares.replaceAll('.', ',')}`,
  })),
  rule('м([01])(р|ф)?', ([, purity = '', kind = '']) => ({
    grade: `М${purity}${cyrillic(kind).toLowerCase()}`,
  })),
  rule('нп\\s?-?([1-4])', ([, purity = '']) => ({ grade: `НП${purity}` })),
  rule(`ам[гg]\\s?([1-6])(?:б)?${TEMPER}`, ([, magnesium = '', temper]) =>
    withTemper(`АМг${magnesium}`, temper),
  ),
  rule(`амц(?:с)?${TEMPER}`, ([, temper]) => withTemper('АМц', temper)),
  rule('[дd]\\s?16(?:ат|ам|чт|т|м|а)', ([whole = '']) => ({
    grade: cyrillic(whole.replaceAll(' ', '').replace('d', 'д')),
  })),
  rule(`а[дd]\\s?(0|1|31|33|35)${TEMPER}`, ([, number = '', temper]) =>
    withTemper(`АД${number}`, temper),
  ),
  rule(`ав${TEMPER}`, ([, temper]) => withTemper('АВ', temper)),
  rule('в\\s?95(?:п?ч)?(?:\\.?(т\\d?))?', ([, temper]) => withTemper('В95', temper)),
  rule('ак\\s?(4(?:-1)?|6|8|12|7ч)', ([, number = '']) => ({ grade: `АК${number}` })),
  rule('вд\\s?1(?:а?н|м)?', () => ({ grade: 'ВД1' })),
  rule('1105(?:а?[нм])', () => ({ grade: '1105' })),
  rule('вт\\s?(1-0|1-00|\\d{1,2}(?:-\\d)?)(?:с|у|ш)?', ([, number = '']) => ({
    grade: `ВТ${number}`,
  })),
  rule('от\\s?4(?:-([01]))?', ([, kind = '']) => ({
    grade: `ОТ4${kind === '' ? '' : `-${kind}`}`,
  })),
  rule('пт\\s?-?\\s?(3в|7м|1м)', ([, kind = '']) => ({ grade: `ПТ-${cyrillic(kind)}` })),
  rule('(сч|вч)\\s?(\\d{2})', ([, kind = '', strength = '']) => ({
    grade: `${cyrillic(kind)}${strength}`,
  })),
];

/** «Д16» alone is written like a diameter. */
export const MAY_BE_DIAMETERS: readonly Rule[] = [rule('[дd]\\s?16', () => ({ grade: 'Д16' }))];

/** Marks of lead are those of nothing else only where lead was named; copper, tin and babbit alike. */
export const NAMED_METALS: readonly { named: string; marks: readonly Rule[] }[] = [
  {
    named: 'свинец|свинц|lead',
    marks: [rule('с\\s?([0-3])', ([, purity = '']) => ({ grade: `С${purity}` }))],
  },
  {
    named: 'медн|медь|copper|мыс(?!\\p{L})|cu(?!\\p{L})',
    marks: [
      rule('м\\s?([0-3])\\s?(р|ф|б|к)?[.\\s]?(м|т|пт)?', ([, purity = '', kind = '', temper]) =>
        withTemper(`М${purity}${cyrillic(kind).toLowerCase()}`, temper),
      ),
    ],
  },
  { named: 'алюм|alumin', marks: [rule('1105', () => ({ grade: '1105' }))] },
  {
    named: 'олово|оловян|tin(?!\\p{L})',
    marks: [rule('о\\s?([1-4])', ([, purity = '']) => ({ grade: `О${purity}` }))],
  },
  {
    named: 'баббит|babbit',
    marks: [rule('б\\s?(16|83|88)', ([, tin = '']) => ({ grade: `Б${tin}` }))],
  },
];
