import { cyrillic, twins } from '../fold-text.ts';
import { killed, type Rule, rule, steel } from './grade-rule.ts';
import type { Meaning } from './meaning.ts';

/** Old names of heat-resistant steels: what the works called them. */
const WORKS_NAMES: Record<string, string> = {
  эи66: '03Х17Н14М3',
  эи211: '20Х20Н14С2',
  эи283: '20Х25Н20С2',
  эи417: '20Х23Н18',
  эи847: '08Х16Н15М3Б',
  эи943: '06ХН28МДТ',
  эи962: '11Х11Н2В2МФ',
  эп53: '08Х22Н6Т',
};

/** Steels of rebar that belong to a strength class (GOST 5781). */
export const CLASS_OF_STEEL: Record<string, string> = {
  '35ГС': 'А400',
  '25Г2С': 'А400',
  '32Г2РПС': 'А400',
};

/** Marks that are often typed in Latin letters by their sound. */
const BY_SOUND: Record<string, string> = {
  '65g': '65Г',
  '09g2s': '09Г2С',
  '9g2s': '09Г2С',
  '17g1s': '17Г1С',
  '35gs': '35ГС',
  '25g2s': '25Г2С',
  '10hsnd': '10ХСНД',
  '15hsnd': '15ХСНД',
  '30hgsa': '30ХГСА',
};

/** Plain steels that are only a number. */
const PLAIN = '05|08|10|15|20|25|30|35|40|45|50|55|60';
const STEEL = '(?:ст\\.?|st\\.?|сталь|steel)?\\s?';

const withCategory = (grade: string, category: string): Meaning => ({
  grade,
  ...(category === '' ? {} : { gradeCategory: category }),
});
const alloy = (folded: string, category = ''): Meaning => {
  const grade = steel(folded);
  const gradeClass = CLASS_OF_STEEL[grade];
  return { ...withCategory(grade, category), ...(gradeClass ? { gradeClass } : {}) };
};

/** Letters of alloying elements as folded: Х, Г, С, Н, Д, М, Т, Ф, В, Б, К, Ю, А, Р, Ц, Л. */
const ELEMENTS = 'xгchдmtфbбkюapцлe';
const ALLOY = [
  `\\d{2,3}(?:[${ELEMENTS}]\\d{0,2}){2,}`,
  '\\d{2}[xг]2?(?!\\d)',
  // Tool steels: 9ХС, 5ХНМ, 4Х5МФС.
  `\\dx(?:[${ELEMENTS}]\\d{0,2})+`,
  `\\dx\\d(?:[${ELEMENTS}]\\d{0,2}){2,}`,
  // ХВГ, Х12МФ, ХН78Т, Х20Н80.
  `x(?:\\d{0,2}[${ELEMENTS}]){2,}\\d{0,2}`,
  `x\\d{2}h\\d{2}`,
].join('|');

/** Letters that count behind a number, or say how it is measured, and are no elements. */
const UNITS = new Set(['тн', 'кг', 'мт', 'мп', 'пм', 'кв', 'нд', 'мд'].map((unit) => twins(unit)));

/** «57x3» is no steel: an alloy has one Х at most, and letters that are not all separators or units. */
const isAlloy = (name: string): boolean =>
  (name.match(/x/gu)?.length ?? 0) <= 1 &&
  !/^\d+x\d+$/u.test(name) &&
  !UNITS.has(name.replaceAll(/[\dx]/gu, '')) &&
  (/\d/u.test(name) || name === twins('хвг'));

/** Chromium steels whose name could as well be two sizes. */
const CHROMIUM = '08x13|12x13|20x13|30x13|40x13|08x17|12x17|95x18|15x25|15x28';

/** Steels of the CIS, the longest names first. */
export const STEELS: readonly Rule[] = [
  rule(
    '(?:ст\\.?|st\\.?|сталь)\\s?([0-6з])(гпс|gps|г)?(?:(сп|пс|кп|sp|ps|kp)([1-6])?)?',
    ([, number = '', manganese = '', kind = '', category = '']) => {
      const rich = manganese === '' ? '' : `Г${manganese === 'г' ? '' : 'пс'}`;
      return { grade: `Ст${number === 'з' ? '3' : number}${rich}${killed(kind)}${category}` };
    },
  ),
  rule('([0-6])(сп|пс|кп)([1-6])?', ([, number = '', kind = '', category = '']) => ({
    grade: `Ст${number}${killed(kind)}${category}`,
  })),
  rule(`(?:\\d{2}/)?(\\d{2}х18н10т?)`, ([, name = '']) => ({ grade: cyrillic(name) })),
  rule('09г2д?с?(?:-(\\d{1,2}))?', ([whole = '', category = '']) =>
    alloy(whole.replace(/-.*/u, ''), category),
  ),
  rule('0912с', () => ({ grade: '09Г2С' })),
  rule(Object.keys(BY_SOUND).join('|'), ([name = '']) => alloy(BY_SOUND[name] ?? name)),
  rule(`${STEEL}(${ALLOY})(?:-(\\d{1,2}|у|ш|вд|вi))?`, ([, name = '', category = '']) =>
    isAlloy(name) ? alloy(name, /^\d/u.test(category) ? category : '') : undefined,
  ),
  rule(`${STEEL}(0[58]|1[05]|20)(сп|пс|кп|ps|ю)`, ([, number = '', kind = '']) => ({
    grade: number + (kind === 'ю' ? 'Ю' : killed(kind)),
  })),
  rule(`${STEEL}(1[568]|2[02])к`, ([, number = '']) => ({ grade: `${number}К` })),
  rule(`(?:ст\\.?|st\\.?|сталь|steel)\\s?(${CHROMIUM}|${PLAIN})(?![x/.])`, ([, name = '']) => ({
    grade: cyrillic(name),
  })),
  rule(
    'с\\s?(235|245|255|275|285|345|355|375|390|440)([дк]?)(?:-(\\d))?',
    ([, strength = '', , category = '']) => withCategory(`С${strength}`, category),
  ),
  // EN has no such strengths, so a Latin S is the letter С (names.md §1).
  rule('s\\s?(245|255|345|375|390|440)(?:-(\\d))?', ([, strength = '', category = '']) =>
    withCategory(`С${strength}`, category),
  ),
  // Strength classes of line pipe.
  rule('к\\s?(34|38|42|48|50|52|54|55|56|60)', ([, strength = '']) => ({ grade: `К${strength}` })),
  rule('(э[ип]\\s?-?\\d{2,4})', ([, name = '']) => {
    const grade = WORKS_NAMES[name.replaceAll(/[\s-]/gu, '').replace(/^э[iи]/u, 'эи')];
    return grade === undefined ? undefined : { grade };
  }),
  rule(`св\\s?-?\\s?(\\d{2}(?:[${ELEMENTS}]\\d?){0,4})`, ([, name = '']) => ({
    grade: `Св-${cyrillic(name)}`,
  })),
  rule('шх\\s?(\\d{1,2})(сг)?', ([, chromium = '', more = '']) => ({
    grade: `ШХ${chromium}${cyrillic(more)}`,
  })),
  rule('у\\s?([78]|1[0-3])(а)?', ([, carbon = '', pure = '']) => ({
    grade: `У${carbon}${cyrillic(pure)}`,
  })),
  rule('р\\s?(18|9|6м5)(к\\d|ф\\d)*', ([name = '']) => ({
    grade: cyrillic(name.replaceAll(' ', '')),
  })),
];

/** «20Х13» beside a size of its own: alone it could be two sizes. */
export const CHROMIUM_STEELS: readonly Rule[] = [
  rule(CHROMIUM, ([name = '']) => ({ grade: cyrillic(name) })),
];
