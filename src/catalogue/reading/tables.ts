import { cyrillic } from '../fold-text.ts';
import { pattern, take } from './folded.ts';
import type { Draft, Meaning } from './meaning.ts';

/** Series whose numbers are millimetres, Latin everywhere. */
const EUROPEAN = pattern('(?<!\\p{L})(heb|hea|hem|ipe|ipn|upn|upe)\\s?(\\d{2,4})(?!\\d)');
const BRITISH = pattern('(?<!\\p{L})(ub|uc)\\s?(\\d{3}x\\d{3}x\\d{1,3})(?!\\d)');
const AMERICAN = pattern('(?<![\\p{L}\\d])(w\\d{1,2}x\\d{1,3}(?:\\.\\d)?)(?!\\d)');
const SERIES = '[бшк]\\s?\\d?|м(?!\\d)|дб\\d|дk\\d|дш\\d';
/** 30Ш1, 40 Б2, 25 Б1/Б2, 24М. */
const BEAM = pattern(
  `(?<![\\p{L}\\d.])(\\d{2,3})\\s?((?:${SERIES})(?:\\s?/\\s?(?:${SERIES}))*)(?![\\p{L}\\d])`,
);
/** 12У, 16 П, 6.5П. */
const CHANNEL = pattern('(?<![\\dx.])(\\d{1,2}(?:\\.5)?)\\s?([пуэлс])(?![\\p{L}\\d])');
const MONORAILS = new Set(['18', '24', '30', '36', '45']);
const BARE = pattern('(?<![\\p{L}\\d.])(?:n\\s*)?(\\d{1,3}(?:\\.5)?)(?![\\p{L}\\d.])');
const MESH_NUMBER = pattern('(?<![\\p{L}\\d.x-])(\\d{3})(?![\\p{L}\\d.x])');
/** Heights in millimetres begin here, numbers of tables in centimetres end before (names.md §3): channels end at 40, plain beams at 60. */
const HEIGHTS_FROM_MM = { beam: 100, channel: 50 } as const;

/** Beams named by their series alone: HEB 200, W12x26, 70Б1, 25 Б1/Б2. */
export function readBeamSeries(draft: Draft, isBeam: boolean): Draft {
  const american = take(draft, AMERICAN, ([, name = '']) => ({
    series: ['W'],
    designation: name.toUpperCase().replace('X', 'x'),
  }));
  const european = take(american, EUROPEAN, ([, series = '', number = '']) => ({
    series: [series.toUpperCase()],
    number,
  }));
  const british = take(european, BRITISH, ([, series = '', sizes = '']) => ({
    series: [series.toUpperCase()],
    designation: `${series.toUpperCase()} ${sizes}`,
  }));
  return take(british, BEAM, ([, number = '', series = '']) => {
    const said = series.split('/').map((one) => cyrillic(one.replaceAll(/\s/gu, '')));
    const isMonorail = said.includes('М');
    if (isMonorail && !(isBeam && MONORAILS.has(number))) return undefined;
    if (said.some((one) => /^[БШК]$/u.test(one)) && !isBeam) return undefined;
    return { number, series: said };
  });
}

/** The number and series of a channel: «12у», «16 п». */
export const readChannelSeries = (draft: Draft): Draft =>
  take(draft, CHANNEL, ([, number = '', series = '']) => ({ number, series: [cyrillic(series)] }));

/** A bare number of a beam or channel is its number in the table; 100 is the height of №10. */
export function readTableNumber(draft: Draft, form: keyof typeof HEIGHTS_FROM_MM): Draft {
  if (draft.said.number !== undefined || draft.said.designation !== undefined) return draft;
  return take(draft, BARE, ([, said = '']): Meaning => {
    const height = Number(said);
    return { number: height >= HEIGHTS_FROM_MM[form] ? String(height / 10) : said };
  });
}

/** The number of an expanded sheet, three digits: 406 is a mesh of 4 mm with slots of 6. */
export const readMeshNumber = (draft: Draft): Draft =>
  take(draft, MESH_NUMBER, ([, number = '']) => ({ number }));
