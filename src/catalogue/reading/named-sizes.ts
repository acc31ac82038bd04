import { cyrillic } from '../fold-text.ts';
import { pattern, take } from './folded.ts';
import type { Draft, Step } from './meaning.ts';
import * as sizes from './sizes.ts';

const DN_OF_INCHES: Record<string, number> = {
  '1/2': 15,
  '3/4': 20,
  '1': 25,
  '1 1/4': 32,
  '1 1/2': 40,
  '2': 50,
  '2 1/2': 65,
  '3': 80,
  '4': 100,
  '5': 125,
  '6': 150,
};
/** Outside diameter of a nominal size in inches with the walls of schedules 40 and 80 (ASME B36.10M). */
const SCHEDULES: Record<string, { outsideMm: number; wallMm: Record<string, number> }> = {
  '1/2': { outsideMm: 21.3, wallMm: { 40: 2.77, 80: 3.73 } },
  '3/4': { outsideMm: 26.7, wallMm: { 40: 2.87, 80: 3.91 } },
  '1': { outsideMm: 33.4, wallMm: { 40: 3.38, 80: 4.55 } },
  '1 1/4': { outsideMm: 42.2, wallMm: { 40: 3.56, 80: 4.85 } },
  '1 1/2': { outsideMm: 48.3, wallMm: { 40: 3.68, 80: 5.08 } },
  '2': { outsideMm: 60.3, wallMm: { 40: 3.91, 80: 5.54 } },
  '2 1/2': { outsideMm: 73, wallMm: { 40: 5.16, 80: 7.01 } },
  '3': { outsideMm: 88.9, wallMm: { 40: 5.49, 80: 7.62 } },
  '4': { outsideMm: 114.3, wallMm: { 40: 6.02, 80: 8.56 } },
  '6': { outsideMm: 168.3, wallMm: { 40: 7.11, 80: 10.97 } },
  '8': { outsideMm: 219.1, wallMm: { 40: 8.18, 80: 12.7 } },
  '10': { outsideMm: 273, wallMm: { 40: 9.27, 80: 15.09 } },
  '12': { outsideMm: 323.8, wallMm: { 40: 10.31, 80: 17.48 } },
};

/** Of a pipe a fraction is inches without saying so: «труба ВГП 1/2». */
const FRACTION = /(?<![\d.x/])((?:\d\s)?[13]\/[24])(?![\d/x])/gu;

/** Sizes in inches: a nominal bore, or with a schedule the pipe itself. */
export function readInches(draft: Draft, isPipe: boolean): Draft {
  const scheduled = take(
    draft,
    /(?<![a-z])sch(?:edule)?\.?\s?(\d{2,3})/gu,
    ([, schedule = '']) => ({
      schedule,
    }),
  );
  const said = take(
    scheduled,
    /(?<![\d.])(\d+\s\d\/\d|\d\/\d|\d+)\s?(?:"|inch(?:es)?|дюйм\p{L}*)/gu,
    ([, inches = '']) => {
      const { schedule } = scheduled.said;
      const pipe = schedule === undefined ? undefined : SCHEDULES[inches];
      const wallMm = schedule === undefined ? undefined : pipe?.wallMm[schedule];
      if (pipe && wallMm !== undefined) return { ...sizes.pipeSize(pipe.outsideMm, wallMm) };
      const boreMm = DN_OF_INCHES[inches];
      return boreMm === undefined ? undefined : { boreMm };
    },
  );
  if (!isPipe || said.said.boreMm !== undefined) return said;
  return take(said, FRACTION, ([, inches = '']) => {
    const boreMm = DN_OF_INCHES[inches];
    return boreMm === undefined ? undefined : { boreMm };
  });
}

const BORE = pattern(
  '(?<!\\p{L})(?:ду|dn|du)\\s*\\.?\\s*(\\d{1,4})(?:\\s*x\\s*(\\d+(?:\\.\\d+)?))?',
);
export const readBore: Step = (draft) =>
  take(draft, BORE, ([, bore, wall]) => ({
    boreMm: Number(bore),
    ...(wall === undefined ? {} : sizes.wallSize(Number(wall))),
  }));

const WALL = pattern(
  '(?<!\\p{L})(?:стенк\\p{L}*|толщ\\p{L}*|wall|қабырғасы)\\s*[=:]?\\s*(\\d+(?:\\.\\d+)?)',
);
export const readNamedSizes: Step = (draft) =>
  take(draft, WALL, ([, wall]) => sizes.wallSize(Number(wall)));

export const readMeshWire: Step = (draft) =>
  take(draft, pattern('(?<!\\p{L})вр\\s?-?\\s?([2-9](?:\\.\\d)?|1[0-2])(?!\\d)'), ([, wire]) =>
    sizes.roundSize(Number(wire)),
  );

const PRESSURE = pattern('(?<!\\p{L})(?:ру|pn)\\s?\\.?\\s?(\\d+(?:\\.\\d+)?)');
/** Pressure of a flange: «Ру16» in bar, «Ру 1,6» in megapascals. */
export const readPressure: Step = (draft) =>
  take(draft, PRESSURE, ([, said = '']) => ({
    pressureBar: said.includes('.') ? Math.round(Number(said) * 10) : Number(said),
  }));

/** Where «гофра» was taken out: in brackets, or with nothing else behind it. */
const CORRUGATION = /\(\s*\|\s*(\d{1,3})\s*\)|(?<=\|\s*)(\d{1,2})(?=\s*(?:$|\|))/gu;
/** «С21», «НС35», «гофра 21». */
export const readProfile: Step = (draft) => {
  const profile = take(
    draft,
    pattern('(?<!\\p{L})(нс|сс|с|н|мп|к)\\s?-?\\s?(\\d{1,3})(?!\\d)'),
    ([, letters = '', height = '']) => ({
      profile: `${letters.replaceAll('h', 'Н').replaceAll('c', 'С').toUpperCase()}${height}`,
    }),
  );
  return take(profile, CORRUGATION, ([, bracketed, alone]) => ({
    corrugationMm: Number(bracketed ?? alone),
  }));
};

const MARK = pattern(
  '(?<!\\p{L})(?:(мр|ано|озс|озл|цл|уони|уонии|ок|lb|э)\\s?-?\\s?|(\\p{L}{2,4})-)(\\d{1,3}(?:/\\d{2})?)([сcu](?!\\p{L}))?',
);
/** The mark of an electrode, МР-3С or УОНИ-13/55, as its box writes it. */
export const readMark: Step = (draft) =>
  take(draft, MARK, ([, known, other = '', number = '', kind = '']) => {
    const letters = known ?? other;
    const name = /[djlqsuvwz]/u.test(letters) ? letters.toUpperCase() : cyrillic(letters);
    return { mark: `${name}-${number}${kind === 'u' ? 'U' : cyrillic(kind)}` };
  });

export const readStainless: Step = (draft) =>
  draft.said.grade === undefined
    ? take(
        draft,
        /(?<![\dx.])(201|304l?|309|310s?|316l?|321|409|430)(?![\dx.])/gu,
        ([, name = '']) => ({ grade: `AISI ${name.toUpperCase()}` }),
      )
    : draft;

/** Letters before numbers that only say which size it is: Ø12, d12, S27, т.6. */
const SIGN = pattern(
  '(?<![\\p{L}\\d])(?:ф|d|д|s|h|b|t|т|n)\\s?[.=]?\\s?(?=\\d)|(?<!\\p{L})n(?!\\p{L})',
  'gu',
);
export const dropSigns: Step = ({ text, said }) => ({ text: text.replaceAll(SIGN, ' '), said });
