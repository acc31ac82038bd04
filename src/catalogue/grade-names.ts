import { foldText } from './fold-text.ts';

/** Grades as the catalogue writes them, with the other ways in which buyers write them (grades.csv, names.md §3). */
const GRADES: Record<string, readonly string[]> = {
  А500С: ['А500', 'A500', 'A500S'],
  А400: ['А3', 'АIII', 'А-III', 'A-III'],
  А240: ['А1', 'А-I', 'AI'],
  '35ГС': ['35GS'],
  '25Г2С': ['25G2S'],
  'Вр-1': ['Вр1', 'BP-I'],
  Ст3: ['ст 3', 'st3', 'ст.3'],
  Ст3сп: ['3сп', 'st3sp'],
  Ст3пс: ['3пс', 'st3ps'],
  Ст3сп5: ['3сп5', 'st3sp5'],
  С255: [],
  С345: [],
  С245: [],
  '09Г2С': ['09G2S', '9Г2С', '0912С'],
  '08пс': ['08ps', 'ст08пс'],
  '20': ['ст20', 'ст 20', 'сталь 20', 'steel 20', 'st20'],
  '35': ['ст35', 'ст 35', 'сталь 35', 'steel 35', 'st35'],
  '45': ['ст45', 'ст 45', 'сталь 45', 'steel 45', 'st45'],
  '40Х': ['ст40х', 'сталь 40х'],
  S355J2: ['s355'],
  S235JR: ['s235'],
  'AISI 304': ['aisi304', '1.4301', '08Х18Н10'],
  'AISI 316L': ['aisi316l', '316L', '1.4404'],
  'AISI 430': ['aisi430', '12Х17'],
  '12Х18Н10Т': [],
  АМг3: ['AMg3'],
  АМг5: ['AMg5'],
  Д16АТ: ['Д16Т', 'D16T', 'D16AT'],
  АД0: ['AD0'],
  'ВД1/1105': ['ВД1', '1105'],
  М1: ['Cu-ETP'],
  Л63: ['L63'],
  'ЛС59-1': ['LS59-1', 'ЛС59'],
};

const catalogued = new Map(
  Object.entries(GRADES).flatMap(([grade, others]) =>
    [grade, ...others].map((name) => [foldText(name), grade] as const),
  ),
);

/** A grade as the catalogue writes it, however it is known otherwise: А500 is А500С there, S355 is S355J2. */
export const cataloguedGrade = (grade: string): string => catalogued.get(foldText(grade)) ?? grade;

/** Whether the catalogue has a grade under any of its names; «50Х» at the end of what is being typed is none, but the beginning of a size. */
export const isCatalogued = (grade: string): boolean => catalogued.has(foldText(grade));
