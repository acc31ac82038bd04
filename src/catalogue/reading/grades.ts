import { cyrillic, twins } from '../fold-text.ts';
import { pattern, take } from './folded.ts';
import type { Draft, Meaning } from './meaning.ts';

const EDGE = '(?<![\\p{L}\\d.])';
const END = '(?![\\p{L}\\d])';

type Rule = readonly [RegExp, (match: readonly string[]) => Meaning | undefined];
const rule = (source: string, read: (match: readonly string[]) => Meaning | undefined): Rule => [
  pattern(`${EDGE}(?:${source})${END}`),
  (match) => read(match.map((part) => part ?? '')),
];

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
const CLASS_OF_STEEL: Record<string, string> = {
  '35ГС': 'А400',
  '25Г2С': 'А400',
  '32Г2РПС': 'А400',
};
/** Plain steels that are only a number. */
const PLAIN = '05|08|10|15|20|25|30|35|40|45|50|55|60';

/** «сп», «пс», «кп» say how the steel was killed and stay small. */
const killed = (folded: string): string =>
  folded.replaceAll('c', 'с').replaceAll('k', 'к').replaceAll('p', 'п').replaceAll('п', 'п');
const steel = (folded: string): string => {
  const [, body = folded, end = ''] = /^(.*?)(cп|пc|kп)?$/u.exec(folded) ?? [];
  return cyrillic(body) + killed(end);
};

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
const ALLOY = `(\\d{2,3}(?:[${ELEMENTS}]\\d{0,2}){2,}|\\d{2}[xг]2?(?!\\d)|[x](?:\\d{0,2}[${ELEMENTS}]){2,}\\d{0,2})`;

/** Russian rules, the longest first. */
const RUSSIAN: readonly Rule[] = [
  rule(
    '(?:ст\\.?|st\\.?|сталь)\\s?([0-6з])(?:(сп|пс|кп|sp|ps|kp)([1-6])?)?',
    ([, number = '', kind = '', category = '']) => ({
      grade: `Ст${number === 'з' ? '3' : number}${killed(kind.replace('sp', 'cп').replace('ps', 'пc').replace('kp', 'kп'))}${category}`,
    }),
  ),
  rule('([0-6])(сп|пс|кп)([1-6])?', ([, number = '', kind = '', category = '']) => ({
    grade: `Ст${number}${killed(kind)}${category}`,
  })),
  rule(`(?:\\d{2}/)?(\\d{2}х18н10т?)`, ([, name = '']) => ({ grade: cyrillic(name) })),
  rule('09г2д?с?(?:-(\\d{1,2}))?', ([whole = '', category = '']) =>
    alloy(whole.replace(/-.*/u, ''), category),
  ),
  rule('0912с', () => ({ grade: '09Г2С' })),
  rule(`(?:ст\\.?|сталь)?\\s?${ALLOY}(?:-(\\d{1,2}|у|ш|вд|вi))?`, ([, name = '', category = '']) =>
    isAlloy(name) ? alloy(name, /^\d/u.test(category) ? category : '') : undefined,
  ),
  rule('(0[58]|1[05]|20)(сп|пс|кп|ю)', ([, number = '', kind = '']) => ({
    grade: number + killed(kind),
  })),
  rule(`(?:ст\\.?|st\\.?|сталь|steel)\\s?(${PLAIN})(?![x/.])`, ([, number = '']) => ({
    grade: number,
  })),
  rule(
    'с\\s?(235|245|255|275|285|345|355|375|390|440)([дк]?)(?:-(\\d))?',
    ([, strength = '', , category = '']) => withCategory(`С${strength}`, category),
  ),
  rule('(э[ип]\\s?-?\\d{2,4})', ([, name = '']) => {
    const grade = WORKS_NAMES[name.replaceAll(/[\s-]/gu, '').replace(/^э[iи]/u, 'эи')];
    return grade === undefined ? undefined : { grade };
  }),
];

/** «57x3» is no steel: an alloy has one Х at most, and letters that are not all separators. */
const isAlloy = (name: string): boolean =>
  (name.match(/x/gu)?.length ?? 0) <= 1 &&
  !/^\d+x\d+$/u.test(name) &&
  !UNITS.has(name.replaceAll(/\d/gu, ''));
/** Letters that count behind a number. */
const UNITS = new Set(['th', 'kг', 'mt', 'mп', 'пm', 'kb'].map((unit) => twins(unit)));

const REBAR: readonly Rule[] = [
  rule(
    'а\\s?-?\\s?(240|300|400|500|600|800|1000)\\s?(сп|с|к|s|c)?',
    ([, strength = '', kind = '']) => ({
      grade: `А${strength}${kind === 's' ? 'С' : cyrillic(kind)}`,
    }),
  ),
  rule('а\\s?-?\\s?(iii|3|ііі)|a3|a-iii', () => ({ grade: 'А400' })),
  rule('а\\s?-?\\s?(ii|2)', () => ({ grade: 'А300' })),
  rule('а\\s?-?\\s?(i|1)', () => ({ grade: 'А240' })),
  rule('b(500|450)\\s?([abcw]{1,2})', ([, strength = '', kind = '']) => ({
    grade: `B${strength}${kind.toUpperCase()}`,
  })),
  rule('вр\\s?-?\\s?[1i]', () => ({ grade: 'Вр-1' })),
];

const FOREIGN: readonly Rule[] = [
  rule('aisi\\s?-?\\s?(\\d{3}(?:ti|l|h|ln)?)', ([, name = '']) => ({
    grade: `AISI ${name.toUpperCase()}`,
  })),
  rule(
    's\\s?(235|275|355|420|460)\\s?(jr|j0|j2|k2|nl|ml|n|m)?(h)?(\\+[nm]|\\+ar)?',
    ([, strength = '', kind = '', hollow = '', delivery = '']) => ({
      grade: `S${strength}${(kind + hollow).toUpperCase()}`,
      ...(delivery === '' ? {} : { delivery: delivery.toUpperCase() }),
    }),
  ),
  rule('hardox\\s?-?(\\d{3})', ([, hardness = '']) => ({ grade: `Hardox ${hardness}` })),
  rule(
    '(?:astm\\s?)?a\\s?(36|53|106|333|572|992)(?:\\s?gr\\.?\\s?([a-d]|\\d+))?',
    ([, number = '', class_ = '']) => ({
      grade: `ASTM A${number}${class_ === '' ? '' : ` Gr ${class_.toUpperCase()}`}`,
    }),
  ),
  rule('(\\d{2})cr(mo|ni|v)?(\\d)?(?:mo\\d?)?', ([whole = '']) => ({
    grade: whole.replace('cr', 'Cr').replace('mo', 'Mo').replace('ni', 'Ni'),
  })),
  rule('(1\\.\\d{4})', ([, number = '']) => ({ grade: number })),
];

/** Marks of lead are those of nothing else only where lead was named. */
const LEAD = rule('с\\s?([0-3])', ([, purity = '']) => ({ grade: `С${purity}` }));

const COLOURED: readonly Rule[] = [
  rule('лс\\s?59(?:-1)?', () => ({ grade: 'ЛС59-1' })),
  rule('л\\s?(63|68|80|90)', ([, copper = '']) => ({ grade: `Л${copper}` })),
  rule('амг\\s?(\\d)', ([, magnesium = '']) => ({ grade: `АМг${magnesium}` })),
  rule('[дd]\\s?16(ат|т|а)?(м)?', ([whole = '']) => ({
    grade: cyrillic(whole.replaceAll(' ', '').replace('d', 'д')),
  })),
  rule('ад\\s?(0|1|31|33|35)(?:\\.?(т\\d?))?', ([, number = '', temper = '']) => ({
    grade: `АД${number}`,
    ...(temper === '' ? {} : { temper: cyrillic(temper) }),
  })),
  rule('ав\\.?(т1?)', ([, temper = '']) => ({ grade: 'АВ', temper: cyrillic(temper) })),
];

/** Of rebar «д16» is a diameter, of anything else an aluminium. */
const OF_REBAR = [...FOREIGN, ...REBAR, ...RUSSIAN];
const OF_ALL = [...FOREIGN, ...COLOURED, ...REBAR, ...RUSSIAN];
const OF_LEAD = [LEAD, ...OF_ALL];

/**
 * Reads the grade. A class of rebar beside its steel is told apart («А-III
 * 25Г2С»); the name in brackets behind another is the same grade by its other
 * name; a bare number is a size and never a grade.
 */
export const readGrade = (draft: Draft, isRebar: boolean): Draft => {
  let read = draft;
  const rules = rulesFor(draft, isRebar);
  const found: Meaning[] = [];
  for (const [finds, means] of rules) {
    for (let time = 0; time < 2; time += 1) {
      read = take(read, finds, (match) => {
        const meant = means(match);
        if (meant) found.push(meant);
        return meant && {};
      });
    }
  }
  return { text: read.text, said: { ...read.said, ...together(found, draft) } };
};

function rulesFor({ said }: Draft, isRebar: boolean): readonly Rule[] {
  if (said.material === 'lead') return OF_LEAD;
  return isRebar ? OF_REBAR : OF_ALL;
}

/** Of several names the first said counts, but a steel counts before its class. */
function together(found: readonly Meaning[], draft: Draft): Meaning {
  const isClass = ({ grade = '' }: Meaning) => /^А\d{3,4}/u.test(grade);
  const steelSaid = found.find((meant) => !isClass(meant) && CLASS_OF_STEEL[meant.grade ?? '']);
  if (steelSaid) {
    const said = found.find(isClass)?.grade;
    return { ...steelSaid, ...(said === undefined ? {} : { gradeClass: said }) };
  }
  const [first, second] = isBracketed(draft) ? found : found.slice(0, 1);
  if (!first) return {};
  const also = second && second.grade !== first.grade ? { gradeAlso: second.grade ?? '' } : {};
  return { ...first, ...also };
}

/** «AISI 321 (12Х18Н10Т)»: what stands in brackets is another name. */
const isBracketed = ({ text }: Draft) => /aisi[^|]*\([^)]*\d{2}x\d/u.test(text);
