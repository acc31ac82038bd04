import type { Dimensions } from './dimensions.ts';
import { type Form, sizeNames } from './form.ts';
import type { Section } from './section.ts';

/** What was said of a section: sizes, the number of a table and the standard; absent is not said. */
export type SaidSection = {
  form: Form;
  sizes: Partial<Dimensions>;
  /** 20П, HEB 200, W12x26; a bare 20 is every series of that number. */
  number?: string | undefined;
  /** With or without its year. */
  standard?: string | undefined;
};

/** 20Б1 is the number 20 of a series; 16аУ is a number of its own. */
const NUMBERED = /^(\d+(?:\.\d)?)[А-Я]/u;

/**
 * The rows of the standards' tables that answer what was said, those of exactly
 * the number that was said first. A number alone decides; without one a row
 * answers when it has every size that was said. Nothing said is answered by nothing.
 */
export function rowsOf(said: SaidSection, sections: Iterable<Section>): Section[] {
  const { form, number, standard } = said;
  const wanted = number === undefined ? undefined : numberKey(number);
  const names = sizeNames.filter((name) => said.sizes[name] !== undefined);
  if (wanted === undefined && names.length === 0) return [];
  const found = [...sections].filter(
    (row) =>
      row.form === form &&
      (standard === undefined || isOfStandard(row.standard, standard)) &&
      (wanted === undefined
        ? names.every((name) => row.dimensions[name] === said.sizes[name])
        : isNumbered(row, wanted)),
  );
  const isExact = (row: Section) => Number(numberKey(row.designation) === wanted);
  return found.toSorted((one, other) => isExact(other) - isExact(one));
}

const isNumbered = ({ designation }: Section, wanted: string): boolean =>
  numberKey(designation) === wanted || NUMBERED.exec(designation)?.[1] === wanted;

/** Series as they sound in English. */
const LATIN_SERIES: Record<string, string> = {
  ...{ B: 'Б', SH: 'Ш', K: 'К', P: 'П', U: 'У', M: 'М', DB: 'ДБ' },
};

/** 6,5П and 6.5П, 20B1 and 20Б1, HEB200 and HEB 200, W12×26 and W12x26 are one number each. */
const numberKey = (number: string): string =>
  number
    .replaceAll(/[\s×хx]/gu, '')
    .replace(',', '.')
    .toUpperCase()
    .replace(/(?<=\d)[A-Z]+/u, (series) => LATIN_SERIES[series] ?? series);

/**
 * Whether a table is of the standard that was said: «ГОСТ 8732» is ГОСТ
 * 8732-78, «ГОСТ 57837» is ГОСТ Р 57837-2017, «EN 10219» is EN 10219-2.
 */
function isOfStandard(printed: string, said: string): boolean {
  const key = (text: string) => text.replace(/^(ГОСТ|GOST)\s+Р\s+/u, '$1 ').trim();
  const [whole, part] = [key(printed), key(said)];
  return part !== '' && whole.startsWith(part) && !/^\d/u.test(whole.slice(part.length));
}
