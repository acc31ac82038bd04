import { type Rule, rule } from './grade-rule.ts';

const GRADE = '(?:\\s?(?:gr\\.?|grade)\\s?([a-d]|\\d+))?';

/** A letter stands apart from «Gr», a number does not: ASTM A106 Gr B, ASTM A572 Gr50. */
function american(number: string, grade: string): string {
  if (grade === '') return `ASTM A${number}`;
  return `ASTM A${number} Gr${/\d/u.test(grade) ? '' : ' '}${grade.toUpperCase()}`;
}

/** Grades of EN, AISI, ASTM, API, JIS and GB, and the wear plates that are a make. */
export const FOREIGN: readonly Rule[] = [
  rule('aisi\\s?-?\\s?(\\d{3}(?:ti|ln|l|h|s)?)', ([, name = '']) => ({
    grade: `AISI ${name.toUpperCase().replace('TI', 'Ti')}`,
  })),
  rule('(?:304|310|316|317|321|347)(?:ti|ln|l|s)', ([name = '']) => ({
    grade: `AISI ${name.toUpperCase().replace('TI', 'Ti')}`,
  })),
  rule(
    's\\s?(235|275|355|420|460)\\s?(jr|j0|j2|k2|nl|ml|n|m)?(h)?(\\+[nm]|\\+ar)?',
    ([, strength = '', kind = '', hollow = '', delivery = '']) => ({
      grade: `S${strength}${(kind + hollow).toUpperCase()}`,
      ...(delivery === '' ? {} : { delivery: delivery.toUpperCase() }),
    }),
  ),
  rule('st\\s?(37|44|52)-(\\d)(?:\\.\\d)?', ([, strength = '', kind = '']) => ({
    grade: `St${strength}-${kind}`,
  })),
  rule('hardox\\s?-?(\\d{3})', ([, hardness = '']) => ({ grade: `Hardox ${hardness}` })),
  rule('magstrong\\s?-?([a-z]?\\d{3})', ([, name = '']) => ({
    grade: `Magstrong ${name.toUpperCase()}`,
  })),
  rule(
    `(?:astm\\s?)?a\\s?(36|53|106|333|516|572|615|992)${GRADE}`,
    ([, number = '', grade = '']) => ({ grade: american(number, grade) }),
  ),
  rule('astm\\s?a\\s?(500)(?:\\s?gr\\.?\\s?([a-d]))?', ([, number = '', grade = '']) => ({
    grade: american(number, grade),
  })),
  rule('a\\s?500\\s?gr\\.?\\s?([a-d])', ([, grade = '']) => ({ grade: american('500', grade) })),
  rule(
    'api\\s?-?\\s?5\\s?l\\s?(?:gr\\.?\\s?)?(?:(x)\\s?(\\d{2})|(b))?',
    ([, line = '', strength = '', plain = '']) => ({
      grade: ['API 5L', `${line}${strength}${plain}`.toUpperCase()].join(' ').trim(),
    }),
  ),
  rule('q\\s?(235|345|355)\\s?([a-e])?', ([, strength = '', kind = '']) => ({
    grade: `Q${strength}${kind.toUpperCase()}`,
  })),
  rule('ss\\s?(400)', ([, strength = '']) => ({ grade: `SS${strength}` })),
  rule('dx\\s?(5[1-6])\\s?d(\\+z|\\s+(?=z\\d))?', ([, kind = '', zinc = '']) => ({
    grade: `DX${kind}D${zinc === '' ? '' : '+Z'}`,
  })),
  rule('c(22|35|45|60)([er])?', ([, carbon = '', kind = '']) => ({
    grade: `C${carbon}${kind.toUpperCase()}`,
  })),
  rule('(\\d{2})cr(mo|ni|v)?(\\d)?(?:mo\\d?)?', ([whole = '']) => ({
    grade: whole.replace('cr', 'Cr').replace('mo', 'Mo').replace('ni', 'Ni'),
  })),
  rule('(1\\.\\d{4})', ([, number = '']) => ({ grade: number })),
];
